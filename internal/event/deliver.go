package event

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"foureyes/internal/event/pattern"
	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/job"
)

// DeliverKind is the job that sends one event to one target. Such jobs have a
// runner of their own: they wait for strangers, and nothing else shall wait for
// them.
const DeliverKind = "deliver-event"

// Farthest is longer than any delivery waits: a day, if its receiver asks for it.
const Farthest = 25 * time.Hour

// delivery is the payload of a job of DeliverKind. It holds the event, so that
// every attempt sends the same bytes.
type delivery struct {
	TargetID string `json:"targetId"`
	EventID  string `json:"eventId"`
	Body     string `json:"body"`
}

// Handlers does the jobs that humanloop saves.
func (s *Service) Handlers() map[string]job.Handler {
	return map[string]job.Handler{
		humanloop.SendEventKind: func(ctx context.Context, loopID string, now time.Time) error {
			return s.announce(ctx, loopID, "", now)
		},
		humanloop.SendEventInOrderKind: func(ctx context.Context, loopID string, now time.Time) error {
			return s.announce(ctx, loopID, loopID, now)
		},
		humanloop.TellTaskKind:   s.tellTask,
		humanloop.NotifyTeamKind: s.notify,
	}
}

// Deliveries does the jobs of DeliverKind.
func (s *Service) Deliveries() map[string]job.Handler {
	return map[string]job.Handler{DeliverKind: s.deliver}
}

// announce saves a delivery for each target that wants the event of a loop's end.
// Run twice, it may make targets get the event twice.
func (s *Service) announce(ctx context.Context, loopID, line string, now time.Time) error {
	l, err := s.p.Loops.LoopByID(ctx, loopID)
	if err != nil {
		return err
	}
	return s.send(ctx, l, line, now, func(d flow.Definition) (Event, error) { return StatusChange(l, d) })
}

// send saves a delivery of an event about a loop for each target that wants it. The
// event is made only if there is a target. Of the events of one line, none overtakes
// an earlier one on its way to the same target; without a line it waits for none.
func (s *Service) send(ctx context.Context, l humanloop.Loop, line string, now time.Time, about func(flow.Definition) (Event, error)) error {
	targets, err := s.p.Store.EventTargetsOf(ctx, l.Account, l.Region)
	if err != nil || len(targets) == 0 {
		return err
	}
	d, err := s.p.Flows.FlowDefinitionByID(ctx, l.FlowID)
	if err != nil {
		return err
	}
	e, err := about(d)
	if err != nil {
		return err
	}
	rows, err := deliveries(e, targets, line, now)
	if err != nil || len(rows) == 0 {
		return err
	}
	return s.p.Queue.SaveDeliveries(ctx, rows)
}

// deliveries are the jobs by which an event reaches the targets that want it. Those
// of one line to one target keep their order; none is kept without a line.
func deliveries(e Event, targets []Target, line string, now time.Time) ([]job.Row, error) {
	var rows []job.Row
	for _, t := range targets {
		p, err := pattern.Parse(t.Pattern)
		if err != nil {
			return nil, fmt.Errorf("read the pattern of event target %s: %w", t.Name, err)
		}
		if !p.Matches(e.Body) {
			continue
		}
		payload, err := json.Marshal(delivery{TargetID: t.ID, EventID: e.ID, Body: string(e.Body)})
		if err != nil {
			return nil, fmt.Errorf("encode the delivery: %w", err)
		}
		row := job.Row{ID: DeliverKind + ":" + e.ID + ":" + t.ID, Kind: DeliverKind, Payload: string(payload), DueAt: now, CreatedAt: now}
		if line != "" {
			row.Line = DeliverKind + ":" + line + ":" + t.ID
		}
		rows = append(rows, row)
	}
	return rows, nil
}

var errDisabled = errors.New("the event target is disabled")

// deliver sends one event to one target. A target that was removed meanwhile wants
// nothing any more.
func (s *Service) deliver(ctx context.Context, payload string, now time.Time) error {
	var d delivery
	if err := json.Unmarshal([]byte(payload), &d); err != nil {
		return fmt.Errorf("decode the delivery: %w", err)
	}
	t, err := s.p.Store.EventTargetByID(ctx, d.TargetID)
	switch {
	case fault.Is(err, fault.NotFound):
		return nil
	case err != nil:
		return err
	case !t.DisabledAt.IsZero():
		return errDisabled
	}
	send, err := s.sender(t)
	if err != nil {
		return err
	}
	if err := s.holds.begin(t.ID, now); err != nil {
		return fmt.Errorf("wait for event target %s: %w", t.Name, err)
	}
	if err := send(ctx, Event{ID: d.EventID, Body: []byte(d.Body)}, now); err != nil {
		return fmt.Errorf("send to event target %s: %w", t.Name, s.holds.extend(t.ID, s.p.Now(), err))
	}
	s.holds.release(t.ID)
	return nil
}
