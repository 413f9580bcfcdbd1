package conformance

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"
)

// worker is somebody signed in at the worker API. Every answer that it gets is
// held against the API's own document.
type worker struct {
	server   *server
	document *document
	token    string
	id       string // as in output.json
}

// assignment is a task in a worker's hands.
type assignment struct {
	ID                 string          `json:"id"`
	Status             string          `json:"status"`
	JobID              string          `json:"jobId"`
	HumanLoopName      string          `json:"humanLoopName"`
	FlowDefinitionName string          `json:"flowDefinitionName"`
	TaskTitle          string          `json:"taskTitle"`
	TaskDescription    string          `json:"taskDescription"`
	AcceptedAt         time.Time       `json:"acceptedAt"`
	ExpiresAt          time.Time       `json:"expiresAt"`
	Draft              json.RawMessage `json:"draft"`
}

// workJob is a kind of work.
type workJob struct {
	JobID              string   `json:"jobId"`
	FlowDefinitionName string   `json:"flowDefinitionName"`
	AccountID          string   `json:"accountId"`
	Region             string   `json:"region"`
	TaskTitle          string   `json:"taskTitle"`
	TaskKeywords       []string `json:"taskKeywords"`
	WorkteamName       string   `json:"workteamName"`
	Waiting            int      `json:"waiting"`
	Mine               int      `json:"mine"`
}

// signIn makes the first administrator a worker at work.
func (s *server) signIn(t *testing.T) *worker {
	t.Helper()
	return s.signInWith(t, map[string]string{"email": adminEmail, "password": adminSecret})
}

// colleague adds somebody who works, and signs them in by their link.
func (s *server) colleague(t *testing.T, admin *worker, email string) *worker {
	t.Helper()
	operator := &worker{server: s, document: s.document(t, consoleDocument), token: admin.token}
	var invitation struct{ SignInLink string }
	operator.do(t, http.MethodPost, "/users", map[string]string{"email": email}, http.StatusCreated, &invitation)
	_, token, found := strings.Cut(invitation.SignInLink, "#sign-in=")
	if !found {
		t.Fatalf("the invitation has no link to sign in: %+v", invitation)
	}
	return s.signInWith(t, map[string]string{"signInToken": token})
}

func (s *server) signInWith(t *testing.T, credentials map[string]string) *worker {
	t.Helper()
	w := &worker{server: s, document: s.document(t, servedDocument)}
	var session struct {
		Token  string                           `json:"token"`
		Worker struct{ WorkerID, Email string } `json:"worker"`
	}
	w.do(t, http.MethodPost, "/session", credentials, http.StatusOK, &session)
	if session.Token == "" || len(session.Worker.WorkerID) != 16 {
		t.Fatalf("signing in gave %+v", session)
	}
	w.token, w.id = session.Token, session.Worker.WorkerID
	return w
}

// do sends one request and decodes the answer's body into out, unless that is nil.
func (w *worker) do(t *testing.T, method, path string, body any, status int, out any) answer {
	t.Helper()
	r := request{method: method, path: "/api/v1" + path, unsigned: true, header: map[string]string{}}
	if w.token != "" {
		r.header["Authorization"] = "Bearer " + w.token
	}
	if body != nil {
		r.body = encode(t, body)
		r.header["Content-Type"] = "application/json"
	}
	a := w.server.send(t, r)
	w.document.check(t, r, a)
	if a.status != status {
		t.Fatalf("%s %s: status %d, want %d: %s", method, path, a.status, status, a.body)
	}
	if out != nil {
		if err := json.Unmarshal(a.body, out); err != nil {
			t.Fatalf("%s %s: decode the answer: %v\n%s", method, path, err, a.body)
		}
	}
	return a
}

// encode writes JSON as browsers do: < and & stay what they are.
func encode(t *testing.T, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		t.Fatalf("encode: %v", err)
	}
	return b.Bytes()
}

func (w *worker) jobs(t *testing.T) []workJob {
	t.Helper()
	var out struct {
		Jobs []workJob `json:"jobs"`
	}
	w.do(t, http.MethodGet, "/jobs", nil, http.StatusOK, &out)
	return out.Jobs
}

// next takes a task of any job.
func (w *worker) next(t *testing.T) assignment {
	t.Helper()
	var a assignment
	w.do(t, http.MethodPost, "/next", nil, http.StatusOK, &a)
	return a
}

// idle checks that no task waits.
func (w *worker) idle(t *testing.T) {
	t.Helper()
	w.do(t, http.MethodPost, "/next", nil, http.StatusNoContent, nil)
}

// act releases, declines, pauses or resumes a task.
func (w *worker) act(t *testing.T, id, what string) assignment {
	t.Helper()
	var a assignment
	w.do(t, http.MethodPost, "/assignments/"+id+"/"+what, nil, http.StatusOK, &a)
	return a
}

// submitted is the answer to a submit.
type submitted struct {
	Assignment assignment  `json:"assignment"`
	Next       *assignment `json:"next"`
}

// submit hands in an answer, which is JSON text.
func (w *worker) submit(t *testing.T, id, answerContent string, acceptNext bool) submitted {
	t.Helper()
	body := map[string]any{"answerContent": json.RawMessage(answerContent)}
	if acceptNext {
		body["acceptNext"] = true
	}
	var out submitted
	w.do(t, http.MethodPost, "/assignments/"+id+"/submit", body, http.StatusOK, &out)
	return out
}
