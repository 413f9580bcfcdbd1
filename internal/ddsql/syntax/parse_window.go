package syntax

import "foureyes/internal/ddsql/sqlerr"

func (p *parser) namedWindow() NamedWindow {
	w := NamedWindow{At: p.at(), Name: p.columnID()}
	p.need("as")
	w.Window = p.windowDefinition()
	return w
}

// over reads what follows OVER.
func (p *parser) over() *Window {
	if p.tok.kind == '(' {
		w := p.windowDefinition()
		return &w
	}
	return &Window{At: p.at(), Name: p.columnID()}
}

// windowDefinition reads (...) of OVER or WINDOW.
func (p *parser) windowDefinition() Window {
	w := Window{At: p.at()}
	p.expect('(')
	if p.startsColumnID() && !p.is("partition") && !p.startsFrame() {
		w.Base = p.columnID()
	}
	if p.accept("partition") {
		p.need("by")
		w.PartitionBy = list(p, p.expr)
	}
	w.OrderBy = p.orderByIf()
	if p.startsFrame() {
		w.Frame = p.frame()
	}
	p.expect(')')
	return w
}

func (p *parser) startsFrame() bool { return p.is("range") || p.is("rows") || p.is("groups") }

func (p *parser) frame() *Frame {
	f := &Frame{At: p.at(), Mode: map[string]FrameMode{
		"range": FrameRange, "rows": FrameRows, "groups": FrameGroups,
	}[p.advance().text]}
	if p.accept("between") {
		from := p.at()
		f.Start = p.bound()
		p.need("and")
		to := p.at()
		f.End = p.bound()
		checkBounds(f, from, to)
	} else {
		from := p.at()
		f.Start = p.bound()
		f.End = Bound{Kind: CurrentRow}
		if f.Start.Kind == OffsetFollowing {
			refuse(from, sqlerr.WindowingError, "frame starting from following row cannot end with current row")
		}
		checkBounds(f, from, from)
	}
	if p.accept("exclude") {
		f.Exclude = p.exclusion()
	}
	return f
}

// checkBounds refuses frames that can hold nothing.
func checkBounds(f *Frame, from, to At) {
	switch {
	case f.Start.Kind == UnboundedFollowing:
		refuse(from, sqlerr.WindowingError, "frame start cannot be UNBOUNDED FOLLOWING")
	case f.End.Kind == UnboundedPreceding:
		refuse(to, sqlerr.WindowingError, "frame end cannot be UNBOUNDED PRECEDING")
	case f.Start.Kind == CurrentRow && f.End.Kind == OffsetPreceding:
		refuse(to, sqlerr.WindowingError, "frame starting from current row cannot have preceding rows")
	case f.Start.Kind == OffsetFollowing && (f.End.Kind == OffsetPreceding || f.End.Kind == CurrentRow):
		refuse(to, sqlerr.WindowingError, "frame starting from following row cannot have preceding rows")
	}
}

func (p *parser) bound() Bound {
	if next := p.peek(); p.is("unbounded") && (next.is("preceding") || next.is("following")) {
		p.advance()
		if p.advance().text == "preceding" {
			return Bound{Kind: UnboundedPreceding}
		}
		return Bound{Kind: UnboundedFollowing}
	}
	if p.acceptBoth("current", "row") {
		return Bound{Kind: CurrentRow}
	}
	offset := p.expr()
	if p.accept("preceding") {
		return Bound{Kind: OffsetPreceding, Offset: offset}
	}
	p.need("following")
	return Bound{Kind: OffsetFollowing, Offset: offset}
}

func (p *parser) exclusion() Exclusion {
	switch {
	case p.accept("current"):
		p.need("row")
		return ExcludeCurrentRow
	case p.accept("group"):
		return ExcludeGroup
	case p.accept("ties"):
		return ExcludeTies
	}
	p.need("no", "others")
	return ExcludeNoOthers
}
