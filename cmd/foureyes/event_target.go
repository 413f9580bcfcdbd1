package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"text/tabwriter"
	"time"
)

type eventTargetCommand struct {
	Add     eventTargetAddCommand     `cmd:"" help:"Send events to a webhook, an AWS service or one like it, NATS, or by mail."`
	List    eventTargetListCommand    `cmd:"" help:"List where events are sent to."`
	Test    eventTargetTestCommand    `cmd:"" help:"Send a test event at once, and tell whether it was received."`
	Disable eventTargetDisableCommand `cmd:"" help:"Switch a target off."`
	Enable  eventTargetEnableCommand  `cmd:"" help:"Switch a target on again."`
	Remove  eventTargetRemoveCommand  `cmd:"" help:"Remove a target, with the events that wait for it."`
}

// eventTarget is where events are sent to, as the console API tells.
type eventTarget struct {
	Name       string         `json:"name"`
	Account    string         `json:"account"`
	Region     string         `json:"region"`
	Kind       string         `json:"kind"`
	Address    string         `json:"address"`
	Settings   map[string]any `json:"settings,omitempty"`
	Pattern    string         `json:"pattern,omitempty"`
	CreatedAt  time.Time      `json:"createdAt"`
	DisabledAt *time.Time     `json:"disabledAt,omitempty"`
}

// newEventTarget is a target with the secret that was made for it.
type newEventTarget struct {
	EventTarget   eventTarget `json:"eventTarget"`
	SigningSecret string      `json:"signingSecret,omitempty"`
}

type eventTargetListCommand struct {
	server
	output
}

// Run lists all targets, page by page.
func (c *eventTargetListCommand) Run(ctx context.Context, w io.Writer) error {
	all := []eventTarget{}
	for token := ""; ; {
		var out struct {
			EventTargets []eventTarget
			NextToken    string
		}
		if err := c.call(ctx, http.MethodGet, "/event-targets?"+url.Values{"nextToken": {token}}.Encode(), nil, &out); err != nil {
			return err
		}
		all = append(all, out.EventTargets...)
		if token = out.NextToken; token == "" {
			break
		}
	}
	return c.print(w, all, tableOfTargets(all))
}

func tableOfTargets(all []eventTarget) string {
	if len(all) == 0 {
		return "None. Add one with: foureyes event-target add NAME --url URL\n"
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "NAME\tACCOUNT\tREGION\tEVENTS\tSINCE\tSTATE\tKIND\tTO")
	for _, t := range all {
		events, state := "all", "on"
		if t.Pattern != "" {
			events = "by pattern"
		}
		if t.DisabledAt != nil {
			state = "disabled"
		}
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", t.Name, t.Account, t.Region, events,
			t.CreatedAt.Local().Format(time.DateOnly), state, t.Kind, t.Address)
	}
	_ = w.Flush() // a Builder never fails
	return b.String()
}

// namedTarget is the argument of the commands about one target.
type namedTarget struct {
	server

	Name string `arg:"" help:"Name of the target."`
}

func (c *namedTarget) path() string { return "/event-targets/" + url.PathEscape(c.Name) }

type eventTargetTestCommand struct {
	namedTarget
	output
}

// Run sends a test event. That it is not received is a failure.
func (c *eventTargetTestCommand) Run(ctx context.Context, w io.Writer) error {
	var out struct {
		Received bool   `json:"received"`
		Reason   string `json:"reason,omitempty"`
	}
	if err := c.call(ctx, http.MethodPost, c.path()+"/test", nil, &out); err != nil {
		return err
	}
	if !out.Received {
		return fmt.Errorf("%s did not receive the test event: %s", c.Name, out.Reason)
	}
	return c.print(w, out, c.Name+" received the test event.\n")
}

type eventTargetDisableCommand struct{ namedTarget }

// Run switches a target off.
func (c *eventTargetDisableCommand) Run(ctx context.Context, w io.Writer) error {
	if err := c.call(ctx, http.MethodPost, c.path()+"/disable", nil, nil); err != nil {
		return err
	}
	return say(w, c.Name+" gets no more events. To undo that: foureyes event-target enable "+c.Name+"\n")
}

type eventTargetEnableCommand struct{ namedTarget }

// Run switches a target on again.
func (c *eventTargetEnableCommand) Run(ctx context.Context, w io.Writer) error {
	if err := c.call(ctx, http.MethodPost, c.path()+"/enable", nil, nil); err != nil {
		return err
	}
	return say(w, c.Name+" gets events again.\n")
}

type eventTargetRemoveCommand struct{ namedTarget }

// Run removes a target.
func (c *eventTargetRemoveCommand) Run(ctx context.Context, w io.Writer) error {
	if err := c.call(ctx, http.MethodDelete, c.path(), nil, nil); err != nil {
		return err
	}
	return say(w, c.Name+" was removed.\n")
}
