package app_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
)

const activityOfCheck = "/flow-definitions/check/activity"

// done is what an activity, or an entry of the audit, tells first.
type done struct{ Email, AccessKeyID, Action, Resource, Outcome string }

type activityAnswer struct {
	Activity, Entries []done
	NextToken         string
}

// told reads an answer of the API about what was done.
func told(t *testing.T, r reply) activityAnswer {
	t.Helper()
	must(t, r)
	var out activityAnswer
	if err := json.Unmarshal(r.body, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// atWork has the operator start and stop human loops of check, and ann answer one.
func (h *house) atWork(ann person) {
	h.t.Helper()
	o := h.operator()
	must(h.t, o.startLoop("one"))
	must(h.t, o.startLoop("two"))
	var task struct{ ID string }
	if err := json.Unmarshal(ann.call(http.MethodPost, "/next", "").body, &task); err != nil {
		h.t.Fatal(err)
	}
	must(h.t, ann.call(http.MethodPost, "/assignments/"+task.ID+"/submit", `{"answerContent": {}}`))
	must(h.t, o.send("sagemaker", http.MethodPost, "/human-loops/stop", `{"HumanLoopName": "two"}`, "Content-Type", "application/json"))
	must(h.t, h.signIn().call(http.MethodPost, importsOfCheck+"?region=eu-west-1", `{"fileName": "a.jsonl", "size": 3, "layout": {"format": "jsonl"}}`))
}

func TestActivityOfAFlowDefinition(t *testing.T) {
	h := newHouse(t, withAdmin)
	h.flow()
	h.atWork(h.worker("ann"))
	const of, admin, ann = "arn:aws:sagemaker:eu-west-1:000000000000:", "admin@localhost", "ann@example.com"
	want := []done{
		{admin, "", "foureyes:CreateImport", "flow-definitions/check", "Success"},
		{"", operatorsID, "sagemaker:StopHumanLoop", of + "human-loop/two", "Success"},
		{ann, "", "foureyes:Submit", of + "human-loop/one", "Success"},
		{ann, "", "foureyes:Next", of + "human-loop/one", "Success"},
		{"", operatorsID, "sagemaker:StartHumanLoop", of + "human-loop/two", "Success"},
		{"", operatorsID, "sagemaker:StartHumanLoop", of + "human-loop/one", "Success"},
		{"", operatorsID, "sagemaker:CreateFlowDefinition", of + "flow-definition/check", "Success"},
	}
	operator := h.signIn()
	look := func(query string) activityAnswer {
		t.Helper()
		return told(t, operator.get(activityOfCheck+"?region=eu-west-1"+query))
	}
	if all := look("").Activity; !slices.Equal(all, want) {
		t.Errorf("got %+v, want %+v", all, want)
	}
	if some := look("&action=foureyes:*&outcome=Success").Activity; !slices.Equal(some, []done{want[0], want[2], want[3]}) {
		t.Errorf("of our own actions: %+v", some)
	}
	if page := look("&maxResults=4"); len(page.Activity) != 4 || !slices.Equal(look("&maxResults=4&nextToken="+page.NextToken).Activity, want[4:]) {
		t.Errorf("the first page: %+v", page)
	}
	for _, named := range []string{"check", of + "flow-definition/check"} {
		if all := told(t, h.operator().console(http.MethodGet, "/audit?flow="+named, "", nil)).Entries; !slices.Equal(all, want) {
			t.Errorf("the audit of %s: %+v", named, all)
		}
	}
	refused(t, "a name without a region", operator.get("/audit?flow=check"), 422, "", "Say in which region")
}

func TestActivityIsOfOneFlowDefinitionAndNotOfItsName(t *testing.T) {
	h := newHouse(t, withAdmin)
	h.flow()
	o := h.operator()
	must(t, o.startLoop("one"))
	must(t, o.sagemaker("DeleteFlowDefinition", `{"FlowDefinitionName": "check"}`))
	create := func() reply { return o.sagemaker("CreateFlowDefinition", flowOf("check")) }
	for r := create(); r.status >= http.StatusBadRequest; r = create() { // until the first is gone
		if r.code != "ResourceInUse" && r.code != "ThrottlingException" {
			t.Fatalf("%d %s", r.status, r.body)
		}
	}
	all := told(t, o.console(http.MethodGet, activityOfCheck+"?outcome=Success", "", nil)).Activity
	if len(all) != 1 || all[0].Action != "sagemaker:CreateFlowDefinition" {
		t.Errorf("the second one's: %+v", all)
	}
	actions := ""
	for _, e := range told(t, o.console(http.MethodGet, "/audit?flow=check&outcome=Success", "", nil)).Entries {
		_, operation, _ := strings.Cut(e.Action, ":")
		actions += operation + " "
	}
	if actions != "CreateFlowDefinition DeleteFlowDefinition StartHumanLoop CreateFlowDefinition " {
		t.Errorf("of both: %s", actions)
	}
}

func TestRequestersSeeTheActivityOfTheirOwn(t *testing.T) {
	h := newHouse(t, withAdmin)
	h.flow()
	rita, otto := h.withRole("rita", "requester"), h.withRole("otto", "auditor")
	must(t, rita.at("eu-west-1", "CreateFlowDefinition", flowOf("hers")))
	const hers = "/flow-definitions/hers/activity?region=eu-west-1"
	for _, p := range []person{rita, otto} {
		if all := told(t, p.get(hers)).Activity; len(all) != 1 || all[0].Email != "rita@example.com" {
			t.Errorf("got %+v", all)
		}
	}
	must(t, otto.get(activityOfCheck+"?region=eu-west-1"))
	refused(t, "another's", rita.get(activityOfCheck+"?region=eu-west-1"), 403, "", "not authorized to perform: foureyes:GetActivity")
	refused(t, "a worker", h.worker("ann").get(hers), 403, "", "not authorized")
	refused(t, "another account's", h.operator().program("000000000077", "FullAccess").console(http.MethodGet, activityOfCheck, "", nil), 404, "", "does not exist")
}

func TestRefusalsAndExportsAreActivityOfTheirFlowDefinition(t *testing.T) {
	h := newHouse(t, withAdmin)
	h.flow()
	o := h.operator()
	reader, stranger := o.program("", "ReadOnlyAccess"), o.program("000000000077", "FullAccess")
	refused(t, "a start", reader.startLoop("one"), 403, "AccessDeniedException", "")
	refused(t, "a stranger's start", stranger.startLoop("one"), 400, "ValidationException", "")
	must(t, o.console(http.MethodGet, exportOfCheck, "", nil))
	refused(t, "an export", reader.console(http.MethodGet, exportOfCheck, "", nil), 403, "", "")
	must(t, o.startLoop("two"))
	stop := func(p program) reply {
		return p.send("sagemaker", http.MethodPost, "/human-loops/stop", `{"HumanLoopName": "two"}`, "Content-Type", "application/json")
	}
	refused(t, "a stop", stop(reader), 403, "AccessDeniedException", "")
	refused(t, "a stranger's stop", stop(stranger), 404, "ResourceNotFoundException", "")
	refused(t, "a deletion", reader.send("sagemaker", http.MethodDelete, "/human-loops/two", ""), 403, "AccessDeniedException", "")
	all := h.audit()
	for _, want := range []row{
		{reader.id, "sagemaker:StopHumanLoop", "arn:aws:sagemaker:eu-west-1:000000000000:human-loop/two", "check", "AccessDeniedException"},
		{stranger.id, "sagemaker:StopHumanLoop", "arn:aws:sagemaker:eu-west-1:000000000077:human-loop/two", "", "ResourceNotFoundException"},
		{reader.id, "sagemaker:DeleteHumanLoop", "arn:aws:sagemaker:eu-west-1:000000000000:human-loop/two", "check", "AccessDeniedException"},
		{reader.id, "sagemaker:StartHumanLoop", "arn:aws:sagemaker:eu-west-1:000000000000:human-loop/one", "check", "AccessDeniedException"},
		{stranger.id, "sagemaker:StartHumanLoop", "arn:aws:sagemaker:eu-west-1:000000000077:human-loop/one", "", "ValidationException"},
		{operatorsID, "foureyes:ExportHumanLoops", "flow-definitions/check", "check", "Success"},
		{reader.id, "foureyes:ExportHumanLoops", "flow-definitions/check", "check", "403"},
	} {
		if !slices.Contains(all, want) {
			t.Errorf("there is no %+v in %+v", want, all)
		}
	}
}
