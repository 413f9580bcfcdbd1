package fn_test

import (
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// samples are texts of each type that have something special about them.
var samples = map[value.Type][]string{
	value.Bool:   {"t", "f"},
	value.Int8:   {"0", "1", "-1", "7", "9223372036854775807", "-9223372036854775808", "100000"},
	value.Float8: {"0", "1.5", "-2.5", "NaN", "Infinity", "-Infinity", "1e308", "5e-324"},
	value.Text: {
		"", "a", "abc", "a,b", "é\U0001F600", "%_\\", "(", "YYYY-MM-DD HH24:MI:SS.US TZ Day RM", "9,999.99", "UTC",
		"month", "i", "2024-01-02", "[1,2]", `{"a":1}`, "\\", "x{2,1}", "10:20",
	},
	value.Timestamp:   {"2024-02-29 10:20:30.5", "infinity", "-infinity", "4714-11-24 BC", "294276-12-31 23:59:59"},
	value.TimestampTZ: {"2024-02-29 10:20:30.5+00", "infinity", "-infinity", "0001-01-01 BC"},
	value.Date:        {"2024-02-29", "infinity", "-infinity", "5874897-12-31", "4714-11-24 BC"},
	value.Time:        {"00:00", "24:00", "10:20:30.5"},
	value.Interval:    {"0", "1 mon -1 days 00:00:01", "178000000 years", "-178000000 years", "2147483647 days"},
	value.JSON:        {"null", `{"a":[1,{"b":null}],"a\u0000":2}`, "[]", "[1,[2]]", `"x"`, "1e5", "{}"},
	value.JSONB:       {"null", `{"a":[1,{"b":null}]}`, "[]", "[1,[2]]", `"x"`, "1e5", "{}"},
	value.Inet:        {"10.1.2.3/8", "::1", "0.0.0.0/0", "255.255.255.255"},
	value.Hstore:      {"", "a=>1,b=>NULL", `"é"=>"x,y"`},
	value.Bytea:       {"", `\x00ff`, "abc"},
	value.UUID:        {"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"},
	value.OID:         {"0", "25", "4294967295"},
	value.Name:        {"a", "READ"},
	value.TextArray:   {"{}", "{a,NULL,b}", "{{a,b},{c,d}}", "{SELECT}"},
	value.Int8Array:   {"{}", "{1,NULL,3}", "{{1,2},{3,4}}", "[5:6]={1,2}"},
	value.Float8Array: {"{}", "{0.1,1}", "{NULL,2}"},
}

// standIns are types to call polymorphic functions with.
var standIns = map[value.Type][]value.Type{
	value.Any:                {value.Int8, value.Text, value.TextArray, value.JSON, value.Timestamp, value.Hstore},
	value.AnyElement:         {value.Int8, value.Text, value.Interval},
	value.AnyNonArray:        {value.Int8, value.Text},
	value.AnyArray:           {value.TextArray, value.Int8Array},
	value.AnyCompatible:      {value.Text, value.Int8},
	value.AnyCompatibleArray: {value.TextArray, value.Int8Array},
}

func sample(r *rand.Rand, t value.Type) value.Value {
	list := samples[t]
	if len(list) == 0 || r.IntN(6) == 0 {
		return value.Null
	}
	v, err := value.ParseText(t, list[r.IntN(len(list))], time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC))
	if err != nil {
		panic(err)
	}
	return v
}

func pick(r *rand.Rand, t value.Type) value.Type {
	if list := standIns[t]; len(list) > 0 {
		return list[r.IntN(len(list))]
	}
	return t
}

// Every function is called with odd arguments. It may refuse, with a SQLSTATE
// that is not that of a mistake of ours, but it may not panic, and what it gives
// has a text that can be read back where its type has an input.
func TestFunctionsBearOddArguments(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	env := &fn.Env{Now: time.Date(2026, 11, 22, 10, 30, 0, 0, time.UTC), MaxBytes: 1 << 18}
	called := 0
	for _, f := range fn.List() {
		for range 60 {
			types := make([]value.Type, len(f.Args))
			args := make([]value.Value, len(f.Args))
			for i, a := range f.Args {
				types[i] = pick(r, a)
				args[i] = sample(r, types[i])
			}
			if callOne(t, env, r, f, types, args) {
				called++
			}
		}
	}
	for _, f := range fn.Operators() {
		for range 60 {
			if operateOne(t, env, r, f) {
				called++
			}
		}
	}
	if called < 20000 {
		t.Errorf("only %d calls found their function", called)
	}
}

// callOne reports whether there was such a function.
func callOne(t *testing.T, env *fn.Env, r *rand.Rand, f fn.Listing, types []value.Type, args []value.Value) bool {
	t.Helper()
	defer func() {
		if p := recover(); p != nil {
			t.Fatalf("%s%v with %v panics: %v", f.Name, types, args, p)
		}
	}()
	var out value.Value
	var err error
	switch {
	case f.Kind == 'a':
		return stepOne(t, env, r, f, types)
	case f.Kind == 'w':
		return true
	case f.Set:
		var set *fn.SetCall
		if set, _, err = fn.ResolveSet(f.Name, types, false); err != nil {
			return false
		}
		err = drain(env, set, args)
	default:
		var call *fn.Call
		if call, err = fn.Resolve(f.Name, types, false); err != nil {
			return false
		}
		out, err = applied(env, call, args)
	}
	inOrder(t, f.Name, types, args, out, err)
	return true
}

// operateOne is callOne for an operator.
func operateOne(t *testing.T, env *fn.Env, r *rand.Rand, f fn.Listing) bool {
	t.Helper()
	types := []value.Type{0, 0}
	args := make([]value.Value, len(f.Args))
	for i, a := range f.Args {
		types[2-len(f.Args)+i] = pick(r, a)
	}
	for i := range args {
		args[i] = sample(r, types[2-len(args)+i])
	}
	defer func() {
		if p := recover(); p != nil {
			t.Fatalf("%s%v with %v panics: %v", f.Name, types, args, p)
		}
	}()
	call, err := fn.Operator(f.Name, types[0], types[1])
	if err != nil {
		return false
	}
	out, err := applied(env, call, args)
	inOrder(t, f.Name, types, args, out, err)
	return true
}

func applied(env *fn.Env, call *fn.Call, args []value.Value) (value.Value, error) {
	cast := make([]value.Value, len(args))
	for i, a := range args {
		v, err := call.Casts[i].Apply(env, a)
		if err != nil {
			return value.Null, err
		}
		cast[i] = v
	}
	return call.Eval(env, cast)
}

// drain reads at most a thousand rows.
func drain(env *fn.Env, set *fn.SetCall, args []value.Value) error {
	cast := make([]value.Value, len(args))
	for i, a := range args {
		v, err := set.Casts[i].Apply(env, a)
		if err != nil {
			return err
		}
		cast[i] = v
	}
	next, err := set.Open(env, cast)
	if err != nil {
		return err
	}
	for range 1000 {
		if _, err = next(); err != nil {
			break
		}
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// stepOne gives an aggregate a few rows.
func stepOne(t *testing.T, env *fn.Env, r *rand.Rand, f fn.Listing, types []value.Type) bool {
	t.Helper()
	direct := -1
	a, ok, err := fn.ResolveAggregate(f.Name, types, direct)
	if ok && sqlerr.Code(err) == sqlerr.WrongObjectType {
		direct = len(types) - 1
		a, ok, err = fn.ResolveAggregate(f.Name, types, direct)
	}
	if !ok || err != nil {
		return false
	}
	var given []value.Value
	if direct > 0 {
		given = []value.Value{sample(r, types[0])}
		types = types[1:]
	}
	state, err := a.New(given)
	if err != nil {
		inOrder(t, f.Name, types, given, value.Null, err)
		return true
	}
	for range 5 {
		args := make([]value.Value, len(types))
		null := false
		for i := range types {
			cast := a.Casts[len(a.Casts)-len(types)+i]
			v, err := cast.Apply(env, sample(r, types[i]))
			if err != nil {
				return true
			}
			args[i], null = v, null || v.IsNull()
		}
		if null && a.Aggregate.Strict {
			continue
		}
		if err := state.Step(env, args); err != nil {
			inOrder(t, f.Name, types, args, value.Null, err)
			return true
		}
	}
	out, err := state.Result(env)
	inOrder(t, f.Name, types, nil, out, err)
	return true
}

// inOrder checks what a call gave.
func inOrder(t *testing.T, name string, types []value.Type, args []value.Value, out value.Value, err error) {
	t.Helper()
	if code := sqlerr.Code(err); err != nil && (code == "" || code == sqlerr.InternalError) {
		t.Errorf("%s%v with %v fails without a code: %v", name, types, args, err)
	}
	if err == nil && !out.IsNull() && out.Kind() != value.KindFloat || err == nil && math.IsNaN(out.Float()) {
		_ = out.String()
		_ = value.Hash(out)
		if out.Size() < 24 || value.Compare(out, out) != 0 {
			t.Errorf("%s%v with %v gives %v, which has no size or is not itself", name, types, args, out)
		}
	}
}
