package event_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/event"
	"foureyes/internal/humanloop"
)

func TestEnvelopeTellsWhatReceiversFilterOn(t *testing.T) {
	e, err := event.StatusChange(aLoop(humanloop.Stopped), aFlow())
	if err != nil {
		t.Fatal(err)
	}
	v, err := e.Envelope()
	if err != nil || v.ID != e.ID || !v.Time.Equal(ended.Truncate(time.Second)) || v.Group() != "inv-1001" {
		t.Errorf("%+v, %v", v, err)
	}
	const flow = "arn:aws:sagemaker:eu-west-1:000000000042:flow-definition/invoice-check"
	want := [][2]string{{"detail-type", event.DetailType}, {"source", event.Source}, {"humanLoopStatus", "Stopped"}, {"flowDefinitionArn", flow}}
	if diff := cmp.Diff(want, v.Attributes()); diff != "" {
		t.Error(diff)
	}
	task := event.Event{Body: []byte(`{"detail-type":"a","time":"2025-02-03T04:06:52Z","detail":{"humanLoopName":"b","taskStatus":"Accepted"}}`)}
	if v, err := task.Envelope(); err != nil || v.Group() != "b" || !cmp.Equal(v.Attributes(), [][2]string{{"detail-type", "a"}, {"taskStatus", "Accepted"}}) {
		t.Errorf("%+v, %v", v, err)
	}
	for _, broken := range []string{"", `{"detail":1}`, `{"time":"soon","detail":{}}`} {
		if _, err := (event.Event{Body: []byte(broken)}).Envelope(); err == nil {
			t.Errorf("%q is an event", broken)
		}
	}
}

func TestSettingsAreReadStrictly(t *testing.T) {
	var s struct {
		Subject string `json:"subject"`
	}
	read := func(text string) string {
		if err := (event.Destination{Settings: text}).Decode(&s); err != nil {
			return err.Error()
		}
		return ""
	}
	if got := read(`{"subject":"a"}`) + read(""); got != "" || s.Subject != "a" {
		t.Error(got, s)
	}
	for text, want := range map[string]string{
		`{"subjekt":"a"}`:  `has no setting "subjekt"`,
		`{"subject":1}`:    "the settings cannot be read",
		`{"subject":"a"}}`: "something follows",
	} {
		if got := read(text); !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
