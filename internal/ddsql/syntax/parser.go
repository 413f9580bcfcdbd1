package syntax

import (
	"strings"
	"unicode/utf8"

	"foureyes/internal/ddsql/sqlerr"
)

// Limits bound what a text may ask of the parser.
type Limits struct {
	Length int // bytes of the text
	Depth  int // how deep expressions, queries and chains of operators may nest
}

// DefaultLimits are what a query of a person or a program stays far below.
var DefaultLimits = Limits{Length: 1 << 20, Depth: 2000}

// Parse reads statements separated by semicolons; empty ones are left out.
// A mistake is a *sqlerr.Error: 42601 with the place of the first token that
// fits nowhere, 54001 beyond the depth, 54000 beyond the length.
func Parse(sql string, limits Limits) (statements []Statement, err error) {
	err = run(sql, limits, func(p *parser) {
		for {
			for p.take(';') {
			}
			if p.tok.kind == endOfText {
				return
			}
			statements = append(statements, p.statement())
			if p.tok.kind != endOfText {
				p.expect(';')
			}
		}
	})
	if err != nil {
		return nil, err
	}
	return statements, nil
}

// ParseExpr reads one expression and nothing after it. Its errors are Parse's.
func ParseExpr(sql string, limits Limits) (e Expr, err error) {
	err = run(sql, limits, func(p *parser) {
		e = p.expr()
		if p.tok.kind != endOfText {
			p.unexpected()
		}
	})
	if err != nil {
		return nil, err
	}
	return e, nil
}

// run calls the grammar and turns what it panics with into the error.
func run(sql string, limits Limits, grammar func(*parser)) (err error) {
	if len(sql) > limits.Length {
		return sqlerr.New(sqlerr.ProgramLimitExceeded, "query text is longer than %d bytes", limits.Length)
	}
	if !utf8.ValidString(sql) || strings.IndexByte(sql, 0) >= 0 {
		return sqlerr.New(sqlerr.CharacterNotInRepertoire,
			"invalid byte sequence for encoding \"UTF8\": %s", firstInvalid(sql))
	}
	p := &parser{lex: newLexer(sql), limit: limits.Depth}
	defer func() {
		switch failed := recover().(type) {
		case nil:
		case *sqlerr.Error:
			err = failed
		default:
			panic(failed)
		}
	}()
	p.tok = p.lex.next()
	grammar(p)
	return nil
}

// parser holds the current token and those already looked at behind it. Its
// methods panic with a *sqlerr.Error.
type parser struct {
	lex    lexer
	tok    token
	ahead  [2]token
	looked int // how many of ahead are read

	depth, limit int
}

// advance goes to the next token and gives the one that was current.
func (p *parser) advance() token {
	was := p.tok
	if p.looked == 0 {
		p.tok = p.lex.next()
		return was
	}
	p.tok = p.ahead[0]
	p.ahead[0] = p.ahead[1]
	p.looked--
	return was
}

// peek gives the token behind the current one.
func (p *parser) peek() token {
	if p.looked == 0 {
		p.ahead[0] = p.lex.next()
		p.looked = 1
	}
	return p.ahead[0]
}

// peek2 gives the token behind peek's.
func (p *parser) peek2() token {
	p.peek()
	if p.looked == 1 {
		p.ahead[1] = p.lex.next()
		p.looked = 2
	}
	return p.ahead[1]
}

// deeper counts one more level; the caller sets depth back to what it was.
func (p *parser) deeper() {
	p.depth++
	if p.depth > p.limit {
		panic(sqlerr.At(p.tok.pos, sqlerr.StatementTooComplex, "stack depth limit exceeded").
			WithHint("Expressions and queries may nest %d levels deep.", p.limit))
	}
}

// at gives the current token's place.
func (p *parser) at() At { return At(p.tok.pos) }

// is tells whether the current token is a keyword.
func (p *parser) is(keyword string) bool { return p.tok.is(keyword) }

// accept passes the keyword when it is there.
func (p *parser) accept(keyword string) bool {
	if !p.tok.is(keyword) {
		return false
	}
	p.advance()
	return true
}

// acceptAny passes one of the keywords and gives it, or the empty string.
func (p *parser) acceptAny(keywords ...string) string {
	for _, k := range keywords {
		if p.accept(k) {
			return k
		}
	}
	return ""
}

// acceptBoth passes two keywords when both are there.
func (p *parser) acceptBoth(first, second string) bool {
	if !p.tok.is(first) || !p.peek().is(second) {
		return false
	}
	p.advance()
	p.advance()
	return true
}

// need passes keywords that must be there.
func (p *parser) need(keywords ...string) {
	for _, k := range keywords {
		if !p.accept(k) {
			p.unexpected()
		}
	}
}

// take passes a token of the kind when it is there.
func (p *parser) take(k kind) bool {
	if p.tok.kind != k {
		return false
	}
	p.advance()
	return true
}

// expect passes a token of the kind that must be there.
func (p *parser) expect(k kind) token {
	if p.tok.kind != k {
		p.unexpected()
	}
	return p.advance()
}

// takeOp passes an operator when it is there.
func (p *parser) takeOp(sign string) bool {
	if !p.tok.isOp(sign) {
		return false
	}
	p.advance()
	return true
}

// unexpected panics with the syntax error at the current token.
func (p *parser) unexpected() {
	panic(p.unexpectedToken(p.tok))
}

func (p *parser) unexpectedToken(t token) *sqlerr.Error {
	if t.kind == endOfText {
		return sqlerr.At(t.pos, sqlerr.SyntaxError, "syntax error at end of input")
	}
	return sqlerr.At(t.pos, sqlerr.SyntaxError, "syntax error at or near \"%s\"", p.lex.src[t.start:t.end])
}

// refuse panics with an error of the grammar at a place.
func refuse(at At, code, format string, args ...any) {
	panic(sqlerr.At(int(at), code, format, args...))
}

// list reads items separated by commas.
func list[T any](p *parser, item func() T) []T {
	items := []T{item()}
	for p.take(',') {
		items = append(items, item())
	}
	return items
}
