package syntax

import (
	"strconv"
	"strings"
)

func (w *writer) statement(s Statement) {
	switch s := s.(type) {
	case *Query:
		w.query(s)
	case *Explain:
		w.explain(s)
	case *Set:
		w.set(s)
	case *Reset:
		w.put("RESET ", settingText(s.Name))
	case *Show:
		w.put("SHOW ", settingText(s.Name))
	case *Transaction:
		w.transaction(s)
	case *Discard:
		w.put("DISCARD ", strings.ToUpper(s.What))
	case *Prepare:
		w.prepare(s)
	case *Execute:
		w.put("EXECUTE ", QuoteName(s.Name))
		if s.Args != nil {
			w.function("", s.Args)
		}
	case *Deallocate:
		w.nameOrAll("DEALLOCATE PREPARE ", s.Name, s.All)
	case *DeclareCursor:
		w.declare(s)
	case *Fetch:
		w.fetch(s)
	case *CloseCursor:
		w.nameOrAll("CLOSE ", s.Name, s.All)
	case *Unlisten:
		w.put("UNLISTEN ")
		if s.Channel == "*" {
			w.put("*")
		} else {
			w.ident(s.Channel)
		}
	case *Refused:
		w.put(s.Command)
	}
}

func (w *writer) nameOrAll(command, name string, all bool) {
	w.put(command)
	if all {
		w.put("ALL")
		return
	}
	w.ident(name)
}

// settingText writes a setting's name part by part.
func settingText(name string) string {
	if name == "all" {
		return "ALL"
	}
	parts := strings.Split(name, ".")
	for i, part := range parts {
		parts[i] = QuoteName(part)
	}
	return strings.Join(parts, ".")
}

func (w *writer) explain(e *Explain) {
	w.put("EXPLAIN ")
	if e.Options != nil {
		w.put("(")
		separated(w, ", ", e.Options, func(o Option) {
			w.ident(o.Name)
			w.putIf(o.Value != "", " "+QuoteText(o.Value))
		})
		w.put(") ")
	}
	w.statement(e.Statement)
}

func (w *writer) set(s *Set) {
	switch s.Name {
	case "session characteristics":
		w.put("SET SESSION CHARACTERISTICS AS TRANSACTION ", strings.Join(s.Values, ", "))
		return
	case "transaction":
		w.put("SET ")
		w.putIf(s.Scope == SetLocal, "LOCAL ")
		w.put("TRANSACTION ", strings.Join(s.Values, ", "))
		return
	}
	w.put("SET ")
	w.putIf(s.Scope == SetLocal, "LOCAL ")
	w.put(settingText(s.Name), " TO ")
	w.putIf(s.Default, "DEFAULT")
	separated(w, ", ", s.Values, func(v string) { w.put(QuoteText(v)) })
}

func (w *writer) transaction(t *Transaction) {
	begin := map[bool]string{true: "START TRANSACTION", false: "BEGIN"}[t.Start]
	w.put([...]string{
		Begin: begin, Commit: "COMMIT", Rollback: "ROLLBACK", Savepoint: "SAVEPOINT ",
		Release: "RELEASE SAVEPOINT ", RollbackTo: "ROLLBACK TO SAVEPOINT ",
	}[t.Kind])
	w.putIf(t.Name != "", QuoteName(t.Name))
	w.putIf(t.Kind == Begin && len(t.Modes) > 0, " "+strings.Join(t.Modes, ", "))
	w.putIf(t.Chain, " AND CHAIN")
}

func (w *writer) prepare(p *Prepare) {
	w.put("PREPARE ", QuoteName(p.Name))
	if p.Types != nil {
		w.put(" (")
		separated(w, ", ", p.Types, w.typeName)
		w.put(")")
	}
	w.put(" AS ")
	w.statement(p.Statement)
}

func (w *writer) declare(d *DeclareCursor) {
	w.put("DECLARE ", QuoteName(d.Name))
	w.putIf(d.Binary, " BINARY")
	w.putIf(d.Insensitive, " INSENSITIVE")
	w.putIf(d.Scroll == ScrollYes, " SCROLL")
	w.putIf(d.Scroll == ScrollNo, " NO SCROLL")
	w.put(" CURSOR")
	w.putIf(d.Hold, " WITH HOLD")
	w.put(" FOR ")
	w.query(d.Query)
}

func (w *writer) fetch(f *Fetch) {
	w.put(map[bool]string{true: "MOVE ", false: "FETCH "}[f.Move])
	w.put([...]string{
		Forward: "FORWARD ", Backward: "BACKWARD ", Absolute: "ABSOLUTE ", Relative: "RELATIVE ",
	}[f.Direction])
	if f.All {
		w.put("ALL")
	} else {
		w.put(strconv.FormatInt(f.Count, 10))
	}
	w.put(" FROM ", QuoteName(f.Name))
}
