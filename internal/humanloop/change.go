package humanloop

import (
	"encoding/json"
	"time"

	"foureyes/internal/flow"
	"foureyes/internal/job"
)

// State is what a rule sees of one loop, read in the transaction that will save
// what the rule returns.
type State struct {
	Loop       Loop
	FlowStatus flow.Status
	// TaskEvents tells that each step of the flow's tasks makes an event (tag.TaskEvents).
	TaskEvents bool
	// Held are the assignments that workers hold now.
	Held []Assignment
	// Own is the assignment that the request is about; zero when it is about none.
	Own Assignment
}

// Change is what a rule makes of a State.
type Change struct {
	Loop Loop
	// Assignments are the ones that are new or changed.
	Assignments []Assignment
	// Answer is the answer that Assignments[0] submits; nil for none.
	Answer json.RawMessage
	// Draft is what was filled in when Answer was given, so that its worker can open it
	// again; nil for nothing.
	Draft json.RawMessage
	// CorrectedAt is when Answer took the place of another; zero for a first answer.
	CorrectedAt time.Time
	// Jobs must follow.
	Jobs []job.Row
}

// The jobs of this room. Payload is the loop's id, unless it is said.
const (
	TryRenderKind   = "try-render"
	WriteOutputKind = "write-output"
	// SendEventKind is done by the event hand, as are the next three.
	SendEventKind = "send-event"
	// SendEventInOrderKind is SendEventKind for a loop that has told of its tasks: the
	// event must not overtake those.
	SendEventInOrderKind = "send-event-in-order"
	// TellTaskKind tells of a TaskStep, which is its payload.
	TellTaskKind = "tell-task"
	// NotifyTeamKind tells a work team that tasks wait; a TeamNotice is its payload.
	NotifyTeamKind = "notify-team"
)

// tryRender renders the template once in the background, so that a loop whose
// input does not fit its template fails without a worker having to open it.
func tryRender(l Loop, now time.Time) job.Row {
	return job.Row{ID: TryRenderKind + ":" + l.ID, Kind: TryRenderKind, Payload: l.ID, DueAt: now, CreatedAt: now}
}

// writeOutput writes output.json.
func writeOutput(l Loop, now time.Time) job.Row {
	return job.Row{ID: WriteOutputKind + ":" + l.ID, Kind: WriteOutputKind, Payload: l.ID, DueAt: now, CreatedAt: now}
}

// sendEvent tells of the loop's end (A2I Developer Guide: an event is sent when a
// loop becomes Completed, Failed or Stopped). Where there is an output, it is saved
// once that is written.
func sendEvent(l Loop, now time.Time) job.Row {
	return job.Row{ID: SendEventKind + ":" + l.ID, Kind: SendEventKind, Payload: l.ID, DueAt: now, CreatedAt: now}
}

// unchanged is what a rule returns when nothing is to be done.
func unchanged(s State) (Change, error) { return Change{Loop: s.Loop}, nil }
