package storetest

import (
	"testing"
	"time"

	"foureyes/internal/job"
)

// jobsAbout names what jobs are for, and tries all again that have failed.
func jobsAbout(t *testing.T, h *house) {
	l := h.someLoop(t)
	target := h.eventTarget(t, "hook", noon)
	write := job.Row{ID: "a-write", Kind: "write-output", Payload: l.ID, DueAt: noon, CreatedAt: noon}
	wind := job.Row{ID: "b-wind", Kind: "wind-up-flow-definition", Payload: l.FlowID, DueAt: noon, CreatedAt: noon}
	h.saveJobs(t, l, write, wind)
	deliver := delivering("deliver-event:e:"+target.ID, noon)
	must(t, h.Deliveries().SaveDeliveries(t.Context(), []job.Row{deliver}))
	got, err := h.ListJobs(t.Context(), false, all)
	about := column(got, func(j job.Saved) job.About { return j.About })
	same(t, "what they are about", []job.About{
		{Account: account, Region: region, Flow: "one", Loop: "a"},
		{Account: account, Region: region, Flow: "one"},
		{Account: target.Account, Target: "hook"},
	}, about, err)

	n, err := h.RetryFailingJobs(t.Context(), noon)
	same(t, "none has failed", int64(0), n, err)
	var ends []job.End
	for _, row := range h.claim(t, noon) {
		end := job.End{Row: row, Error: "the disk is full"}
		if row.ID == write.ID {
			end.Retry = noon.Add(time.Hour)
		}
		ends = append(ends, end)
	}
	must(t, h.FinishJobs(t.Context(), ends))
	same(t, "nothing is due", nil, h.claim(t, noon.Add(time.Minute)), nil)
	n, err = h.RetryFailingJobs(t.Context(), noon.Add(time.Minute))
	same(t, "one that waits and one put aside", int64(2), n, err)
	same(t, "both are due", 2, len(h.claim(t, noon.Add(time.Minute))), nil)
}
