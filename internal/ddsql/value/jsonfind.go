package value

import (
	"strings"
)

// Part is a piece of a document's text, from and up to a byte.
type Part struct{ From, To int }

// Whole is the document without the blanks around it.
func Whole(doc string) Part {
	from := len(doc) - len(strings.TrimLeft(doc, " \t\r\n"))
	return Part{from, len(strings.TrimRight(doc, " \t\r\n"))}
}

// finder walks over a document that is known to be valid, without keeping it.
type finder struct {
	text string
	at   int
}

func (f *finder) blanks() {
	for f.at < len(f.text) && strings.IndexByte(" \t\r\n", f.text[f.at]) >= 0 {
		f.at++
	}
}

// open enters an object or array; it is false for others and empty ones.
func (f *finder) open(bracket byte) bool {
	f.blanks()
	if f.at >= len(f.text) || f.text[f.at] != bracket {
		return false
	}
	f.at++
	f.blanks()
	return f.at < len(f.text) && f.text[f.at] != bracket+2 // } is { + 2, and ] is [ + 2
}

// str goes over a string and gives it with its quotes.
func (f *finder) str() string {
	from := f.at
	for f.at++; f.at < len(f.text) && f.text[f.at] != '"'; f.at++ {
		if f.text[f.at] == '\\' {
			f.at++
		}
	}
	f.at++
	return f.text[from:min(f.at, len(f.text))]
}

// item goes over a document.
func (f *finder) item() Part {
	f.blanks()
	from, depth := f.at, 0
	for f.at < len(f.text) {
		switch c := f.text[f.at]; c {
		case '"':
			f.str()
			if depth == 0 {
				return Part{from, f.at}
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth < 0 {
				return Part{from, f.at}
			}
			if depth == 0 {
				f.at++
				return Part{from, f.at}
			}
		case ',', ' ', '\t', '\r', '\n':
			if depth == 0 {
				return Part{from, f.at}
			}
		}
		f.at++
	}
	return Part{from, f.at}
}

// more goes over a comma; it is false at the end of an object or array.
func (f *finder) more() bool {
	f.blanks()
	if f.at < len(f.text) && f.text[f.at] == ',' {
		f.at++
		f.blanks()
		return true
	}
	return false
}

// FindKey finds the value of an object's key: the last one when it repeats. It
// is false when there is none or the document is no object. The document must
// be valid.
func FindKey(doc, key string) (part Part, ok bool) {
	f := finder{text: doc}
	if !f.open('{') {
		return Part{}, false
	}
	for {
		name := f.str()
		f.blanks()
		f.at++ // the colon
		item := f.item()
		if isKey(name, key) {
			part, ok = item, true
		}
		if !f.more() {
			return part, ok
		}
	}
}

// isKey compares a string in quotes with a key.
func isKey(quoted, key string) bool {
	if strings.IndexByte(quoted, '\\') < 0 {
		return len(quoted) == len(key)+2 && quoted[1:len(quoted)-1] == key
	}
	d, err := ParseDoc(quoted)
	return err == nil && d.Text == key
}

// FindIndex finds an element of an array, from 0, or from the end with a
// negative number. It is false beyond the ends and for what is no array.
func FindIndex(doc string, index int64) (part Part, ok bool) {
	if index < 0 {
		index += int64(countItems(doc))
	}
	f := finder{text: doc}
	if index < 0 || !f.open('[') {
		return Part{}, false
	}
	for n := int64(0); ; n++ {
		item := f.item()
		if n == index {
			return item, true
		}
		if !f.more() {
			return Part{}, false
		}
	}
}

func countItems(doc string) int {
	f := finder{text: doc}
	if !f.open('[') {
		return 0
	}
	for n := 1; ; n++ {
		f.item()
		if !f.more() {
			return n
		}
	}
}

// OfCanonicalJSONB makes the jsonb of a text that is in jsonb's one form
// already, as parts of a jsonb are.
func OfCanonicalJSONB(s string) Value { return ofString(KindJSONB, s) }

// AppendPretty writes the document with a line for each element.
func (d Doc) AppendPretty(dst []byte, depth int) []byte {
	if d.Kind < DocArray {
		return d.AppendJSON(dst, ", ", ": ")
	}
	brackets := "[]"
	if d.Kind == DocObject {
		brackets = "{}"
	}
	dst = append(dst, brackets[0])
	for i, item := range d.Items {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(append(dst, '\n'), strings.Repeat(" ", 4*(depth+1))...)
		if d.Kind == DocObject {
			dst = append(AppendJSONString(dst, d.Keys[i]), ": "...)
		}
		dst = item.AppendPretty(dst, depth+1)
	}
	dst = append(append(dst, '\n'), strings.Repeat(" ", 4*depth)...)
	return append(dst, brackets[1])
}

// Member is an element of an array, or a key with its value; Key is empty for
// elements and includes the quotes.
type Member struct{ Key, Value Part }

// Elements finds the members of an object or the elements of an array, in the
// order in which they are written; none of other documents.
func Elements(doc string) []Member {
	f := finder{text: doc}
	object := f.open('{')
	if !object {
		if f = (finder{text: doc}); !f.open('[') {
			return nil
		}
	}
	var list []Member
	for {
		var m Member
		if object {
			from := f.at
			f.str()
			m.Key = Part{from, f.at}
			f.blanks()
			f.at++ // the colon
		}
		m.Value = f.item()
		list = append(list, m)
		if !f.more() {
			return list
		}
	}
}
