package syntax

// kind is what a token is. A character that stands for itself, ( for one, is the
// kind of that number.
type kind int

// The kinds of token beyond single characters.
const (
	endOfText   kind = iota + 256
	word             // an unquoted name or keyword, folded to lower case
	quoted           // a name in quotes
	quotedU          // a name in U&"", escapes not yet resolved
	integer          // digits that fit an int4
	numeric          // any other number
	text             // a string, escapes resolved
	textU            // a U&'' string, escapes not yet resolved
	bitText          // B'' or X''
	parameter        // $1
	operator         // any operator, single characters included
	colons           // ::
	dots             // ..
	colonEquals      // :=
	arrow            // =>
)

// token is one token and where it stands.
type token struct {
	kind       kind
	class      class  // of a word
	bare       bool   // a word that can be a label without AS
	start, end int    // in bytes
	pos        int    // in characters, from 1
	text       string // the name, the string, the sign or the digits
}

// is tells whether the token is a keyword.
func (t token) is(keyword string) bool { return t.kind == word && t.text == keyword }

// isOp tells whether the token is an operator of that sign.
func (t token) isOp(sign string) bool { return t.kind == operator && t.text == sign }

// columnID tells whether the token can name a column, a table or an alias.
func (t token) columnID() bool {
	switch t.kind {
	case quoted:
		return true
	case word:
		return t.class == plain || t.class == unreserved || t.class == columnName
	}
	return false
}

// typeFunctionName tells whether the token can name a type or a function.
func (t token) typeFunctionName() bool {
	switch t.kind {
	case quoted:
		return true
	case word:
		return t.class == plain || t.class == unreserved || t.class == typeFunction
	}
	return false
}

// label tells whether the token can be a label after AS or after a point.
func (t token) label() bool { return t.kind == word || t.kind == quoted }

// bareLabel tells whether the token can be a label without AS.
func (t token) bareLabel() bool { return t.kind == quoted || t.kind == word && t.bare }
