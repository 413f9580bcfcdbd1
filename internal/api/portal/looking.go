package portal

import (
	"encoding/json"
	"slices"
	"time"

	"foureyes/internal/live"
)

// askAgain is how soon a stream asks again which jobs are its worker's, when it has
// met one that it does not know.
const askAgain = 5 * time.Second

// The events of the stream, by their names.
type (
	// JobsEvent tells of jobs that another number of tasks waits in than before.
	JobsEvent struct {
		JobIDs []string `json:"jobIds" nullable:"false"`
	}
	// AssignmentEvent tells of a task of the worker's own.
	AssignmentEvent struct {
		AssignmentID string `json:"assignmentId"`
		JobID        string `json:"jobId"`
		Status       string `json:"status" enum:"Accepted,Paused,Submitted,Released,Declined,Expired,Withdrawn"`
	}
	// LoopEvent tells of a human loop; administrators alone get it.
	LoopEvent struct {
		HumanLoopName   string `json:"humanLoopName"`
		HumanLoopARN    string `json:"humanLoopArn"`
		HumanLoopStatus string `json:"humanLoopStatus" enum:"InProgress,Failed,Completed,Stopped,Stopping"`
		JobID           string `json:"jobId"`
		AccountID       string `json:"accountId"`
		Region          string `json:"region"`
	}
)

// looking is one who looks on: what of all that happens concerns them.
type looking struct {
	personID      string
	administrator bool
	mine, others  map[string]bool // flows whose tasks they may take, and may not
	unknown       map[string]bool // flows of which that is to be asked
	asked         time.Time
}

// told is what became of some notes.
type told struct {
	jobs  []string // each once
	lines []byte   // of the other events
}

// tell chooses what concerns whoever looks on.
func (l *looking) tell(notes []live.Note) told {
	var out told
	for _, n := range notes {
		if n.Waiting {
			l.job(&out, n.FlowID)
		}
		if n.Loop != nil && l.administrator {
			out.event("loop", LoopEvent{n.Loop.Name, n.Loop.ARN, n.Loop.Status, n.FlowID, n.Loop.Account, n.Loop.Region})
		}
		if n.Task != nil && n.Task.PersonID == l.personID {
			out.event("assignment", AssignmentEvent{n.Task.ID, n.FlowID, n.Task.Status})
			l.job(&out, n.FlowID)
		}
	}
	return out
}

func (l *looking) job(out *told, flowID string) {
	switch {
	case l.mine[flowID]:
		if !slices.Contains(out.jobs, flowID) {
			out.jobs = append(out.jobs, flowID)
		}
	case !l.others[flowID]:
		l.unknown[flowID] = true
	}
}

// wantsToAsk tells when it is time to ask which jobs are the worker's; zero while
// there is nothing to ask.
func (l *looking) wantsToAsk() time.Time {
	if len(l.unknown) == 0 {
		return time.Time{}
	}
	return l.asked.Add(askAgain)
}

// learn takes the answer, and tells of the jobs that turned out to be the worker's.
// What is not may become it: forget begins anew.
func (l *looking) learn(mine map[string]bool, now time.Time) told {
	l.mine, l.asked = mine, now
	var out told
	for id := range l.unknown {
		if mine[id] {
			out.jobs = append(out.jobs, id)
		} else {
			l.others[id] = true
		}
	}
	clear(l.unknown)
	slices.Sort(out.jobs)
	return out
}

// forget makes the next note of any other job be asked about.
func (l *looking) forget() { clear(l.others) }

func (t *told) event(name string, data any) { t.lines = append(t.lines, event(name, data)...) }

// text is what is sent (HTML Living Standard, server-sent events).
func (t *told) text() []byte {
	if len(t.jobs) == 0 {
		return t.lines
	}
	return append(event("jobs", JobsEvent{t.jobs}), t.lines...)
}

func event(name string, data any) []byte {
	text, _ := json.Marshal(data) // texts alone
	return append(append([]byte("event: "+name+"\ndata: "), text...), "\n\n"...)
}
