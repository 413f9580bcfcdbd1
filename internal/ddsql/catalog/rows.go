package catalog

import (
	"slices"

	"foureyes/internal/ddsql/value"
)

// rowMaker says where the rows of a catalogue come from. Any of its parts may be
// missing.
type rowMaker struct {
	// file names the rows in data that are always there.
	file string
	// fixed makes rows that are the same for every snapshot, once.
	fixed func() []fields
	// all makes rows of a snapshot.
	all func(c *Catalog) []fields
	// each makes the rows about one relation. about gives, of columns that are the same
	// in all of these rows, what they are: a scan that asks for others passes by.
	each  func(c *Catalog, r *relation) []fields
	about map[string]func(r *relation) value.Value
	// plain tells that the rows of each about catalogues do not depend on the
	// snapshot, so that they are made once.
	plain bool
}

// fields are a row's values by column, as Go's or as SQL's own. Columns that are
// not among them are NULL, or zero where they cannot be.
type fields map[string]any

// row makes a row of fields.
func (s *shape) row(f fields) []value.Value {
	row := slices.Clone(s.blank)
	for name, v := range f {
		if i, ok := s.at[name]; ok {
			row[i] = valueOf(v, s.meta.Columns[i].Type)
		}
	}
	return row
}

func valueOf(v any, t value.Type) value.Value {
	switch v := v.(type) {
	case value.Value:
		return v
	case string:
		return value.OfText(v)
	case byte:
		return value.OfText(string(rune(v)))
	case bool:
		return value.OfBool(v)
	case int:
		return ofNumber(int64(v), t)
	case uint32:
		return ofNumber(int64(v), t)
	case int64:
		return ofNumber(v, t)
	}
	return value.Null
}

func ofNumber(n int64, t value.Type) value.Value {
	if t.Kind() == value.KindFloat {
		return value.OfFloat(float64(n))
	}
	return value.OfInt(n)
}

// zero is what stands in a column that cannot be NULL and about which there is
// nothing to say.
func zero(t value.Type) value.Value {
	switch t.Kind() {
	case value.KindBool:
		return value.OfBool(false)
	case value.KindInt:
		return value.OfInt(0)
	case value.KindFloat:
		return value.OfFloat(0)
	case value.KindReg:
		return value.OfReg(0, "-")
	case value.KindTimestampTZ:
		return value.OfTimestampTZ(0)
	case value.KindArray:
		if t == value.Int2Vector || t == value.OIDVector {
			return value.NewVector(t.Elem())
		}
		return value.NewArray(t.Elem())
	}
	return value.OfText("")
}

func yesNo(b bool) string {
	if b {
		return "YES"
	}
	return "NO"
}
