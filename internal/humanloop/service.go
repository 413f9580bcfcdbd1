package humanloop

import (
	"context"
	"encoding/json"
	"time"

	"foureyes/internal/flow"
	"foureyes/internal/job"
	"foureyes/internal/page"
	"foureyes/internal/taskui"
)

// Rule is a plain function from what is to what shall be. It may be run twice. Stores
// call Run, not the function.
type Rule func(State) (Change, error)

// Started is what the store makes of a loop that shall start: the loop that now
// has the name, which is the old one when the request was a retry.
type Started struct {
	Loop  Loop
	Input string
	Jobs  []job.Row
	// Told are saved too if the flow definition tells of its tasks (tag.TaskEvents).
	Told []job.Row
	// Notice is saved if the work team has a notification topic, unless it is there
	// already.
	Notice job.Row
	Flow   flow.Definition
	Again  func(old, wanted Loop) error
	Usable func(d flow.Definition, status flow.Status, uiDeleted bool) error
	// Row is noted with the loop; ErrRowStarted if it is noted already, ErrImportOver if
	// its import starts no loops. Nil for none.
	Row *ImportRow
	// Fits is asked how many other loops of the account and region are not over; nil
	// without a limit.
	Fits func(open int) error
}

// Store is what this room asks of the database. Each rule runs in one
// transaction together with the reading before it and the saving after it.
type Store interface {
	// StartLoop saves a new loop, or answers with the one that has its name already
	// if Again allows it. Usable is asked only when the name is free.
	StartLoop(ctx context.Context, s Started) (Loop, error)
	Loop(ctx context.Context, account, region, name string) (Loop, error)
	LoopByID(ctx context.Context, id string) (Loop, error)
	LoopInput(ctx context.Context, id string) (string, error)
	ListLoops(ctx context.Context, flowID string, q page.Query) ([]Loop, error)
	// ChangeLoop runs a rule about a whole loop: State.Held is filled.
	ChangeLoop(ctx context.Context, loopID string, rule Rule) error
	// ChangeAssignment runs a rule about one assignment: State.Own is filled. It
	// returns the assignment as it is afterwards.
	ChangeAssignment(ctx context.Context, id string, rule Rule) (Assignment, error)
	// Take finds the oldest task that this person may take now in the flows given,
	// runs the rule on it, and returns the new assignment; nil when there is none.
	Take(ctx context.Context, personID string, flowIDs []string, now time.Time, rule Rule) (*Assignment, error)

	Assignment(ctx context.Context, id string) (Assignment, error)
	HeldAssignments(ctx context.Context, personID string) ([]Assignment, error)
	Answers(ctx context.Context, loopID string) ([]Answer, error)
	// SaveDraft keeps a draft of a task that is held; Gone if it is not.
	SaveDraft(ctx context.Context, assignmentID string, draft json.RawMessage, now time.Time) error
	Draft(ctx context.Context, assignmentID string) (json.RawMessage, error)

	// Jobs lists the flows whose tasks this person may take, with counts up to limit;
	// without counts and OldestAt, if that is 0.
	Jobs(ctx context.Context, personID string, limit int) ([]Job, error)

	DueAssignments(ctx context.Context, now time.Time, limit int) ([]string, error)
	DueLoops(ctx context.Context, now time.Time, limit int) ([]string, error)
	// UnheldLoops lists loops of a flow that are InProgress and held by nobody, by
	// their ids, from the one after a given id on; from the first for an empty one.
	UnheldLoops(ctx context.Context, flowID, after string, limit int) ([]string, error)
	// RemoveFlow makes a flow definition that is Deleting gone, with the finished
	// loops that still bear names, if nothing is left to wait for. It reports whether
	// the flow is gone; finished loops are removed limit at a time.
	RemoveFlow(ctx context.Context, flowID string, limit int, now time.Time) (bool, error)
}

// Flows finds flow definitions.
type Flows interface {
	FlowDefinition(ctx context.Context, account, region, name string) (flow.Definition, error)
	FlowDefinitionByID(ctx context.Context, id string) (flow.Definition, error)
	// FlowSetting is the value of a flow definition's tag; empty without one.
	FlowSetting(ctx context.Context, flowID, key string) (string, error)
}

// Templates finds what tasks are rendered from, deleted templates included: loops
// that exist keep working.
type Templates interface {
	TaskSource(ctx context.Context, loopID string) (TaskSource, error)
	// FlowTemplate is the content of a flow definition's template.
	FlowTemplate(ctx context.Context, flowID string) (string, error)
}

// TaskSource is what a loop's task is rendered from.
type TaskSource struct {
	Status   Status // of the loop
	Template string
	Input    string // JSON text
	// ExternalScripts is the value of the flow's setting tag.ExternalScripts; empty
	// without one.
	ExternalScripts string
}

// Renderer turns a template and an input into a page.
type Renderer interface {
	Render(ctx context.Context, r taskui.Request) (string, error)
}

// Objects keeps output documents.
type Objects interface {
	PutObject(ctx context.Context, as flow.Access, bucket, key, contentType string, body []byte) error
}

// Links makes the short-lived link by which a task's page reads one object.
type Links interface {
	MediaLink(account, bucket, key, assignmentID string, end time.Time) string
}

// Parts are what a Service is made of.
type Parts struct {
	Store     Store
	Flows     Flows
	Templates Templates
	Renderer  Renderer
	Objects   Objects
	Links     Links
	NewID     func(time.Time) string
	// History serves workers who look back at their answers (answered.go).
	History History
	// Looks and PreviewLink serve those who look on (look.go).
	Looks       Looks
	PreviewLink func(account, bucket, key string, now time.Time) string
	// Carry serves Carry and Named alone.
	Carry CarryStore
	// Watch is asked by Await alone.
	Watch Watch
	// MaxOpen is the greatest number of loops of an account and region that are not
	// over; 0 sets no limit.
	MaxOpen int
}

// Service runs human loops.
type Service struct {
	p          Parts
	known      knownFlows
	conditions knownConditions
}

// NewService joins the room to what it asks.
func NewService(p Parts) *Service { return &Service{p: p} }

// Job is one flow definition as a worker sees it: a kind of work with tasks.
type Job struct {
	Flow         flow.Definition
	WorkteamName string
	Waiting      int // tasks that the worker could take now, up to the limit asked for
	Mine         int // tasks that the worker holds
	OldestAt     time.Time
}
