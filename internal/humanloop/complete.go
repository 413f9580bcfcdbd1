package humanloop

import (
	"time"

	"foureyes/internal/flow"
	"foureyes/internal/job"
)

// outputWritten is the rule for a loop whose output.json can be read now. It
// completes a loop; one that was stopped with answers in is final already, and its
// event has waited for this.
func outputWritten(s State, now time.Time) (Change, error) {
	switch s.Loop.Status {
	case Finishing:
		return complete(s, now), nil
	case Stopped:
		return Change{Loop: s.Loop, Jobs: []job.Row{sendEvent(s.Loop, now)}}, nil
	default:
		return unchanged(s)
	}
}

func complete(s State, now time.Time) Change {
	c := Change{}
	c.Loop, c.Jobs = s.Loop.end(Completed, now)
	if s.FlowStatus == flow.Deleting {
		c.Jobs = append(c.Jobs, flow.WindUp(s.Loop.FlowID, now))
	}
	return c
}
