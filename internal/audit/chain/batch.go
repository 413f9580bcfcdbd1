// Package chain is the audit log outside of the database: files of audit entries, of
// which each rests on the one before, so that nobody can change, add or remove an
// entry without a trace.
//
// It owns the form of the files (this file and line.go), the order in which batches are
// planned, written and noted (writer.go), and the examination of a whole chain
// (verify.go). Where files are kept is behind Files, what the database knows behind
// Store; who may write, and when, is decided by app.
package chain

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"foureyes/internal/audit"
)

// Batch is the record of a file, its last line. It seals the lines above it and, by
// Previous, all files before.
type Batch struct {
	// Number counts the files from 1; zero is no batch.
	Number int64 `json:"batch"`
	// From and To are the ids of the first and the last entry.
	From int64 `json:"from"`
	To   int64 `json:"to"`
	// Count is how many entries there are. Ids may be left out: a database gives no
	// id again that a failed transaction has taken.
	Count int `json:"count"`
	// SealedAt is when the batch was planned (UTC, milliseconds).
	SealedAt time.Time `json:"sealedAt"`
	// SHA256 is that of the lines above, each with its newline, in hex.
	SHA256 string `json:"sha256"`
	// Previous is the Hash of the batch before; empty for the first.
	Previous string `json:"previous"`
}

// record is the last line of the batch's file.
func (b Batch) record() []byte {
	text, err := json.Marshal(b)
	if err != nil {
		panic(fmt.Sprintf("a struct of numbers and texts has no JSON: %v", err)) // a time beyond the year 9999
	}
	return append(text, '\n')
}

// Hash is the SHA-256 of the last line of the batch's file with its newline, in hex; what
// `tail -n 1 FILE | sha256sum` gives. Empty for no batch.
func (b Batch) Hash() string {
	if b.Number == 0 {
		return ""
	}
	return hexSum(b.record())
}

func hexSum(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Seal makes of entries, in order of their ids, the batch after another and its file.
func Seal(after Batch, entries []audit.Kept, at time.Time) (Batch, []byte) {
	var file bytes.Buffer
	mark := ""
	for _, e := range entries {
		var text []byte
		text, mark = line(e, mark)
		file.Write(text)
	}
	b := Batch{
		Number: after.Number + 1, From: entries[0].ID, To: entries[len(entries)-1].ID, Count: len(entries),
		SealedAt: at.UTC().Truncate(time.Millisecond), SHA256: hexSum(file.Bytes()), Previous: after.Hash(),
	}
	file.Write(b.record())
	return b, file.Bytes()
}

// Name is the name of the file of a batch; names are in the order of numbers.
func Name(number int64) string { return fmt.Sprintf("%012d.jsonl", number) }

var namePattern = regexp.MustCompile(`^([0-9]{12,18})\.jsonl$`)

// numberOf is the number of the batch that a file should hold.
func numberOf(name string) (int64, bool) {
	found := namePattern.FindStringSubmatch(name)
	if found == nil {
		return 0, false
	}
	number, err := strconv.ParseInt(found[1], 10, 64)
	return number, err == nil && number > 0 && Name(number) == name
}
