package syntax

import "strings"

// class is where a keyword can stand without quotes, as PostgreSQL divides them.
type class uint8

// The classes. Plain is a word that is no keyword at all.
const (
	plain        class = iota
	unreserved         // any name
	columnName         // any name but a function's or a type's
	typeFunction       // a function's or a type's name, no column's or table's
	reserved           // only a label after AS
)

// The keywords of PostgreSQL 15, as its pg_get_keywords tells them.
const (
	// unreservedWords can be any name.
	unreservedWords = `

`
	// columnNameWords have a grammar of their own as functions or types.
	columnNameWords = `

`
	// typeFunctionWords stand between operands or tables, and can name functions.
	typeFunctionWords = `

`
	// reservedWords are reserved everywhere.
	reservedWords = `

`
	// labelsNeedAS are the keywords that can be a column's label only after AS.
	labelsNeedAS = `

`
)

// keyword is what the lexer knows of a word.
type keyword struct {
	class class
	bare  bool // can be a label without AS
}

var keywords = func() map[string]keyword {
	known := make(map[string]keyword, 480)
	for c, words := range map[class]string{
		unreserved: unreservedWords, columnName: columnNameWords,
		typeFunction: typeFunctionWords, reserved: reservedWords,
	} {
		for _, w := range strings.Fields(words) {
			known[w] = keyword{class: c, bare: true}
		}
	}
	for _, w := range strings.Fields(labelsNeedAS) {
		k := known[w]
		k.bare = false
		known[w] = k
	}
	return known
}()

// NeedsQuotes tells whether a name must be written in quotes to be read back as
// it is wherever a name can stand.
func NeedsQuotes(name string) bool {
	if name == "" || !plainStart(name[0]) {
		return true
	}
	for i := range len(name) {
		if !plainPart(name[i]) {
			return true
		}
	}
	k, is := keywords[name]
	return is && k.class != unreserved
}

// plainStart tells whether a name can begin with c without quotes. Letters beyond
// ASCII can as well, and are quoted to be safe.
func plainStart(c byte) bool { return c >= 'a' && c <= 'z' || c == '_' }

func plainPart(c byte) bool { return plainStart(c) || c >= '0' && c <= '9' || c == '$' }
