package chain

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
)

// Anchor is the hash of a batch that was noted at some time, somewhere.
type Anchor struct {
	Number int64
	Hash   string
}

// Break is the first place where a chain is not as it was written.
type Break struct {
	File string `json:"file"`
	// Line counts from 1; zero is the file as a whole.
	Line    int    `json:"line,omitempty"`
	Problem string `json:"problem"`
}

// Found is what an examination found.
type Found struct {
	// Batches and Entries are those up to the break.
	Batches int `json:"batches"`
	Entries int `json:"entries"`
	// First and Head are the batches at both ends of what is whole; zero where nothing is.
	First Batch `json:"first,omitzero"`
	Head  Batch `json:"head,omitzero"`
	// Hash is that of Head.
	Hash string `json:"hash,omitempty"`
	// Broken is nil when the chain is whole.
	Broken *Break `json:"broken,omitempty"`
}

// Question says what is asked about a chain besides that it is whole.
type Question struct {
	// After is the hash on which the first file rests that is here; empty where the
	// chain is to be here from its beginning.
	After string
	// Anchors are batches that must be in it as they were noted.
	Anchors []Anchor
	// Tell is told how many files are examined, of how many; nil for nobody.
	Tell func(done, all int)
}

// Verify examines all files of a chain, up to the first that is not right. An error says
// that it could not look.
func Verify(ctx context.Context, files Files, q Question) (Found, error) {
	names, err := files.Names(ctx)
	if err != nil {
		return Found{}, fmt.Errorf("list the files in %s: %w", files, err)
	}
	var f Found
	for i, name := range names {
		if f.Broken = f.misplaced(name, q); f.Broken != nil {
			return f, nil
		}
		body, there, err := files.Read(ctx, name)
		if err != nil {
			return f, fmt.Errorf("read %s in %s: %w", name, files, err)
		}
		if !there {
			f.Broken = &Break{File: name, Problem: "it was removed while it was looked for"}
			return f, nil
		}
		if f.Broken = f.add(name, body, q); f.Broken != nil {
			return f, nil
		}
		if q.Tell != nil {
			q.Tell(i+1, len(names))
		}
	}
	if f.Broken = f.cutOff(q.Anchors); f.Batches == 0 && f.Broken == nil {
		f.Broken = &Break{File: Name(1), Problem: "it is missing, and so are all others: nothing was written here yet, or all was taken away"}
	}
	return f, nil
}

// misplaced tells what is wrong with the name of the next file.
func (f *Found) misplaced(name string, q Question) *Break {
	number, ok := numberOf(name)
	switch next := f.Head.Number + 1; {
	case !ok:
		return &Break{File: name, Problem: "it is no file of the chain: somebody has added it"}
	case f.Batches == 0 && q.After != "" || number == next:
		return nil
	default:
		return &Break{File: Name(next), Problem: "it is missing; the next file is " + name}
	}
}

// add examines the next file, and counts it if it is right.
func (f *Found) add(name string, body []byte, q Question) *Break {
	number, _ := numberOf(name)
	before := f.Hash
	if f.Batches == 0 {
		before = q.After
	}
	b, broken := examine(body, expected{number: number, previous: before, after: f.Head.To})
	if broken == nil {
		broken = contradicted(b, body, q.Anchors)
	}
	if broken != nil {
		broken.File = name
		return broken
	}
	if f.Batches == 0 {
		f.First = b
	}
	f.Batches++
	f.Entries += b.Count
	f.Head, f.Hash = b, b.Hash()
	return nil
}

// contradicted tells which anchor a batch is not.
func contradicted(b Batch, body []byte, anchors []Anchor) *Break {
	for _, a := range anchors {
		if a.Number == b.Number && a.Hash != b.Hash() {
			return &Break{Line: bytes.Count(body, []byte("\n")), Problem: fmt.Sprintf(
				"its hash is %s, and %s was noted: all from some batch up to here, or the note, was made anew", b.Hash(), a.Hash)}
		}
	}
	return nil
}

// cutOff tells which anchor the chain does not reach, or begins behind.
func (f *Found) cutOff(anchors []Anchor) *Break {
	for _, a := range anchors {
		if a.Number > f.Head.Number || a.Number < f.First.Number {
			return &Break{File: Name(a.Number), Problem: "it is missing: its hash was noted"}
		}
	}
	return nil
}

// expected is what the files before say of the next one.
type expected struct {
	number   int64
	previous string
	after    int64
}

// examine reads a file, line by line and then the record of its batch.
func examine(body []byte, want expected) (Batch, *Break) {
	lines := bytes.SplitAfter(body, []byte("\n"))
	if rest := lines[len(lines)-1]; len(rest) > 0 {
		return Batch{}, &Break{Line: len(lines), Problem: "the file is cut off, or was added to"}
	}
	lines = lines[:len(lines)-1]
	if len(lines) < 2 {
		return Batch{}, &Break{Problem: "the file has no entries, or no record of its batch"}
	}
	entries, last := lines[:len(lines)-1], lines[len(lines)-1]
	from, to, broken := examineLines(entries, want.after)
	if broken != nil {
		return Batch{}, broken
	}
	b, problem := readRecord(last)
	is := Batch{
		Number: want.number, From: from, To: to, Count: len(entries), SealedAt: b.SealedAt,
		SHA256: hexSum(body[:len(body)-len(last)]), Previous: want.previous,
	}
	if problem == "" {
		problem = differs(b, is)
	}
	if problem != "" {
		return b, &Break{Line: len(lines), Problem: problem}
	}
	return b, nil
}

// examineLines reads the lines of entries, and gives the ids at both ends.
func examineLines(lines [][]byte, after int64) (from, to int64, broken *Break) {
	mark, ok := "", false
	to = after
	for i, text := range lines {
		var e entry
		e, mark, ok = examineLine(text, mark)
		switch {
		case !ok:
			return 0, 0, &Break{Line: i + 1, Problem: "it was changed, or lines before it were removed, added or put elsewhere"}
		case e.ID <= to:
			return 0, 0, &Break{Line: i + 1, Problem: fmt.Sprintf("entry %d comes after entry %d", e.ID, to)}
		case i == 0:
			from = e.ID
		}
		to = e.ID
	}
	return from, to, nil
}

// readRecord reads the last line of a file. It must be as it is written: what the hash
// covers and what is understood are then the same.
func readRecord(text []byte) (Batch, string) {
	var b Batch
	if err := json.Unmarshal(text, &b); err != nil || !bytes.Equal(b.record(), text) {
		return b, "it is not the record of a batch: lines were removed at the end, or it was changed"
	}
	return b, ""
}

// differs says what is wrong with the record of a batch, or nothing.
func differs(b, is Batch) string {
	switch {
	case b.Number != is.Number:
		return fmt.Sprintf("it is the record of batch %d", b.Number)
	case b.Previous != is.Previous:
		return fmt.Sprintf("it rests on a batch with the hash %q, and the one before has %q: one of them was made anew", b.Previous, is.Previous)
	case b.Count != is.Count:
		return fmt.Sprintf("it counts %d entries, and there are %d: some were removed or added at the end", b.Count, is.Count)
	case b.SHA256 != is.SHA256:
		return fmt.Sprintf("the sum of the lines is %s and not %s", is.SHA256, b.SHA256)
	case b.From != is.From || b.To != is.To:
		return fmt.Sprintf("it tells of the entries %d to %d, and there are %d to %d", b.From, b.To, is.From, is.To)
	}
	return ""
}

// Beside are the anchors of a chain whose database knows these batches.
func Beside(written Batch) []Anchor {
	if written.Number == 0 {
		return nil
	}
	return []Anchor{{Number: written.Number, Hash: written.Hash()}}
}

// Beyond tells of a chain that goes on beyond what its database knows.
func (f Found) Beyond(written, planned Batch) *Break {
	if known := max(written.Number, planned.Number); f.Head.Number > known {
		return &Break{File: Name(known + 1), Problem: "the database knows nothing of it: it may have been set back, as to a backup"}
	}
	for _, b := range []Batch{written, planned} {
		if b.Number == f.Head.Number && b.Hash() != f.Hash {
			return &Break{File: Name(b.Number), Problem: "the database knows another batch of this number"}
		}
	}
	return nil
}
