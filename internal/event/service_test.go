package event_test

import (
	"bytes"
	"encoding/base64"
	"net/http"
	"strings"
	"testing"

	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"foureyes/internal/event"
	"foureyes/internal/fault"
	"foureyes/internal/page"
)

func TestSecretIsShownOnceAndSealed(t *testing.T) {
	w := newWorld(t)
	n := event.NewTarget{Name: "shop", Account: "000000000042", Region: "eu-west-1", Address: "https://shop.example/hook", Pattern: `{"source":["aws.sagemaker"]}`}
	target, secret, err := w.Add(t.Context(), n, ended)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := webhooks.NewWebhook(secret); err != nil {
		t.Error(err)
	}
	raw, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil || len(raw) != 32 || bytes.Contains(target.SealedSecret, raw) {
		t.Errorf("%s, %v, sealed as %x", secret, err, target.SealedSecret)
	}
	_, another, err := w.Add(t.Context(), event.NewTarget{Name: "other", Account: n.Account, Region: "*", Address: n.Address}, ended)
	if err != nil || another == secret {
		t.Errorf("two targets have one secret, %v", err)
	}
	listed, last, err := w.List(t.Context(), page.Query{Limit: 1})
	if err != nil || len(listed) != 1 || last == nil {
		t.Fatal(listed, last, err)
	}
	rest, last, err := w.List(t.Context(), page.Query{Limit: 1, After: last})
	if err != nil || len(rest) != 1 || last != nil || rest[0].Name == listed[0].Name {
		t.Error(rest, last, err)
	}
	if _, _, err := w.Add(t.Context(), n, ended); !fault.Is(err, fault.InUse) {
		t.Error(err)
	}
}

func TestTargetsThatCouldNotWorkAreRefused(t *testing.T) {
	w := newWorld(t)
	for what, change := range map[string]func(*event.NewTarget){
		"no name":            func(n *event.NewTarget) { n.Name = "" },
		"a name with spaces": func(n *event.NewTarget) { n.Name = "my shop" },
		"a long name":        func(n *event.NewTarget) { n.Name = strings.Repeat("a", 65) },
		"an account":         func(n *event.NewTarget) { n.Account = "42" },
		"no region":          func(n *event.NewTarget) { n.Region = "" },
		"a region":           func(n *event.NewTarget) { n.Region = "eu-*" },
		"no URL":             func(n *event.NewTarget) { n.Address = "" },
		"another scheme":     func(n *event.NewTarget) { n.Address = "file:///etc/passwd" },
		"no host":            func(n *event.NewTarget) { n.Address = "http:///hook" },
		"a password":         func(n *event.NewTarget) { n.Address = "https://user:password@shop.example" },
		"a long URL":         func(n *event.NewTarget) { n.Address = "https://shop.example/" + strings.Repeat("a", 2048) },
		"no URL at all":      func(n *event.NewTarget) { n.Address = "http://[::1" },
		"a pattern":          func(n *event.NewTarget) { n.Pattern = `{"source":"aws.sagemaker"}` },
	} {
		n := event.NewTarget{Name: "shop", Account: "000000000042", Region: "*", Address: "https://shop.example/hook"}
		change(&n)
		if _, _, err := w.Add(t.Context(), n, ended); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestTargetIsTriedAtOnce(t *testing.T) {
	w, l := newWorld(t), listen(t)
	w.add(t, "shop", l.URL, func(n *event.NewTarget) { n.Pattern = `{"detail":{"humanLoopStatus":["Failed"]}}` })
	if refused, err := w.Try(t.Context(), "shop", w.clock()); refused != nil || err != nil {
		t.Error(refused, err)
	}
	ids, bodies := l.got()
	if len(ids) != 1 || !strings.Contains(bodies[0], `"id":"`+ids[0]+`","detail-type":"Foureyes Test Event","source":"foureyes","account":"000000000042"`) ||
		!strings.HasSuffix(bodies[0], `"resources":[],"detail":{}}`) {
		t.Error(ids, bodies)
	}
	l.will(http.StatusNotFound)
	if refused, err := w.Try(t.Context(), "shop", w.clock()); refused == nil || err != nil {
		t.Error(refused, err)
	}
	if _, err := w.Try(t.Context(), "other", w.clock()); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
}

func TestSuccessfulTrialEndsTheHoldOnATarget(t *testing.T) {
	w, l := newWorld(t), listen(t)
	w.add(t, "shop", l.URL)
	l.will(http.StatusServiceUnavailable, "Retry-After", "86400")
	w.ends(t, "loop-1")
	w.deliver(t)
	l.will(http.StatusOK)
	if refused, err := w.Try(t.Context(), "shop", w.clock()); refused != nil || err != nil {
		t.Fatal(refused, err)
	}
	if err := w.store.RetryJobs(t.Context(), []string{w.waiting(t)[0].ID}, w.clock()); err != nil {
		t.Fatal(err)
	}
	if w.deliver(t); len(w.waiting(t)) != 0 {
		t.Errorf("%+v", w.waiting(t))
	}
}

func TestTargetOfAnUnknownKindOrAnotherMasterKeyIsTold(t *testing.T) {
	w, l := newWorld(t), listen(t)
	for name, kind := range map[string]string{"pigeon": "pigeon", "sealed": event.Webhook} {
		err := w.store.CreateEventTarget(t.Context(), event.Target{
			ID: name, Name: name, Account: "000000000042", Region: "*", Kind: kind, Address: l.URL,
			SealedSecret: []byte("sealed with another key"), CreatedAt: ended,
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Try(t.Context(), name, ended); err == nil || !strings.Contains(err.Error(), "event target "+name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	w.ends(t, "loop-1")
	if w.deliver(t); len(w.waiting(t)) != 2 {
		t.Error("a delivery was lost")
	}
	if ids, _ := l.got(); len(ids) > 0 {
		t.Errorf("got %v", ids)
	}
}
