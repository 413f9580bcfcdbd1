package eventbridge

import (
	"testing"

	"foureyes/internal/event"
	"foureyes/internal/event/awsapi"
)

// Amazon keeps sources that begin with aws. to itself; others take them as they are.
func TestAmazonGetsAnotherSource(t *testing.T) {
	at := func(endpoint, source string) settings {
		return settings{Settings: awsapi.Settings{Endpoint: endpoint, Region: "eu-west-1"}, Source: source}
	}
	amazons := event.Envelope{Source: event.Source}
	for _, c := range []struct {
		at   settings
		of   event.Envelope
		want string
	}{
		{at("", ""), amazons, OwnSource},
		{at("https://vpce-1.events.eu-west-1.vpce.amazonaws.com", ""), amazons, OwnSource},
		{at("", "reviews"), amazons, "reviews"},
		{at("http://127.0.0.1:4566", ""), amazons, event.Source},
		{at("", "reviews"), event.Envelope{Source: "foureyes"}, "foureyes"},
	} {
		if got := c.at.sourceOf(c.of); got != c.want {
			t.Errorf("%+v: %s, want %s", c.at, got, c.want)
		}
	}
}
