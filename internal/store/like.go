package store

import "strings"

// likePattern makes a LIKE pattern (escape character \) that finds part anywhere in a
// text in lower case.
func likePattern(part string) string { return likeWritten(strings.ToLower(part)) }

// likeWritten is likePattern for a text as it is written.
func likeWritten(part string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(part) + "%"
}
