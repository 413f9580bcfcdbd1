package storetest

import (
	"testing"
	"time"

	"foureyes/internal/humanloop"
	"foureyes/internal/page"
)

// looks are what the console asks about flow definitions and their loops.
func looks(t *testing.T, h *house) {
	ann := h.person(t, "ann")
	f := h.flow(t, "f")
	for _, name := range []string{"a", "b", "c"} {
		h.start(t, f, name, noon)
	}
	held := h.take(t, ann, noon.Add(time.Minute), f)
	h.end(t, held, humanloop.Submitted, noon.Add(2*time.Minute))
	h.take(t, ann, noon.Add(3*time.Minute), f)

	figures, err := h.FlowFigures(t.Context(), f.Account, f.Region, []string{"f", "none"}, noon, 10)
	same(t, "figures", []humanloop.FlowFigures{{Name: "f", Open: 3, Answered: 1}}, figures, err)
	figures, err = h.FlowFigures(t.Context(), f.Account, f.Region, []string{"f"}, noon.Add(time.Hour), 2)
	same(t, "figures up to a limit, later", []humanloop.FlowFigures{{Name: "f", Open: 2}}, figures, err)
	d, err := h.Deletion(t.Context(), f.ID, 10)
	same(t, "what a deletion would do", 3, d.Awaited+d.Deleted+d.Finished, err)
	same(t, "loops that are worked on", 1, d.Awaited, nil)

	loops, next, err := h.SearchLoops(t.Context(), f.ID, humanloop.InProgress, page.Query{Limit: 10, NameContains: "B"})
	same(t, "loops found", 1, len(loops), err)
	same(t, "the end", (*page.Key)(nil), next, nil)
	loops, _, err = h.SearchLoops(t.Context(), f.ID, humanloop.Completed, page.Query{Limit: 10})
	same(t, "loops of another status", 0, len(loops), err)
	loops, next, err = h.SearchLoops(t.Context(), f.ID, "", page.Query{Limit: 1})
	same(t, "a page, which goes on", 1, len(loops), err)
	same(t, "behind its last loop", &page.Key{CreatedAt: loops[0].CreatedAt, ID: loops[0].ID}, next, nil)

	work, err := h.Work(t.Context(), held.LoopID)
	same(t, "who worked", 1, len(work), err)
	if w := work[0]; w.WorkerID != ann.WorkerID || w.Status != humanloop.Submitted || w.ID != held.ID {
		t.Errorf("got %+v", w)
	}
}
