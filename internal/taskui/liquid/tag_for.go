package liquid

import (
	"errors"
	"strconv"
)

// errBreak and errContinue travel up to the loop they end or advance.
var (
	errBreak    = errors.New("break")
	errContinue = errors.New("continue")
)

// leave is break or continue.
type leave struct{ how error }

func (l leave) render(*run) error { return l.how }

// forLoop is a for tag.
type forLoop struct {
	source   loopSource
	reversed bool
	body     block
	none     block
}

func (f *forLoop) render(r *run) error {
	items, err := f.source.items(r)
	if err != nil {
		return err
	}
	if items.n == 0 {
		return f.none.render(r)
	}
	if f.reversed {
		items = items.reversed()
	}
	return r.turns(&loop{name: f.source.label, n: items.n}, "forloop", f.source.name, items, f.body.render)
}

// turns renders body once per item, with the loop's variables in sight.
func (r *run) turns(l *loop, called, name string, items series, body func(*run) error) error {
	depth := len(r.scopes)
	if outer, ok := r.lookup(called).(*loop); ok {
		l.parent = outer
	}
	r.scopes = append(r.scopes, binding{called, l}, binding{name, nil})
	defer func() { r.scopes = r.scopes[:depth] }()
	for ; l.i < l.n; l.i++ {
		if err := r.step(1); err != nil {
			return err
		}
		r.scopes[depth+1].value = items.item(l.i)
		err := body(r)
		if errors.Is(err, errBreak) {
			return nil
		}
		if err != nil && !errors.Is(err, errContinue) {
			return err
		}
	}
	return nil
}

// forLoop reads a for up to its end.
func (p *parser) forLoop(t token) (node, error) {
	c, err := newCursor(t.text, p.host)
	if err != nil {
		return nil, err
	}
	f := &forLoop{}
	if err := f.source.parse(c, t.text, func() { f.reversed = f.reversed || c.acceptName("reversed") }); err != nil {
		return nil, err
	}
	body, stop, err := p.block(t.name, "else", "endfor")
	f.body = body
	if err == nil && stop.name == "else" {
		f.none, _, err = p.block(t.name, "endfor")
	}
	return f, err
}

// tableRow is a tablerow tag.
type tableRow struct {
	source loopSource
	body   block
}

func (t *tableRow) render(r *run) error {
	items, err := t.source.items(r)
	if err != nil {
		return err
	}
	columns := items.n
	if t.source.columns != nil {
		if columns, err = r.evalCount(t.source.columns); err != nil {
			return err
		}
	}
	l := &loop{name: t.source.label, n: items.n, columns: max(columns, 1)}
	if err := r.out.write("<tr class=\"row1\">\n", asIs); err != nil {
		return err
	}
	err = r.turns(l, "tablerowloop", t.source.name, items, func(r *run) error { return t.cell(r, l) })
	if err != nil {
		return err
	}
	return r.out.write("</tr>\n", asIs)
}

// cell writes one cell, and begins a new row where one is due.
func (t *tableRow) cell(r *run, l *loop) error {
	column := l.i % l.columns
	if column == 0 && l.i > 0 {
		row := "</tr>\n<tr class=\"row" + strconv.Itoa(l.i/l.columns+1) + "\">"
		if err := r.out.write(row, asIs); err != nil {
			return err
		}
	}
	if err := r.out.write(`<td class="col`+strconv.Itoa(column+1)+`">`, asIs); err != nil {
		return err
	}
	left := t.body.render(r)
	if left != nil && !errors.Is(left, errBreak) && !errors.Is(left, errContinue) {
		return left
	}
	if err := r.out.write("</td>", asIs); err != nil {
		return err
	}
	return left
}

// tableRow reads a tablerow up to its end.
func (p *parser) tableRow(t token) (node, error) {
	c, err := newCursor(t.text, p.host)
	if err != nil {
		return nil, err
	}
	out := &tableRow{}
	if err := out.source.parse(c, t.text, func() {}); err != nil {
		return nil, err
	}
	out.body, _, err = p.block(t.name, "endtablerow")
	return out, err
}
