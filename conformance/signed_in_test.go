package conformance

import (
	"net/http"
	"strings"
	"testing"
)

const peoplesDoor = "/api/v1/aws/" + account + "/us-east-1"

// People do by their session what programs do by their signature, as far as their
// roles go.
func TestPeopleAtTheDoorsOfAWS(t *testing.T) {
	s := start(t)
	admin := s.signIn(t)
	ann := s.colleague(t, admin, "ann@example.com")
	s.list(t, "", http.StatusUnauthorized, "MissingAuthenticationTokenException")
	s.list(t, admin.token, http.StatusOK, "FlowDefinitionSummaries")
	s.list(t, ann.token, http.StatusBadRequest, "AccessDeniedException")

	operator := &worker{server: s, document: s.document(t, consoleDocument), token: admin.token}
	auditor := &worker{server: s, document: operator.document, token: ann.token}
	auditor.do(t, http.MethodGet, "/users", nil, http.StatusForbidden, nil)
	roles := map[string]any{"roles": []map[string]string{{"role": "auditor"}}}
	operator.do(t, http.MethodPut, "/users/ann@example.com/roles", roles, http.StatusOK, nil)
	s.list(t, ann.token, http.StatusOK, "FlowDefinitionSummaries")
	auditor.do(t, http.MethodGet, "/users", nil, http.StatusOK, nil)
	auditor.do(t, http.MethodPut, "/users/ann@example.com/roles", roles, http.StatusForbidden, nil)
	auditor.do(t, http.MethodPost, "/users", map[string]string{"email": "bob@example.com"}, http.StatusForbidden, nil)

	a := s.send(t, request{method: http.MethodGet, path: peoplesDoor + "/human-loops/none", unsigned: true, header: bearer(ann.token)})
	if a.status != http.StatusNotFound {
		t.Errorf("a loop that is not there: %d %s", a.status, a.body)
	}
}

// list asks for flow definitions with a session.
func (s *server) list(t *testing.T, token string, status int, want string) {
	t.Helper()
	header := bearer(token)
	header["X-Amz-Target"], header["Content-Type"] = "SageMaker.ListFlowDefinitions", "application/x-amz-json-1.1"
	a := s.send(t, request{method: http.MethodPost, path: peoplesDoor + "/", body: []byte(`{}`), unsigned: true, header: header})
	if a.status != status || !strings.Contains(string(a.body), want) {
		t.Errorf("got %d, want %d with %s: %s", a.status, status, want, a.body)
	}
}

func bearer(token string) map[string]string {
	if token == "" {
		return map[string]string{}
	}
	return map[string]string{"Authorization": "Bearer " + token}
}
