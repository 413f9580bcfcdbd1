package event

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Receiver sends events to the targets of one kind.
type Receiver interface {
	// Check refuses a destination to which nothing could ever be sent. The error is a
	// sentence for the operator, without a capital and a full stop.
	Check(to Destination) error
	// Send sends one event; nil once it was taken. The error may wrap a *job.Later. It
	// holds no secret.
	Send(ctx context.Context, to Destination, e Event, now time.Time) error
}

// Destination is what a receiver knows of a target.
type Destination struct {
	Address, Settings string
	Secret            []byte
}

// Decode reads the settings into a struct of the receiver's. A setting that the
// struct does not have is an error, so that a misspelt one is not passed over.
func (d Destination) Decode(into any) error {
	if d.Settings == "" {
		return nil
	}
	r := json.NewDecoder(strings.NewReader(d.Settings))
	r.DisallowUnknownFields()
	err := r.Decode(into)
	if err == nil {
		if _, more := r.Token(); !errors.Is(more, io.EOF) {
			return errors.New("something follows the settings")
		}
		return nil
	}
	if name, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); unknown {
		return fmt.Errorf("this kind of event target has no setting %s", name)
	}
	return fmt.Errorf("the settings cannot be read: %w", err)
}

// Envelope is what receivers need to know of an event besides its bytes.
type Envelope struct {
	ID         string          `json:"id"`
	DetailType string          `json:"detail-type"`
	Source     string          `json:"source"`
	Account    string          `json:"account"`
	Region     string          `json:"region"`
	Time       time.Time       `json:"time"`
	Resources  []string        `json:"resources"`
	Detail     json.RawMessage `json:"detail"`
	// Loop holds what is known of the loop; empty texts for an event of something else.
	Loop struct {
		Name    string `json:"humanLoopName"`
		Status  string `json:"humanLoopStatus"`
		FlowARN string `json:"flowDefinitionArn"`
		// TaskStatus is what happened to a task of the loop (see TaskStatusChange).
		TaskStatus string `json:"taskStatus"`
	} `json:"-"`
}

// Envelope reads an event's document.
func (e Event) Envelope() (Envelope, error) {
	var out Envelope
	if err := json.Unmarshal(e.Body, &out); err != nil {
		return out, fmt.Errorf("read the event: %w", err)
	}
	if err := json.Unmarshal(out.Detail, &out.Loop); err != nil {
		return out, fmt.Errorf("read the event's detail: %w", err)
	}
	return out, nil
}

// Attributes are the event's texts that receivers filter on without reading it, in
// order, by the names that they have in the document.
func (v Envelope) Attributes() [][2]string {
	all := [][2]string{
		{"detail-type", v.DetailType},
		{"source", v.Source},
		{"humanLoopStatus", v.Loop.Status},
		{"taskStatus", v.Loop.TaskStatus},
		{"flowDefinitionArn", v.Loop.FlowARN},
	}
	there := all[:0]
	for _, a := range all {
		if a[1] != "" {
			there = append(there, a)
		}
	}
	return there
}

// Group is the same for all events that a receiver must keep in order: those of one
// loop.
func (v Envelope) Group() string {
	if v.Loop.Name == "" {
		return "foureyes"
	}
	return v.Loop.Name
}
