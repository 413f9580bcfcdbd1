package endurance

import (
	"bytes"
	"encoding/json"
	"sync"
	"testing"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"
)

// line is a way between two programs that can be made bad. What it cannot do is to be cut
// at a certain word: for that PostgreSQL has a wire (pgtest.Wire), behind which it stands.
type line struct{ proxy *toxiproxy.Proxy }

// quiet silences Toxiproxy, of which some parts log whatever logger they are given.
var quiet sync.Once

// newLine gives a line to an address, which is good until somebody says otherwise.
func newLine(t *testing.T, to string) line {
	t.Helper()
	quiet.Do(func() { zerolog.SetGlobalLevel(zerolog.Disabled) })
	owner := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	l := line{toxiproxy.NewProxy(owner, t.Name(), "127.0.0.1:0", to)}
	if err := l.proxy.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.proxy.Stop)
	return l
}

// address is where the line begins.
func (l line) address() string { return l.proxy.Listen }

// ailment is what is wrong with a line: a toxic, as Toxiproxy calls it, on what comes
// back.
type ailment struct {
	name       string
	toxic      string
	attributes map[string]int
	// deaf tells that nothing comes through.
	deaf bool
}

var ailments = []ailment{
	{name: "answers take 300 to 700 ms", toxic: "latency", attributes: map[string]int{"latency": 500, "jitter": 200}},
	{name: "16 KB/s", toxic: "bandwidth", attributes: map[string]int{"rate": 16}},
	{name: "answers come in pieces of 32 bytes", toxic: "slicer", attributes: map[string]int{"average_size": 32, "size_variation": 16, "delay": 500}},
	{name: "connections are reset", toxic: "reset_peer", attributes: map[string]int{"timeout": 50}, deaf: true},
	{name: "answers are swallowed", toxic: "timeout", attributes: map[string]int{"timeout": 0}, deaf: true},
}

// suffer makes the line bad.
func (l line) suffer(t *testing.T, a ailment) {
	t.Helper()
	text, err := json.Marshal(map[string]any{"name": a.toxic, "type": a.toxic, "stream": "downstream", "attributes": a.attributes})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.proxy.Toxics.AddToxicJson(bytes.NewReader(text)); err != nil {
		t.Fatalf("%s: %v", a.name, err)
	}
}

// heal makes the line good again.
func (l line) heal(t *testing.T, a ailment) {
	t.Helper()
	if err := l.proxy.Toxics.RemoveToxic(t.Context(), a.toxic); err != nil {
		t.Fatalf("heal %s: %v", a.name, err)
	}
}
