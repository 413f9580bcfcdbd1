package syntax

import "strings"

func (p *parser) start(at At) Statement {
	p.need("start", "transaction")
	return &Transaction{At: at, Kind: Begin, Start: true, Modes: p.modes()}
}

func (p *parser) begin(at At) Statement {
	p.need("begin")
	p.acceptAny("work", "transaction")
	return &Transaction{At: at, Kind: Begin, Modes: p.modes()}
}

// commit reads COMMIT and END.
func (p *parser) commit(at At) Statement {
	p.advance()
	if p.is("prepared") {
		return p.skip(&Refused{At: at, Command: "COMMIT PREPARED"})
	}
	p.acceptAny("work", "transaction")
	return &Transaction{At: at, Kind: Commit, Chain: p.chain()}
}

// rollback reads ROLLBACK and ABORT.
func (p *parser) rollback(at At) Statement {
	abort := p.advance().text == "abort"
	if p.is("prepared") && !abort {
		return p.skip(&Refused{At: at, Command: "ROLLBACK PREPARED"})
	}
	p.acceptAny("work", "transaction")
	if !abort && p.accept("to") {
		return &Transaction{At: at, Kind: RollbackTo, Name: p.savepointName()}
	}
	return &Transaction{At: at, Kind: Rollback, Chain: p.chain()}
}

func (p *parser) savepoint(at At) Statement {
	p.need("savepoint")
	return &Transaction{At: at, Kind: Savepoint, Name: p.columnID()}
}

func (p *parser) release(at At) Statement {
	p.need("release")
	return &Transaction{At: at, Kind: Release, Name: p.savepointName()}
}

// savepointName reads [SAVEPOINT] name, where the name may be that word.
func (p *parser) savepointName() string {
	if next := p.peek(); p.is("savepoint") && next.kind != ';' && next.kind != endOfText {
		p.advance()
	}
	return p.columnID()
}

// chain reads AND [NO] CHAIN.
func (p *parser) chain() bool {
	if !p.accept("and") {
		return false
	}
	no := p.accept("no")
	p.need("chain")
	return !no
}

// modes reads the modes of a transaction; commas between them may be left out.
func (p *parser) modes() []string {
	var modes []string
	for {
		mode := p.mode()
		if mode == "" {
			return modes
		}
		modes = append(modes, mode)
		if p.take(',') && !p.startsMode() {
			p.unexpected()
		}
	}
}

func (p *parser) startsMode() bool {
	return p.is("isolation") || p.is("read") || p.is("deferrable") || p.is("not")
}

func (p *parser) mode() string {
	words := []string{p.tok.text}
	switch {
	case p.accept("isolation"):
		p.need("level")
		return "isolation level " + p.isolationLevel()
	case p.accept("read"):
		second := p.acceptAny("only", "write")
		if second == "" {
			p.unexpected()
		}
		words = append(words, second)
	case p.accept("not"):
		p.need("deferrable")
		words = append(words, "deferrable")
	case p.accept("deferrable"):
	default:
		return ""
	}
	return strings.Join(words, " ")
}

func (p *parser) isolationLevel() string {
	switch {
	case p.accept("serializable"):
		return "serializable"
	case p.accept("repeatable"):
		p.need("read")
		return "repeatable read"
	case p.accept("read"):
		if level := p.acceptAny("committed", "uncommitted"); level != "" {
			return "read " + level
		}
	}
	p.unexpected()
	return ""
}
