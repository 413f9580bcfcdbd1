package suite

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// change is one way in which an input can be other than in order. It says nothing
// of what must follow: that is judged by the contract.
type change struct {
	name  string
	apply func(s *service, in object, at place)
}

// with puts a value in the place.
func with(name string, value any) change {
	return change{name, func(s *service, in object, at place) { s.set(in, at, clone(value)) }}
}

// absent takes the value away.
var absent = change{"missing", func(s *service, in object, at place) { s.unset(in, at) }}

// clone copies a value, so that cases at work do not share it.
func clone(value any) any {
	switch v := value.(type) {
	case object:
		out := object{}
		for name, inner := range v {
			out[name] = clone(inner)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, inner := range v {
			out[i] = clone(inner)
		}
		return out
	}
	return value
}

// types are values of every JSON type; those of the right type are left out.
var types = []struct {
	name, kinds string
	value       any
}{
	{"string", "string blob", "word"},
	{"number", "integer float timestamp", 7},
	{"true", "boolean", true},
	{"list", "list", []any{}},
	{"structure", "structure map", object{}},
}

// changes are all the ways to try the member at a place.
func (s *service) changes(m member, h *shape) []change {
	var all []change
	if m.In == "" {
		all = append(all, with("null", nil))
		for _, t := range types {
			if !strings.Contains(t.kinds, h.Kind) {
				all = append(all, with(t.name+"_instead", t.value))
			}
		}
	}
	if m.In != "path" {
		all = append(all, absent)
	}
	if m.In == "query" && h.Kind == "integer" {
		all = append(all, with("words", "many"), with("a_fraction", "1.5"), with("out_of_32_bits", "4294967296"))
	}
	return append(all, slices.DeleteFunc(s.changesOf(h), func(c change) bool {
		// An empty label in a path is another path.
		return m.In == "path" && c.name == "empty"
	})...)
}

func (s *service) changesOf(h *shape) []change {
	switch h.Kind {
	case "string":
		return h.textChanges()
	case "integer":
		return h.numberChanges()
	case "float":
		return h.fractionChanges()
	case "blob":
		return h.bytesChanges()
	case "timestamp":
		return s.timeChanges()
	case "list":
		return s.listChanges(h)
	case "map":
		return s.mapChanges(h)
	case "structure":
		return s.structureChanges()
	}
	return nil
}

func (h *shape) numberChanges() []change {
	all := []change{}
	add := func(name string, n float64) { all = append(all, with(name, int(n))) }
	if h.Minimum != nil {
		add("minimum", *h.Minimum)
		add("below_minimum", *h.Minimum-1)
		add("negative", -1)
		add("smallest_integer", math.MinInt32)
	}
	if h.Maximum != nil {
		add("maximum", *h.Maximum)
		add("above_maximum", *h.Maximum+1)
		for n := h.smallest() + 1; n < int(*h.Maximum) && n < 5; n++ {
			add("value_"+strconv.Itoa(n), float64(n))
		}
	}
	add("largest_integer", math.MaxInt32)
	return all
}

func (h *shape) fractionChanges() []change {
	all := []change{with("a_fraction", 33.25), with("an_exponent", json.Number("3.3e1"))}
	if h.Minimum != nil {
		all = append(all, with("minimum", *h.Minimum), with("below_minimum", *h.Minimum-0.001))
	}
	if h.Maximum != nil {
		all = append(all, with("maximum", *h.Maximum), with("above_maximum", *h.Maximum+0.001))
	}
	return all
}

func (h *shape) bytesChanges() []change {
	all := []change{with("empty", ""), with("no_base64", "*"), with("half_base64", "abcde"), with("a_byte", "AA==")}
	if h.MaxLength > 0 {
		all = append(all, change{"too_long", func(s *service, in object, at place) {
			s.set(in, at, base64.StdEncoding.EncodeToString(make([]byte, h.MaxLength+1)))
		}})
	}
	return all
}

func (s *service) timeChanges() []change {
	if s.Protocol == "awsJson1_1" {
		return []change{
			with("whole_seconds", 1600000000), with("milliseconds", 1600000000.123), with("the_epoch", 0),
			with("far_future", 4102444800), with("iso_8601", "2020-09-13T12:26:40Z"),
		}
	}
	return []change{
		with("a_day", "2020-02-24"), with("seconds", "2020-09-13T12:26:40Z"), with("milliseconds", "2020-09-13T12:26:40.123Z"),
		with("microseconds", "2020-09-13T12:26:40.123456Z"), with("an_offset", "2020-09-13T14:26:40+02:00"),
		with("far_future", "2100-01-01T00:00:00Z"), with("words", "yesterday"), with("month_13", "2020-13-01T00:00:00Z"),
	}
}

func (s *service) listChanges(h *shape) []change {
	all := []change{with("empty_list", []any{}), with("null_item", []any{nil})}
	if h.MinItems > 1 {
		all = append(all, with("fewest_items", s.several(h, h.MinItems)))
	}
	if h.MaxItems > 0 {
		all = append(all, with("most_items", s.several(h, h.MaxItems)), with("too_many_items", s.several(h, h.MaxItems+1)))
	}
	item := s.shape(h.Item)
	for _, t := range types {
		if !strings.Contains(t.kinds, item.Kind) {
			all = append(all, with("item_"+t.name, []any{t.value}), with("second_item_"+t.name, []any{s.sample(item), t.value}))
		}
	}
	if item.Kind == "structure" {
		return append(all, with("empty_item", []any{object{}}), with("second_item_empty", append(s.several(h, 1), object{})))
	}
	return append(all, with("null_among_others", append(s.several(h, 1), nil)), with("bad_among_others", append(s.several(h, 2), "\x00")))
}

func (s *service) mapChanges(h *shape) []change {
	key, value := s.shape(h.Key), s.shape(h.Value)
	many := func(n int) object {
		entries := object{}
		for i := range n {
			entries[fmt.Sprint("key", i)] = "v"
		}
		return entries
	}
	all := []change{
		with("empty_map", object{}), with("most_entries", many(h.MaxItems)), with("too_many_entries", many(h.MaxItems+1)),
		with("longest_key", object{key.text(key.MaxLength): "v"}), with("key_too_long", object{key.text(key.MaxLength) + "k": "v"}),
		with("longest_value", object{"k": value.text(value.MaxLength)}), with("value_too_long", object{"k": value.text(value.MaxLength) + "v"}),
		with("empty_value", object{"k": ""}), with("null_value", object{"k": nil}), with("value_of_two_lines", object{"k": "a\nb"}),
		with("key_of_two_lines", object{"a\nb": "v"}),
	}
	for _, t := range types {
		if t.name != "string" {
			all = append(all, with("value_"+t.name, object{"k": t.value}))
		}
	}
	return all
}

func (s *service) structureChanges() []change {
	strange := func(name string, value any) change {
		return change{name, func(s *service, in object, at place) {
			inner, _ := s.reach(in, slices.Concat(at, place{{}})).(object)
			inner["NotInTheContract"] = value
		}}
	}
	return []change{
		strange("unknown_member", "x"), strange("unknown_structure", object{"Deep": []any{1, nil, object{}}}), strange("unknown_null", nil),
	}
}
