package app_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os/exec"
	"strings"
	"testing"

	"foureyes/internal/config"
)

// curl waits for a loop as a script would, and returns what it printed.
func (p program) curl(path string) (string, error) {
	out, err := exec.CommandContext(p.t.Context(), "curl", "--silent", "--show-error", "--max-time", "90",
		"--aws-sigv4", "aws:amz:eu-west-1:sagemaker", "--user", p.id+":"+p.secret, p.url+path).CombinedOutput()
	return string(out), err
}

func TestScriptsWaitForTheEndOfALoopWithCurl(t *testing.T) {
	h := newHouse(t, nil)
	h.flow()
	p := h.operator()
	must(t, p.startLoop("one"))
	type printed struct {
		out string
		err error
	}
	done := make(chan printed)
	go func() {
		out, err := p.curl("/api/v1/human-loops/one?waitSeconds=60")
		done <- printed{out, err}
	}()
	must(t, p.send("sagemaker", http.MethodPost, "/human-loops/stop", `{"HumanLoopName": "one"}`, "Content-Type", "application/json"))
	got := <-done
	var loop map[string]any
	if err := json.Unmarshal([]byte(got.out), &loop); err != nil || got.err != nil {
		t.Fatalf("%s %v %v", got.out, got.err, err)
	}
	delete(loop, "creationTime")
	text, _ := json.Marshal(loop)
	if !strings.HasPrefix(string(text), `{"flowDefinitionArn":"arn:aws:sagemaker:eu-west-1:000000000000:flow-definition/check",`+
		`"humanLoopArn":"arn:aws:sagemaker:eu-west-1:000000000000:human-loop/one","humanLoopName":"one","humanLoopOutput":{"outputS3Uri":"s3://reviews/out/check/`) ||
		!strings.HasSuffix(string(text), `/one/output.json"},"humanLoopStatus":"Stopped"}`) {
		t.Errorf("%s", text)
	}
}

func TestWhoMayWaitForALoop(t *testing.T) {
	h := newHouse(t, withAdmin)
	h.flow()
	must(t, h.operator().startLoop("one"))
	ann := h.operator().program("", `{"Version": "2012-10-17", "Statement": [
		{"Effect": "Allow", "Action": "sagemaker:DescribeHumanLoop", "Resource": "arn:aws:sagemaker:eu-west-1:000000000000:human-loop/one"}]}`)
	stranger := h.operator().program("000000000077", "FullAccess")
	must(t, ann.console(http.MethodGet, "/human-loops/one", "", nil))
	refused(t, "another name", ann.console(http.MethodGet, "/human-loops/two", "", nil), 403, "",
		"not authorized to perform: sagemaker:DescribeHumanLoop on resource: arn:aws:sagemaker:eu-west-1:000000000000:human-loop/two")
	refused(t, "a loop that is not there", h.operator().console(http.MethodGet, "/human-loops/two?waitSeconds=60", "", nil), 404, "", "HumanLoop 'two' does not exist.")
	refused(t, "a loop of another account", stranger.console(http.MethodGet, "/human-loops/one", "", nil), 404, "", "HumanLoop 'one' does not exist.")
	refused(t, "another account's, by name", stranger.console(http.MethodGet, "/human-loops/one?account=000000000000", "", nil), 422, "", "the account of its key")
	refused(t, "a long wait", ann.console(http.MethodGet, "/human-loops/one?waitSeconds=61", "", nil), 422, "", "validation failed")
	admin := h.signIn()
	if r := admin.get("/human-loops/one?region=eu-west-1"); r.status != http.StatusOK || !strings.Contains(string(r.body), `"humanLoopStatus":"InProgress"`) {
		t.Errorf("an administrator: %d %s", r.status, r.body)
	}
	refused(t, "an administrator without a region", admin.get("/human-loops/one"), 422, "", "Say in which region")
	refused(t, "nobody", person{house: h}.get("/human-loops/one?region=eu-west-1"), 401, "", "")
}

// person is signed in, or not.
type person struct {
	*house
	token string
}

const adminPassword = "correct horse battery staple"

func withAdmin(c *config.Serve) { c.AdminPassword = adminPassword }

// signIn lets the administrator in.
func (h *house) signIn() person {
	h.t.Helper()
	return h.signedIn(`{"email": "admin@localhost", "password": "` + adminPassword + `"}`)
}

// worker makes a person who answers and lets them in.
func (h *house) worker(name string) person {
	h.t.Helper()
	var link struct{ SignInLink string }
	must(h.t, h.operator().console(http.MethodPost, "/users", `{"email": "`+name+`@example.com", "name": "`+name+`"}`, nil))
	must(h.t, h.operator().console(http.MethodPost, "/users/"+name+"@example.com/sign-in-link", "{}", &link))
	_, token, _ := strings.Cut(link.SignInLink, "#sign-in=")
	return h.signedIn(`{"signInToken": "` + token + `"}`)
}

func (h *house) signedIn(credentials string) person {
	h.t.Helper()
	p := person{house: h}
	r := p.call(http.MethodPost, "/session", credentials)
	var session struct{ Token string }
	if err := json.Unmarshal(r.body, &session); err != nil || session.Token == "" {
		h.t.Fatalf("%d %s", r.status, r.body)
	}
	return person{h, session.Token}
}

// get asks our own API.
func (p person) get(path string) reply { return p.call(http.MethodGet, path, "") }

func (p person) call(method, path, body string) reply {
	p.t.Helper()
	r, err := http.NewRequestWithContext(p.t.Context(), method, p.url+"/api/v1"+path, strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+p.token)
	return p.send(r)
}

func (p person) send(r *http.Request) reply {
	p.t.Helper()
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer answer.Body.Close()
	out := reply{status: answer.StatusCode, header: answer.Header}
	if out.body, err = io.ReadAll(answer.Body); err != nil {
		p.t.Fatal(err)
	}
	out.readError()
	return out
}

// watching is an open stream of events.
type watching struct {
	t    *testing.T
	body *bufio.Scanner
	last string // id
	stop context.CancelFunc
}

// watch opens a stream, after an event if last names one.
func (p person) watch(last string) *watching {
	p.t.Helper()
	ctx, cancel := context.WithCancel(p.t.Context())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url+"/api/v1/events", nil)
	if err != nil {
		p.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+p.token)
	r.Header.Set("Last-Event-ID", last)
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		p.t.Fatal(err)
	}
	if kind := answer.Header.Get("Content-Type"); answer.StatusCode != http.StatusOK || kind != "text/event-stream" {
		p.t.Fatalf("%d %s", answer.StatusCode, kind)
	}
	p.t.Cleanup(func() {
		cancel()
		_ = answer.Body.Close()
	})
	return &watching{t: p.t, body: bufio.NewScanner(answer.Body), stop: cancel}
}

// next gives the next event, or nothing when the stream has ended.
func (w *watching) next() (name, data string) {
	for w.body.Scan() {
		field, value, _ := strings.Cut(w.body.Text(), ": ")
		switch field {
		case "event":
			name = value
		case "data":
			return name, value
		case "id":
			w.last = value
		}
	}
	return "", ""
}

// place waits for the id after what was got.
func (w *watching) place() string {
	for w.last = ""; w.last == "" && w.body.Scan(); {
		w.last, _ = strings.CutPrefix(w.body.Text(), "id: ")
		if !strings.Contains(w.body.Text(), "id: ") {
			w.last = ""
		}
	}
	return w.last
}

func (w *watching) want(name, part string) string {
	w.t.Helper()
	gotName, data := w.next()
	if gotName != name || !strings.Contains(data, part) {
		w.t.Fatalf("got %s %s, want %s …%s…", gotName, data, name, part)
	}
	return data
}

func TestWorkersAndAdministratorsSeeWhatConcernsThem(t *testing.T) {
	h := newHouse(t, withAdmin)
	h.flow()
	ann, bob, admin := h.worker("ann"), h.worker("bob"), h.signIn()
	anns, bobs, admins := ann.watch(""), bob.watch(""), admin.watch("")
	annsPlace := anns.place()
	bobs.place()
	admins.place()
	must(t, h.operator().startLoop("one"))
	job := anns.want("jobs", `{"jobIds":["`)
	bobs.want("jobs", job)
	admins.want("jobs", job)
	admins.want("loop", `{"humanLoopName":"one","humanLoopArn":"arn:aws:sagemaker:eu-west-1:000000000000:human-loop/one","humanLoopStatus":"InProgress",`)
	bobs.place()
	must(t, ann.call(http.MethodPost, "/next", ""))
	anns.want("jobs", job)
	anns.want("assignment", `"status":"Accepted"`)
	bobs.want("jobs", job)
	bobs.place()
	must(t, h.operator().send("sagemaker", http.MethodPost, "/human-loops/stop", `{"HumanLoopName": "one"}`, "Content-Type", "application/json"))
	admins.want("jobs", job)
	admins.want("loop", `"humanLoopStatus":"Stopping"`)

	// Whoever comes back gets what happened meanwhile, in one piece.
	anns.stop()
	again := ann.watch(annsPlace)
	again.place()
	again.want("jobs", job)
	again.want("assignment", `"status":"Accepted"`)
	stranger := ann.watch("another-7")
	stranger.want("reset", "{}")

	if r := (person{house: h}).get("/events"); r.status != http.StatusUnauthorized {
		t.Errorf("nobody: %d", r.status)
	}
	for range 3 {
		admin.watch("").place()
	}
	if r := admin.get("/events"); r.status != http.StatusTooManyRequests {
		t.Errorf("a fifth stream: %d", r.status)
	}
	h.stop() // ends the streams, or it would take its 20 seconds and fail
	if name, data := admins.next(); name != "" {
		t.Errorf("after the end: %s %s", name, data)
	}
}
