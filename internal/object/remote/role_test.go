package remote_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/object"
	"foureyes/internal/object/objecttest"
	"foureyes/internal/object/objecttest/gateway"
)

// trust is an STS whose roles trust everybody, but for those that are called locked.
type trust struct {
	mu      sync.Mutex
	assumed []string // roles, in the order in which they were assumed
}

func (s *trust) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	role := r.FormValue("RoleArn")
	s.mu.Lock()
	defer s.mu.Unlock()
	s.assumed = append(s.assumed, role)
	if strings.HasSuffix(role, "/locked") {
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, `<ErrorResponse><Error><Code>AccessDenied</Code><Message>not authorized to perform: sts:AssumeRole</Message></Error></ErrorResponse>`)
		return
	}
	_, _ = fmt.Fprintf(w, `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA-%s</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
		<SessionToken>token of %s</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
		r.FormValue("RoleSessionName"), role)
}

func TestObjectsAreReachedInTheExecutionRole(t *testing.T) {
	sts := &trust{}
	roles := httptest.NewServer(sts)
	defer roles.Close()
	r, store := record(t, http.StatusOK, "")
	with := settings(store.URL())
	with.AssumeRole, with.STSEndpoint = true, roles.URL
	s := openWith(t, gateway.Secret, with, time.Now)
	mine := flow.Access{Account: objecttest.Account, RoleARN: "arn:aws:iam::" + objecttest.Account + ":role/a2i"}
	theirs := flow.Access{Account: stranger, RoleARN: "arn:aws:iam::" + stranger + ":role/a2i"}

	// A bucket that was not made here is whoever's role may reach it.
	for i, as := range []flow.Access{mine, mine, theirs} {
		if err := s.PutObject(t.Context(), as, "photos", "a", "", nil); err != nil {
			t.Fatal(err)
		}
		h := r.asked[i].Header
		if h.Get("X-Amz-Security-Token") != "token of "+as.RoleARN || !strings.Contains(h.Get("Authorization"), "Credential=ASIA-foureyes/") {
			t.Errorf("%v", h)
		}
	}
	if is, err := s.BucketExists(t.Context(), mine, "photos"); !is || err != nil {
		t.Error(is, err)
	}
	if len(sts.assumed) != 2 {
		t.Errorf("roles were assumed for %q", sts.assumed)
	}

	// Without a role the server's own credentials act, and only for the first account.
	if err := s.PutObject(t.Context(), owner, "photos", "a", "", nil); err != nil || r.asked[len(r.asked)-1].Header.Get("X-Amz-Security-Token") != "" {
		t.Error(err)
	}
	if _, err := s.OpenObject(t.Context(), stranger, "photos", "a"); !errors.Is(err, object.ErrNoSuchBucket) {
		t.Error(err)
	}
	if _, err := s.Open(t.Context(), theirs, "photos", "a"); err != nil {
		t.Error(err)
	}

	// A role of somebody else's, and one that does not trust us.
	for want, as := range map[string]flow.Access{
		"is not one of account " + stranger:         {Account: stranger, RoleARN: mine.RoleARN},
		"not authorized to perform: sts:AssumeRole": {Account: objecttest.Account, RoleARN: "arn:aws:iam::" + objecttest.Account + ":role/locked"},
	} {
		err := s.PutObject(t.Context(), as, "photos", "a", "", nil)
		if err == nil || !strings.Contains(err.Error(), want) || fault.Of(err).Kind == fault.Internal {
			t.Error(err)
		}
	}
	// What another account made here stays its own.
	if _, err := s.BucketExists(t.Context(), flow.Access{Account: stranger, RoleARN: "no role"}, "photos"); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}
