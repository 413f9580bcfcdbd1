package suite

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// verdict is what the contract says of one input: that it cannot be read, or
// which constraints it breaks, in the contract's order.
type verdict struct {
	malformed bool
	broken    []violation
}

// clean reports whether nothing is wrong with the input as far as the contract goes.
func (v verdict) clean() bool { return !v.malformed && len(v.broken) == 0 }

// judge reads the contract over an input: a second opinion, by other code than
// the server's.
func judge(o *operation, in object) verdict {
	j := judging{service: o.service}
	j.structure(o.service.shape(o.Input), in, nil)
	j.requireAnyway(o, in)
	return j.verdict
}

type judging struct {
	service *service
	verdict
}

// requireAnyway: the contract does not mark HumanLoopConfig as required, but no
// flow definition can be made without it.
func (j *judging) requireAnyway(o *operation, in object) {
	if o.name == "CreateFlowDefinition" && in["HumanLoopConfig"] == nil && j.clean() {
		j.add(violation{path: "humanLoopConfig", null: true, constraint: notNull})
	}
}

func (j *judging) add(v violation) { j.broken = append(j.broken, v) }

func (j *judging) structure(h *shape, in object, at []string) {
	for _, m := range h.Members {
		value := in[m.name]
		path := append(slices.Clone(at), lowerFirst(m.name))
		switch {
		case value != nil && m.In != "":
			j.parameter(j.service.shape(m.Shape), value, path)
		case value != nil:
			j.value(j.service.shape(m.Shape), value, path)
		case m.Required:
			j.add(violation{path: strings.Join(path, "."), null: true, constraint: notNull})
		}
	}
}

// parameter judges a member that travels as text in the path or the query.
func (j *judging) parameter(h *shape, value any, at []string) {
	if h.Kind != "integer" {
		j.value(h, value, at)
		return
	}
	n, err := strconv.ParseInt(fmt.Sprint(value), 10, 32)
	if err != nil {
		j.malformed = true
		return
	}
	j.value(h, int(n), at)
}

func (j *judging) value(h *shape, value any, at []string) {
	right := false
	switch h.Kind {
	case "structure":
		var in object
		if in, right = value.(object); right {
			j.structure(h, in, at)
		}
	case "list":
		var items []any
		if items, right = value.([]any); right {
			j.list(h, items, at)
		}
	case "map":
		var entries object
		if entries, right = value.(object); right {
			j.entries(h, entries, at)
		}
	default:
		right = j.scalar(h, value, at)
	}
	j.malformed = j.malformed || !right
}

func (j *judging) scalar(h *shape, value any, at []string) (right bool) {
	path := strings.Join(at, ".")
	switch h.Kind {
	case "string":
		text, right := value.(string)
		for _, constraint := range h.breaks(text) {
			j.add(violation{path: path, value: text, secret: h.Sensitive, constraint: constraint})
		}
		return right
	case "integer":
		number, right := integer(value)
		for _, constraint := range h.outside(number) {
			j.add(violation{path: path, value: literal(value), constraint: constraint})
		}
		return right
	case "float":
		number, right := fraction(value)
		for _, constraint := range h.outside(number) {
			j.add(violation{path: path, value: literal(value), constraint: constraint})
		}
		return right
	case "blob":
		text, _ := value.(string)
		bytes, err := base64.StdEncoding.DecodeString(text)
		for _, constraint := range outsideOf(len(bytes), h.MinLength, h.MaxLength) {
			j.add(violation{path: path, anyValue: true, constraint: constraint})
		}
		_, right := value.(string)
		return right && err == nil
	case "timestamp":
		return j.timestamp(value)
	case "boolean":
		_, right := value.(bool)
		return right
	}
	return false
}

// timestamp: AWS JSON sends seconds since the epoch, REST-JSON ISO 8601.
func (j *judging) timestamp(value any) bool {
	if j.service.Protocol == "awsJson1_1" {
		_, err := strconv.ParseFloat(literal(value), 64)
		_, text := value.(string)
		return err == nil && !text
	}
	text, _ := value.(string)
	_, err := time.Parse(time.RFC3339, text)
	_, day := time.Parse(time.DateOnly, text)
	return err == nil || day == nil
}

// list: broken items that have no members are told of together, at the list.
func (j *judging) list(h *shape, items []any, at []string) {
	path := strings.Join(at, ".")
	for _, constraint := range outsideOf(len(items), h.MinItems, h.MaxItems) {
		j.add(violation{path: path, list: items, constraint: constraint})
	}
	item := j.service.shape(h.Item)
	if item.scalar() {
		j.scalars(item, items, path)
		return
	}
	for i, value := range items {
		if value == nil {
			j.add(violation{path: path, anyValue: true, constraint: memberSentence(notNull)})
			continue
		}
		j.value(item, value, append(slices.Clone(at), strconv.Itoa(i+1), "member"))
	}
}

func (j *judging) scalars(item *shape, items []any, path string) {
	broken, null := false, false
	for _, value := range items {
		text, right := value.(string)
		null = null || value == nil
		j.malformed = j.malformed || !right && value != nil
		broken = broken || right && len(item.breaks(text)) > 0
	}
	all := item.all()
	if null {
		all = append(all, notNull)
	}
	if broken || null {
		j.add(violation{path: path, list: items, constraint: memberSentence(all...)})
	}
}

func (j *judging) entries(h *shape, entries object, at []string) {
	path := strings.Join(at, ".")
	for _, constraint := range outsideOf(len(entries), h.MinItems, h.MaxItems) {
		j.add(violation{path: path, anyValue: true, constraint: constraint})
	}
	key, value := j.service.shape(h.Key), j.service.shape(h.Value)
	badKey, badValue, null := false, false, false
	for name, v := range entries {
		text, right := v.(string)
		null = null || v == nil
		j.malformed = j.malformed || !right && v != nil
		badKey = badKey || len(key.breaks(name)) > 0
		badValue = badValue || right && len(value.breaks(text)) > 0
	}
	keys, values := key.all(), value.all()
	if null {
		values = append(values, notNull)
	}
	if badKey {
		j.add(violation{path: path, anyValue: true, constraint: "Map keys must satisfy constraint: [" + strings.Join(keys, ", ") + "]"})
	}
	if badValue || null {
		j.add(violation{path: path, anyValue: true, constraint: "Map value must satisfy constraint: [" + strings.Join(values, ", ") + "]"})
	}
}

// integer reads a whole number of 32 bits.
func integer(value any) (float64, bool) {
	switch value.(type) {
	case int, json.Number:
	default:
		return 0, false
	}
	n, err := strconv.ParseFloat(literal(value), 64)
	return n, err == nil && n == math.Trunc(n) && math.Abs(n) <= math.MaxInt32+1
}

// fraction reads any number.
func fraction(value any) (float64, bool) {
	switch value.(type) {
	case int, float64, json.Number:
	default:
		return 0, false
	}
	n, err := strconv.ParseFloat(literal(value), 64)
	return n, err == nil
}

// literal is a number as it is written in JSON.
func literal(value any) string { return string(encode(value)) }

// outside lists the bounds that a number breaks.
func (h *shape) outside(n float64) (broken []string) {
	if h.Maximum != nil && n > *h.Maximum {
		broken = append(broken, "Member must have value less than or equal to "+literal(*h.Maximum))
	}
	if h.Minimum != nil && n < *h.Minimum {
		broken = append(broken, "Member must have value greater than or equal to "+literal(*h.Minimum))
	}
	return broken
}

// breaks lists the constraints that a string breaks; lengths are in characters.
func (h *shape) breaks(text string) []string {
	broken := outsideOf(utf8.RuneCountInString(text), h.MinLength, h.MaxLength)
	if h.form != nil && !h.form.match(text) {
		broken = append(broken, "Member must satisfy regular expression pattern: "+h.Pattern)
	}
	if len(h.Enum) > 0 && !slices.Contains(h.Enum, text) {
		broken = append(broken, "Member must satisfy enum value set: ["+strings.Join(h.Enum, ", ")+"]")
	}
	return broken
}

// all lists every constraint of a string, broken or not.
func (h *shape) all() (all []string) {
	if h.MaxLength > 0 {
		all = append(all, longest(h.MaxLength), shortest(h.MinLength))
	}
	if h.Pattern != "" {
		all = append(all, "Member must satisfy regular expression pattern: "+h.Pattern)
	}
	if len(h.Enum) > 0 {
		all = append(all, "Member must satisfy enum value set: ["+strings.Join(h.Enum, ", ")+"]")
	}
	return all
}
