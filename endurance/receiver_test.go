package endurance

import (
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path"
	"sync"
	"testing"

	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// receiver is a program that listens for events, and sometimes fails itself.
type receiver struct {
	mu      sync.Mutex
	hook    *webhooks.Webhook
	rand    *rand.Rand
	wrong   []string
	byLoop  map[string]map[string]string // loop name, event id, event
	repeats int
	// untimely are deliveries that were refused for the time that they say.
	untimely int
}

// newReceiver listens, and has the server send it all events.
func newReceiver(t *testing.T, w *world, seed uint64) *receiver {
	t.Helper()
	r := &receiver{byLoop: map[string]map[string]string{}, rand: rand.New(rand.NewPCG(seed, 1000))}
	listening := httptest.NewServer(r)
	t.Cleanup(listening.Close)
	var made struct{ SigningSecret string }
	w.operator.must(t, "POST", "/api/v1/event-targets", map[string]any{"name": "endurance", "kind": "webhook", "address": listening.URL}, &made)
	hook, err := webhooks.NewWebhook(made.SigningSecret)
	if err != nil {
		t.Fatal(err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.hook = hook
	return r
}

// ServeHTTP keeps an event. One of 200 is taken and answered as if it was not.
func (r *receiver) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	body, err := io.ReadAll(q.Body)
	if err != nil {
		return // the sender was killed
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	err = r.hook.Verify(body, q.Header)
	if errors.Is(err, webhooks.ErrMessageTooNew) || errors.Is(err, webhooks.ErrMessageTooOld) {
		r.untimely++ // by a clock that is wrong, so nobody knows when it was sent
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	r.keep(q.Header, body, err)
	if r.rand.IntN(200) == 0 {
		w.WriteHeader(http.StatusInternalServerError)
	}
}

func (r *receiver) keep(h http.Header, body []byte, forged error) {
	if forged != nil {
		r.wrong = append(r.wrong, forged.Error()+": "+string(body))
		return
	}
	var e struct {
		ID        string
		Resources []string
	}
	if err := json.Unmarshal(body, &e); err != nil || len(e.Resources) != 1 || h.Get("Webhook-Id") != e.ID {
		r.wrong = append(r.wrong, "not an event: "+string(body))
		return
	}
	name := path.Base(e.Resources[0])
	if r.byLoop[name] == nil {
		r.byLoop[name] = map[string]string{}
	}
	if old, again := r.byLoop[name][e.ID]; again {
		if r.repeats++; old != string(body) {
			r.wrong = append(r.wrong, "an event was "+old+" and is "+string(body))
		}
	}
	r.byLoop[name][e.ID] = string(body)
}

// judge compares the events with the loops that are over, by name and status.
func (r *receiver) judge(t *testing.T, over map[string]string) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, wrong := range r.wrong {
		t.Error(wrong)
	}
	for name := range r.byLoop {
		if over[name] == "" {
			t.Errorf("an event tells of the end of %s, which has not ended", name)
		}
	}
	for name, status := range over {
		events := r.byLoop[name]
		if len(events) != 1 {
			t.Errorf("%s is %s and has %d events: %v", name, status, len(events), events)
		}
		for _, text := range events {
			var e struct {
				Detail struct{ HumanLoopStatus string }
			}
			if err := json.Unmarshal([]byte(text), &e); err != nil || e.Detail.HumanLoopStatus != status {
				t.Errorf("%s is %s, and its event says %s", name, status, text)
			}
		}
	}
	t.Logf("%d events, of which %d came again; %d deliveries were refused for their time", len(r.byLoop), r.repeats, r.untimely)
}
