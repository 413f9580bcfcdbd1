package storetest

import (
	"testing"

	"foureyes/internal/audit"
	"foureyes/internal/humanloop"
	"foureyes/internal/imports"
	"foureyes/internal/job"
	"foureyes/internal/page"
)

// What is told of trouble may repeat what came from outside, which can be any bytes: an
// answer of a mail server, a path that was asked for. It is kept all the same, for what
// is saved with it must not be lost for its sake.
const (
	foreign = "550 M\xfcller\x00 is not here"
	legible = "550 M\uFFFDller\uFFFD is not here"
)

func foreignWords(t *testing.T, h *house) {
	l := h.someLoop(t)
	h.saveJobs(t, l, aJob("done", noon), aJob("again", noon), aJob("dead", noon))
	ends := make([]job.End, 0, 3)
	for _, row := range h.claim(t, noon) {
		ends = append(ends, map[string]job.End{
			"done": {Row: row}, "again": {Row: row, Error: foreign, Retry: noon}, "dead": {Row: row, Error: foreign},
		}[row.ID])
	}
	must(t, h.FinishJobs(t.Context(), ends))
	left, err := h.ListJobs(t.Context(), false, page.Query{Limit: 10})
	same(t, "why jobs failed", []string{legible, legible}, column(left, func(j job.Saved) string { return j.LastError }), err)

	must(t, h.ChangeLoop(t.Context(), l.ID, setting(func(l *humanloop.Loop) { l.FailureReason = foreign })))
	failed, err := h.LoopByID(t.Context(), l.ID)
	same(t, "why a loop failed", legible, failed.FailureReason, err)
}

func foreignRows(t *testing.T, h *house) {
	i := h.addImport(t, h.newImport("flow", noon))
	_, err := h.ChangeImport(t.Context(), i.ID, changing(func(c *imports.Change) {
		c.Import.Reason, c.Problems = foreign, []imports.Problem{{Row: 1, Name: foreign, Message: foreign}}
	}))
	must(t, err)
	problems, err := h.Problems(t.Context(), i.ID, 0, 10)
	same(t, "what is wrong with a row", []imports.Problem{{Row: 1, Name: legible, Message: legible}}, problems, err)
	i, err = h.Import(t.Context(), i.ID)
	same(t, "why an import waits", legible, i.Reason, err)
}

func foreignResources(t *testing.T, h *house) {
	const loops = "arn:aws:sagemaker:" + region + ":" + account + ":human-loop/"
	must(t, h.SaveAudit(t.Context(), []audit.Entry{
		{At: noon, RequestID: "a", Action: "s3:GetObject", Resource: foreign, Outcome: "AccessDenied"},
		{At: noon, RequestID: "b", Account: account, Region: region, Action: "sagemaker:" + foreign, Resource: loops + foreign, Outcome: "AccessDenied"},
	}))
	all, _, err := h.ListAudit(t.Context(), audit.Filter{}, page.Query{Limit: 10})
	same(t, "what was asked for", []string{loops + legible, legible}, column(all, func(k audit.Kept) string { return k.Resource }), err)
}
