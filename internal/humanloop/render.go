package humanloop

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/tag"
	"foureyes/internal/taskui"
)

// Page is a task's page.
type Page struct {
	HTML string
	// ExternalScripts is the flow's setting of that name (package tag), or empty.
	ExternalScripts string
}

// Content renders the task that an assignment holds, fresh each time it is
// opened, so that its links are. A template that cannot be rendered fails the loop.
func (s *Service) Content(ctx context.Context, personID, id string, now time.Time) (Page, error) {
	a, err := s.own(ctx, personID, id)
	if err != nil {
		return Page{}, err
	}
	if err := a.checkHeld(now); err != nil {
		return Page{}, err
	}
	l, err := s.p.Store.LoopByID(ctx, a.LoopID)
	if err != nil {
		return Page{}, err
	}
	source, err := s.p.Templates.TaskSource(ctx, l.ID)
	if err != nil {
		return Page{}, err
	}
	html, err := s.render(ctx, source, now, func(bucket, key string) string {
		return s.p.Links.MediaLink(l.Account, bucket, key, a.ID, a.ExpiresAt)
	})
	if reason, failed := renderFailure(err); failed {
		rule := func(st State) (Change, error) { return failRendering(st, reason, now) }
		if err := s.p.Store.ChangeLoop(ctx, l.ID, rule); err != nil {
			return Page{}, err
		}
		return Page{}, fault.Wrap(err, fault.Gone, fault.HumanLoop, "This task cannot be shown, so it was withdrawn. %s", reason)
	}
	return Page{HTML: html, ExternalScripts: source.ExternalScripts}, err
}

// ExternalScripts is what the flow definition of an assignment says of its pages
// (package tag), or empty: by it a page can be got ready for the next task.
func (s *Service) ExternalScripts(ctx context.Context, personID, id string) (string, error) {
	a, err := s.own(ctx, personID, id)
	if err != nil {
		return "", err
	}
	return s.p.Flows.FlowSetting(ctx, a.FlowID, tag.ExternalScripts)
}

// tryRender renders a loop's template once and fails the loop if that is not
// possible.
func (s *Service) tryRender(ctx context.Context, loopID string, now time.Time) error {
	source, err := s.p.Templates.TaskSource(ctx, loopID)
	if err != nil || source.Status != InProgress {
		return err
	}
	_, err = s.render(ctx, source, now, func(string, string) string { return "/media/" })
	reason, failed := renderFailure(err)
	if !failed {
		return err
	}
	return s.p.Store.ChangeLoop(ctx, loopID, func(st State) (Change, error) { return failRendering(st, reason, now) })
}

func (s *Service) render(ctx context.Context, from TaskSource, now time.Time, link func(bucket, key string) string) (string, error) {
	return s.p.Renderer.Render(ctx, taskui.Request{
		Template: from.Template, Input: json.RawMessage(from.Input), Now: now,
		GrantReadAccess: func(bucket, key string) (string, error) { return link(bucket, key), nil },
	})
}

// renderFailure tells a template's own failure, which ends the loop, from
// trouble around it, which does not.
func renderFailure(err error) (reason string, failed bool) {
	if _, ok := errors.AsType[*taskui.RenderError](err); ok {
		return taskui.FailureReason(err), true
	}
	return "", false
}
