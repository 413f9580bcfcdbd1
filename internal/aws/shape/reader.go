package shape

import (
	"bytes"
	"iter"
	"slices"
)

// maxDepth bounds how deep a document may nest, so that skipping an unknown
// member never runs out of stack. Contracts go about ten deep.
const maxDepth = 128

// Reader decodes one input and applies its rules on the way. Member names are
// exact, unknown members are skipped, null counts as absent, and of a member
// sent twice the last one counts. The first malformed place ends the reading;
// broken constraints are collected. Make one with NewReader.
type Reader struct {
	data       []byte
	pos        int
	frames     []frame
	param      *string // the path or query parameter being read instead of JSON
	malformed  *Malformed
	violations []violation
}

// frame is one open structure, list or map.
type frame struct {
	members []Member // of a structure; nil in lists and maps
	at      int      // the member or item being read
	key     string   // of a map entry
	isMap   bool
	started bool   // whether a comma must come before what follows
	seen    uint64 // members present, a bit each
	rule    *Text  // of the items of a list of strings
	broken  bool   // some item or value breaks its rule
	null    bool   // some item or value is null
}

func (f *frame) isList() bool { return f.members == nil && !f.isMap }

// NewReader reads a body; an empty one counts as an empty object, since
// clients of operations without input may send either.
func NewReader(body []byte) *Reader {
	if len(bytes.TrimSpace(body)) == 0 {
		body = []byte("{}")
	}
	return &Reader{data: body, frames: make([]frame, 0, 8)}
}

// Finish gives the verdict after the input was read: nil, a *Malformed or an
// *Invalid.
func (r *Reader) Finish() error {
	if r.space(); r.malformed == nil && r.pos < len(r.data) {
		r.fail("Unexpected content after the end of the document")
	}
	if r.malformed != nil {
		return r.malformed
	}
	if len(r.violations) > 0 {
		return r.invalid()
	}
	return nil
}

// Object reads a structure: it yields the name of each known member that is
// there, whose value the caller then reads, and at the end records the
// required ones that are not.
func (r *Reader) Object(members []Member) iter.Seq[string] {
	return func(yield func(string) bool) {
		if !r.open('{', "structure") {
			return
		}
		r.push(frame{members: members, at: -1})
		r.yieldMembers(yield)
		r.requireAll()
		r.pop()
	}
}

// Parts reads the input of a REST operation: like Object, with the members of
// the path and the query first. The body is read only if some member is there.
func (r *Reader) Parts(p Parts, members []Member) iter.Seq[string] {
	return func(yield func(string) bool) {
		r.push(frame{members: members, at: -1})
		if r.yieldParams(p, yield) {
			r.yieldBody(members, yield)
		}
		r.requireAll()
		r.pop()
	}
}

// yieldBody goes on with the members in the body. An operation that has none
// there takes no notice of what a client sends.
func (r *Reader) yieldBody(members []Member, yield func(string) bool) {
	r.top().at = -1
	if !slices.ContainsFunc(members, func(m Member) bool { return m.In == InBody }) {
		r.pos = len(r.data)
		return
	}
	if r.open('{', "structure") {
		r.yieldMembers(yield)
	}
}

// yieldParams yields the members in path and query that are there, and false
// when the caller wants no more.
func (r *Reader) yieldParams(p Parts, yield func(string) bool) bool {
	f := r.top()
	for i, m := range f.members {
		if m.In == InBody {
			continue
		}
		if value, ok := p.lookup(m); ok {
			f.at = i
			f.seen |= 1 << i
			r.param = &value
			more := yield(m.Name)
			r.param = nil
			if !more {
				return false
			}
			f = r.top() // the frames may have moved
		}
	}
	return true
}

func (r *Reader) yieldMembers(yield func(string) bool) {
	for r.nextMember() {
		f := r.top()
		if !yield(f.members[f.at].Name) {
			return
		}
	}
}

// nextMember moves to the value of the next known member.
func (r *Reader) nextMember() bool {
	for r.nextName() {
		f := r.top()
		name, ok := r.rawString()
		if !ok || !r.colon() {
			return false
		}
		i := find(f.members, name, f.at+1)
		if i < 0 {
			f.at = -1
			r.skip(0)
			continue
		}
		f.at = i
		if f.seen&(1<<i) != 0 {
			r.forget()
		}
		f.seen |= 1 << i
		return true
	}
	return false
}

// find looks a name up, beginning at the place where clients that write
// members in the contract's order have it.
func find(members []Member, name []byte, from int) int {
	for i := from; i < len(members); i++ {
		if members[i].Name == string(name) && members[i].In == InBody {
			return i
		}
	}
	for i := range min(from, len(members)) {
		if members[i].Name == string(name) && members[i].In == InBody {
			return i
		}
	}
	return -1
}

// requireAll records the required members that the open structure lacks.
func (r *Reader) requireAll() {
	if r.malformed != nil {
		return
	}
	f := r.top()
	for i := range f.members {
		if f.members[i].Required && f.seen&(1<<i) == 0 {
			f.at = i
			r.violateNull()
		}
	}
}

// Optional reads a member that may be absent or null: nil then.
func Optional[T any](r *Reader, read func(*Reader) T) *T {
	if r.null() {
		return nil
	}
	v := read(r)
	return &v
}

// open steps into a structure, list or map; false when the value is null or
// something else.
func (r *Reader) open(bracket byte, what string) bool {
	if r.null() {
		return false
	}
	if r.space() != bracket {
		r.wrongType(what)
		return false
	}
	r.pos++
	return true
}

// null consumes a null and marks the member being read as absent.
func (r *Reader) null() bool {
	if r.space() != 'n' || r.param != nil {
		return false
	}
	if !r.literal("null") {
		return false
	}
	r.absent()
	return true
}

// absent notes that the value being read is null.
func (r *Reader) absent() {
	f := r.top()
	switch {
	case f == nil:
		r.fail("Unexpected null where a structure was expected")
	case f.members == nil:
		f.null = true
	case f.at >= 0:
		f.seen &^= 1 << f.at
	}
}

func (r *Reader) push(f frame) {
	if len(r.frames) >= maxDepth {
		r.fail("The document is nested too deeply")
	}
	r.frames = append(r.frames, f)
}

func (r *Reader) pop() { r.frames = r.frames[:len(r.frames)-1] }

// top gives the innermost open structure, list or map; nil outside all.
func (r *Reader) top() *frame {
	if len(r.frames) == 0 {
		return nil
	}
	return &r.frames[len(r.frames)-1]
}
