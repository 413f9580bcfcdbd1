package activation

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
)

// mostPaths and mostShown bound what is told of an expression's input: how many of its
// members, and how many bytes of each.
const (
	mostPaths = 10
	mostShown = 60
)

// path is what an expression looks at in the input, such as input.total.amount.
type path []string

// paths are the members of the input that an expression names, each once.
func paths(a *cel.Ast) []path {
	var all []path
	inner := map[int64]bool{}
	ast.PreOrderVisit(a.NativeRep().Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		if inner[e.ID()] || len(all) == mostPaths {
			return
		}
		p, is := pathOf(e, inner)
		if is && !slices.ContainsFunc(all, func(o path) bool { return slices.Equal(o, p) }) {
			all = append(all, p)
		}
	}))
	return all
}

// pathOf reads a chain of members of the input, and remembers the links below it.
func pathOf(e ast.Expr, inner map[int64]bool) (path, bool) {
	if e.Kind() != ast.SelectKind {
		return nil, false
	}
	of, field := e.AsSelect().Operand(), e.AsSelect().FieldName()
	if of.Kind() == ast.IdentKind && of.AsIdent() == inputVariable {
		return path{field}, true
	}
	p, is := pathOf(of, inner)
	inner[of.ID()] = is
	return append(p, field), is
}

// tell says what stands at a path.
func (p path) tell(value any) string {
	name := inputVariable + "." + strings.Join(p, ".")
	for _, field := range p {
		members, _ := value.(map[string]any)
		member, there := members[field]
		if !there {
			return name + " is not there"
		}
		value = member
	}
	text, err := json.Marshal(value)
	if err != nil {
		return name + " is there"
	}
	return fmt.Sprintf("%s is %s", name, shortenTo(string(text), mostShown))
}
