package app_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

const adviceOfCheck = "/flow-definitions/check/advice?confidence=input.confidence&answer=answer.right"

// answeredLoop starts a loop and lets ann answer it.
func (h *house) answeredLoop(ann person, name, input, answer string) {
	h.t.Helper()
	quoted, _ := json.Marshal(input)
	must(h.t, h.operator().send("sagemaker", http.MethodPost, "/human-loops",
		`{"HumanLoopName": "`+name+`", "FlowDefinitionArn": "arn:aws:sagemaker:eu-west-1:000000000000:flow-definition/check", "HumanLoopInput": {"InputContent": `+string(quoted)+`}}`,
		"Content-Type", "application/json"))
	var task struct{ ID string }
	r := ann.call(http.MethodPost, "/next", "")
	if err := json.Unmarshal(r.body, &task); err != nil || task.ID == "" {
		h.t.Fatalf("next: %d %s", r.status, r.body)
	}
	must(h.t, ann.call(http.MethodPost, "/assignments/"+task.ID+"/submit", `{"answerContent": `+answer+`}`))
	var loop struct{ HumanLoopStatus string }
	if must(h.t, h.operator().console(http.MethodGet, "/human-loops/"+name+"?waitSeconds=60", "", &loop)); loop.HumanLoopStatus != "Completed" {
		h.t.Fatalf("the loop is %s", loop.HumanLoopStatus)
	}
}

func TestAdviceFromHumanLoops(t *testing.T) {
	h := newHouse(t, withAdmin)
	h.flow()
	ann := h.worker("ann")
	h.answeredLoop(ann, "one", `{"confidence": 0.9}`, `{"right": true}`)
	h.answeredLoop(ann, "two", `{"confidence": 0.4}`, `{"right": "false"}`)
	h.answeredLoop(ann, "three", `{}`, `{"right": true}`)

	var report struct {
		Outcome, Sentence string
		HumanLoops        int
		Judged, Wrong     int64
		Skipped           []struct{ Reason string }
		Curve             []struct{ Threshold, Coverage, Risk float64 }
	}
	must(t, h.operator().console(http.MethodGet, adviceOfCheck+"&risk=0.2", "", &report))
	text, _ := json.Marshal(report)
	want := `{"Outcome":"TooFew","Sentence":"To keep errors under 20 % at 95 % confidence, review everything for now: 2 judged predictions are too few, as at least 21 without a mistake are needed.",` +
		`"HumanLoops":3,"Judged":2,"Wrong":1,"Skipped":[{"Reason":"no number at input.confidence"}],` +
		`"Curve":[{"Threshold":0.9,"Coverage":0.5,"Risk":0},{"Threshold":0.4,"Coverage":1,"Risk":0.5}]}`
	if string(text) != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}

	lines := strings.Split(strings.TrimSpace(string(h.operator().console(http.MethodGet, adviceOfCheck+"&progress=true", "", nil).body)), "\n")
	if len(lines) != 1 || !strings.HasPrefix(lines[0], `{"humanLoops":3,"advice":{"sentence":"To keep errors`) {
		t.Errorf("with progress: %q", lines)
	}
	if r := h.operator().console(http.MethodGet, adviceOfCheck+"&from=2099-01-01T00:00:00Z", "", &report); report.Judged != 0 {
		t.Errorf("of the future: %s", r.body)
	}
}

func TestWhoGetsAdvice(t *testing.T) {
	h := newHouse(t, withAdmin)
	h.flow()
	o := h.operator()
	must(t, o.program("", `{"Version": "2012-10-17", "Statement": [
		{"Effect": "Allow", "Action": "foureyes:GetAdvice", "Resource": "arn:aws:sagemaker:eu-west-1:000000000000:flow-definition/check"}]}`).console(http.MethodGet, adviceOfCheck, "", nil))
	must(t, o.program("", "ReadOnlyAccess").console(http.MethodGet, adviceOfCheck, "", nil))
	refused(t, "without permission", o.program("", "AmazonAugmentedAIFullAccess").console(http.MethodGet, adviceOfCheck, "", nil), 403, "",
		"not authorized to perform: foureyes:GetAdvice on resource: arn:aws:sagemaker:eu-west-1:000000000000:flow-definition/check")
	stranger := o.program("000000000077", "FullAccess")
	refused(t, "another account's", stranger.console(http.MethodGet, adviceOfCheck, "", nil), 404, "", "does not exist")
	refused(t, "another account's, by name", stranger.console(http.MethodGet, adviceOfCheck+"&account=000000000000", "", nil), 422, "", "the account of its key")
	refused(t, "no paths", o.console(http.MethodGet, "/flow-definitions/check/advice", "", nil), 422, "", "Say where flow definition check has its predictions")
	refused(t, "a path", o.console(http.MethodGet, "/flow-definitions/check/advice?confidence=x&answer=answer.y", "", nil), 422, "", "it begins with input")
	refused(t, "a risk", o.console(http.MethodGet, adviceOfCheck+"&risk=1", "", nil), 422, "", "between 0 and 1")
	refused(t, "with progress", o.console(http.MethodGet, adviceOfCheck+"&progress=true&risk=1", "", nil), 422, "", "between 0 and 1")
	admin := h.signIn()
	must(t, admin.get(adviceOfCheck+"&region=eu-west-1"))
	refused(t, "an administrator without a region", admin.get(adviceOfCheck), 422, "", "Say in which region")
	refused(t, "a worker", h.worker("ann").get(adviceOfCheck+"&region=eu-west-1"), 403, "", "not authorized to perform: foureyes:GetAdvice")
}
