package humanloop

import (
	"time"

	"foureyes/internal/aws/arn"
	"foureyes/internal/job"
)

// Status is where a loop stands.
type Status string

// The states of a loop.
const (
	InProgress Status = "InProgress"
	Finishing  Status = "Finishing" // shown as InProgress
	Completed  Status = "Completed"
	Failed     Status = "Failed"
	Stopping   Status = "Stopping"
	Stopped    Status = "Stopped"
)

// Shown is the status as the API knows it.
func (s Status) Shown() Status {
	if s == Finishing {
		return InProgress
	}
	return s
}

// Final reports whether the state never changes again.
func (s Status) Final() bool { return s == Completed || s == Failed || s == Stopped }

// The failure codes (A2I Runtime API, DescribeHumanLoop).
const (
	ValidationError = "ValidationError"
	Expired         = "Expired"
	InternalError   = "InternalError"
)

// Loop is one human loop: one data object before TaskCount workers.
type Loop struct {
	ID, Account, Region, Name string
	FlowID                    string
	Status                    Status
	FailureCode               string
	FailureReason             string // at most 1,024 characters
	TaskCount                 int    // how many distinct workers answer
	Holders                   int    // assignments held now
	Answers                   int    // assignments submitted
	InputSHA256               []byte
	ContentClassifiers        []string
	CreatedBy                 string
	CreatedAt                 time.Time
	DueAt                     time.Time // end of the availability; zero when nothing is left to happen by time
	EndedAt                   time.Time // zero until the state is final
	DeletedAt                 time.Time // zero until deleted
	Trace                     string    // of its start, in the words of package trace; empty if that was not traced
	OutputURI                 string    // of the output of a loop that was carried here; empty for others, whose flow tells
}

// Carried reports whether the loop has ended at another service (Service.Carry).
func (l Loop) Carried() bool { return l.OutputURI != "" }

// KnowsInput reports whether the input is here: a loop may be carried without it.
func (l Loop) KnowsInput() bool { return len(l.InputSHA256) > 0 }

// OpenSlots is how many more workers may take the loop's task now.
func (l Loop) OpenSlots() int {
	if l.Status != InProgress {
		return 0
	}
	return max(0, l.TaskCount-l.Holders-l.Answers)
}

// ARN is the loop's Amazon Resource Name. It names the loop alone, not its flow.
func (l Loop) ARN() string {
	return arn.New("sagemaker", l.Region, l.Account, "human-loop", l.Name).String()
}

// end puts the loop into a final state. It is the only place where one becomes
// final; those that were carried here were it before. The job that it returns tells of that.
func (l Loop) end(s Status, now time.Time) (Loop, []job.Row) {
	l.Status, l.EndedAt, l.DueAt = s, notBefore(l.CreatedAt, now), time.Time{}
	return l, []job.Row{sendEvent(l, now)}
}

// fail ends the loop as Failed.
func (l Loop) fail(code, reason string, now time.Time) (Loop, []job.Row) {
	l.FailureCode, l.FailureReason = code, reason
	return l.end(Failed, now)
}
