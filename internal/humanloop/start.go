package humanloop

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"slices"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/job"
)

// StartRequest is what StartHumanLoop asks for.
type StartRequest struct {
	Account, Region, Principal string
	Name                       string
	FlowDefinitionARN          string
	InputContent               string // JSON text
	ContentClassifiers         []string
	// Sample is what samples go by; empty for what the input names (package loopinput).
	Sample string
	// Keep keeps what workers will need besides the input, before the loop is there. It
	// may be called twice, and not at all when no loop is needed; nil for nothing.
	Keep func(context.Context) error
	// Row is the row of an import that asks; nil for StartHumanLoop itself.
	Row *ImportRow
}

// ImportRow is a row of an import (package imports) that asks for a loop. However often
// it asks, one is begun, even if that is over or deleted by then.
type ImportRow struct {
	Import string // its id
	Number int
}

// Why a row begins no loop.
var (
	ErrRowStarted = errors.New("the row has begun its loop before")
	ErrImportOver = errors.New("the import begins no loops")
)

// checkInput refuses an input that templates could not read.
func (r StartRequest) checkInput() error {
	if !isJSON([]byte(r.InputContent)) {
		return fault.New(fault.Invalid, fault.HumanLoop, "HumanLoopInput.InputContent must be valid JSON.")
	}
	return nil
}

// begin is the rule of StartHumanLoop for a name that is free: a new loop, and
// the jobs that follow.
func begin(id string, r StartRequest, d flow.Definition, now time.Time) (Loop, []job.Row) {
	sum := sha256.Sum256([]byte(r.InputContent))
	l := Loop{
		ID: id, Account: r.Account, Region: r.Region, Name: r.Name, FlowID: d.ID,
		Status: InProgress, TaskCount: d.TaskCount, InputSHA256: sum[:],
		ContentClassifiers: r.ContentClassifiers, CreatedBy: r.Principal,
		CreatedAt: now, DueAt: now.Add(d.AvailableFor()),
	}
	return l, []job.Row{tryRender(l, now)}
}

// again is the rule of StartHumanLoop for a name that is taken: an identical
// request for a loop in progress is a retry and gets the same loop; everything
// else is refused (A2I Runtime API, StartHumanLoop).
func again(old, wanted Loop) error {
	switch {
	case old.Status.Final():
		return fault.New(fault.Invalid, fault.HumanLoop,
			"HumanLoop '%s' already exists and is finished. To start a new HumanLoop, you can try your request again with a different HumanLoopName.", old.Name)
	case !old.sameRequest(wanted):
		return fault.New(fault.Conflict, fault.HumanLoop,
			"Your request has the same name as another active human loop but has different input data. You cannot start two human loops with the same name and different input data.")
	}
	return nil
}

func (l Loop) sameRequest(o Loop) bool {
	return l.FlowID == o.FlowID && bytes.Equal(l.InputSHA256, o.InputSHA256) &&
		slices.Equal(l.ContentClassifiers, o.ContentClassifiers)
}

// checkFlow refuses new loops of a flow that is being deleted, or whose template
// is gone.
func checkFlow(d flow.Definition, status flow.Status, uiDeleted bool) error {
	switch {
	case status != flow.Active:
		return fault.New(fault.Invalid, fault.FlowDefinition,
			"Flow definition %s is not Active: its status is %s.", d.ARN(), status)
	case uiDeleted:
		return fault.New(fault.Invalid, fault.HumanTaskUI,
			"The HumanTaskUi %s of flow definition %s does not exist any more.", d.HumanTaskUIARN, d.ARN())
	}
	return nil
}
