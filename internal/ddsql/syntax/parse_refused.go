package syntax

import "strings"

// refusedWords begin the statements that are never run. True ones would write.
var refusedWords = map[string]bool{
	"insert": true, "update": true, "delete": true, "merge": true, "truncate": true,
	"create": true, "alter": true, "drop": true, "comment": true, "grant": true, "revoke": true,
	"cluster": true, "reindex": true, "refresh": true, "reassign": true, "security": true,
	"import": true, "lock": true, "vacuum": true,
	"analyze": false, "analyse": false, "call": false, "checkpoint": false, "copy": false,
	"do": false, "listen": false, "load": false, "notify": false,
}

// refused reads a statement that is never run, or gives nil.
func (p *parser) refused() *Refused {
	writes, is := refusedWords[p.tok.text]
	if p.tok.kind != word || !is {
		return nil
	}
	return p.skip(&Refused{At: p.at(), Command: p.commandTag(), Writes: writes})
}

// commandTag words the statement as PostgreSQL's command tags do.
func (p *parser) commandTag() string {
	first := p.advance().text
	tag := strings.ToUpper(first)
	switch first {
	case "truncate", "lock":
		return tag + " TABLE"
	case "create", "alter", "drop":
		for p.tok.kind == word && beforeObject[p.tok.text] {
			p.advance()
		}
		if p.tok.kind == word && p.tok.class != plain {
			tag += " " + strings.ToUpper(p.tok.text)
			if second := p.peek(); secondOfObject[p.tok.text+" "+second.text] {
				tag += " " + strings.ToUpper(second.text)
			}
		}
	}
	return tag
}

// beforeObject may stand between CREATE and what it creates.
var beforeObject = map[string]bool{
	"or": true, "replace": true, "temp": true, "temporary": true, "global": true, "local": true,
	"unlogged": true, "unique": true, "recursive": true, "trusted": true, "procedural": true,
}

// secondOfObject are the objects of two words.
var secondOfObject = map[string]bool{
	"materialized view": true, "foreign table": true, "event trigger": true, "user mapping": true,
	"default privileges": true, "access method": true, "operator class": true, "operator family": true,
}

// skip passes the rest of a statement, up to its semicolon or the parenthesis that
// it stands in.
func (p *parser) skip(r *Refused) *Refused {
	open := 0
	for {
		switch p.tok.kind {
		case endOfText, ';':
			return r
		case '(':
			open++
		case ')':
			if open == 0 {
				return r
			}
			open--
		}
		p.advance()
	}
}
