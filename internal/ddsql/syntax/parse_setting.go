package syntax

import (
	"strings"

	"foureyes/internal/ddsql/sqlerr"
)

// set reads SET.
func (p *parser) set(at At) Statement {
	p.need("set")
	s := &Set{At: at}
	switch next := p.peek(); {
	case p.is("session") && next.is("characteristics"):
		p.advance()
		p.need("characteristics", "as", "transaction")
		s.Name, s.Values = "session characteristics", p.someModes()
		return s
	case p.is("local"):
		p.advance()
		s.Scope = SetLocal
	case p.is("session") && !next.is("authorization"):
		p.advance()
	}
	if !p.setSpecial(s) {
		p.setPlain(s)
	}
	return s
}

// someModes reads the modes of a transaction, at least one.
func (p *parser) someModes() []string {
	modes := p.modes()
	if modes == nil {
		p.unexpected()
	}
	return modes
}

// setSpecial reads the settings that have words of their own.
func (p *parser) setSpecial(s *Set) bool {
	next := p.peek()
	switch {
	case p.is("transaction") && next.is("snapshot"):
		refuse(p.at(), sqlerr.FeatureNotSupported, "SET TRANSACTION SNAPSHOT is not supported")
	case p.is("transaction") && !next.isOp("=") && !next.is("to"):
		p.advance()
		s.Name, s.Values = "transaction", p.someModes()
	case p.acceptBoth("time", "zone"):
		s.Name = "timezone"
		p.zone(s)
	case p.is("names") && !next.isOp("=") && !next.is("to"):
		p.advance()
		s.Name = "client_encoding"
		p.textOrDefault(s)
	case p.is("schema") && (next.kind == text || next.kind == textU):
		p.advance()
		s.Name, s.Values = "search_path", []string{p.stringConstant()}
	case p.is("role") && !next.isOp("=") && !next.is("to"):
		p.advance()
		s.Name, s.Values = "role", []string{p.nameOrText()}
	case p.acceptBoth("session", "authorization"):
		s.Name = "session_authorization"
		if p.accept("default") {
			s.Default = true
		} else {
			s.Values = []string{p.nameOrText()}
		}
	default:
		return false
	}
	return true
}

func (p *parser) textOrDefault(s *Set) {
	switch {
	case p.accept("default"), !p.startsString():
		s.Default = true
	default:
		s.Values = []string{p.stringConstant()}
	}
}

// zone reads what follows SET TIME ZONE.
func (p *parser) zone(s *Set) {
	switch {
	case p.accept("default"), p.accept("local"):
		s.Default = true
	case p.is("interval"):
		at := p.at()
		t := p.simpleType(true)
		s.Values = []string{p.stringConstant()}
		if t.Fixed == nil {
			t.Fixed = p.intervalFields()
		}
		if t.Fixed != nil && t.Fixed.From != "" && t.Fixed.From != "hour" {
			refuse(at, sqlerr.SyntaxError, "time zone interval must be HOUR or HOUR TO MINUTE")
		}
	default:
		s.Values = []string{p.settingValue()}
	}
}

// setPlain reads name TO values.
func (p *parser) setPlain(s *Set) {
	s.Name = p.settingName()
	if p.acceptBoth("from", "current") {
		refuse(s.At, sqlerr.FeatureNotSupported, "SET ... FROM CURRENT is not supported")
	}
	if !p.takeOp("=") {
		p.need("to")
	}
	if p.accept("default") {
		s.Default = true
		return
	}
	s.Values = list(p, p.settingValue)
}

// settingName reads the name of a setting, its parts joined by points.
func (p *parser) settingName() string { return lower(strings.Join(p.qualified(), ".")) }

// settingValue reads a value of a setting as text.
func (p *parser) settingValue() string {
	sign := ""
	switch {
	case p.takeOp("-"):
		sign = "-"
	case p.takeOp("+"):
	}
	switch {
	case p.tok.kind == integer, p.tok.kind == numeric:
		return sign + p.advance().text
	case sign != "":
		p.unexpected()
	case p.is("true"), p.is("false"), p.is("on"):
		return p.advance().text
	}
	return p.nameOrText()
}

// nameOrText reads a string, or a name that is not reserved.
func (p *parser) nameOrText() string {
	if p.startsString() {
		return p.stringConstant()
	}
	if p.tok.kind == word && p.tok.class == reserved || !p.tok.label() && p.tok.kind != quotedU {
		p.unexpected()
	}
	return p.label()
}

func (p *parser) reset(at At) Statement {
	p.need("reset")
	return &Reset{At: at, Name: p.anySetting()}
}

func (p *parser) show(at At) Statement {
	p.need("show")
	return &Show{At: at, Name: p.anySetting()}
}

// anySetting reads the name of a setting, with the spellings that have words of
// their own, or ALL.
func (p *parser) anySetting() string {
	switch {
	case p.accept("all"):
		return "all"
	case p.acceptBoth("time", "zone"):
		return "timezone"
	case p.acceptBoth("session", "authorization"):
		return "session_authorization"
	case p.acceptBoth("transaction", "isolation"):
		p.need("level")
		return "transaction_isolation"
	}
	return p.settingName()
}
