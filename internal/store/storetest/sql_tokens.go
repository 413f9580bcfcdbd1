package storetest

import (
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
)

func sqlTokens(t *testing.T, h *house) {
	ann := h.person(t, "ann")
	_, err := h.SQLToken(t.Context(), ann.Email)
	refused(t, "a token that was never made", err, fault.NotFound)
	for i, verifier := range []string{"first", "second"} { // the second instead of the first
		want := auth.SQLToken{PersonID: ann.ID, Account: "000000000044", Verifier: verifier, CreatedAt: noon.Add(time.Duration(i) * time.Minute)}
		must(t, h.SaveSQLToken(t.Context(), want))
		got, err := h.SQLToken(t.Context(), ann.Email)
		same(t, verifier, want, got, err)
	}
	must(t, h.DeleteSQLToken(t.Context(), ann.ID))
	must(t, h.DeleteSQLToken(t.Context(), ann.ID))
	_, err = h.SQLToken(t.Context(), ann.Email)
	refused(t, "a token that has ended", err, fault.NotFound)

	token := auth.SQLToken{PersonID: ann.ID, Account: account, Verifier: "v", CreatedAt: noon}
	must(t, h.SaveSQLToken(t.Context(), token))
	must(t, h.SetPassword(t.Context(), ann.ID, "new hash"))
	_, err = h.SQLToken(t.Context(), ann.Email)
	refused(t, "a token from before the password", err, fault.NotFound)

	must(t, h.SaveSQLToken(t.Context(), token))
	must(t, h.DisablePerson(t.Context(), ann.ID, noon))
	_, err = h.SQLToken(t.Context(), ann.Email)
	refused(t, "the token of a disabled person", err, fault.NotFound)
	refused(t, "a token for a disabled person", h.SaveSQLToken(t.Context(), token), fault.NotFound)
	token.PersonID = "unknown"
	refused(t, "a token for nobody", h.SaveSQLToken(t.Context(), token), fault.NotFound)
}
