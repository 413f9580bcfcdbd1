package live_test

import (
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/live"
)

func ended(loopID string) []live.Note {
	return []live.Note{{FlowID: "f", Loop: &live.Loop{ID: loopID, Status: "Completed", Over: true}}}
}

func numbered(n int) []live.Note {
	notes := make([]live.Note, n)
	for i := range notes {
		notes[i].FlowID = strconv.Itoa(i)
	}
	return notes
}

func signalled(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

func TestWhoWaitsForALoopIsToldOfItsEnd(t *testing.T) {
	h := live.NewHub("e")
	a, leaveA, err := h.Wait("a")
	if err != nil {
		t.Fatal(err)
	}
	defer leaveA()
	b, leaveB, err := h.Wait("a")
	if err != nil {
		t.Fatal(err)
	}
	other, leaveOther, err := h.Wait("other")
	if err != nil {
		t.Fatal(err)
	}
	defer leaveOther()
	leaveB()
	leaveB()
	h.Publish([]live.Note{{Loop: &live.Loop{ID: "a", Status: "Stopping"}}})
	if signalled(a) {
		t.Error("told before the end")
	}
	h.Publish(ended("a"))
	h.Publish(ended("a"))
	if !signalled(a) || signalled(b) || signalled(other) {
		t.Error("not exactly who waits for it is told")
	}
}

func TestWaitersAreBounded(t *testing.T) {
	h := live.NewHub("e")
	var last func()
	for i := range 5000 {
		_, leave, err := h.Wait(strconv.Itoa(i % 7))
		if err != nil {
			t.Fatal(err)
		}
		last = leave
	}
	if _, _, err := h.Wait("a"); !fault.Is(err, fault.Throttled) {
		t.Error(err)
	}
	last()
	if _, _, err := h.Wait("a"); err != nil {
		t.Error(err)
	}
}

func TestNotesAreThereForWhoComesBack(t *testing.T) {
	h := live.NewHub("e")
	start := h.Now()
	h.Publish(numbered(3))
	notes, after, lost, _ := h.Since(start)
	if len(notes) != 3 || notes[2].FlowID != "2" || lost {
		t.Fatal(notes, lost)
	}
	if notes, _, lost, _ = h.Since(after); len(notes) != 0 || lost {
		t.Error(notes, lost)
	}
	back, mine := h.Place(h.Text(start))
	if notes, _, lost, _ = h.Since(back); !mine || len(notes) != 3 || lost {
		t.Error(notes, lost, mine)
	}
	for _, text := range []string{"", "other-0", "e-", "e-x", "e"} {
		if _, mine := h.Place(text); mine {
			t.Errorf("%q is a place", text)
		}
	}
	h.Publish(numbered(4093))
	if notes, _, lost, _ = h.Since(start); len(notes) != 4096 || lost {
		t.Error(len(notes), lost)
	}
	h.Publish(numbered(1))
	if notes, _, lost, _ = h.Since(start); len(notes) != 0 || !lost {
		t.Error(len(notes), lost)
	}
	future, _ := h.Place("e-999999")
	if _, _, lost, _ = h.Since(future); !lost {
		t.Error("a place that is not there yet is taken for one")
	}
}

func TestThoseWhoLookOnAreWokenTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := live.NewHub("e")
		go h.Run()
		defer h.Close()
		woken := 0
		go func() {
			at := h.Now()
			for {
				notes, after, _, more := h.Since(at)
				if at = after; len(notes) > 0 {
					woken++
				}
				select {
				case <-more:
				case <-h.Closed():
					return
				}
			}
		}()
		synctest.Wait()
		for range 100 { // notes, one each 5 milliseconds
			h.Publish(numbered(1))
			time.Sleep(5 * time.Millisecond) //nolint:forbidigo // in synctest
		}
		time.Sleep(time.Second) //nolint:forbidigo // in synctest
		synctest.Wait()
		if woken < 3 || woken > 7 {
			t.Errorf("woken %d times in half a second", woken)
		}
	})
}

func TestWhatIsLostMakesAllReadAnew(t *testing.T) {
	h := live.NewHub("e")
	over, leave, err := h.Wait("a")
	if err != nil {
		t.Fatal(err)
	}
	defer leave()
	before := h.Now()
	h.Lose()
	if !signalled(over) {
		t.Error("who waits for a loop is not told")
	}
	h.Publish(numbered(1))
	notes, after, lost, _ := h.Since(before)
	if !lost || notes != nil || after != h.Now() {
		t.Errorf("%v, lost %v", notes, lost)
	}
	h.Publish(numbered(2))
	if notes, _, lost, _ := h.Since(after); lost || len(notes) != 2 {
		t.Errorf("%v, lost %v after it", notes, lost)
	}
}
