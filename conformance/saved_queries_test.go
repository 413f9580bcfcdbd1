package conformance

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// savedQuery is a query as the API tells of it.
type savedQuery struct {
	ID, Name, Query, Owner, ChangedBy string
	Shared, Own, MayChange            bool
}

type savedQueryList struct {
	SavedQueries []savedQuery
	NextToken    string
}

func (l savedQueryList) names() string {
	var names []string
	for _, q := range l.SavedQueries {
		names = append(names, q.Name)
	}
	return strings.Join(names, ",")
}

// at is the worker at another API.
func (w *worker) at(t *testing.T, document string) *worker {
	t.Helper()
	return &worker{server: w.server, document: w.server.document(t, document), token: w.token}
}

// auditor is somebody who asks in SQL, and sees everything in an account.
func (s *server) auditor(t *testing.T, admin *worker, email, account string) *worker {
	t.Helper()
	w := s.colleague(t, admin, email)
	roles := map[string]any{"roles": []map[string]string{{"role": "auditor", "account": account}}}
	admin.at(t, consoleDocument).do(t, http.MethodPut, "/users/"+email+"/roles", roles, http.StatusOK, nil)
	return w.at(t, sqlDocument)
}

func TestSavedQueries(t *testing.T) {
	s := start(t)
	admin := s.signIn(t)
	operator, auditor := admin.at(t, sqlDocument), s.auditor(t, admin, "aud@example.com", account)
	var own, shared savedQuery
	operator.do(t, http.MethodPost, "/sql/queries", map[string]any{"name": "mine", "query": "SELECT 1"}, http.StatusCreated, &own)
	operator.do(t, http.MethodPost, "/sql/queries", map[string]any{"name": "ours", "query": "SELECT 2", "shared": true}, http.StatusCreated, &shared)
	if !own.Own || !own.MayChange || own.Shared || !strings.HasPrefix(own.Owner, "arn:aws:iam::"+account+":user/") || own.ChangedBy != own.Owner {
		t.Errorf("saved %+v", own)
	}
	operator.do(t, http.MethodPost, "/sql/queries", map[string]any{"name": "mine", "query": "SELECT 3"}, http.StatusConflict, nil)
	operator.do(t, http.MethodPut, "/sql/queries/"+own.ID, map[string]any{"name": "ours", "query": "SELECT 3"}, http.StatusConflict, nil)
	operator.do(t, http.MethodPost, "/sql/queries", map[string]any{"name": "blank", "query": " "}, http.StatusUnprocessableEntity, nil)

	var list savedQueryList
	operator.do(t, http.MethodGet, "/sql/queries?maxResults=1", nil, http.StatusOK, &list)
	if list.names() != "mine" || list.SavedQueries[0].Query != "" || list.NextToken == "" {
		t.Errorf("the first page is %+v", list)
	}
	operator.do(t, http.MethodGet, "/sql/queries?maxResults=1&nextToken="+list.NextToken, nil, http.StatusOK, &list)
	if list.names() != "ours" {
		t.Errorf("the second page is %+v", list)
	}
	auditor.do(t, http.MethodGet, "/sql/queries?nextToken="+list.NextToken+"x", nil, http.StatusUnprocessableEntity, nil)

	list = savedQueryList{}
	auditor.do(t, http.MethodGet, "/sql/queries?nameContains=OUR", nil, http.StatusOK, &list)
	if list.names() != "ours" || list.SavedQueries[0].Own || list.SavedQueries[0].MayChange {
		t.Errorf("the auditor sees %+v", list)
	}
	var got savedQuery
	auditor.do(t, http.MethodGet, "/sql/queries/"+shared.ID, nil, http.StatusOK, &got)
	if got.Query != "SELECT 2" {
		t.Errorf("the auditor reads %+v", got)
	}
	auditor.do(t, http.MethodGet, "/sql/queries/"+own.ID, nil, http.StatusNotFound, nil)
	auditor.do(t, http.MethodPost, "/sql/queries", map[string]any{"name": "new", "query": "SELECT 1"}, http.StatusForbidden, nil)
	auditor.do(t, http.MethodPut, "/sql/queries/"+shared.ID, map[string]any{"name": "new", "query": "SELECT 1"}, http.StatusForbidden, nil)
	auditor.do(t, http.MethodDelete, "/sql/queries/"+shared.ID, nil, http.StatusForbidden, nil)

	operator.do(t, http.MethodPut, "/sql/queries/"+own.ID, map[string]any{"name": "renamed", "query": "SELECT 3", "shared": true}, http.StatusOK, &got)
	operator.do(t, http.MethodDelete, "/sql/queries/"+shared.ID, nil, http.StatusNoContent, nil)
	list = savedQueryList{}
	auditor.do(t, http.MethodGet, "/sql/queries", nil, http.StatusOK, &list)
	if list.names() != "renamed" {
		t.Errorf("at the end there is %+v", list)
	}
	var told struct {
		Entries []struct{ Action, Resource, Outcome string }
	}
	admin.at(t, consoleDocument).do(t, http.MethodGet, "/audit?action=foureyes:DeleteSavedQuery", nil, http.StatusOK, &told)
	if len(told.Entries) != 2 || told.Entries[0].Resource != "sql/queries/"+shared.ID || told.Entries[0].Outcome != "Success" {
		t.Errorf("the audit tells of %+v", told)
	}
}

// TestProgramsSaveQueries shows that a key's queries are its own, and that policies say
// whether it has any.
func TestProgramsSaveQueries(t *testing.T) {
	s := start(t)
	document := s.document(t, sqlDocument)
	send := func(r request, status int, out any) {
		t.Helper()
		a := s.send(t, r)
		document.check(t, r, a)
		if a.status != status {
			t.Fatalf("%s %s: status %d: %s", r.method, r.path, a.status, a.body)
		}
		if out == nil {
			return
		}
		if err := json.Unmarshal(a.body, out); err != nil {
			t.Fatal(err)
		}
	}
	var saved, hidden savedQuery
	send(post("/api/v1/sql/queries", `{"name":"of a program","query":"SELECT 1","shared":true}`), http.StatusCreated, &saved)
	s.signIn(t).at(t, sqlDocument).do(t, http.MethodPost, "/sql/queries", map[string]any{"name": "hidden", "query": "SELECT 1"}, http.StatusCreated, &hidden)
	send(request{method: http.MethodGet, path: "/api/v1/sql/queries/" + hidden.ID}, http.StatusNotFound, nil)
	send(request{method: http.MethodGet, path: "/api/v1/sql/queries"}, http.StatusOK, nil)

	reads := s.keyWith(t, "ReadOnlyAccess")
	by := func(method, path, body string) request {
		r := post("/api/v1/sql/queries"+path, body)
		r.method, r.keyID, r.secret = method, reads.ID, reads.Secret
		return r
	}
	send(by(http.MethodGet, "/"+saved.ID, ""), http.StatusOK, nil)
	send(by(http.MethodPost, "", `{"name":"x","query":"SELECT 1"}`), http.StatusForbidden, nil)
	send(by(http.MethodDelete, "/"+saved.ID, ""), http.StatusForbidden, nil)
	send(request{method: http.MethodDelete, path: "/api/v1/sql/queries/" + saved.ID}, http.StatusNoContent, nil)
}

// TestPeopleReadTheAccountTheyMay shows that a role in one account opens no other.
func TestPeopleReadTheAccountTheyMay(t *testing.T) {
	s := start(t)
	admin := s.signIn(t)
	operator, stranger := admin.at(t, sqlDocument), s.auditor(t, admin, "stranger@example.com", "000000000043")
	s.in(t, home).plainFlow(t, "secret")
	operator.do(t, http.MethodPost, "/sql/queries", map[string]any{"name": "ours", "query": "SELECT 2", "shared": true}, http.StatusCreated, nil)

	ask := map[string]any{"query": "SELECT flow_definition_name FROM aws.sagemaker_flow_definition"}
	var answer sqlAnswer
	operator.do(t, http.MethodPost, "/sql", ask, http.StatusOK, &answer)
	if answer.RowCount != 1 {
		t.Fatalf("the operator sees %+v", answer)
	}
	stranger.do(t, http.MethodPost, "/sql", ask, http.StatusForbidden, nil)
	answer = sqlAnswer{}
	stranger.do(t, http.MethodPost, "/sql?account=000000000043", ask, http.StatusOK, &answer)
	if answer.RowCount != 0 {
		t.Errorf("the auditor of another account sees %+v", answer)
	}
	var list savedQueryList
	stranger.do(t, http.MethodGet, "/sql/queries", nil, http.StatusForbidden, nil)
	stranger.do(t, http.MethodGet, "/sql/queries?account=000000000043", nil, http.StatusOK, &list)
	if len(list.SavedQueries) != 0 {
		t.Errorf("the auditor of another account sees %+v", list)
	}
}
