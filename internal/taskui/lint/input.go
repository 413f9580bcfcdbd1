package lint

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var (
	output = regexp.MustCompile(`(?s)\{\{.*?\}\}|\{%.*?%\}`)
	quoted = regexp.MustCompile(`"[^"]*"|'[^']*'`)
	path   = regexp.MustCompile(`\btask\.input((?:\.[\w-]+\??|\[(?:"[^"]*"|'[^']*'|-?\d+)\])+)`)
	step   = regexp.MustCompile(`\.([\w-]+\??)|\[(?:"([^"]*)"|'([^']*)'|(-?\d+))\]`)
)

// Input tells which members a template reads that this input does not have:
// they print nothing, without a word. Members of loop variables are not followed.
func Input(template string, input json.RawMessage) []Finding {
	var root any
	if err := json.Unmarshal(input, &root); err != nil {
		return []Finding{{Severity: Error, Message: fmt.Sprintf("The input is no valid JSON: %v.", err)}}
	}
	var found []Finding
	seen := map[string]bool{}
	for _, at := range output.FindAllStringIndex(template, -1) {
		line := 1 + strings.Count(template[:at[0]], "\n")
		for _, m := range path.FindAllStringSubmatch(unquoted(template[at[0]:at[1]]), -1) {
			if missing := missingIn(root, m[1]); missing != "" && !seen[missing] {
				seen[missing] = true
				found = append(found, Finding{line, Warning, fmt.Sprintf("The input has no task.input%s; it prints nothing.", missing)})
			}
		}
	}
	return found
}

// unquoted empties the texts of a tag that are not member names in brackets: a path
// written in a text is not read.
func unquoted(tag string) string {
	var b strings.Builder
	last := 0
	for _, at := range quoted.FindAllStringIndex(tag, -1) {
		b.WriteString(tag[last:at[0]])
		if at[0] > 0 && tag[at[0]-1] == '[' {
			b.WriteString(tag[at[0]:at[1]])
		}
		last = at[1]
	}
	return b.String() + tag[last:]
}

// missingIn gives the first part of a path that leads nowhere; empty when it leads
// to something, null included.
func missingIn(value any, steps string) string {
	for _, at := range step.FindAllStringSubmatchIndex(steps, -1) {
		name := ""
		for _, group := range []int{2, 4, 6, 8} {
			if at[group] >= 0 {
				name = steps[at[group]:at[group+1]]
			}
		}
		next, ok := memberOf(value, name, at[8] >= 0)
		if !ok {
			return steps[:at[1]]
		}
		value = next
	}
	return ""
}

// memberOf is one step down, as Liquid goes it: objects by name, lists by number,
// and the words size, first and last.
func memberOf(value any, name string, numbered bool) (any, bool) {
	switch v := value.(type) {
	case map[string]any:
		if member, ok := v[name]; ok || name != "size" {
			return member, ok
		}
		return nil, true
	case []any:
		return itemOf(v, name, numbered)
	case string:
		return nil, name == "size"
	}
	return nil, value == nil // what is null is absent on purpose
}

func itemOf(list []any, name string, numbered bool) (any, bool) {
	n := len(list)
	switch {
	case numbered:
		i, err := strconv.Atoi(name)
		if i < 0 {
			i += n
		}
		if err != nil || i < 0 || i >= n {
			return nil, false
		}
		return list[i], true
	case name == "size":
		return nil, true
	case name == "first" && n > 0:
		return list[0], true
	case name == "last" && n > 0:
		return list[n-1], true
	}
	return nil, n == 0 && (name == "first" || name == "last")
}
