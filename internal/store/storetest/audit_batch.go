package storetest

import (
	"math"
	"testing"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/audit/chain"
)

// known are both results of LastBatches.
type known struct{ Written, Planned chain.Batch }

// Batches of the audit log are planned and noted one after the other, by whoever comes first.
func auditBatches(t *testing.T, h *house) {
	check := func(step string, want known) {
		t.Helper()
		var got known
		var err error
		got.Written, got.Planned, err = h.LastBatches(t.Context())
		same(t, step, want, got, err)
	}
	batch := func(after chain.Batch, from, to int64) chain.Batch {
		return chain.Batch{
			Number: after.Number + 1, From: from, To: to, Count: int(to - from), SealedAt: noon.Add(time.Duration(to) * time.Millisecond),
			SHA256: "sum", Previous: after.Hash(),
		}
	}
	check("none", known{})
	first := batch(chain.Batch{}, 1, 7)
	second := batch(first, 9, 12)
	must(t, h.PlanBatch(t.Context(), second))
	check("a plan without the one before", known{})
	must(t, h.PlanBatch(t.Context(), first))
	must(t, h.PlanBatch(t.Context(), batch(chain.Batch{}, 1, 6)))
	check("the plan of the first who came", known{Planned: first})
	must(t, h.PlanBatch(t.Context(), second))
	check("a plan before the one before is written", known{Planned: first})
	for range 2 { // two servers may note it
		must(t, h.BatchWritten(t.Context(), first))
		check("written", known{Written: first})
	}
	must(t, h.PlanBatch(t.Context(), second))
	check("the next", known{Written: first, Planned: second})
	must(t, h.BatchWritten(t.Context(), first))
	check("late news of the one before", known{Written: first, Planned: second})
	must(t, h.BatchWritten(t.Context(), second))
	check("the second is written", known{Written: second})
	must(t, h.BatchWritten(t.Context(), first))
	must(t, h.PlanBatch(t.Context(), first))
	must(t, h.PlanBatch(t.Context(), second))
	check("a server that was frozen", known{Written: second})
}

func auditRanges(t *testing.T, h *house) {
	mark, err := h.AuditMark(t.Context())
	same(t, "nothing", chain.Mark{}, mark, err)
	entries := []audit.Entry{
		{At: noon, RequestID: "a", Account: account, Region: region, Principal: "ines", AccessKeyID: "AKIA", Action: "a:B", Resource: "r", FlowDefinitionARN: "f", Outcome: "Denied", SourceIP: "192.0.2.1"},
		{At: noon.Add(-time.Hour), RequestID: "b", PersonID: "ann"},
		{At: noon, RequestID: "c"},
	}
	must(t, h.SaveAudit(t.Context(), entries))
	all, err := h.AuditRange(t.Context(), 0, math.MaxInt64, 9)
	if err != nil || len(all) != 3 {
		t.Fatalf("%+v, %v", all, err)
	}
	for i, e := range entries {
		same(t, "an entry", e, all[i].Entry, nil)
	}
	mark, err = h.AuditMark(t.Context())
	same(t, "the last", chain.Mark{Last: all[2].ID}, mark, err)
	some, err := h.AuditRange(t.Context(), all[0].ID, all[1].ID, 9)
	same(t, "some of them", all[1:2], some, err)
	some, err = h.AuditRange(t.Context(), 0, all[2].ID, 2)
	same(t, "at most two", all[:2], some, err)
}
