// Package event tells other programs of the ends of human loops: it makes Amazon's
// event, finds the targets whose patterns want it, and delivers it to each of them
// at least once.
//
// Where a flow definition asks for it, it tells of each step of the tasks as well
// (task.go).
//
// It owns the documents, the targets with their sealed secrets, and the two steps of
// a delivery. The first (announce) does the job that humanloop saves with a loop's
// end: it saves one delivery for each target. The second (deliver) sends one. How
// an event is sent is a receiver's own (webhook); which events a pattern wants is
// pattern's. Rows and jobs are kept by store, retries are job's.
package event

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"

	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
)

// DetailType and Source are what rules for these events ask for (A2I Developer
// Guide, use Amazon EventBridge).
const (
	DetailType = "SageMaker A2I HumanLoop Status Change"
	Source     = "aws.sagemaker"
)

// Event is one event, ready to be sent.
type Event struct {
	// ID is the same each time the event is sent, so that receivers can drop repeats.
	ID   string
	Body []byte // JSON
}

// document has its members in the order in which Amazon sends them.
type document struct {
	Version    string   `json:"version"`
	ID         string   `json:"id"`
	DetailType string   `json:"detail-type"`
	Source     string   `json:"source"`
	Account    string   `json:"account"`
	Time       string   `json:"time"`
	Region     string   `json:"region"`
	Resources  []string `json:"resources"`
	Detail     any      `json:"detail"`
}

// statusChange tells of a loop's end. What does not apply is null, not left out.
type statusChange struct {
	CreationTime      string  `json:"creationTime"`
	FailureCode       *string `json:"failureCode"`
	FailureReason     *string `json:"failureReason"`
	FlowDefinitionARN string  `json:"flowDefinitionArn"`
	HumanLoopARN      string  `json:"humanLoopArn"`
	HumanLoopName     string  `json:"humanLoopName"`
	HumanLoopOutput   struct {
		OutputS3URI string `json:"outputS3Uri"`
	} `json:"humanLoopOutput"`
	HumanLoopStatus humanloop.Status `json:"humanLoopStatus"`
}

// StatusChange makes the event of a loop that is over. The same loop always gives
// the same bytes.
func StatusChange(l humanloop.Loop, d flow.Definition) (Event, error) {
	uri, err := humanloop.OutputURI(d, l)
	if err != nil {
		return Event{}, err
	}
	detail := statusChange{
		CreationTime: stamp(l.CreatedAt), FlowDefinitionARN: d.ARN(), HumanLoopARN: l.ARN(), HumanLoopName: l.Name, HumanLoopStatus: l.Status,
	}
	detail.HumanLoopOutput.OutputS3URI = uri
	if l.Status == humanloop.Failed {
		detail.FailureCode, detail.FailureReason = &l.FailureCode, &l.FailureReason
	}
	return encode(document{
		ID: stableID(l.ID + " " + string(l.Status)), DetailType: DetailType, Source: Source,
		Account: l.Account, Region: l.Region, Resources: []string{l.ARN()}, Detail: detail,
	}, l.EndedAt)
}

// trial makes an event by which an operator tries a target. It is none of Amazon's,
// so that no program takes it for the end of a loop.
func trial(t Target, id string, now time.Time) (Event, error) {
	return encode(document{
		ID: stableID(id), DetailType: "Foureyes Test Event", Source: OwnSource,
		Account: t.Account, Region: t.Region, Resources: []string{}, Detail: struct{}{},
	}, now)
}

// encode adds what all events have. Their time has whole seconds.
func encode(doc document, at time.Time) (Event, error) {
	doc.Version, doc.Time = "0", at.UTC().Format("2006-01-02T15:04:05Z")
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(doc); err != nil {
		return Event{}, fmt.Errorf("encode the event: %w", err)
	}
	return Event{ID: doc.ID, Body: bytes.TrimRight(b.Bytes(), "\n")}, nil
}

// ids is the name space of event ids; changing it would give old events new ids.
var ids = uuid.MustParse("5b0c1b0e-6a52-4c1c-9d8e-0f6f0b1e2a44")

// stableID is a UUID that follows from a name (RFC 9562, version 5).
func stableID(name string) string { return uuid.NewSHA1(ids, []byte(name)).String() }
