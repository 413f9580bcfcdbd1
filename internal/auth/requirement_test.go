package auth_test

import (
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/workforce"
)

// required are the sessions of the same people on a server that requires a second factor.
func (h *factorHouse) required(r auth.Requirement) *auth.Sessions {
	return auth.NewSessions(h.factors, r)
}

// arrival signs somebody in whom an identity provider has let in.
func (h *factorHouse) arrival() string {
	h.Helper()
	w := workforce.Workforce{ID: "workforce-1", Account: account, Region: "eu-west-1", Name: "default", CreatedAt: noon, UpdatedAt: noon}
	if err := h.store.CreateWorkforce(h.Context(), w, nil); err != nil {
		h.Fatal(err)
	}
	token, _, err := h.sessions.Arrive(h.Context(), auth.Arrival{
		Identity: auth.Identity{WorkforceID: w.ID, Issuer: "https://id.example.org", Subject: "bob"},
		Account:  w.Account, Region: w.Region, Name: "Bob",
	}, auth.Origin{}, noon)
	if err != nil {
		h.Fatal(err)
	}
	return token
}

func (h *factorHouse) administrator() string {
	h.Helper()
	_, err := h.people.Create(h.Context(), auth.NewPerson{Email: "root@example.com", Password: password, Account: account, Administrator: true}, noon)
	if err != nil {
		h.Fatal(err)
	}
	token, _, err := h.sessions.SignIn(h.Context(), auth.Proof{Email: "root@example.com", Password: password}, auth.Origin{}, noon)
	if err != nil {
		h.Fatal(err)
	}
	return token
}

func TestOfWhomASecondFactorIsRequired(t *testing.T) {
	h := newFactorHouse(t)
	worker, _, err := h.signIn("", noon)
	if err != nil {
		t.Fatal(err)
	}
	tokens := map[string]string{"worker": worker, "administrator": h.administrator(), "of a provider": h.arrival()}
	for required, refused := range map[auth.Requirement][]string{
		"": nil, auth.RequireNone: nil, auth.RequireAdministrators: {"administrator"}, auth.RequireEverybody: {"administrator", "worker"},
	} {
		barred := map[string]bool{}
		for _, who := range refused {
			barred[who] = true
		}
		sessions := h.required(required)
		for who, token := range tokens {
			_, err := sessions.Find(t.Context(), token, noon)
			if f := fault.Of(err); barred[who] != (f.Kind == fault.Denied && f.Subject == auth.SubjectCode) || !barred[who] && err != nil {
				t.Errorf("%q, %s: %v", required, who, err)
			}
			s, err := sessions.FindAny(t.Context(), token, noon)
			if err != nil || sessions.MustSetUp(s) != barred[who] {
				t.Errorf("%q, %s: must set up %t, %v", required, who, sessions.MustSetUp(s), err)
			}
		}
	}
}

func TestSettingUpTheFactorOpensTheSession(t *testing.T) {
	h := newFactorHouse(t)
	token, _, err := h.signIn("", noon)
	if err != nil {
		t.Fatal(err)
	}
	find := func() error {
		_, err := h.required(auth.RequireEverybody).Find(t.Context(), token, noon)
		return err
	}
	if _, err := h.factors.Offer(t.Context(), h.ann, password, "", noon); err != nil {
		t.Fatal(err)
	}
	if err := find(); !fault.Is(err, fault.Denied) {
		t.Errorf("before a first code: %v", err)
	}
	codes := h.turnOn()
	if err := find(); err != nil {
		t.Errorf("set up: %v", err)
	}
	if err := h.factors.TurnOff(t.Context(), h.ann.Person, codes[0], noon); err != nil {
		t.Fatal(err)
	}
	if err := find(); !fault.Is(err, fault.Denied) {
		t.Errorf("turned off: %v", err)
	}
}

func TestRecoveryCodesAreRenewed(t *testing.T) {
	h := newFactorHouse(t)
	if _, err := h.factors.Renew(t.Context(), h.ann.Person, "", noon); !fault.Is(err, fault.Conflict) {
		t.Errorf("without a second factor: %v", err)
	}
	old := h.turnOn()
	for _, code := range []string{"", "000000", "aaaa-bbbb-cccc-dddd"} {
		if _, err := h.factors.Renew(t.Context(), h.ann.Person, code, noon); !fault.Is(err, fault.Invalid) {
			t.Errorf("with the code %q: %v", code, err)
		}
	}
	later := noon.Add(time.Minute)
	codes, err := h.factors.Renew(t.Context(), h.ann.Person, h.code(later), later)
	if err != nil || len(codes) != 10 {
		t.Fatal(codes, err)
	}
	if _, _, err := h.signIn(old[1], later); !asksForCode(err) {
		t.Errorf("with an old one: %v", err)
	}
	if _, _, err := h.signIn(codes[1], later); err != nil {
		t.Errorf("with a new one: %v", err)
	}
	if row, err := h.factors.Of(t.Context(), h.ann.Person.ID); err != nil || row.RecoveryCodes != 9 {
		t.Errorf("%d are left, %v", row.RecoveryCodes, err)
	}
}
