package metrics

import (
	"context"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"foureyes/internal/store"
)

// fresh is how long an answer of the database is given again: any number of scrapers
// cost it one question.
const fresh = 10 * time.Second

// figures ask the database what it knows when somebody asks them.
type figures struct {
	read func(context.Context) (store.Figures, error)
	now  func() time.Time

	mu    sync.Mutex
	last  store.Figures
	known bool // last was read well
	at    time.Time
}

func newFigures(read func(context.Context) (store.Figures, error), now func() time.Time) *figures {
	return &figures{read: read, now: now}
}

var (
	answersDesc = desc("database_answers", "1 if the database answered when it was last asked for the figures of this page, else 0; the figures are absent then.")
	loopsDesc   = desc("human_loops_in_progress", "Human loops that are not over, in all accounts and regions; kept by the database as they begin and end.")
	ageDesc     = desc("oldest_task_age_seconds", "Age of the oldest human loop that waits for a worker, of the 20 flow definitions where that is longest. "+
		"Among those that workers gave back, the first one counts.", "account", "region", "flow")
	dueDesc      = desc("jobs_due", "Saved jobs that are due and that nobody has taken yet, counted up to 10000.", "queue")
	overdueDesc  = desc("jobs_overdue_seconds", "For how long the oldest job has been due that nobody has taken yet; 0 if there is none.", "queue")
	asideDesc    = desc("jobs_put_aside", "Jobs that failed too often and wait for a person (foureyes jobs list --dead), counted up to 10000.")
	auditDesc    = desc("audit_log_waiting", "Entries of the audit that are not in the audit log yet, counted up to 10000; absent where there is none.")
	auditForDesc = desc("audit_log_waiting_seconds", "For how long the oldest of them waits; a minute or two are usual.")
)

func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(prometheus.BuildFQName(namespace, "", name), help, labels, nil)
}

// Describe lists what Collect may give.
func (f *figures) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{answersDesc, loopsDesc, ageDesc, dueDesc, overdueDesc, asideDesc, auditDesc, auditForDesc} {
		out <- d
	}
}

// Collect gives what the database knows; of one that does not answer, only that.
func (f *figures) Collect(out chan<- prometheus.Metric) {
	now, known := f.look()
	send := func(d *prometheus.Desc, value float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	send(answersDesc, number(known))
	if !known {
		return
	}
	send(loopsDesc, float64(now.LoopsInProgress))
	for _, w := range now.Waiting {
		send(ageDesc, w.Age.Seconds(), w.Account, w.Region, w.Flow)
	}
	for queue, q := range map[string]store.QueueFigures{"jobs": now.Jobs, "deliveries": now.Deliveries} {
		send(dueDesc, float64(q.Due), queue)
		send(overdueDesc, q.Overdue.Seconds(), queue)
	}
	send(asideDesc, float64(now.PutAside))
	if waits := now.AuditLog; waits != nil {
		send(auditDesc, float64(waits.Due))
		send(auditForDesc, waits.Overdue.Seconds())
	}
}

// look reads the figures, unless they are fresh.
func (f *figures) look() (store.Figures, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if now := f.now(); f.at.IsZero() || now.Sub(f.at) >= fresh {
		ctx, cancel := patience(context.Background())
		defer cancel()
		last, err := f.read(ctx)
		f.last, f.known, f.at = last, err == nil, now
	}
	return f.last, f.known
}
