package fn

import (
	"math"
	"strings"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

const microsPerDay = 86_400_000_000

func addTimeCasts(t map[castKey]castRule) {
	t[castKey{value.Date, value.Timestamp}] = castRule{Implicit, dateTo(value.OfTimestamp)}
	t[castKey{value.Date, value.TimestampTZ}] = castRule{Implicit, dateTo(value.OfTimestampTZ)}
	t[castKey{value.Timestamp, value.TimestampTZ}] = castRule{Implicit, momentTo(value.OfTimestampTZ)}
	t[castKey{value.TimestampTZ, value.Timestamp}] = castRule{Assignment, momentTo(value.OfTimestamp)}
	for _, from := range []value.Type{value.Timestamp, value.TimestampTZ} {
		t[castKey{from, value.Date}] = castRule{Assignment, toDate}
		t[castKey{from, value.Time}] = castRule{Assignment, toTimeOfDay}
	}
	t[castKey{value.Time, value.Interval}] = castRule{Implicit, timeToInterval}
	t[castKey{value.Interval, value.Time}] = castRule{Assignment, intervalToTime}
}

func dateTo(of func(int64) value.Value) func(*Env, value.Value) (value.Value, error) {
	return func(_ *Env, v value.Value) (value.Value, error) {
		micros, err := dateMicros(v.Days())
		return of(micros), err
	}
}

// dateMicros is a date's midnight; dates go further than timestamps.
func dateMicros(days int64) (int64, error) {
	micros := value.DateMicros(days)
	if days != value.PastDate && days != value.FutureDate && (value.IsInfinite(micros) || value.CheckTimestamp(micros) != nil) {
		return 0, sqlerr.New(sqlerr.DatetimeFieldOverflow, "date out of range for timestamp")
	}
	return micros, nil
}

func momentTo(of func(int64) value.Value) func(*Env, value.Value) (value.Value, error) {
	return func(_ *Env, v value.Value) (value.Value, error) { return of(v.Micros()), nil }
}

func toDate(_ *Env, v value.Value) (value.Value, error) {
	switch v.Micros() {
	case value.PastInfinity:
		return value.OfDate(value.PastDate), nil
	case value.FutureInfinity:
		return value.OfDate(value.FutureDate), nil
	}
	days, _ := value.SplitMicros(v.Micros())
	return value.OfDate(days), nil
}

func toTimeOfDay(_ *Env, v value.Value) (value.Value, error) {
	if value.IsInfinite(v.Micros()) {
		return value.Null, nil
	}
	_, ofDay := value.SplitMicros(v.Micros())
	return value.OfTimeOfDay(ofDay), nil
}

func timeToInterval(_ *Env, v value.Value) (value.Value, error) {
	return value.OfInterval(value.Span{Micros: v.Micros()}), nil
}

func intervalToTime(_ *Env, v value.Value) (value.Value, error) {
	micros := v.Span().Micros % microsPerDay
	if micros < 0 {
		micros += microsPerDay
	}
	return value.OfTimeOfDay(micros), nil
}

func addOtherCasts(t map[castKey]castRule) {
	t[castKey{value.CIDR, value.Inet}] = castRule{Implicit, cidrToInet}
	t[castKey{value.Inet, value.CIDR}] = castRule{Assignment, inetToCIDR}
	t[castKey{value.JSON, value.JSONB}] = castRule{Assignment, parseAs(value.JSONB)}
	t[castKey{value.JSONB, value.JSON}] = castRule{Assignment, jsonbToJSON}
	t[castKey{value.JSONB, value.Bool}] = castRule{Explicit, jsonbToBool}
	for _, to := range []value.Type{value.Int8, value.Int4, value.Int2, value.Float8, value.Float4, value.Numeric} {
		t[castKey{value.JSONB, to}] = castRule{Explicit, jsonbToNumber(to)}
	}
	t[castKey{value.Hstore, value.JSON}] = castRule{Assignment, hstoreToJSON}
	t[castKey{value.Hstore, value.JSONB}] = castRule{Assignment, hstoreToJSONB}
	t[castKey{value.TextArray, value.Hstore}] = castRule{Explicit, arrayToHstore}
	t[castKey{value.NodeTree, value.Text}] = castRule{Implicit, same}
	t[castKey{value.Int2Vector, value.Int2.Array()}] = castRule{Implicit, vectorToArray}
	t[castKey{value.OIDVector, value.OIDArray}] = castRule{Implicit, vectorToArray}
}

func cidrToInet(_ *Env, v value.Value) (value.Value, error) {
	n := v.Network()
	n.CIDR = false
	return value.OfInet(n), nil
}

func inetToCIDR(_ *Env, v value.Value) (value.Value, error) {
	return value.OfInet(network(v.Network())), nil
}

// network clears the bits beyond the prefix.
func network(n value.Network) value.Network {
	if p, err := n.Addr.Prefix(n.Bits); err == nil {
		n.Addr = p.Addr()
	}
	n.CIDR = true
	return n
}

func jsonbToJSON(_ *Env, v value.Value) (value.Value, error) { return value.OfJSON(v.Str()), nil }

// docNames are the kinds of jsonb as errors call them.
var docNames = map[value.DocKind]string{
	value.DocNull: "null", value.DocString: "string", value.DocNumber: "numeric",
	value.DocBool: "boolean", value.DocArray: "array", value.DocObject: "object",
}

func cannotCastDoc(d value.Doc, to value.Type) error {
	return sqlerr.New(sqlerr.InvalidParameterValue, "cannot cast jsonb %s to type %s", docNames[d.Kind], to)
}

func jsonbToBool(_ *Env, v value.Value) (value.Value, error) {
	d, err := value.ParseDoc(v.Str())
	if err != nil {
		return value.Null, err
	}
	if d.Kind != value.DocBool {
		return value.Null, cannotCastDoc(d, value.Bool)
	}
	return value.OfBool(d.True), nil
}

func jsonbToNumber(to value.Type) func(*Env, value.Value) (value.Value, error) {
	return func(e *Env, v value.Value) (value.Value, error) {
		d, err := value.ParseDoc(v.Str())
		if err != nil {
			return value.Null, err
		}
		if d.Kind != value.DocNumber {
			return value.Null, cannotCastDoc(d, to)
		}
		f, err := value.ParseText(value.Float8, d.Text, e.Now)
		if err != nil || to.Kind() == value.KindFloat {
			return f, err
		}
		if !strings.ContainsAny(d.Text, ".eE") {
			return value.ParseText(to, d.Text, e.Now)
		}
		n := value.OfInt(int64(math.Round(f.Float()))) // numeric rounds half away from zero
		return n, value.CheckInteger(to, n.Int())
	}
}

func hstoreToJSON(_ *Env, v value.Value) (value.Value, error) {
	return value.OfJSON(string(hstoreDoc(v.Pairs()).AppendJSON(nil, ", ", ": "))), nil
}

func hstoreToJSONB(_ *Env, v value.Value) (value.Value, error) {
	return value.OfJSONBDoc(hstoreDoc(v.Pairs()))
}

func hstoreDoc(p *value.Pairs) value.Doc {
	d := value.Doc{Kind: value.DocObject}
	for _, pair := range p.All() {
		item := value.Doc{Kind: value.DocString, Text: pair.Value}
		if pair.Null {
			item = value.Doc{}
		}
		d.Keys, d.Items = append(d.Keys, pair.Key), append(d.Items, item)
	}
	return d
}

// arrayToHstore takes keys and values in turn, or in pairs.
func arrayToHstore(_ *Env, v value.Value) (value.Value, error) {
	l := v.List()
	if len(l.Dims) > 2 || len(l.Dims) == 2 && l.Dims[1].Len != 2 || len(l.Dims) == 1 && len(l.Items)%2 != 0 {
		return value.Null, sqlerr.New(sqlerr.ArraySubscriptError, "array must have even number of elements")
	}
	pairs := make([]value.Pair, 0, len(l.Items)/2)
	for i := 0; i+1 < len(l.Items); i += 2 {
		if l.Items[i].IsNull() {
			return value.Null, sqlerr.New(sqlerr.NullValueNotAllowed, "null value not allowed for hstore key")
		}
		pairs = append(pairs, value.Pair{Key: l.Items[i].Str(), Value: l.Items[i+1].Str(), Null: l.Items[i+1].IsNull()})
	}
	return value.OfHstore(value.NewPairs(pairs...)), nil
}

func vectorToArray(_ *Env, v value.Value) (value.Value, error) {
	l := *v.List()
	l.Vector = false
	return value.OfArray(&l), nil
}
