package fn

import (
	"foureyes/internal/ddsql/value"
)

// types is a list of argument types.
func types(list ...value.Type) []value.Type { return list }

// strict makes a function that is NULL when an argument is.
func strict(name string, args []value.Type, returns value.Type, eval Eval) Func {
	return Func{Name: name, Args: args, Returns: returns, Strict: true, Eval: eval}
}

// loose makes a function that gets NULLs as well.
func loose(name string, args []value.Type, returns value.Type, eval Eval) Func {
	return Func{Name: name, Args: args, Returns: returns, Eval: eval}
}

// stable makes a function whose answer holds for one query.
func (f Func) stable() Func {
	f.Volatility = Stable
	return f
}

// volatile makes a function whose answer holds for one call.
func (f Func) volatile() Func {
	f.Volatility = Volatile
	return f
}

// variadic lets the last argument, an array, be written element by element.
func (f Func) variadic() Func {
	f.Variadic = true
	return f
}

// optional lets the last n arguments be left out.
func (f Func) optional(n int) Func {
	f.Defaults = n
	return f
}

// textOf, intOf, floatOf and boolOf turn plain Go functions of one value into
// an Eval.
func textOf(f func(string) string) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) { return value.OfText(f(a[0].Str())), nil }
}

func floatOf(f func(float64) float64) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) { return value.OfFloat(f(a[0].Float())), nil }
}

// constant is an Eval that always gives the same.
func constant(v value.Value) Eval {
	return func(*Env, []value.Value) (value.Value, error) { return v, nil }
}
