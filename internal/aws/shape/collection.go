package shape

import "strings"

// List reads a list. Items beyond the allowed number are counted and skipped,
// so an overlong list costs no memory.
func List[T any](r *Reader, size *Size, read func(*Reader) T) []T {
	if !r.open('[', "list") {
		return nil
	}
	start := r.pos - 1
	list := []T{}
	count := 0
	for r.push(frame{at: -1}); r.nextItem(); count++ {
		if size.Max > 0 && count >= size.Max {
			r.skip(0)
			continue
		}
		r.top().at = count
		list = append(list, read(r))
	}
	items := *r.top()
	r.pop()
	if r.malformed == nil {
		size.check(r, count, r.data[start:r.pos])
		items.told(r, r.data[start:r.pos])
	}
	return list
}

// told records the broken items of a list that have no members of their own: once
// for all of them, at the list, with all constraints of an item, as Amazon does.
func (f *frame) told(r *Reader, raw []byte) {
	if !f.broken && !f.null {
		return
	}
	var all []string
	if f.rule != nil {
		all = f.rule.constraints()
	}
	r.violate(javaText(raw), "Member must satisfy constraint: ["+f.join(all)+"]")
}

// join writes the constraints of items, or of values, in a row.
func (f *frame) join(all []string) string {
	if f.null {
		all = append(all, notNull)
	}
	return strings.Join(all, ", ")
}

// Map reads a map of strings. Broken keys and values are told once each, at the
// map, with the whole list of their constraints, as Amazon does.
func Map(r *Reader, size *Size, key, value *Text) map[string]string {
	if !r.open('{', "map") {
		return nil
	}
	start := r.pos - 1
	entries := map[string]string{}
	badKey := false
	for r.push(frame{isMap: true, at: -1}); r.nextName(); {
		name, ok := r.text()
		if !ok || !r.colon() {
			break
		}
		f := r.top()
		f.key = name
		f.at++
		text, ok := r.text()
		if len(entries) > size.Max && size.Max > 0 {
			continue
		}
		entries[name] = text
		badKey = badKey || len(key.broken(name)) > 0
		f.broken = f.broken || ok && len(value.broken(text)) > 0
	}
	values := *r.top()
	r.pop()
	if r.malformed == nil {
		raw := r.data[start:r.pos]
		size.check(r, len(entries), raw)
		if badKey {
			r.violate(javaText(raw), "Map keys must satisfy constraint: ["+strings.Join(key.constraints(), ", ")+"]")
		}
		if values.broken || values.null {
			r.violate(javaText(raw), "Map value must satisfy constraint: ["+values.join(value.constraints())+"]")
		}
	}
	return entries
}

// javaText writes a list or a map that was sent as Java does: [a, b], {k=v}. What
// has lists or structures inside is left as it came. Enough of it is written for
// echo to cut.
func javaText(raw []byte) string {
	r := NewReader(raw)
	var out strings.Builder
	out.WriteByte(raw[0])
	r.pos++
	for r.push(frame{}); out.Len() < 4*maxEchoed && r.next(raw[0]+2); { // ] is two behind [, } behind {
		if out.Len() > 1 {
			out.WriteString(", ")
		}
		if raw[0] == '{' {
			out.WriteString(r.plain() + "=")
			r.colon()
		}
		if c := r.space(); c == '[' || c == '{' {
			return cut(raw)
		}
		out.WriteString(r.plain())
	}
	out.WriteByte(raw[0] + 2)
	return out.String()
}

// plain reads a value with nothing inside as text.
func (r *Reader) plain() string {
	if r.space() == '"' {
		s, _ := r.rawString()
		return string(s)
	}
	start := r.pos
	r.skip(0)
	return string(r.data[start:r.pos])
}
