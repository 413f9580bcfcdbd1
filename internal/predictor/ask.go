package predictor

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/prediction"
)

const (
	// attempts is how often a call is tried at most.
	attempts = 3
	// firstPause is the longest that is waited before the second try; it doubles then.
	firstPause = 200 * time.Millisecond
)

// Ask asks the source that answers for an account and region.
func (s *Service) Ask(ctx context.Context, q prediction.Question) ([]byte, error) {
	o, err := s.p.Store.PredictionSourceFor(ctx, q.Account, q.Region, q.Operation.Service)
	if fault.Is(err, fault.NotFound) {
		return nil, invalid("No prediction source answers for %s %s in account %s and region %s. An operator sets one with: foureyes prediction set %s",
			q.Operation.Service, q.Operation.Name, q.Account, q.Region, q.Operation.Service)
	}
	if err != nil {
		return nil, fmt.Errorf("find the prediction source: %w", err)
	}
	return s.ask(ctx, o, q)
}

func (s *Service) ask(ctx context.Context, o Source, q prediction.Question) ([]byte, error) {
	to, err := s.destination(o, q.Region)
	if err != nil {
		return nil, err
	}
	caller, known := s.p.Callers[o.Kind]
	if !known {
		return nil, fmt.Errorf("a prediction source is of the kind %q, which this version does not know", o.Kind)
	}
	l := s.lines.of(o.ID, to.concurrent())
	within, cancel := context.WithTimeout(ctx, to.within())
	defer cancel()
	if err := l.enter(within); err != nil {
		return nil, fault.Wrap(err, fault.Throttled, prediction.Throughput, "Too many calls wait for the prediction source. Try your call again later.")
	}
	defer l.leave()
	c := asking{service: s, caller: caller, line: l, to: to, question: q, end: s.p.Now().Add(to.within())}
	answer, failed := c.run(ctx, within)
	if failed == nil {
		return answer, nil
	}
	if ctx.Err() == nil && failed.class != refused {
		s.p.Log.WarnContext(ctx, "a prediction source gave no answer", slog.String("source", o.ID), slog.String("service", o.Service),
			slog.String("account", o.Account), slog.String("cause", failed.Error()))
	}
	return nil, failed.fault()
}

// asking is one question on its way.
type asking struct {
	service  *Service
	caller   Caller
	line     *line
	to       Destination
	question prediction.Question
	end      time.Time
}

// run tries until there is an answer, or no use in trying. outer ends when the caller
// hangs up, within also when the time is over.
func (c asking) run(outer, within context.Context) ([]byte, *failure) {
	for attempt := 1; ; attempt++ {
		now := c.service.p.Now()
		if allowed, left := c.line.allow(now); !allowed {
			return nil, &failure{class: resting, cause: fmt.Errorf("the prediction source has failed %d times in a row and is left alone for %s", tripsAfter, left.Round(time.Second))}
		}
		answer, failed := c.once(within, now)
		c.line.learn(failed, outer.Err() != nil, c.service.p.Now())
		if failed == nil || failed.class == refused || failed.class == shut || attempt == attempts {
			return answer, failed
		}
		if !c.repeat(within, pause(attempt, failed)) {
			return nil, failed
		}
	}
}

// repeat waits before a repetition, and reports whether there is time and budget for
// one.
func (c asking) repeat(ctx context.Context, pause time.Duration) bool {
	return ctx.Err() == nil && c.service.p.Now().Add(pause).Before(c.end) && c.line.again() && wait(ctx, pause)
}

// once asks once, and holds the answer against the contract.
func (c asking) once(ctx context.Context, now time.Time) ([]byte, *failure) {
	raw, err := c.caller.Ask(ctx, c.to, c.question, now)
	if err != nil {
		f := failureOf(err)
		if f.code == "" && errors.Is(ctx.Err(), context.DeadlineExceeded) {
			f.cause = fmt.Errorf("it did not answer within %s: %w", c.to.within(), f.cause)
		}
		return nil, f
	}
	answer, err := c.question.Shape.Answer(raw)
	if err != nil {
		return nil, &failure{cause: fmt.Errorf("what it answered does not fit %s: %w", c.question.Operation.Name, err)}
	}
	return answer, nil
}

// pause is what the source asks for, or a random part of a time that doubles, so that
// callers who failed together do not come back together.
func pause(attempt int, f *failure) time.Duration {
	if f.pause > 0 {
		return f.pause
	}
	return rand.N(firstPause<<(attempt-1)) + time.Millisecond
}

// wait reports whether the pause passed before ctx ended.
func wait(ctx context.Context, pause time.Duration) bool {
	t := time.NewTimer(pause)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
