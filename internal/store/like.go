package store

import "strings"

// likePattern makes a LIKE pattern (escape character \) that finds part anywhere.
func likePattern(part string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(strings.ToLower(part)) + "%"
}
