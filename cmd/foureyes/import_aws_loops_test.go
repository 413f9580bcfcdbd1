package main

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"foureyes/internal/awsimport"
)

// runtime asks the runtime as a requester does.
func (s *side) runtime() a2iRuntime { return a2iRuntime{awsJSON{s.url + "/", importRegion, s.keys}} }

// start begins a human loop of the flow definition lone.
func (s *side) start(name string) {
	s.t.Helper()
	arn := "arn:aws:sagemaker:" + importRegion + ":" + s.account + ":flow-definition/lone"
	if _, err := s.runtime().Start(s.t.Context(), arn, name, []byte(`{"of": "`+name+`"}`)); err != nil {
		s.t.Fatal(err)
	}
}

// person asks the worker API, with the token of a session if there is one.
func (s *side) person(token, path, body string, out any) {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, s.url+"/api/v1"+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if err := read(answer, out); err != nil {
		s.t.Fatalf("%s: %v", path, err)
	}
}

// live has a human loop completed, one stopped, and one that nobody has begun.
func (s *side) live() {
	s.t.Helper()
	s.furnish()
	s.do("CreateFlowDefinition", `{"FlowDefinitionName": "lone", "RoleArn": "arn:aws:iam::`+s.account+`:role/a2i", "OutputConfig": {"S3OutputPath": "s3://reviews/out"},
		"HumanLoopConfig": {"WorkteamArn": "arn:aws:sagemaker:`+importRegion+`:`+s.account+`:workteam/private-crowd/Everyone-in-private-workforce",
		"HumanTaskUiArn": "arn:aws:sagemaker:`+importRegion+`:`+s.account+`:human-task-ui/note", "TaskTitle": "Check", "TaskDescription": "Check it.", "TaskCount": 1}}`)
	s.start("done")
	var session struct{ Token string }
	s.person("", "/session", `{"email": "admin@example.com", "password": "correct horse"}`, &session)
	var task struct{ ID string }
	s.person(session.Token, "/next", "", &task)
	s.person(session.Token, "/assignments/"+task.ID+"/submit", `{"answerContent": {"right": true}}`, nil)
	s.ended("done", "Completed")
	s.start("stopped")
	if err := s.runtime().rest(s.t.Context(), "StopHumanLoop", http.MethodPost, "human-loops/stop", map[string]string{"HumanLoopName": "stopped"}, nil); err != nil {
		s.t.Fatal(err)
	}
	s.ended("stopped", "Stopped")
	s.start("open")
}

// ended waits until a human loop is over.
func (s *side) ended(name, status string) {
	s.t.Helper()
	var l awsimport.Loop
	if err := s.call(s.t.Context(), http.MethodGet, "/human-loops/"+name+"?waitSeconds=60", nil, &l); err != nil || l.HumanLoopStatus != status {
		s.t.Fatalf("%s is %s: %v", name, l.HumanLoopStatus, err)
	}
}

// loopsOf is what the report counts of the loops of the flow definition lone.
func loopsOf(t *testing.T, r awsimport.Report) (string, []string) {
	t.Helper()
	for _, i := range r.Items {
		if i.Kind == "human loops" && i.Name == "lone" {
			return strings.TrimPrefix(fmt.Sprint(i.Loops), "map"), i.Notes
		}
	}
	t.Fatalf("nothing of human loops in %+v", r.Items)
	return "", nil
}

func TestImportOfHumanLoops(t *testing.T) {
	from, to := newSide(t, "123456789012"), newSide(t, "210987654321")
	from.live()
	told := filepath.Join(t.TempDir(), "told.jsonl")
	for i, step := range []struct {
		want string
		more []string
	}{
		{"[cannot be carried:1 would be made:2]", []string{"--loops", "--outputs", "--dry-run"}},
		{"[cannot be carried:1 made:2]", []string{"--loops", "--loops-report", told}},
		{"[cannot be carried:1 there already:2]", []string{"--loops"}},
		{"[cannot be carried:1 there already:1 would be made:1]", []string{"--loops", "--outputs", "--dry-run"}},
		{"[cannot be carried:1 made:1 there already:1]", []string{"--loops", "--outputs"}},
		{"[cannot be carried:1 there already:2]", []string{"--loops", "--outputs"}},
	} {
		report, err := to.importFrom(from, step.more...)
		got, notes := loopsOf(t, report)
		if err != nil || got != step.want {
			t.Errorf("step %d: %v: %s, want %s; %q", i, err, got, step.want, notes)
		}
		if !strings.Contains(strings.Join(notes, "\n"), "open: it is InProgress: let it end there") {
			t.Errorf("step %d: %q", i, notes)
		}
	}
	if lines, err := os.ReadFile(told); err != nil || !strings.Contains(string(lines), `{"kind":"human loop","name":"open","state":"cannot be carried"`) {
		t.Errorf("%v: %s", err, lines)
	}

	// What came is as it was.
	var output []byte
	for _, name := range []string{"done", "stopped"} {
		old, err := from.runtime().Describe(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		here, err := to.runtime().Describe(t.Context(), name)
		if err != nil || here != old {
			t.Errorf("%v: got %+v, want %+v", err, here, old)
		}
		if name == "done" {
			if output, err = outputsOf(to.runtime().awsJSON, to.url).Output(t.Context(), here.HumanLoopOutput.OutputS3URI); err != nil {
				t.Fatal(err)
			}
		}
	}
	old, err := outputsOf(from.runtime().awsJSON, from.url).Output(t.Context(), uriOf(t, from, "done"))
	if err != nil || !bytes.Equal(output, old) || len(output) == 0 {
		t.Errorf("%v: the output is %s", err, output)
	}
	var review struct{ Input map[string]string }
	if err := to.call(t.Context(), http.MethodGet, "/human-loops/done/review", nil, &review); err != nil || review.Input["of"] != "done" {
		t.Errorf("%v: the input is %v", err, review.Input)
	}
}

func uriOf(t *testing.T, s *side, name string) string {
	t.Helper()
	l, err := s.runtime().Describe(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return l.HumanLoopOutput.OutputS3URI
}

func TestOpenLoopsAreBegunAnewWhereTheirInputIsHad(t *testing.T) {
	from, to := newSide(t, "123456789012"), newSide(t, "210987654321")
	from.live()
	from.start("other")
	inputs := t.TempDir()
	if err := os.WriteFile(filepath.Join(inputs, "open.json"), []byte(`{"of": "open"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	flags := []string{"--loops", "--restart-open-loops", "--inputs", inputs}
	for _, want := range []string{"[cannot be carried:1 made:3]", "[cannot be carried:1 there already:3]"} {
		report, err := to.importFrom(from, flags...)
		got, notes := loopsOf(t, report)
		if err != nil || got != want || !strings.Contains(strings.Join(notes, "\n"), "other: it is InProgress, and Amazon does not give its input back: put it into the folder of --inputs as other.json") {
			t.Errorf("%v: %s, want %s; %q", err, got, want, notes)
		}
	}
	var review struct {
		Input           map[string]string
		HumanLoopStatus string
	}
	if err := to.call(t.Context(), http.MethodGet, "/human-loops/open/review", nil, &review); err != nil || review.Input["of"] != "open" || review.HumanLoopStatus != "InProgress" {
		t.Errorf("%v: %+v", err, review)
	}
}

func TestFlagsOfLoopsThatWouldDoNothing(t *testing.T) {
	folder := t.TempDir()
	for want, args := range map[string][]string{
		"go with --loops":                      {"--outputs"},
		"say with --inputs where they are":     {"--loops", "--restart-open-loops"},
		"--inputs goes with --restart-open-lo": {"--loops", "--inputs", folder},
	} {
		_, err := printed(t, append([]string{"import", "aws"}, args...)...)
		if err == nil || exitCode(err) != 2 || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", args, err)
		}
	}
}
