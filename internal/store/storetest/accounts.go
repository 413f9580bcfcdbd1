package storetest

import (
	"strings"
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
)

func failures(t *testing.T, h *house) {
	window := func(key string, at time.Time) auth.FailureRow {
		return auth.FailureRow{Key: []byte(key), Email: []byte("ann"), EndsAt: at.Add(time.Hour)}
	}
	count := func(what string, want int, key string, at time.Time) {
		f, err := h.Failures(t.Context(), []byte(key), at)
		same(t, what, want, f.Count, err)
	}
	count("of nobody", 0, "a", noon)
	atOnce(8, func(int) { must(t, h.AddFailure(t.Context(), window("a", noon), noon)) })
	must(t, h.AddFailure(t.Context(), window("b", noon), noon))
	count("eight at once", 8, "a", noon.Add(time.Hour-time.Millisecond))
	later := noon.Add(time.Hour)
	count("when the window has ended", 0, "a", later)
	must(t, h.AddFailure(t.Context(), window("a", later), later))
	count("in a new window", 1, "a", later)
	must(t, h.AddFailure(t.Context(), window("b", later), later))
	must(t, h.ClearFailures(t.Context(), []byte("b")))
	count("cleared", 0, "b", later)
	must(t, h.ClearFailuresOf(t.Context(), []byte("bob")))
	count("when another is unlocked", 1, "a", later)
	must(t, h.ClearFailuresOf(t.Context(), []byte("ann")))
	count("unlocked", 0, "a", later)
}

func ownSessions(t *testing.T, h *house) {
	ann := h.person(t, "ann")
	for i, token := range []string{"a", "b", "c"} {
		row := auth.SessionRow{
			TokenHash: []byte(token), PersonID: ann.ID, Origin: auth.Origin{Address: "192.0.2.1", UserAgent: "curl"},
			CreatedAt: noon, ExpiresAt: noon.Add(time.Hour), SeenAt: noon.Add(time.Duration(i) * time.Minute),
		}
		must(t, h.CreateSession(t.Context(), row, "hash of ann"))
	}
	list := func(what, want string, at time.Time) {
		rows, err := h.SessionsOf(t.Context(), ann.ID, at)
		var got strings.Builder
		for _, r := range rows {
			got.Write(r.TokenHash)
			same(t, "the origin", auth.Origin{Address: "192.0.2.1", UserAgent: "curl"}, r.Origin, nil)
		}
		same(t, what, want, got.String(), err)
	}
	list("the last used first", "cba", noon)
	must(t, h.SeeSession(t.Context(), []byte("a"), noon.Add(time.Hour/2)))
	must(t, h.SeeSession(t.Context(), []byte("a"), noon))
	list("when one was used", "acb", noon)
	list("at their end", "", noon.Add(time.Hour))
	refused(t, "somebody else's", h.DeleteSessionOf(t.Context(), "bob", []byte("c")), fault.NotFound)
	must(t, h.DeleteSessionOf(t.Context(), ann.ID, []byte("c")))
	must(t, h.DeleteSessionsOf(t.Context(), ann.ID, []byte("b")))
	list("but one", "b", noon)
	refused(t, "another password by now", h.ChangePassword(t.Context(), ann.ID, "old", "new", nil), fault.Conflict)
	list("after a change that was refused", "b", noon)
	must(t, h.ChangePassword(t.Context(), ann.ID, "hash of ann", "new", []byte("b")))
	list("the one that changed the password", "b", noon)
	must(t, h.DeleteSessionsOf(t.Context(), ann.ID, nil))
	list("all ended", "", noon)
}

func chosenPasswords(t *testing.T, h *house) {
	ann := h.person(t, "ann")
	link := auth.LinkRow{TokenHash: []byte("l"), PersonID: ann.ID, Purpose: auth.ToChoosePassword, CreatedAt: noon, ExpiresAt: noon.Add(time.Hour)}
	must(t, h.CreateLink(t.Context(), link))
	p, err := h.Invited(t.Context(), []byte("l"), noon)
	same(t, "invited", ann, p, err)
	ann.Name = "Annette"
	p, err = h.SetPasswordWithLink(t.Context(), []byte("l"), "Annette", "chosen", noon)
	same(t, "with another name", ann, p, err)
	_, hash, err := h.PersonByEmail(t.Context(), ann.Email)
	same(t, "the hash", "chosen", hash, err)
	_, err = h.SetPasswordWithLink(t.Context(), []byte("l"), "", "again", noon)
	refused(t, "a used link", err, fault.Unauthenticated)

	must(t, h.RemovePerson(t.Context(), ann.ID, noon))
	refused(t, "enabling who was removed", h.EnablePerson(t.Context(), ann.ID), fault.NotFound)
	refused(t, "removing nobody", h.RemovePerson(t.Context(), "nobody", noon), fault.NotFound)
	_, _, err = h.PersonByEmail(t.Context(), ann.Email)
	refused(t, "the address of who was removed", err, fault.NotFound)
	h.person(t, "ann")
}

func secondFactors(t *testing.T, h *house) {
	ann := h.person(t, "ann")
	is := func(what string, want auth.SecondFactorRow) {
		got, err := h.SecondFactor(t.Context(), ann.ID)
		same(t, what, want, got, err)
	}
	is("of who has none", auth.SecondFactorRow{})
	session := auth.SessionRow{TokenHash: []byte("t"), PersonID: ann.ID, CreatedAt: noon, ExpiresAt: noon.Add(time.Hour), SeenAt: noon}
	must(t, h.CreateSession(t.Context(), session, "hash of ann"))
	without := func(want bool) {
		t.Helper()
		got, err := h.Session(t.Context(), session.TokenHash, noon)
		same(t, "the session is without a second factor", want, got.WithoutFactor, err)
	}
	refused(t, "recovery codes of none", h.SaveRecoveryCodes(t.Context(), ann.ID, [][]byte{[]byte("c")}), fault.Conflict)
	row := auth.SecondFactorRow{PersonID: ann.ID, SealedSecret: []byte("one"), CreatedAt: noon}
	must(t, h.OfferSecondFactor(t.Context(), row))
	row.SealedSecret = []byte("two")
	must(t, h.OfferSecondFactor(t.Context(), row))
	is("offered again", row)
	refused(t, "recovery codes of what is not on", h.SaveRecoveryCodes(t.Context(), ann.ID, [][]byte{[]byte("c")}), fault.Conflict)
	without(true)
	used := func(want bool, use func() (bool, error)) {
		t.Helper()
		ok, err := use()
		same(t, "used", want, ok, err)
	}
	step := func(n int64) func() (bool, error) {
		return func() (bool, error) { return h.UseStep(t.Context(), ann.ID, n) }
	}
	used(false, step(5)) // nothing is on
	link := auth.LinkRow{TokenHash: []byte("l"), PersonID: ann.ID, Purpose: auth.ToSignIn, CreatedAt: noon, ExpiresAt: noon.Add(time.Hour)}
	must(t, h.CreateLink(t.Context(), link))
	row.ConfirmedAt, row.UsedStep = noon.Add(time.Minute), 7
	other := row
	other.SealedSecret = []byte("one")
	refused(t, "one that was offered before", h.ConfirmSecondFactor(t.Context(), other, nil), fault.Conflict)
	must(t, h.ConfirmSecondFactor(t.Context(), row, [][]byte{[]byte("a"), []byte("b")}))
	refused(t, "confirmed again", h.ConfirmSecondFactor(t.Context(), row, nil), fault.Conflict)
	refused(t, "another while it is on", h.OfferSecondFactor(t.Context(), row), fault.Conflict)
	row.RecoveryCodes = 2
	is("on", row)
	without(false)
	for i, hash := range []string{"l", "m"} { // one from before it was on, and one after
		if i > 0 {
			link.TokenHash = []byte(hash)
			must(t, h.CreateLink(t.Context(), link))
		}
		_, err := h.CreateSessionWithLink(t.Context(), []byte(hash), auth.SessionRow{TokenHash: []byte("s"), CreatedAt: noon, ExpiresAt: noon.Add(time.Hour)})
		refused(t, "a link around it", err, fault.Unauthenticated)
	}
	used(false, step(7))
	atOnceUsed := make(chan bool, 8)
	atOnce(8, func(int) {
		ok, err := h.UseStep(t.Context(), ann.ID, 8)
		must(t, err)
		atOnceUsed <- ok
	})
	close(atOnceUsed)
	times := 0
	for ok := range atOnceUsed {
		if ok {
			times++
		}
	}
	same(t, "one code at once", 1, times, nil)
	used(true, func() (bool, error) { return h.UseRecoveryCode(t.Context(), ann.ID, []byte("a")) })
	used(false, func() (bool, error) { return h.UseRecoveryCode(t.Context(), ann.ID, []byte("a")) })
	row.RecoveryCodes, row.UsedStep = 1, 8
	is("after codes", row)
	must(t, h.SaveRecoveryCodes(t.Context(), ann.ID, [][]byte{[]byte("c"), []byte("d")}))
	used(false, func() (bool, error) { return h.UseRecoveryCode(t.Context(), ann.ID, []byte("b")) })
	row.RecoveryCodes = 2
	is("with new recovery codes", row)
	must(t, h.DeleteSecondFactor(t.Context(), ann.ID))
	is("turned off", auth.SecondFactorRow{})
	without(true)
	used(false, func() (bool, error) { return h.UseRecoveryCode(t.Context(), ann.ID, []byte("c")) })
}
