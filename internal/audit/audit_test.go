package audit_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"foureyes/internal/audit"
)

func TestCallWithoutEntryIsNotToldOf(t *testing.T) {
	c := audit.From(t.Context())
	c.Note(func(*audit.Entry) { t.Error("there is nothing to note") })
	c.Saved()
	if _, unsaved := c.Unsaved(); unsaved {
		t.Error("something to save")
	}
	if _, known := c.Refused("x"); known {
		t.Error("somebody known")
	}
}

func TestEntryIsCompletedAndSavedOnce(t *testing.T) {
	ctx := audit.Begin(t.Context(), audit.Entry{Action: "a:B"})
	audit.From(ctx).Note(func(e *audit.Entry) { e.Resource = "r" })
	e, unsaved := audit.From(ctx).Unsaved()
	if want := (audit.Entry{Action: "a:B", Resource: "r", Outcome: audit.Success}); e != want || !unsaved {
		t.Errorf("got %+v, %v", e, unsaved)
	}
	audit.From(ctx).Saved()
	if _, unsaved := audit.From(ctx).Unsaved(); unsaved {
		t.Error("saved, and yet unsaved")
	}
}

func TestOnlyRefusalsOfSomebodyKnownAreTold(t *testing.T) {
	for _, test := range []struct {
		e     audit.Entry
		known bool
	}{{audit.Entry{}, false}, {audit.Entry{Principal: "arn"}, true}, {audit.Entry{PersonID: "p"}, true}} {
		e, known := audit.From(audit.Begin(t.Context(), test.e)).Refused("AccessDeniedException")
		if known != test.known || e.Outcome != "AccessDeniedException" {
			t.Errorf("%+v: %+v, %v", test.e, e, known)
		}
	}
}

// table is a store in memory. It can be stopped, and it can be broken.
type table struct {
	mu      sync.Mutex
	batches [][]audit.Entry
	err     error
	gate    chan struct{} // nil: open
}

func (s *table) SaveAudit(_ context.Context, entries []audit.Entry) error {
	if s.gate != nil {
		<-s.gate
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.batches = append(s.batches, entries)
	return s.err
}

func (s *table) rows() (all []audit.Entry) {
	for _, b := range s.batches {
		all = append(all, b...)
	}
	return all
}

func TestWhatIsAddedIsSavedInOrderAndInBatches(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &table{gate: make(chan struct{})}
		r := audit.NewRecorder(s, slog.New(slog.DiscardHandler))
		ctx, cancel := context.WithCancel(t.Context())
		go r.Run(ctx)
		r.Add(audit.Entry{Action: "0"})
		synctest.Wait() // the first is being saved, the others wait for it
		for i := 1; i < 1000; i++ {
			r.Add(audit.Entry{Action: strconv.Itoa(i)})
		}
		cancel() // what was added before the end is saved all the same
		close(s.gate)
		synctest.Wait()
		rows := s.rows()
		for i, e := range rows {
			if e.Action != strconv.Itoa(i) {
				t.Fatalf("row %d is %s", i, e.Action)
			}
		}
		if len(rows) != 1000 || len(s.batches) != 5 { // 1, then 256 at a time
			t.Errorf("%d rows in %d batches", len(rows), len(s.batches))
		}
	})
}

func TestFloodIsCountedAndFailuresAreLogged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		s := &table{err: errors.New("the disk is full")}
		r := audit.NewRecorder(s, slog.New(slog.NewTextHandler(&log, nil)))
		for range 5000 { // nobody takes them yet, and adding never waits
			r.Add(audit.Entry{})
		}
		ctx, cancel := context.WithCancel(t.Context())
		go r.Run(ctx)
		synctest.Wait()
		cancel()
		synctest.Wait()
		if len(s.rows()) != 4096 {
			t.Errorf("%d rows", len(s.rows()))
		}
		if !strings.Contains(log.String(), "calls=904") || !strings.Contains(log.String(), "the disk is full") {
			t.Errorf("the log says %.300s", log.String())
		}
	})
}
