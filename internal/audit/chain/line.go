package chain

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"foureyes/internal/audit"
)

// entry is a line: the columns of the table, in their order.
type entry struct {
	ID          int64     `json:"id"`
	At          time.Time `json:"at"`
	RequestID   string    `json:"requestId"`
	Account     string    `json:"account"`
	Region      string    `json:"region"`
	Principal   string    `json:"principal"`
	AccessKeyID string    `json:"accessKeyId"`
	PersonID    string    `json:"personId"`
	Action      string    `json:"action"`
	Resource    string    `json:"resource"`
	FlowARN     string    `json:"flowDefinitionArn"`
	Outcome     string    `json:"outcome"`
	SourceIP    string    `json:"sourceIp"`
}

const (
	markBegins = `,"mark":"`
	markEnds   = "\"}\n"
	markSize   = 16
	tailSize   = len(markBegins) + markSize + len(markEnds)
)

// line writes an entry, with its mark as the last field. Marks only tell which line of a
// broken file is not as it was; what they miss the sum of the batch finds.
func line(e audit.Kept, before string) (text []byte, mark string) {
	text, err := json.Marshal(entry{
		ID: e.ID, At: e.At.UTC(), RequestID: e.RequestID, Account: e.Account, Region: e.Region, Principal: e.Principal,
		AccessKeyID: e.AccessKeyID, PersonID: e.PersonID, Action: e.Action, Resource: e.Resource, FlowARN: e.FlowDefinitionARN,
		Outcome: e.Outcome, SourceIP: e.SourceIP,
	})
	if err != nil {
		panic(fmt.Sprintf("an audit entry has no JSON: %v", err)) // a time beyond the year 9999
	}
	text = bytes.TrimSuffix(text, []byte("}"))
	mark = markOf(before, text)
	return append(text, markBegins+mark+markEnds...), mark
}

// markOf is the mark of a line without it, after the line with another mark.
func markOf(before string, text []byte) string {
	return hexSum(append([]byte(before), text...))[:markSize]
}

// examineLine reads a line and its mark; false if it is not as it was written after the
// line with the mark before.
func examineLine(text []byte, before string) (e entry, mark string, ok bool) {
	if len(text) < tailSize {
		return e, "", false
	}
	body, tail := text[:len(text)-tailSize], string(text[len(text)-tailSize:])
	mark = markOf(before, body)
	ok = tail == markBegins+mark+markEnds && json.Unmarshal(append(bytes.Clone(body), '}'), &e) == nil
	return e, mark, ok
}
