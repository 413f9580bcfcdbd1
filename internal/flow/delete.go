package flow

import (
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/job"
)

// WindUpKind is the job that ends the loops of a flow definition being deleted,
// and the flow definition itself once none is left to wait for. Its payload is
// the flow's id; humanloop handles it.
const WindUpKind = "wind-up-flow-definition"

// startDeleting refuses all states but Active (A2I Developer Guide, delete a
// flow definition).
func startDeleting(d Definition, now time.Time) (Definition, []job.Row, error) {
	if d.Status != Active {
		return d, nil, fault.New(fault.InUse, fault.FlowDefinition,
			"Flow definition %s cannot be deleted: its status is %s, and only an Active one can be.", d.ARN(), d.Status)
	}
	d.Status = Deleting
	return d, []job.Row{WindUp(d.ID, now)}, nil
}

// WindUp is the job of WindUpKind for one flow. Its id is made from the flow's,
// so asking twice leaves one job.
func WindUp(flowID string, now time.Time) job.Row {
	return job.Row{ID: WindUpKind + ":" + flowID, Kind: WindUpKind, Payload: flowID, DueAt: now, CreatedAt: now}
}
