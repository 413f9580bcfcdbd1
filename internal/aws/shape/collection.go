package shape

import (
	"fmt"
	"strings"
)

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
	r.pop()
	if r.malformed == nil {
		size.check(r, count, r.data[start:r.pos])
	}
	return list
}

// Map reads a map of strings. Broken keys and values are told with the whole
// list of their constraints, as Amazon does for maps.
func Map(r *Reader, size *Size, key, value *Text) map[string]string {
	if !r.open('{', "map") {
		return nil
	}
	start := r.pos - 1
	entries := map[string]string{}
	count := 0
	for r.push(frame{isMap: true, at: -1}); r.nextName(); {
		name, ok := r.text()
		if !ok || !r.colon() {
			break
		}
		f := r.top()
		f.key, f.at = name, count
		count++
		text, ok := r.text()
		if ok && (size.Max == 0 || len(entries) <= size.Max) {
			entries[name] = text
			checkEntry(r, name, key, "Map keys")
			checkEntry(r, text, value, "Map value")
		}
	}
	r.pop()
	if r.malformed == nil {
		size.check(r, len(entries), r.data[start:r.pos])
	}
	return entries
}

func checkEntry(r *Reader, s string, rule *Text, what string) {
	if len(rule.broken(s)) > 0 {
		r.violate(s, fmt.Sprintf("%s must satisfy constraint: [%s]", what, strings.Join(rule.constraints(), ", ")))
	}
}
