package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/otel/trace"

	"foureyes/internal/humanloop"
	"foureyes/internal/job"
)

// in puts a context into a span of a trace, and gives how that is kept.
func in(ctx context.Context, number byte, flags trace.TraceFlags) (inside context.Context, kept string) {
	at := trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{number}, SpanID: trace.SpanID{number}, TraceFlags: flags})
	return trace.ContextWithSpanContext(ctx, at), fmt.Sprintf("00-%s-%s-%s", at.TraceID(), at.SpanID(), flags)
}

func TestWhatFollowsFromALoopKeepsTheTraceOfItsStart(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		d := desk{s, time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)}
		if err := s.write(t.Context(), func(tx *tx) (err error) {
			for statement := range strings.SplitSeq(strings.TrimSuffix(place, ";"), ";") {
				if _, err = tx.exec(statement); err != nil {
					break
				}
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		start, started := in(t.Context(), 1, trace.FlagsSampled)
		stop, stopped := in(t.Context(), 2, trace.FlagsSampled)
		unseen, _ := in(t.Context(), 3, 0)
		for name, c := range map[string]struct {
			start, end context.Context // of the requests
			expires    bool            // instead of being stopped
			want       [3]string       // kept with the job of the start, with that of the end, and with the loop
		}{
			"stopped in another trace": {start, stop, false, [3]string{started, started + " " + stopped, started}},
			"stopped in the same":      {start, start, false, [3]string{started, started, started}},
			"stopped outside of any":   {start, unseen, false, [3]string{started, started, started}},
			"its time is over":         {start, t.Context(), true, [3]string{started, started, started}},
			"only the end is traced":   {unseen, stop, false, [3]string{"", stopped, ""}},
			"nothing is traced":        {t.Context(), t.Context(), true, [3]string{}},
		} {
			if got, err := d.ended(c.start, c.end, name, c.expires); got != c.want || err != nil {
				t.Errorf("%s: kept %q, %v, want %q", name, got, err, c.want)
			}
		}
	})
}

// desk starts and ends loops at one moment.
type desk struct {
	*Store

	now time.Time
}

// ended starts a loop and ends it, and gives what is kept with the jobs of both and
// with the loop.
func (d desk) ended(start, end context.Context, name string, expires bool) (kept [3]string, err error) {
	loops := humanloop.NewService(humanloop.Parts{Store: d.Store, Flows: d.Store, NewID: func(time.Time) string { return name }})
	l, err := loops.Start(start, humanloop.StartRequest{
		Account: "1", Region: "r", Name: name, FlowDefinitionARN: "arn:aws:sagemaker:r:1:flow-definition/flow", InputContent: "{}",
	}, d.now)
	if err != nil {
		return kept, err
	}
	begun, err := d.jobOf(start, humanloop.TryRenderKind, name)
	if err != nil {
		return kept, err
	}
	if expires {
		_, err = loops.Sweep(end, 1, l.DueAt)
	} else {
		err = loops.Stop(end, "1", "r", name, d.now)
	}
	if err != nil {
		return kept, err
	}
	over, err := d.jobOf(end, humanloop.SendEventKind, name)
	if err != nil {
		return kept, err
	}
	saved, err := d.LoopByID(end, name)
	return [3]string{begun.Trace, over.Trace, saved.Trace}, err
}

// jobOf claims all that is due and finds the job of a loop.
func (d desk) jobOf(ctx context.Context, kind, loopID string) (job.Row, error) {
	at := d.now.Add(365 * 24 * time.Hour)
	rows, err := d.ClaimJobs(ctx, at, at.Add(time.Hour), 1000)
	if err != nil {
		return job.Row{}, err
	}
	i := slices.IndexFunc(rows, func(r job.Row) bool { return r.Kind == kind && r.Payload == loopID })
	if i < 0 {
		return job.Row{}, fmt.Errorf("no %s of %s in %d jobs", kind, loopID, len(rows))
	}
	return rows[i], nil
}
