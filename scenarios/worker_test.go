package scenarios

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// workerSession is somebody signed in, and the task in their hands.
type workerSession struct {
	token      string
	assignment string
}

// worker does what a person does in the portal, through the worker API:
//
//	worker sign-in              as the administrator, with the password on disk
//	worker sign-in-with FILE    with the sign-in link that the file holds
//	worker forgot EMAIL         asks for a link to choose a new password
//	worker choose FILE PASSWORD    with the link in the mail that the file holds, and signs in
//	worker jobs
//	worker next JOB             takes a task; "nothing waits" when there is none
//	worker content
//	worker media                what the first link in the content leads to
//	worker submit ANSWER-FILE
//	worker answer-each JOB ANSWERS-FILE    the line for the loop loop-1, loop-2 and so on
//	worker release | decline | pause | resume
//	worker wait-import FLOW     as the administrator, until an import waits for room
func worker(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) == 0 {
		ts.Fatalf("usage: worker WORD …")
	}
	s := storyOf(ts)
	out, err := s.work(ts, args)
	_, _ = fmt.Fprint(ts.Stdout(), out)
	if err != nil {
		_, _ = fmt.Fprintln(ts.Stderr(), err)
	}
	if neg == (err == nil) {
		ts.Fatalf("worker %s: %v", strings.Join(args, " "), err)
	}
}

var linkPattern = regexp.MustCompile(`#sign-in=([\w-]+)`)

func (s *story) work(ts *testscript.TestScript, args []string) (string, error) {
	switch args[0] {
	case "sign-in":
		password, err := os.ReadFile(filepath.Join(s.folder, "data", "admin-password"))
		ts.Check(err)
		return s.signIn(map[string]string{"email": "admin@localhost", "password": strings.TrimSpace(string(password))})
	case "sign-in-with":
		found := linkPattern.FindStringSubmatch(ts.ReadFile(args[1]))
		if found == nil {
			ts.Fatalf("%s holds no sign-in link", args[1])
		}
		return s.signIn(map[string]string{"signInToken": found[1]})
	case "forgot":
		return s.sent("/password-reset", map[string]string{"email": args[1]})
	case "choose":
		return s.choose(ts.ReadFile(args[1]), args[2])
	case "jobs":
		return s.call(http.MethodGet, "/jobs", nil)
	case "next":
		return s.next(args[1])
	case "content":
		return s.call(http.MethodGet, "/assignments/"+s.session.assignment+"/content", nil)
	case "media":
		return s.media()
	case "submit":
		body := `{"answerContent":` + ts.ReadFile(args[1]) + `}`
		return s.call(http.MethodPost, "/assignments/"+s.session.assignment+"/submit", []byte(body))
	case "answer-each":
		return s.answerEach(args[1], strings.Split(strings.TrimSpace(ts.ReadFile(args[2])), "\n"))
	case "wait-import":
		return "", s.waitImport(args[1])
	case "release", "decline", "pause", "resume":
		return s.call(http.MethodPost, "/assignments/"+s.session.assignment+"/"+args[0], nil)
	}
	ts.Fatalf("worker %s: no such word", args[0])
	return "", nil
}

var mediaPattern = regexp.MustCompile(`/media/[^"]+`)

// media opens the first link of the task's page, as the page itself would.
func (s *story) media() (string, error) {
	page, err := s.call(http.MethodGet, "/assignments/"+s.session.assignment+"/content", nil)
	if err != nil {
		return "", err
	}
	answer, err := http.Get(s.url + html.UnescapeString(mediaPattern.FindString(page))) //nolint:noctx,gosec // our own server
	if err != nil {
		return "", err
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	return answer.Status + "\n" + string(body), err
}

// answerEach answers as many tasks as there are lines.
func (s *story) answerEach(job string, answers []string) (string, error) {
	for range answers {
		took, err := s.next(job)
		if err != nil {
			return "", err
		}
		var n int
		if _, err := fmt.Sscanf(took, "took loop-%d", &n); err != nil {
			return took, err
		}
		if _, err := s.call(http.MethodPost, "/assignments/"+s.session.assignment+"/submit", []byte(`{"answerContent":`+answers[n-1]+`}`)); err != nil {
			return "", err
		}
	}
	return "", nil
}

func (s *story) signIn(who map[string]string) (string, error) {
	s.session = &workerSession{}
	body, err := json.Marshal(who)
	if err != nil {
		return "", err
	}
	out, err := s.call(http.MethodPost, "/session", body)
	if err != nil {
		return "", err
	}
	var session struct {
		Token  string
		Worker struct{ Name string }
	}
	if err := json.Unmarshal([]byte(out), &session); err != nil {
		return "", err
	}
	s.session.token = session.Token
	return "signed in as " + session.Worker.Name + "\n", nil
}

func (s *story) next(job string) (string, error) {
	out, err := s.call(http.MethodPost, "/jobs/"+job+"/next", nil)
	if err != nil {
		return "", err
	}
	if out == "" {
		return "nothing waits\n", nil
	}
	var a struct{ ID, HumanLoopName string }
	if err := json.Unmarshal([]byte(out), &a); err != nil {
		return "", err
	}
	s.session.assignment = a.ID
	return "took " + a.HumanLoopName + "\n", nil
}

// waitImport asks until the newest import of a flow definition waits for room.
func (s *story) waitImport(flow string) error {
	deadline := time.After(patience)
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		out, err := s.call(http.MethodGet, "/flow-definitions/"+flow+"/imports?maxResults=1&region="+region, nil)
		if err != nil || strings.Contains(out, `"reason":"You have reached the limit`) {
			return err
		}
		select {
		case <-again.C:
		case <-deadline:
			return fmt.Errorf("no import waits: %s", out)
		}
	}
}

// call sends one request of the worker API and gives the body of the answer.
func (s *story) call(method, path string, body []byte) (string, error) {
	r, err := http.NewRequest(method, s.url+"/api/v1"+path, bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	r.Header.Set("Content-Type", "application/json")
	if s.session.token != "" {
		r.Header.Set("Authorization", "Bearer "+s.session.token)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return "", err
	}
	defer func() { _ = answer.Body.Close() }()
	out, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode >= http.StatusBadRequest {
		err = fmt.Errorf("%s: %s", answer.Status, out)
	}
	return string(out), err
}

func writeFile(name, content string) error { return os.WriteFile(name, []byte(content), 0o600) }
