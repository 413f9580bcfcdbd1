package app_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

const (
	carriedOfCheck = "/flow-definitions/check/carried-loops"
	// anOldLoop was completed at another service, its output in a bucket of that time.
	anOldLoop = `{"humanLoopStatus": "Completed", "creationTime": "2026-01-02T03:04:05.678Z", "outputS3Uri": "s3://old/out.json"}`
)

// carriedAnswer is a carried human loop as the console API gives it.
type carriedAnswer struct {
	HumanLoopName, HumanLoopStatus, CreationTime string
	HumanLoopOutput                              struct{ OutputS3URI string }
	Added, Carried, HasInput                     bool
}

func TestLoopsThatEndedElsewhereAreKnownHere(t *testing.T) {
	h := newHouse(t, withAdmin)
	h.flow()
	o := h.operator()
	var got carriedAnswer
	must(t, o.console(http.MethodPut, carriedOfCheck+"/Old-1", anOldLoop, &got))
	want := carriedAnswer{HumanLoopName: "Old-1", HumanLoopStatus: "Completed", CreationTime: "2026-01-02T03:04:05.678Z", Added: true, Carried: true}
	want.HumanLoopOutput.OutputS3URI = "s3://old/out.json"
	if got != want {
		t.Errorf("got %+v", got)
	}
	refused(t, "its page", o.console(http.MethodGet, "/human-loops/Old-1/page", "", nil), 410, "", "was carried here without its input")
	withInput := strings.TrimSuffix(anOldLoop, "}") + `, "input": {"n": 1}}`
	for i, again := range []string{anOldLoop, withInput, withInput, anOldLoop} {
		must(t, o.console(http.MethodPut, carriedOfCheck+"/Old-1", again, &got))
		if got.Added != (i == 1) || got.HasInput != (i > 0) {
			t.Errorf("again with %s: %+v", again, got)
		}
	}
	must(t, o.console(http.MethodGet, "/human-loops/Old-1/page", "", nil))
	refused(t, "another of its name", o.console(http.MethodPut, carriedOfCheck+"/Old-1", strings.Replace(anOldLoop, "Completed", "Stopped", 1), nil), 409, "",
		"exists already and is not the same: it is Completed")
	refused(t, "one that is open", o.console(http.MethodPut, carriedOfCheck+"/Old-2", strings.Replace(anOldLoop, "Completed", "InProgress", 1), nil), 422, "", "validation failed")
	refused(t, "a start of its name", o.startLoop("Old-1"), 400, "ValidationException", "already exists and is finished")

	// It stands beside the others wherever those are looked at.
	must(t, o.startLoop("new"))
	seen := func(r reply) string { must(t, r); return string(r.body) }
	list := seen(o.send("sagemaker", http.MethodGet, "/human-loops?FlowDefinitionArn=arn:aws:sagemaker:eu-west-1:000000000000:flow-definition/check&SortOrder=Ascending", ""))
	if i, j := strings.Index(list, "Old-1"), strings.Index(list, `"new"`); i < 0 || j < i {
		t.Errorf("listed: %s", list)
	}
	if d := seen(o.send("sagemaker", http.MethodGet, "/human-loops/Old-1", "")); !strings.Contains(d, `"OutputS3Uri":"s3://old/out.json"`) {
		t.Errorf("described: %s", d)
	}
	if r := seen(o.console(http.MethodGet, "/human-loops/Old-1/review", "", nil)); !strings.Contains(r, `"carried":true`) || !strings.Contains(r, `"input":{"n":1}`) {
		t.Errorf("reviewed: %s", r)
	}
	if e := seen(o.console(http.MethodGet, exportOfCheck+"?status=Completed", "", nil)); !strings.Contains(e, `"humanLoopName":"Old-1"`) {
		t.Errorf("exported: %s", e)
	}
	const asked = `{"query": "SELECT human_loop_name, answers, duration_in_seconds, carried_at = ended_at AS same, human_loop_output->>'OutputS3Uri' AS output FROM aws.sagemaker_human_loop WHERE human_loop_name = 'Old-1'"}`
	if r := seen(o.console(http.MethodPost, "/sql", asked, nil)); !strings.Contains(r, `["Old-1",0,null,true,"s3://old/out.json"]`) {
		t.Errorf("in SQL: %s", r)
	}
	// Carrying what is there already is nothing that was done.
	const carry, itself = "foureyes:CarryHumanLoop", "arn:aws:sagemaker:eu-west-1:000000000000:human-loop/Old-1"
	wantDone := []done{
		{"", operatorsID, carry, "flow-definitions/check", "422"},
		{"", operatorsID, carry, itself, "409"},
		{"", operatorsID, carry, itself, "Success"},
		{"", operatorsID, carry, itself, "Success"},
	}
	if all := told(t, h.signIn().get(activityOfCheck+"?region=eu-west-1&action="+carry)).Activity; !slices.Equal(all, wantDone) {
		t.Errorf("activity: %+v", all)
	}
	must(t, o.send("sagemaker", http.MethodDelete, "/human-loops/Old-1", ""))
	must(t, o.startLoop("Old-1"))
}

func TestWhoCarriesLoops(t *testing.T) {
	h := newHouse(t, withAdmin)
	h.flow()
	o := h.operator()
	const one = carriedOfCheck + "/old-1"
	must(t, o.program("", `{"Version": "2012-10-17", "Statement": [
		{"Effect": "Allow", "Action": "foureyes:CarryHumanLoop", "Resource": "arn:aws:sagemaker:eu-west-1:000000000000:flow-definition/check"}]}`).console(http.MethodPut, one, anOldLoop, nil))
	for _, policy := range []string{"AmazonAugmentedAIFullAccess", "ReadOnlyAccess"} {
		refused(t, policy, o.program("", policy).console(http.MethodPut, one, anOldLoop, nil), 403, "",
			"not authorized to perform: foureyes:CarryHumanLoop on resource: arn:aws:sagemaker:eu-west-1:000000000000:flow-definition/check")
	}
	rita := h.withRole("rita", "requester")
	must(t, rita.at("eu-west-1", "CreateFlowDefinition", flowOf("hers")))
	refused(t, "a requester, on their own", rita.call(http.MethodPut, "/flow-definitions/hers/carried-loops/old-1?region=eu-west-1", anOldLoop), 403, "", "foureyes:CarryHumanLoop")
	refused(t, "to no flow definition", o.console(http.MethodPut, "/flow-definitions/none/carried-loops/old-1", anOldLoop, nil), 404, "", "does not exist")
	var outcomes []string
	for _, r := range h.audit() {
		if r.Action == "foureyes:CarryHumanLoop" {
			outcomes = append(outcomes, r.Flow+" "+r.Outcome)
		}
	}
	if want := []string{"check Success", "check 403", "check 403", "hers 403", "none 404"}; !slices.Equal(outcomes, want) {
		t.Errorf("audited: %q", outcomes)
	}
}

func TestHumanLoopsByName(t *testing.T) {
	h := newHouse(t, withAdmin)
	h.flow()
	o := h.operator()
	must(t, o.startLoop("new"))
	must(t, o.console(http.MethodPut, carriedOfCheck+"/old", anOldLoop, nil))
	var out struct{ HumanLoops []carriedAnswer }
	must(t, o.console(http.MethodGet, "/human-loops?name=new&name=none&name=old", "", &out))
	if len(out.HumanLoops) != 2 {
		t.Fatalf("%+v", out)
	}
	if l := out.HumanLoops[0]; l.HumanLoopName != "new" || l.Carried || !l.HasInput {
		t.Errorf("%+v", l)
	}
	if l := out.HumanLoops[1]; l.HumanLoopName != "old" || !l.Carried || l.HasInput {
		t.Errorf("%+v", l)
	}
	refused(t, "without names", o.console(http.MethodGet, "/human-loops", "", nil), 422, "", "validation failed")
	refused(t, "a worker", h.worker("ann").get("/human-loops?region=eu-west-1&name=new"), 403, "", "sagemaker:ListHumanLoops")
}
