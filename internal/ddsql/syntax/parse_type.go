package syntax

import (
	"strconv"

	"foureyes/internal/ddsql/sqlerr"
)

// standardTypes are PostgreSQL's names for the types that are one keyword.
var standardTypes = map[string]string{
	"int": "int4", "integer": "int4", "smallint": "int2", "bigint": "int8", "real": "float4",
	"decimal": "numeric", "dec": "numeric", "numeric": "numeric", "boolean": "bool",
	"float": "float8", "bit": "bit", "character": "bpchar", "char": "bpchar", "varchar": "varchar",
	"national": "bpchar", "nchar": "bpchar", "timestamp": "timestamp", "time": "time",
	"interval": "interval",
}

// typeName reads a type.
func (p *parser) typeName() TypeName {
	if p.is("setof") {
		refuse(p.at(), sqlerr.SyntaxError, "type reference cannot be SETOF")
	}
	t := p.simpleType(false)
	if p.accept("array") {
		size := -1
		if p.take('[') {
			size = p.integerConstant()
			p.expect(']')
		}
		t.Array = []int{size}
		return t
	}
	for p.take('[') {
		size := -1
		if p.tok.kind != ']' {
			size = p.integerConstant()
		}
		p.expect(']')
		t.Array = append(t.Array, size)
	}
	return t
}

// simpleType reads a type that is no array. A literal's type differs a little: its
// char has no length unless one is given, and fields of an interval follow later.
func (p *parser) simpleType(literal bool) TypeName {
	at := p.at()
	if p.is("double") && p.peek().is("precision") {
		p.advance()
		p.advance()
		return TypeName{At: at, Name: builtin("float8")}
	}
	internal, standard := standardTypes[p.tok.text]
	if !standard || p.tok.kind != word {
		return p.genericType(at)
	}
	t := TypeName{At: at, Name: builtin(internal)}
	keyword := p.advance().text
	switch keyword {
	case "decimal", "dec", "numeric":
		t.Mods = p.modifiersIf()
	case "float":
		p.floatType(&t)
	case "bit", "character", "char", "varchar", "national", "nchar":
		p.characterType(&t, keyword, literal)
	case "timestamp", "time":
		p.timeType(&t)
	case "interval":
		p.intervalType(&t, literal)
	}
	return t
}

// genericType reads a type by name.
func (p *parser) genericType(at At) TypeName {
	t := TypeName{At: at, Name: Name{p.typeFunctionName()}}
	for p.take('.') {
		t.Name = append(t.Name, p.label())
	}
	t.Mods = p.modifiersIf()
	return t
}

// modifiersIf reads (expressions) when it is there.
func (p *parser) modifiersIf() []Expr {
	if !p.take('(') {
		return nil
	}
	mods := list(p, p.expr)
	p.expect(')')
	return mods
}

// floatType reads the precision of FLOAT, which chooses one of two types.
func (p *parser) floatType(t *TypeName) {
	at := p.tok.pos
	if p.tok.kind == '(' {
		at = p.peek().pos
	}
	switch n := p.precisionIf(); {
	case n == -1:
	case n < 1:
		refuse(At(at), sqlerr.InvalidParameterValue, "precision for type float must be at least 1 bit")
	case n <= 24:
		t.Name = builtin("float4")
	case n > 53:
		refuse(At(at), sqlerr.InvalidParameterValue, "precision for type float must be less than 54 bits")
	}
}

// characterType reads VARYING and the length of a character or bit type.
func (p *parser) characterType(t *TypeName, keyword string, literal bool) {
	if keyword == "national" && p.acceptAny("character", "char") == "" {
		p.unexpected()
	}
	if keyword != "varchar" && p.accept("varying") {
		t.Name = builtin(map[bool]string{true: "varbit", false: "varchar"}[keyword == "bit"])
	}
	if keyword == "bit" {
		t.Mods = p.modifiersIf()
	} else if at := p.peek().pos; p.tok.kind == '(' {
		t.Mods = []Expr{integerAt(At(at), p.precisionIf())}
	}
	if last := t.Name.Last(); t.Mods == nil && !literal && (last == "bpchar" || last == "bit") {
		t.Mods = []Expr{integerAt(0, 1)}
	}
}

func integerAt(at At, n int) Expr {
	return &Literal{At: at, Kind: Integer, Text: strconv.Itoa(n)}
}

// timeType reads precision and zone of TIME and TIMESTAMP.
func (p *parser) timeType(t *TypeName) {
	at := p.peek().pos
	if n := p.precisionIf(); n >= 0 {
		t.Mods = []Expr{integerAt(At(at), n)}
	}
	switch {
	case p.is("with") && p.peek().is("time"):
		p.advance()
		p.need("time", "zone")
		t.Name = builtin(t.Name.Last() + "tz")
	case p.is("without") && p.peek().is("time"):
		p.advance()
		p.need("time", "zone")
	}
}

// intervalType reads the precision or, unless they stand behind a literal, the
// fields of INTERVAL.
func (p *parser) intervalType(t *TypeName, literal bool) {
	if n := p.precisionIf(); n >= 0 {
		t.Fixed = &IntervalFields{Precision: n}
		return
	}
	if !literal {
		t.Fixed = p.intervalFields()
	}
}

// intervalEnds are the fields that can follow TO after each field.
var intervalEnds = map[string][]string{
	"year":   {"month"},
	"month":  nil,
	"day":    {"hour", "minute", "second"},
	"hour":   {"minute", "second"},
	"minute": {"second"},
	"second": nil,
}

// intervalFields reads the fields of an interval when they are there.
func (p *parser) intervalFields() *IntervalFields {
	from := p.acceptAny("year", "month", "day", "hour", "minute", "second")
	if from == "" {
		return nil
	}
	f := &IntervalFields{From: from, Precision: -1}
	if ends := intervalEnds[from]; len(ends) > 0 && p.accept("to") {
		f.To = p.acceptAny(ends...)
		if f.To == "" {
			p.unexpected()
		}
	}
	if f.To == "second" || f.To == "" && from == "second" {
		f.Precision = p.precisionIf()
	}
	return f
}

// startsTypedLiteral tells whether the current word, next behind it, begins a
// literal of a type of the standard.
func (p *parser) startsTypedLiteral(next token) bool {
	if _, standard := standardTypes[p.tok.text]; !standard {
		return false
	}
	if next.kind == text || next.kind == textU {
		return true
	}
	switch p.tok.text {
	case "timestamp", "time":
		if next.is("with") || next.is("without") {
			return p.peek2().is("time")
		}
		return next.kind == '('
	case "bit", "character", "char", "nchar":
		return next.is("varying") || next.kind == '('
	case "national":
		return next.is("character") || next.is("char")
	case "varchar", "interval", "float", "decimal", "dec", "numeric":
		return next.kind == '('
	}
	return false
}

// typedLiteral reads a type of the standard and its string.
func (p *parser) typedLiteral(at At) Expr {
	t := p.simpleType(true)
	s := &Literal{At: p.at(), Kind: String, Text: p.stringConstant()}
	if t.Name.Last() == "interval" && t.Fixed == nil {
		t.Fixed = p.intervalFields()
	}
	return &Cast{At: at, Form: CastLiteral, X: s, Type: t}
}
