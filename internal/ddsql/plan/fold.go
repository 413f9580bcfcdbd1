package plan

import (
	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/value"
)

// fold computes what is the same for all rows of the query. What fails stays as it
// is, and fails when it runs, if it does.
func (o *optimizer) fold(e Expr) Expr {
	if e == nil {
		return nil
	}
	e = o.below(e)
	switch e := e.(type) {
	case *Param:
		if e.Number <= len(o.params) {
			return &Const{o.params[e.Number-1], e.T}
		}
	case *Call:
		return o.foldCall(e)
	case *Cast:
		return o.foldCast(e)
	case *Not:
		if c, ok := e.X.(*Const); ok && !c.Value.IsNull() {
			return boolean(!c.Value.Bool())
		}
	case *Logic:
		return foldLogic(e)
	}
	return e
}

// below folds the parts of an expression.
func (o *optimizer) below(e Expr) Expr {
	switch e := e.(type) {
	case *Const, *Column, *Outer, *Param:
		return e
	case *Subquery:
		c := *e
		c.Plan, c.Compare = o.node(e.Plan), o.fold(e.Compare)
		return &c
	case *Call:
		return &Call{e.Call, o.foldAll(e.Args), e.Pos}
	case *Cast:
		c := *e
		c.X = o.fold(e.X)
		return &c
	case *Logic:
		return &Logic{e.Or, o.foldAll(e.Args)}
	case *Not:
		return &Not{o.fold(e.X)}
	case *IsNull:
		return &IsNull{o.fold(e.X), e.Not}
	case *IsTruth:
		return &IsTruth{o.fold(e.X), e.Truth, e.Not}
	case *IsDistinct:
		return &IsDistinct{o.fold(e.Left), o.fold(e.Right), e.Not}
	case *Coalesce:
		return &Coalesce{o.foldAll(e.Args), e.T}
	case *NullIf:
		return &NullIf{o.fold(e.X), o.fold(e.Equal)}
	case *Extreme:
		return &Extreme{e.Least, o.foldAll(e.Args), e.T}
	case *In:
		return &In{o.fold(e.X), o.foldAll(e.List), e.Not}
	case *Case:
		c := &Case{Else: o.fold(e.Else), T: e.T}
		for _, w := range e.Whens {
			c.Whens = append(c.Whens, When{o.fold(w.Cond), o.fold(w.Then)})
		}
		return c
	case *Quantified:
		c := *e
		c.X, c.Array = o.fold(e.X), o.fold(e.Array)
		return &c
	case *Array:
		c := *e
		c.Elements = o.foldAll(e.Elements)
		return &c
	case *Record:
		return &Record{o.foldAll(e.Fields), e.Names}
	case *Subscript:
		c := &Subscript{X: o.fold(e.X), T: e.T}
		for _, d := range e.Dims {
			c.Dims = append(c.Dims, Dimension{o.fold(d.Low), o.fold(d.High), d.Slice})
		}
		return c
	case *Field:
		return &Field{o.fold(e.X), e.Index, e.T}
	}
	return e
}

func (o *optimizer) foldAll(list []Expr) []Expr {
	if list == nil {
		return nil
	}
	out := make([]Expr, len(list))
	for i, e := range list {
		out[i] = o.fold(e)
	}
	return out
}

func (o *optimizer) foldCall(e *Call) Expr {
	if e.Call.Func.Volatility == fn.Volatile {
		return e
	}
	args := make([]value.Value, len(e.Args))
	for i, a := range e.Args {
		c, ok := a.(*Const)
		if !ok {
			return e
		}
		args[i] = c.Value
	}
	v, err := e.Call.Eval(o.env, args)
	if err != nil {
		return e
	}
	return &Const{v, e.Type()}
}

func (o *optimizer) foldCast(e *Cast) Expr {
	c, ok := e.X.(*Const)
	if !ok || e.Cast != nil && e.Cast.Volatility == fn.Volatile {
		return e
	}
	v, err := e.Cast.Apply(o.env, c.Value)
	if err == nil && e.Modify != nil && !v.IsNull() {
		v, err = e.Modify(v)
	}
	if err != nil {
		return e
	}
	return &Const{v, e.To}
}

func boolean(b bool) *Const { return &Const{value.OfBool(b), value.Bool} }

// foldLogic leaves out what decides nothing, and stops at what decides.
func foldLogic(e *Logic) Expr {
	var args []Expr
	for _, a := range e.Args {
		if inner, ok := a.(*Logic); ok && inner.Or == e.Or {
			args = append(args, inner.Args...)
			continue
		}
		c, ok := a.(*Const)
		switch {
		case !ok || c.Value.IsNull():
			args = append(args, a)
		case c.Value.Bool() == e.Or:
			return c
		}
	}
	switch len(args) {
	case 0:
		return boolean(!e.Or)
	case 1:
		return args[0]
	}
	return &Logic{e.Or, args}
}

// conjuncts takes a condition apart at its ANDs; nil gives none.
func conjuncts(e Expr) []Expr {
	switch e := e.(type) {
	case nil:
		return nil
	case *Const:
		if e.Value.Bool() {
			return nil
		}
	case *Logic:
		if !e.Or {
			var out []Expr
			for _, a := range e.Args {
				out = append(out, conjuncts(a)...)
			}
			return out
		}
	}
	return []Expr{e}
}

// conjunction joins conditions by AND; none gives nil.
func conjunction(list []Expr) Expr {
	switch len(list) {
	case 0:
		return nil
	case 1:
		return list[0]
	}
	return &Logic{Args: list}
}
