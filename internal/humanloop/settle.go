package humanloop

import (
	"time"

	"foureyes/internal/flow"
	"foureyes/internal/job"
)

// settle decides what follows for a loop once its holders or answers have
// changed. It is the only place where answers turn into an end.
func settle(l Loop, flowStatus flow.Status, now time.Time) (Loop, []job.Row) {
	deleting := flowStatus == flow.Deleting
	var jobs []job.Row
	switch {
	case l.Status == InProgress && l.Answers >= l.TaskCount:
		l.Status, l.DueAt = Finishing, time.Time{}
		jobs = append(jobs, writeOutput(l, now))
	case l.Holders > 0:
		return l, nil
	case l.Status == Stopping, l.Status == InProgress && deleting && l.Answers > 0:
		l, jobs = stopNow(l, now)
	case l.Status == InProgress && deleting:
		// Nobody has begun it: stopped and deleted with its flow (A2I Developer
		// Guide, delete a flow definition).
		l, jobs = l.end(Stopped, now)
		l.DeletedAt = now
	}
	if deleting && l.Status.Final() {
		jobs = append(jobs, flow.WindUp(l.FlowID, now))
	}
	return l, jobs
}

// stopNow ends a loop that nobody holds. Answers given so far are written: no
// person's work is thrown away. The event then waits for them (outputWritten), so
// that whoever gets it finds the output.
func stopNow(l Loop, now time.Time) (Loop, []job.Row) {
	l, told := l.end(Stopped, now)
	if l.Answers > 0 {
		return l, []job.Row{writeOutput(l, now)}
	}
	return l, told
}
