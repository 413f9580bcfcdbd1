package app_test

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // RFC 6238, as authenticator apps have it
	"encoding/base32"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/config"
)

// appCode is what an authenticator app shows now for a secret (RFC 6238).
func appCode(t *testing.T, secret string) string {
	t.Helper()
	key, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret)
	if err != nil {
		t.Fatal(err)
	}
	sum := hmac.New(sha1.New, key)
	_ = binary.Write(sum, binary.BigEndian, time.Now().Unix()/30)
	code := sum.Sum(nil)
	at := code[len(code)-1] & 0xf
	return fmt.Sprintf("%06d", (binary.BigEndian.Uint32(code[at:])&0x7fffffff)%1_000_000)
}

// setUp sets up an authenticator app, as the portal does.
func (p person) setUp(password string) {
	p.t.Helper()
	var offer struct{ Secret string }
	r := p.call(http.MethodPost, "/second-factor", `{"password": "`+password+`"}`)
	if err := json.Unmarshal(r.body, &offer); err != nil || offer.Secret == "" {
		p.t.Fatalf("%d %s", r.status, r.body)
	}
	must(p.t, p.call(http.MethodPut, "/second-factor", `{"code": "`+appCode(p.t, offer.Secret)+`"}`))
}

// mustSetUp reads whether the session is good for nothing but setting up a second factor.
func (p person) mustSetUp() bool {
	p.t.Helper()
	var session struct{ SecondFactorRequired bool }
	if err := json.Unmarshal(p.get("/session").body, &session); err != nil {
		p.t.Fatal(err)
	}
	return session.SecondFactorRequired
}

func requiring(t *testing.T, r auth.Requirement) *house {
	t.Helper()
	return newHouse(t, func(c *config.Serve) {
		withAdmin(c)
		c.RequireTOTP = string(r)
	})
}

func TestNothingIsAllowedBeforeARequiredSecondFactor(t *testing.T) {
	h := requiring(t, auth.RequireEverybody)
	h.flow()
	admin := h.signIn()
	if !admin.mustSetUp() {
		t.Error("nothing is required")
	}
	for _, path := range []string{"/jobs", "/assignments", "/events", "/answers", "/users", "/access-keys", "/audit"} {
		refused(t, path, admin.get(path), http.StatusForbidden, "", "set up an authenticator app in the portal first")
	}
	refused(t, "the next task", admin.call(http.MethodPost, "/next", ""), http.StatusForbidden, "", "authenticator app")
	list := func() reply { return admin.at("eu-west-1", "ListFlowDefinitions", "{}") }
	refused(t, "AWS's door", list(), http.StatusBadRequest, "AccessDeniedException", "authenticator app")
	for _, path := range []string{"/session", "/sessions", "/second-factor"} {
		must(t, admin.get(path))
	}

	admin.setUp(adminPassword)
	if admin.mustSetUp() {
		t.Error("it is set up, and still required")
	}
	must(t, admin.get("/jobs"))
	must(t, admin.get("/users"))
	must(t, list())
	must(t, h.operator().console(http.MethodDelete, "/users/admin@localhost/second-factor", "", nil))
	refused(t, "after an operator's reset", admin.get("/users"), http.StatusForbidden, "", "authenticator app")
}

func TestWhoCameByALinkChoosesAPasswordFirst(t *testing.T) {
	h := requiring(t, auth.RequireEverybody)
	ann := h.worker("ann")
	refused(t, "jobs", ann.get("/jobs"), http.StatusForbidden, "", "authenticator app")
	must(t, ann.call(http.MethodPut, "/password", `{"newPassword": "`+adminPassword+`"}`))
	ann.setUp(adminPassword)
	must(t, ann.get("/jobs"))
}

func TestASecondFactorIsRequiredOfAdministratorsAlone(t *testing.T) {
	h := requiring(t, auth.RequireAdministrators)
	refused(t, "an administrator", h.signIn().get("/jobs"), http.StatusForbidden, "", "authenticator app")
	must(t, h.worker("ann").get("/jobs"))
}
