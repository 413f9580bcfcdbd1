package storetest

import (
	"testing"
	"time"

	"foureyes/internal/event"
	"foureyes/internal/fault"
	"foureyes/internal/humanloop"
	"foureyes/internal/job"
	"foureyes/internal/page"
)

func (h *house) eventTarget(t *testing.T, name string, at time.Time, changes ...func(*event.Target)) event.Target {
	t.Helper()
	e := event.Target{
		ID: h.id(), Name: name, Account: account, Region: region, Kind: event.Webhook, Address: "https://host/" + name, Settings: `{"endpoint":"ü"}`,
		SealedSecret: []byte{0, 255, 7}, Pattern: `{"source":["ü"]}`, CreatedAt: at,
	}
	for _, c := range changes {
		c(&e)
	}
	must(t, h.CreateEventTarget(t.Context(), e))
	return e
}

func targetName(e event.Target) string { return e.Name }

func eventTargets(t *testing.T, h *house) {
	want := h.eventTarget(t, "shop", noon)
	got, err := h.EventTarget(t.Context(), "shop")
	same(t, "by name", want, got, err)
	got, err = h.EventTargetByID(t.Context(), want.ID)
	same(t, "by id", want, got, err)
	again := want
	again.ID = h.id()
	refused(t, "a taken name", h.CreateEventTarget(t.Context(), again), fault.InUse)
	for _, at := range []time.Time{noon.Add(time.Hour), noon.Add(2 * time.Hour)} {
		must(t, h.DisableEventTarget(t.Context(), "shop", at))
	}
	want.DisabledAt = noon.Add(time.Hour)
	got, err = h.EventTarget(t.Context(), "shop")
	same(t, "disabled once", want, got, err)
	h.reopen(t)
	must(t, h.EnableEventTarget(t.Context(), "shop"))
	want.DisabledAt = time.Time{}
	got, err = h.EventTarget(t.Context(), "shop")
	same(t, "enabled", want, got, err)
	must(t, h.DeleteEventTarget(t.Context(), "shop"))
	_, byName := h.EventTarget(t.Context(), "shop")
	_, byID := h.EventTargetByID(t.Context(), want.ID)
	for what, err := range map[string]error{
		"by name": byName, "by id": byID, "disable": h.DisableEventTarget(t.Context(), "shop", noon),
		"enable": h.EnableEventTarget(t.Context(), "shop"), "delete": h.DeleteEventTarget(t.Context(), "shop"),
	} {
		refused(t, what+" of a target that is gone", err, fault.NotFound)
	}
	h.eventTarget(t, "shop", noon)
}

func eventTargetsOf(t *testing.T, h *house) {
	h.eventTarget(t, "later", noon.Add(time.Second))
	h.eventTarget(t, "everywhere", noon, func(e *event.Target) { e.Region = event.EveryRegion })
	h.eventTarget(t, "other-region", noon, func(e *event.Target) { e.Region = "eu-west-2" })
	h.eventTarget(t, "other-account", noon, func(e *event.Target) { e.Account = "000000000043" })
	h.eventTarget(t, "disabled", noon)
	must(t, h.DisableEventTarget(t.Context(), "disabled", noon))
	got, err := h.EventTargetsOf(t.Context(), account, region)
	same(t, "who gets events", []string{"everywhere", "later"}, column(got, targetName), err)
	got, err = h.EventTargetsOf(t.Context(), "000000000044", region)
	same(t, "of another account", nil, column(got, targetName), err)
}

func pagesOfEventTargets(t *testing.T, h *house) {
	for i, name := range []string{"a", "b", "c"} {
		h.eventTarget(t, name, noon.Add(time.Duration(i)*time.Second))
	}
	must(t, h.DisableEventTarget(t.Context(), "b", noon))
	first, err := h.ListEventTargets(t.Context(), page.Query{Limit: 1})
	same(t, "a page and one more", []string{"a", "b"}, column(first, targetName), err)
	rest, err := h.ListEventTargets(t.Context(), page.Query{Limit: 2, After: &page.Key{CreatedAt: first[0].CreatedAt, ID: first[0].ID}})
	same(t, "the rest", []string{"b", "c"}, column(rest, targetName), err)
	newest, err := h.ListEventTargets(t.Context(), page.Query{Limit: 9, Descending: true})
	same(t, "the newest first", []string{"c", "b", "a"}, column(newest, targetName), err)
}

func delivering(id string, at time.Time) job.Row {
	j := aJob(id, at)
	j.Kind = event.DeliverKind
	return j
}

// deliveries have a runner of their own: neither runner claims the other's jobs.
func deliveries(t *testing.T, h *house) {
	d := h.Deliveries()
	h.saveJobs(t, h.someLoop(t), aJob("other", noon))
	<-h.JobsSaved()
	must(t, d.SaveDeliveries(t.Context(), []job.Row{delivering("b", noon), delivering("a", noon.Add(-time.Second)), delivering("later", noon.Add(time.Second))}))
	<-d.JobsSaved()
	same(t, "others", []string{"other"}, column(h.claim(t, noon.Add(time.Second)), jobID), nil)
	claim := func(at time.Time) []job.Row {
		rows, err := d.ClaimJobs(t.Context(), at, at.Add(time.Minute), 100)
		must(t, err)
		return rows
	}
	rows := claim(noon)
	same(t, "deliveries, the oldest first", []string{"a", "b"}, column(rows, jobID), nil)
	same(t, "none is claimed twice", nil, column(claim(noon), jobID), nil)
	retry := noon.Add(time.Hour)
	must(t, d.FinishJobs(t.Context(), []job.End{{Row: rows[0]}, {Row: rows[1], Error: "down", Retry: retry}}))
	same(t, "what is due then", []string{"later"}, column(claim(noon.Add(time.Second)), jobID), nil)
	same(t, "what failed or was left behind", []string{"b", "later"}, column(claim(retry), jobID), nil)
	same(t, "a year later, others", []string{"other"}, column(h.claim(t, noon.AddDate(1, 0, 0)), jobID), nil)
}

// manyDeliveries are claimed in bounded parts, each of which tells of the next.
func manyDeliveries(t *testing.T, h *house) {
	const jobs = 75
	d := h.Deliveries()
	rows := make([]job.Row, 0, jobs)
	for range jobs {
		rows = append(rows, delivering(h.id(), noon))
	}
	must(t, d.SaveDeliveries(t.Context(), rows))
	claimed := map[string]bool{}
	for len(claimed) < jobs {
		<-d.JobsSaved()
		some, err := d.ClaimJobs(t.Context(), noon, noon.Add(time.Minute), 1000)
		must(t, err)
		if len(some) == 0 || len(some) > 40 {
			t.Fatalf("%d at once", len(some))
		}
		for _, j := range some {
			claimed[j.ID] = true
		}
	}
}

func savedJobs(t *testing.T, h *house) {
	waiting, failing, dead := aJob("a-waiting", noon), aJob("b-failing", noon), delivering("c-dead", noon)
	h.saveJobs(t, h.someLoop(t), failing)
	claimed := h.claim(t, noon)
	retry := noon.Add(time.Hour)
	must(t, h.FinishJobs(t.Context(), []job.End{{Row: claimed[0], Error: "the object store is down", Retry: retry}}))
	d := h.Deliveries()
	must(t, d.SaveDeliveries(t.Context(), []job.Row{dead}))
	claimed, err := d.ClaimJobs(t.Context(), noon, noon.Add(time.Minute), 1)
	must(t, err)
	must(t, d.FinishJobs(t.Context(), []job.End{{Row: claimed[0], Error: "nobody listens"}}))
	h.saveJobs(t, h.flowLoop(t), waiting)
	failing.DueAt, failing.Attempts = retry, 1
	dead.DueAt, dead.Attempts = claimed[0].DueAt, 1
	asDead := job.Saved{Row: dead, LastError: "nobody listens", DeadAt: claimed[0].DueAt}
	got, err := h.ListJobs(t.Context(), false, all)
	same(t, "all", []job.Saved{{Row: waiting}, {Row: failing, LastError: "the object store is down"}, asDead}, got, err)
	got, err = h.ListJobs(t.Context(), true, all)
	same(t, "those put aside", []job.Saved{asDead}, got, err)
	got, err = h.ListJobs(t.Context(), false, page.Query{Limit: 1, After: &page.Key{CreatedAt: noon, ID: "a-waiting"}})
	same(t, "a page and one more", 2, len(got), err)
	h.retryJobs(t, retry.Add(-time.Minute))
}

// flowLoop is a loop of another flow.
func (h *house) flowLoop(t *testing.T) humanloop.Loop {
	t.Helper()
	return h.start(t, h.flow(t, "two"), "b", noon)
}

// retryJobs goes on with the jobs of savedJobs.
func (h *house) retryJobs(t *testing.T, now time.Time) {
	t.Helper()
	for len(h.JobsSaved()) > 0 {
		<-h.JobsSaved()
	}
	refused(t, "an unknown job", h.RetryJobs(t.Context(), []string{"b-failing", "unknown"}, now), fault.NotFound)
	same(t, "all or none", []string{"a-waiting"}, column(h.claim(t, noon), jobID), nil)
	must(t, h.RetryJobs(t.Context(), []string{"b-failing"}, now))
	<-h.JobsSaved()
	rows := h.claim(t, now)
	same(t, "the failing one", []string{"a-waiting", "b-failing"}, column(rows, jobID), nil)
	same(t, "its attempts begin anew", 1, rows[1].Attempts, nil)
	n, err := h.RetryDeadJobs(t.Context(), now)
	same(t, "one was put aside", 1, n, err)
	n, err = h.RetryDeadJobs(t.Context(), now)
	same(t, "none is any more", 0, n, err)
	claimed, err := h.Deliveries().ClaimJobs(t.Context(), now, now.Add(time.Minute), 9)
	same(t, "it is done again", []string{"c-dead"}, column(claimed, jobID), err)
}
