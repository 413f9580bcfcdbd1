package humanloop

import (
	"time"

	"foureyes/internal/flow"
)

// outputWritten is the rule for a loop whose output.json can be read now. A
// stopped loop with answers is final already.
func outputWritten(s State, now time.Time) (Change, error) {
	if s.Loop.Status != Finishing {
		return unchanged(s)
	}
	c := Change{}
	c.Loop, c.Jobs = s.Loop.end(Completed, now)
	if s.FlowStatus == flow.Deleting {
		c.Jobs = append(c.Jobs, flow.WindUp(s.Loop.FlowID, now))
	}
	return c, nil
}
