package endurance

import (
	"net/url"
	"testing"
	"time"
)

// summary is a loop as it is listed.
type summary struct{ HumanLoopName, HumanLoopStatus string }

// list gives all loops of all flows by name.
func (w *world) list(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, f := range w.flows {
		for token := ""; ; {
			var out struct {
				HumanLoopSummaries []summary
				NextToken          string
			}
			query := url.Values{"FlowDefinitionArn": {f.arn()}, "MaxResults": {"100"}}
			if token != "" {
				query.Set("NextToken", token)
			}
			w.operator.must(t, "GET", "/human-loops?"+query.Encode(), nil, &out)
			for _, s := range out.HumanLoopSummaries {
				if all[s.HumanLoopName] != "" {
					t.Errorf("%s is listed twice", s.HumanLoopName)
				}
				all[s.HumanLoopName] = s.HumanLoopStatus
			}
			if token = out.NextToken; token == "" {
				break
			}
		}
	}
	return all
}

// stopRest stops what too few workers are left for, because the others declined.
func (w *world) stopRest(t *testing.T) {
	t.Helper()
	for name, status := range w.list(t) {
		if status != "InProgress" {
			continue
		}
		a := w.operator.call(t, "POST", "/human-loops/stop", map[string]any{"HumanLoopName": name})
		if a.ok() {
			w.ledger.change(t, name, func(o *loop) { o.stop = known })
		} else if a.status != 400 { // its output is being written
			t.Errorf("stop %s: %d %s", name, a.status, a.body)
		}
	}
}

// savedJob is work that is not done yet.
type savedJob struct {
	ID        string
	DueAt     time.Time
	Attempts  int
	LastError string
	DeadAt    *time.Time
}

// finish waits until no work is left. Work that a killed server was doing waits for
// the end of its lease; with hurry it is tried at once, as an operator can have it.
func (w *world) finish(t *testing.T, hurry bool) {
	t.Helper()
	end := time.After(5 * time.Minute)
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		jobs := w.savedJobs(t)
		if len(jobs) == 0 {
			return
		}
		for _, j := range jobs {
			if hurry && time.Until(j.DueAt) > 2*time.Second {
				// 404 when it was done meanwhile.
				w.operator.call(t, "POST", "/api/v1/saved-jobs/retry", map[string]any{"ids": []string{j.ID}})
			}
		}
		select {
		case <-again.C:
		case <-end:
			t.Fatalf("%d jobs are never done: %+v", len(jobs), jobs[0])
		}
	}
}

func (w *world) savedJobs(t *testing.T) []savedJob {
	t.Helper()
	var out struct{ Jobs []savedJob }
	w.operator.must(t, "GET", "/api/v1/saved-jobs", nil, &out)
	for _, j := range out.Jobs {
		if j.DeadAt != nil {
			t.Fatalf("a job was put aside: %+v", j)
		}
	}
	return out.Jobs
}
