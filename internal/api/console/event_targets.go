package console

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/event"
	"foureyes/internal/page"
)

// EventTargetSettings are what some kinds of event targets know besides an address.
type EventTargetSettings struct {
	Endpoint    string   `json:"endpoint,omitempty" maxLength:"2048" doc:"eventbridge, sns, sqs: URL of a service that is not Amazon's."`
	Region      string   `json:"region,omitempty" maxLength:"64" doc:"eventbridge, sns, sqs: the region to sign for, where the address does not tell it."`
	AccessKeyID string   `json:"accessKeyId,omitempty" maxLength:"128" doc:"eventbridge, sns, sqs: id of the key to sign with; the secret is its secret."`
	Source      string   `json:"source,omitempty" maxLength:"256" doc:"eventbridge: what stands for the source aws.sagemaker, which Amazon keeps to itself."`
	Subject     string   `json:"subject,omitempty" maxLength:"256" doc:"nats: where to publish."`
	From        string   `json:"from,omitempty" maxLength:"320" doc:"smtp: the address that mail comes from."`
	To          []string `json:"to,omitempty" maxItems:"50" doc:"smtp: the addresses that mail goes to."`
	Team        bool     `json:"team,omitempty" doc:"smtp: write to the people of a work team as well when tasks wait for it."`
	Plain       bool     `json:"plain,omitempty" doc:"smtp: do without TLS, for a server on the same machine."`
}

// text is the settings as they are saved; empty when there are none.
func (s *EventTargetSettings) text() string {
	if s == nil {
		return ""
	}
	b, err := json.Marshal(s)
	if err != nil || string(b) == "{}" {
		return "" // texts and lists of them can always be encoded
	}
	return string(b)
}

func settingsOf(text string) *EventTargetSettings {
	var s EventTargetSettings
	if text == "" || json.Unmarshal([]byte(text), &s) != nil {
		return nil
	}
	return &s
}

// EventTarget is where events are sent to.
type EventTarget struct {
	Name       string               `json:"name"`
	Account    string               `json:"account" doc:"Whose events."`
	Region     string               `json:"region" doc:"* for all."`
	Kind       string               `json:"kind" enum:"webhook,eventbridge,sns,sqs,nats,smtp"`
	Address    string               `json:"address" doc:"A URL, an ARN or a name, as the kind has it."`
	Settings   *EventTargetSettings `json:"settings,omitempty"`
	Pattern    string               `json:"pattern,omitempty" doc:"JSON as text; all events when left out."`
	CreatedAt  time.Time            `json:"createdAt"`
	DisabledAt *time.Time           `json:"disabledAt,omitempty" doc:"When the target was switched off."`
}

func eventTargetOf(t event.Target) EventTarget {
	out := EventTarget{
		Name: t.Name, Account: t.Account, Region: t.Region, Kind: t.Kind,
		Address: t.Address, Settings: settingsOf(t.Settings), Pattern: t.Pattern, CreatedAt: t.CreatedAt,
	}
	if !t.DisabledAt.IsZero() {
		out.DisabledAt = &t.DisabledAt
	}
	return out
}

type addEventTargetInput struct {
	Body struct {
		Name     string               `json:"name" maxLength:"64"`
		Account  string               `json:"account,omitempty" maxLength:"12" doc:"Whose events; the operators' account when left out."`
		Region   string               `json:"region,omitempty" maxLength:"64" doc:"Only events of this region; of all when left out."`
		Kind     string               `json:"kind,omitempty" enum:"webhook,eventbridge,sns,sqs,nats,smtp" doc:"A webhook when left out."`
		Address  string               `json:"address" maxLength:"2048" doc:"A webhook's URL, an event bus's name or ARN, a topic's ARN, a queue's URL, or the URL of a NATS or mail server."`
		Settings *EventTargetSettings `json:"settings,omitempty"`
		Secret   string               `json:"secret,omitempty" maxLength:"16384" writeOnly:"true" doc:"A secret access key, a password, a token or a file of NATS credentials. It is kept under the master key and never shown. Webhooks get theirs made."`
		Pattern  string               `json:"pattern,omitempty" maxLength:"4096" doc:"Which events, as EventBridge's event patterns: JSON as text. All when left out."`
	}
}

// NewEventTarget is a target with the secret that was made for it, which is shown
// this once.
type NewEventTarget struct {
	EventTarget   EventTarget `json:"eventTarget"`
	SigningSecret string      `json:"signingSecret,omitempty" doc:"Of a webhook; shown this once, in the form of Standard Webhooks."`
}

type newEventTargetOutput struct{ Body NewEventTarget }

type listEventTargetsInput struct {
	MaxResults int    `query:"maxResults" minimum:"1" maximum:"100" default:"100"`
	NextToken  string `query:"nextToken" maxLength:"8192"`
}

type listEventTargetsOutput struct {
	Body struct {
		EventTargets []EventTarget `json:"eventTargets" nullable:"false"`
		NextToken    string        `json:"nextToken,omitempty"`
	}
}

type eventTargetInput struct {
	Name string `path:"name" maxLength:"64"`
}

type testEventTargetOutput struct {
	Body struct {
		Received bool   `json:"received"`
		Reason   string `json:"reason,omitempty" doc:"Why it was not received."`
	}
}

func (a *api) eventTargetRoutes() {
	const all, one = "/event-targets", "/event-targets/{name}"
	huma.Register(a, jsonapi.Operation("listEventTargets", http.MethodGet, all, "Where events are sent to", a.ForOperators), a.listEventTargets)
	huma.Register(a, jsonapi.Operation("addEventTarget", http.MethodPost, all, "Send events somewhere", a.ForOperators,
		jsonapi.Errors(http.StatusConflict), func(o *huma.Operation) { o.DefaultStatus = http.StatusCreated }), a.addEventTarget)
	huma.Register(a, jsonapi.Operation("testEventTarget", http.MethodPost, one+"/test", "Send a test event at once", a.ForOperators), a.testEventTarget)
	huma.Register(a, jsonapi.Operation("disableEventTarget", http.MethodPost, one+"/disable", "Switch an event target off", a.ForOperators), a.disableEventTarget)
	huma.Register(a, jsonapi.Operation("enableEventTarget", http.MethodPost, one+"/enable", "Switch an event target on again", a.ForOperators), a.enableEventTarget)
	huma.Register(a, jsonapi.Operation("removeEventTarget", http.MethodDelete, one, "Remove an event target and what waits for it", a.ForOperators), a.removeEventTarget)
}

func (a *api) addEventTarget(ctx context.Context, in *addEventTargetInput) (*newEventTargetOutput, error) {
	b := in.Body
	if b.Secret != "" && (b.Kind == "" || b.Kind == event.Webhook) {
		return nil, huma.Error422UnprocessableEntity("The secret of a webhook is made, not given.")
	}
	n := event.NewTarget{
		Name: b.Name, Account: b.Account, Region: b.Region, Kind: b.Kind, Address: b.Address,
		Settings: b.Settings.text(), Secret: []byte(b.Secret), Pattern: b.Pattern,
	}
	if n.Account == "" {
		n.Account = a.Account
	}
	if n.Region == "" {
		n.Region = event.EveryRegion
	}
	t, secret, err := a.p.Events.Add(ctx, n, jsonapi.Now(ctx))
	return jsonapi.Answer(ctx, a.API, &newEventTargetOutput{NewEventTarget{EventTarget: eventTargetOf(t), SigningSecret: secret}}, err)
}

func (a *api) listEventTargets(ctx context.Context, in *listEventTargetsInput) (*listEventTargetsOutput, error) {
	const list = "event-targets"
	q, err := a.p.Tokens.Query(list, page.Request{MaxResults: &in.MaxResults, NextToken: &in.NextToken})
	if err != nil {
		return nil, huma.Error422UnprocessableEntity("nextToken is not valid for this list.")
	}
	targets, last, err := a.p.Events.List(ctx, q)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &listEventTargetsOutput{}
	out.Body.EventTargets = make([]EventTarget, 0, len(targets))
	for _, t := range targets {
		out.Body.EventTargets = append(out.Body.EventTargets, eventTargetOf(t))
	}
	if next := a.p.Tokens.Next(list, q, last); next != nil {
		out.Body.NextToken = *next
	}
	return out, nil
}

func (a *api) testEventTarget(ctx context.Context, in *eventTargetInput) (*testEventTargetOutput, error) {
	refused, err := a.p.Events.Try(ctx, in.Name, jsonapi.Now(ctx))
	out := &testEventTargetOutput{}
	out.Body.Received = refused == nil
	if refused != nil {
		out.Body.Reason = refused.Error()
	}
	return jsonapi.Answer(ctx, a.API, out, err)
}

func (a *api) disableEventTarget(ctx context.Context, in *eventTargetInput) (*struct{}, error) {
	return jsonapi.Answer(ctx, a.API, &struct{}{}, a.p.Events.Disable(ctx, in.Name, jsonapi.Now(ctx)))
}

func (a *api) enableEventTarget(ctx context.Context, in *eventTargetInput) (*struct{}, error) {
	return jsonapi.Answer(ctx, a.API, &struct{}{}, a.p.Events.Enable(ctx, in.Name))
}

func (a *api) removeEventTarget(ctx context.Context, in *eventTargetInput) (*struct{}, error) {
	return jsonapi.Answer(ctx, a.API, &struct{}{}, a.p.Events.Remove(ctx, in.Name))
}
