package activation

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/ext"
)

const (
	// expressionParameter holds the CEL text of an Expression.
	expressionParameter = "Expression"
	// inputVariable is what expressions call the input.
	inputVariable = "input"
	// mostCost bounds what one evaluation may cost, in CEL's own units: about one for
	// each step, and one for ten characters that are looked at.
	mostCost = 1_000_000
	// interruptEvery is after how many turns of a loop an evaluation asks whether
	// anybody still waits for it.
	interruptEvery = 100
)

// expression is Expression: a text in CEL over the input that is true or false.
type expression struct {
	program cel.Program
	looksAt []path
}

func readExpression(p *parameters) check {
	text := p.text(expressionParameter)
	if p.err != nil {
		return nil
	}
	e, problem := compile(text)
	if problem != "" {
		p.fail(expressionParameter, "%s", problem)
	}
	return e
}

// environment is what expressions are checked in. Numbers of JSON are doubles, so
// they compare with whole numbers too.
var environment = sync.OnceValues(func() (*cel.Env, error) {
	return cel.NewEnv(
		cel.Variable(inputVariable, cel.DynType),
		cel.CrossTypeNumericComparisons(true),
		cel.DefaultUTCTimeZone(true),
		cel.OptionalTypes(),
		cel.ParserRecursionLimit(100),
		cel.ASTValidators(cel.ValidateRegexLiterals(), cel.ValidateDurationLiterals(), cel.ValidateTimestampLiterals()),
		ext.Strings(),
	)
})

// compile makes an expression of a text, or says where and why it cannot.
func compile(text string) (e expression, problem string) {
	env, err := environment()
	if err != nil {
		return e, fmt.Sprintf("cannot be read: %v.", err)
	}
	ast, issues := env.Compile(text)
	if issues.Err() != nil {
		return e, mistakes(issues)
	}
	if t := ast.OutputType(); !t.IsExactType(cel.BoolType) && !t.IsExactType(cel.DynType) {
		return e, fmt.Sprintf("must be true or false; it is of type %s.", t)
	}
	program, err := env.Program(ast, cel.EvalOptions(cel.OptOptimize), cel.CostLimit(mostCost), cel.InterruptCheckFrequency(interruptEvery))
	if err != nil {
		return e, fmt.Sprintf("cannot be used: %v.", err)
	}
	return expression{program, paths(ast)}, ""
}

// mistakes tells the first mistakes with their places in the text.
func mistakes(issues *cel.Issues) string {
	const most = 3
	var all []string
	for _, e := range issues.Errors() {
		if len(all) == most {
			break
		}
		message := strings.TrimSuffix(strings.TrimPrefix(e.Message, "Syntax error: "), " (in container '')")
		all = append(all, fmt.Sprintf("at line %d, column %d: %s", e.Location.Line(), e.Location.Column()+1, shortenTo(message, mostProblem)))
	}
	return "is not in order " + strings.Join(all, "; ") + "."
}

var errNotBool = errors.New("it is neither true nor false")

func (c expression) evaluate(r *run) outcome {
	var o outcome
	value, err := c.value(r)
	switch {
	case err != nil:
		o.verdict, o.problem = unknown, shortenTo(err.Error(), mostProblem)
	case value:
		o.verdict = yes
	}
	if r.Explain {
		for _, p := range c.looksAt {
			o.because("%s", p.tell(r.Value))
		}
	}
	return o
}

// value runs the expression.
func (c expression) value(r *run) (bool, error) {
	result, _, err := c.program.ContextEval(r.ctx, map[string]any{inputVariable: r.Value})
	if err != nil {
		return false, err
	}
	b, is := result.(types.Bool)
	if !is {
		return false, fmt.Errorf("%w: it is of type %s", errNotBool, result.Type().TypeName())
	}
	return bool(b), nil
}

// mostProblem bounds the message of an expression that fails: it may hold parts of
// the input, and goes into a header.
const mostProblem = 200
