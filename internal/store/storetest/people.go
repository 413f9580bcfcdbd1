package storetest

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
)

func accessKeys(t *testing.T, h *house) {
	want := auth.AccessKey{ID: "AKIB", Account: "000000000043", Principal: "bob", SealedSecret: []byte{0, 255, 7}, CreatedAt: noon}
	want.Policies = []auth.Policy{{Name: "AmazonAugmentedAIFullAccess"}, {Name: "mine", Document: `{"Größe":1}`}}
	must(t, h.CreateAccessKey(t.Context(), want))
	got, err := h.AccessKey(t.Context(), "AKIB")
	same(t, "as saved", want, got, err)
	at, err := h.AccountCreatedAt(t.Context(), "000000000043")
	same(t, "its account", noon, at, err)
	refused(t, "a taken id", h.CreateAccessKey(t.Context(), want), fault.InUse)
	if _, err := h.AnyAccessKey(t.Context()); err != nil {
		t.Error(err)
	}
	for _, at := range []time.Time{noon.Add(time.Hour), noon.Add(2 * time.Hour)} {
		must(t, h.DisableAccessKey(t.Context(), "AKIB", at))
	}
	want.DisabledAt = noon.Add(time.Hour)
	got, err = h.AccessKey(t.Context(), "AKIB")
	same(t, "disabled once", want, got, err)
	must(t, h.EnableAccessKey(t.Context(), "AKIB"))
	want.DisabledAt = time.Time{}
	successor := want
	successor.ID, successor.CreatedAt = "AKIC", noon.Add(time.Minute)
	must(t, h.RotateAccessKey(t.Context(), "AKIB", successor, true))
	want.DisabledAt = successor.CreatedAt
	listed, err := h.ListAccessKeys(t.Context(), want.Account, all)
	same(t, "an account's keys", []auth.AccessKey{want, successor}, listed, err)
	listed, err = h.ListAccessKeys(t.Context(), "", all)
	same(t, "all keys", 3, len(listed), err)
	successor.ID = "AKID"
	other := []auth.Policy{{Name: "other", Document: "{}"}}
	must(t, h.SetAccessKeyPolicies(t.Context(), "AKIC", other))
	got, err = h.AccessKey(t.Context(), "AKIC")
	same(t, "other policies", other, got.Policies, err)
	refused(t, "policies of no key", h.SetAccessKeyPolicies(t.Context(), "AKIX", other), fault.NotFound)
	refused(t, "the successor of a key that is disabled", h.RotateAccessKey(t.Context(), "AKIB", successor, true), fault.InUse)
	must(t, h.DeleteAccessKey(t.Context(), "AKIB"))
	_, err = h.AccessKey(t.Context(), "akib")
	refused(t, "an unknown one", err, fault.NotFound)
	for what, err := range map[string]error{
		"disable": h.DisableAccessKey(t.Context(), "AKIB", noon), "enable": h.EnableAccessKey(t.Context(), "AKIB"),
		"delete": h.DeleteAccessKey(t.Context(), "AKIB"), "rotate": h.RotateAccessKey(t.Context(), "AKIB", successor, false),
	} {
		refused(t, what+" a key that is gone", err, fault.NotFound)
	}
}

func people(t *testing.T, h *house) {
	want := h.person(t, "ann")
	got, err := h.Person(t.Context(), want.ID)
	same(t, "by id", want, got, err)
	got, hash, err := h.PersonByEmail(t.Context(), "ann@example.com")
	same(t, "by e-mail", want, got, err)
	same(t, "the hash", "hash of ann", hash, nil)
	again := want
	again.ID, again.WorkerID = h.id(), "another"
	member := auth.Membership{Account: account, Region: region, Group: "g"}
	refused(t, "a taken address", h.CreatePerson(t.Context(), again, "", member), fault.InUse)
	_, _, err = h.PersonByEmail(t.Context(), "bob@example.com")
	refused(t, "an unknown address", err, fault.NotFound)
	must(t, h.SetPassword(t.Context(), want.ID, "new hash"))
	_, hash, err = h.PersonByEmail(t.Context(), "ann@example.com")
	same(t, "the new hash", "new hash", hash, err)
	for _, at := range []time.Time{noon, noon.Add(time.Hour)} {
		must(t, h.DisablePerson(t.Context(), want.ID, at))
	}
	want.DisabledAt = noon
	got, err = h.Person(t.Context(), want.ID)
	same(t, "disabled once", want, got, err)
	for what, err := range map[string]error{
		"password": h.SetPassword(t.Context(), "unknown", "x"), "disable": h.DisablePerson(t.Context(), "unknown", noon),
	} {
		refused(t, what+" of an unknown person", err, fault.NotFound)
	}
}

func sessions(t *testing.T, h *house) {
	ann := h.person(t, "ann")
	session := func(token string) auth.SessionRow {
		return auth.SessionRow{TokenHash: []byte(token), PersonID: ann.ID, CreatedAt: noon, ExpiresAt: noon.Add(time.Hour), SeenAt: noon}
	}
	link := auth.LinkRow{TokenHash: []byte("link"), PersonID: ann.ID, Purpose: auth.ToSignIn, CreatedAt: noon, ExpiresAt: noon.Add(time.Hour)}
	must(t, h.CreateSession(t.Context(), session("a"), "hash of ann"))
	refused(t, "another password by now", h.CreateSession(t.Context(), session("b"), "old hash"), fault.Unauthenticated)
	got, err := h.Session(t.Context(), []byte("a"), noon.Add(time.Hour-time.Millisecond))
	same(t, "a session", auth.Session{ID: session("a").ID(), Person: ann, ExpiresAt: noon.Add(time.Hour), SeenAt: noon, HasPassword: true, WithoutFactor: true}, got, err)
	_, err = h.Session(t.Context(), []byte("a"), noon.Add(time.Hour))
	refused(t, "at its end", err, fault.Unauthenticated)
	must(t, h.DeleteSession(t.Context(), []byte("a")))
	must(t, h.DeleteSession(t.Context(), []byte("a")))
	_, err = h.Session(t.Context(), []byte("a"), noon)
	refused(t, "after its end", err, fault.Unauthenticated)

	must(t, h.CreateLink(t.Context(), link))
	whose, err := h.Linked(t.Context(), link.TokenHash, noon)
	same(t, "whose link it is", ann, whose, err)
	_, err = h.Linked(t.Context(), link.TokenHash, link.ExpiresAt)
	refused(t, "the link at its end", err, fault.Unauthenticated)
	var used atomic.Int32
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			p, err := h.CreateSessionWithLink(t.Context(), []byte("link"), session(string(rune('0'+i))))
			switch {
			case err == nil && p == ann:
				used.Add(1)
			case !fault.Is(err, fault.Unauthenticated):
				t.Errorf("%+v, %v", p, err)
			}
		})
	}
	wait.Wait()
	same(t, "uses of one link", int32(1), used.Load(), nil)
	_, err = h.Linked(t.Context(), link.TokenHash, noon)
	refused(t, "the link after its use", err, fault.Unauthenticated)

	must(t, h.CreateSession(t.Context(), session("c"), "hash of ann"))
	must(t, h.CreateLink(t.Context(), link))
	must(t, h.DisablePerson(t.Context(), ann.ID, noon))
	_, err = h.Session(t.Context(), []byte("c"), noon)
	refused(t, "the session of a disabled person", err, fault.Unauthenticated)
	_, err = h.CreateSessionWithLink(t.Context(), []byte("link"), session("d"))
	refused(t, "the link of a disabled person", err, fault.Unauthenticated)
	refused(t, "a link for a disabled person", h.CreateLink(t.Context(), link), fault.NotFound)
	refused(t, "a session for a disabled person", h.CreateSession(t.Context(), session("e"), "hash of ann"), fault.Unauthenticated)
}
