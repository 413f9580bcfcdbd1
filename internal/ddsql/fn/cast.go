package fn

import (
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// castKey is a pair of types in the table of casts.
type castKey struct{ from, to value.Type }

// castRule is one line of the table: where it is allowed, and how it is done.
type castRule struct {
	context Context
	eval    func(e *Env, v value.Value) (value.Value, error)
}

// same is the cast between types whose values are kept alike.
func same(_ *Env, v value.Value) (value.Value, error) { return v, nil }

// FindCast finds how values of one type become another's. A nil cast and no
// error mean that nothing is to be done.
func FindCast(from, to value.Type, c Context) (*Cast, error) {
	if from == to {
		return nil, nil //nolint:nilnil // a nil Cast is the cast that changes nothing
	}
	if eval := lookCast(from, to, c); eval != nil {
		return &Cast{From: from, To: to, Volatility: castVolatility(from, to), Eval: eval}, nil
	}
	return nil, sqlerr.New(sqlerr.CannotCoerce, "cannot cast type %s to %s", from, to)
}

// castVolatility is Stable where a cast asks the clock or the catalogue.
func castVolatility(from, to value.Type) Volatility {
	if to.IsReg() || from == value.Unknown || from.IsString() {
		if isMoment(to) || to.IsReg() {
			return Stable // 'now', 'today', names of tables
		}
	}
	return Immutable
}

func isMoment(t value.Type) bool {
	return t == value.Date || t == value.Timestamp || t == value.TimestampTZ || t == value.Time
}

// becomes reports whether one type becomes another by itself.
func becomes(from, to value.Type) bool {
	return from == to || lookCast(from, to, Implicit) != nil
}

// lookCast finds how a cast is done, nil when it is not allowed: by the table,
// between arrays element by element, and through text.
func lookCast(from, to value.Type, c Context) func(*Env, value.Value) (value.Value, error) {
	if rule, ok := castTable()[castKey{from, to}]; ok && rule.context <= c {
		return rule.eval
	}
	if from == value.Unknown {
		return parseAs(to)
	}
	if from.IsArray() && to.IsArray() {
		return castElements(from, to, c)
	}
	switch {
	case to == value.Any || to == value.Record && from == value.Record:
		return same
	case to.IsString() && to != value.Name && to != value.Char && c >= Assignment && from != value.Void:
		return toText
	case (to == value.Name || to == value.Char) && c >= Assignment:
		return throughText(to)
	case from.IsString() && c == Explicit && to.Category() != value.CategoryPseudo:
		return parseAs(to)
	}
	return nil
}

// toText writes a value as its type's text.
func toText(e *Env, v value.Value) (value.Value, error) {
	if v.Kind() == value.KindText {
		return v, nil
	}
	switch v.Kind() {
	case value.KindBool:
		return value.OfText(boolText(v.Bool())), nil
	case value.KindInet:
		return value.OfText(fullText(v.Network())), nil
	}
	text := value.AppendText(nil, v)
	if err := e.Room(int64(len(text))); err != nil {
		return value.Null, err
	}
	return value.OfText(string(text)), nil
}

// boolText is what a cast of a boolean to text gives, unlike its output t or f.
func boolText(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// parseAs reads a text as a type's input.
func parseAs(to value.Type) func(*Env, value.Value) (value.Value, error) {
	if to.IsReg() {
		return func(e *Env, v value.Value) (value.Value, error) { return parseReg(e, to, v.Str()) }
	}
	return func(e *Env, v value.Value) (value.Value, error) {
		return value.ParseText(to, v.Str(), e.Now)
	}
}

// throughText casts by the text of one type and the input of another.
func throughText(to value.Type) func(*Env, value.Value) (value.Value, error) {
	parse := parseAs(to)
	return func(e *Env, v value.Value) (value.Value, error) {
		text, err := toText(e, v)
		if err != nil {
			return value.Null, err
		}
		return parse(e, text)
	}
}

// castElements casts arrays by their elements.
func castElements(from, to value.Type, c Context) func(*Env, value.Value) (value.Value, error) {
	elem := to.Elem()
	each := same
	if from.Elem() != elem {
		if each = lookCast(from.Elem(), elem, c); each == nil {
			return nil
		}
	}
	return func(e *Env, v value.Value) (value.Value, error) {
		old := v.List()
		list := &value.List{Elem: elem, Dims: old.Dims, Items: make([]value.Value, len(old.Items))}
		for i, item := range old.Items {
			if item.IsNull() {
				continue
			}
			item, err := each(e, item)
			if err != nil {
				return value.Null, err
			}
			list.Items[i] = item
		}
		return value.OfArray(list), nil
	}
}
