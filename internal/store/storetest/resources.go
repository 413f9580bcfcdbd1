package storetest

import (
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/job"
	"foureyes/internal/page"
	"foureyes/internal/tag"
	"foureyes/internal/taskui"
	"foureyes/internal/workforce"
)

// all is a page that holds everything.
var all = page.Query{Limit: 1000}

func openAgain(t *testing.T, h *house) {
	d := h.flow(t, "one")
	l := h.start(t, d, "a", noon)
	for range 2 {
		h.reopen(t)
		must(t, h.Ready(t.Context()))
		got, err := h.LoopByID(t.Context(), l.ID)
		same(t, "the loop", l, got, err)
		definition, err := h.FlowDefinitionByID(t.Context(), d.ID)
		same(t, "its flow", d, definition, err)
	}
}

func templateAsSaved(t *testing.T, h *house) {
	want := taskui.UI{
		ID: h.id(), Account: account, Region: region, Name: "large", Content: strings.Repeat("{{ task.input.größe }}😀'\"\r\n", 4000),
		SHA256: "abc", CreatedBy: "arn:aws:iam::000000000042:user/ines", CreatedAt: noon.Add(time.Millisecond),
	}
	must(t, h.CreateHumanTaskUI(t.Context(), want, []tag.Tag{{Key: "a", Value: "1"}}, nil))
	got, err := h.HumanTaskUI(t.Context(), account, region, "large")
	same(t, "by name", want, got, err)
	got, err = h.HumanTaskUIByID(t.Context(), want.ID)
	same(t, "by id", want, got, err)
	listed, err := h.ListHumanTaskUIs(t.Context(), account, region, all)
	short, form := want, h.ui
	short.Content, form.Content = "", ""
	same(t, "listed", []taskui.UI{form, short}, listed, err)
	for _, elsewhere := range [][3]string{{"000000000043", region, "large"}, {account, "us-east-1", "large"}, {account, region, "Large"}} {
		_, err := h.HumanTaskUI(t.Context(), elsewhere[0], elsewhere[1], elsewhere[2])
		refused(t, strings.Join(elsewhere[:], " "), err, fault.NotFound)
	}
	_, err = h.HumanTaskUIByID(t.Context(), "unknown")
	refused(t, "unknown id", err, fault.NotFound)
}

func templateNames(t *testing.T, h *house) {
	same2 := h.ui
	same2.ID = h.id()
	refused(t, "a taken name", h.CreateHumanTaskUI(t.Context(), same2, nil, nil), fault.InUse)
	for _, change := range []func(*taskui.UI){
		func(u *taskui.UI) { u.Region = "us-east-1" },
		func(u *taskui.UI) { u.Name = "Form" },
	} {
		other := h.ui
		other.ID = h.id()
		change(&other)
		must(t, h.CreateHumanTaskUI(t.Context(), other, nil, nil))
	}
	must(t, h.DeleteHumanTaskUI(t.Context(), account, region, "form", noon))
	refused(t, "deleted twice", h.DeleteHumanTaskUI(t.Context(), account, region, "form", noon), fault.NotFound)
	_, err := h.HumanTaskUI(t.Context(), account, region, "form")
	refused(t, "found by name", err, fault.NotFound)
	got, err := h.HumanTaskUIByID(t.Context(), h.ui.ID)
	same(t, "for the loops that use it", h.ui, got, err)
	must(t, h.CreateHumanTaskUI(t.Context(), same2, nil, nil))
	got, err = h.HumanTaskUI(t.Context(), account, region, "form")
	same(t, "the new one", same2, got, err)
}

func flowAsSaved(t *testing.T, h *house) {
	bare := h.flow(t, "bare", func(d *flow.Definition) { d.Availability = 0 })
	if bare.Availability != 0 || bare.TaskPrice != nil || bare.TaskKeywords != nil || bare.WorkteamID == "" {
		t.Errorf("what was not given: %+v", bare)
	}
	want := bare
	want.ID, want.Name, want.Status = h.id(), "full", flow.Active
	want.RoleARN, want.RequestSource, want.Conditions = "arn:role", "source", `{"Conditions":["ü"]}`
	want.WorkteamARN, want.TaskTitle, want.TaskDescription = "arn:team", "Prüfen 😀", "Zeile\nZeile"
	want.TaskCount, want.Availability, want.TimeLimit = 3, 864000*time.Second, 30*time.Second
	want.TaskKeywords, want.TaskPrice = []string{"a b", "c"}, json.RawMessage(`{"AmountInUsd":{"Cents":12}}`)
	want.KMSKeyID, want.CreatedAt = "alias/x", noon.Add(time.Second)
	must(t, h.CreateFlowDefinition(t.Context(), want, h.everyone(), []tag.Tag{{Key: "a"}}, nil))
	got, err := h.FlowDefinition(t.Context(), account, region, "full")
	same(t, "by name", want, got, err)
	got, err = h.FlowDefinitionByID(t.Context(), want.ID)
	same(t, "by id", want, got, err)
	listed, err := h.ListFlowDefinitions(t.Context(), account, region, all)
	same(t, "listed", []flow.Definition{bare, want}, listed, err)

	again := want
	again.ID = h.id()
	refused(t, "a taken name", h.CreateFlowDefinition(t.Context(), again, h.everyone(), nil, nil), fault.InUse)
	_, err = h.FlowDefinition(t.Context(), "000000000043", region, "full")
	refused(t, "another account's", err, fault.NotFound)
	_, err = h.FlowDefinitionByID(t.Context(), again.ID)
	refused(t, "an unknown id", err, fault.NotFound)
}

func flowChanges(t *testing.T, h *house) {
	d := h.flow(t, "one")
	broken := errors.New("broken rule")
	err := h.ChangeFlowDefinition(t.Context(), account, region, "one", func(got flow.Definition) (flow.Definition, []job.Row, error) {
		same(t, "what the rule sees", d, got, nil)
		got.Status = flow.Deleting
		return got, []job.Row{aJob("j", noon)}, broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("the rule's error became %v", err)
	}
	got, err := h.FlowDefinitionByID(t.Context(), d.ID)
	same(t, "after a refusal", d, got, err)
	claimed, err := h.ClaimJobs(t.Context(), noon, noon, 9)
	same(t, "jobs after a refusal", nil, claimed, err)

	must(t, h.ChangeFlowDefinition(t.Context(), account, region, "one", func(d flow.Definition) (flow.Definition, []job.Row, error) {
		d.Status = flow.Deleting
		return d, []job.Row{aJob("j", noon)}, nil
	}))
	d.Status = flow.Deleting
	got, err = h.FlowDefinition(t.Context(), account, region, "one")
	same(t, "the change", d, got, err)
	claimed, err = h.ClaimJobs(t.Context(), noon, noon.Add(time.Minute), 9)
	same(t, "its job", []string{"j"}, column(claimed, jobID), err)
	err = h.ChangeFlowDefinition(t.Context(), account, region, "two", func(d flow.Definition) (flow.Definition, []job.Row, error) {
		return d, nil, nil
	})
	refused(t, "an unknown flow", err, fault.NotFound)
}

func virtualTeam(t *testing.T, h *house) {
	_, err := h.Workteam(t.Context(), account, region, workforce.EveryoneTeam)
	refused(t, "before its first use", err, fault.NotFound)
	var wait sync.WaitGroup
	definitions := make([]flow.Definition, 8)
	for i := range definitions {
		definitions[i] = flow.Definition{
			ID: h.id(), Account: account, Region: region, Name: "flow-" + h.id(), Status: flow.Active,
			HumanTaskUIID: h.ui.ID, TaskCount: 1, TimeLimit: time.Hour, CreatedAt: noon,
		}
		team := h.everyone()
		wait.Go(func() {
			if err := h.CreateFlowDefinition(t.Context(), definitions[i], team, nil, nil); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	team, err := h.Workteam(t.Context(), account, region, workforce.EveryoneTeam)
	must(t, err)
	for _, d := range definitions {
		got, err := h.FlowDefinitionByID(t.Context(), d.ID)
		same(t, "the team of each", team.ID, got.WorkteamID, err)
	}
	if w, err := h.Workforce(t.Context(), account, region); err != nil || w.ID != team.WorkforceID || w.Name != workforce.DefaultName {
		t.Errorf("the workforce: %+v, %v", w, err)
	}
}

func tags(t *testing.T, h *house) {
	of := tag.Resource{Account: account, Region: region, Type: "human-task-ui", Name: "tagged"}
	u := h.ui
	u.ID, u.Name = h.id(), "tagged"
	must(t, h.CreateHumanTaskUI(t.Context(), u, []tag.Tag{{Key: "b", Value: "2"}, {Key: "a", Value: "ü"}}, nil))
	first := []tag.Tag{{Key: "a", Value: "ü"}, {Key: "b", Value: "2"}}
	got, err := h.Tags(t.Context(), of)
	same(t, "in order of their keys", first, got, err)
	err = h.ChangeTags(t.Context(), of, func(old []tag.Tag) ([]tag.Tag, error) {
		same(t, "what the rule sees", first, old, nil)
		return nil, errRefused
	})
	refused(t, "a rule that refuses", err, fault.Invalid)
	got, err = h.Tags(t.Context(), of)
	same(t, "after a refusal", first, got, err)
	must(t, h.ChangeTags(t.Context(), of, func([]tag.Tag) ([]tag.Tag, error) {
		return []tag.Tag{{Key: "c"}, {Key: "a", Value: "new"}}, nil
	}))
	got, err = h.Tags(t.Context(), of)
	same(t, "changed", []tag.Tag{{Key: "a", Value: "new"}, {Key: "c"}}, got, err)
	d := h.flow(t, "one")
	for kind, name := range map[string]string{"flow-definition": d.Name, "workteam": workforce.EveryoneTeam, "workforce": workforce.DefaultName} {
		r := tag.Resource{Account: account, Region: region, Type: kind, Name: name}
		must(t, h.ChangeTags(t.Context(), r, func([]tag.Tag) ([]tag.Tag, error) { return first, nil }))
		got, err := h.Tags(t.Context(), r)
		same(t, kind, first, got, err)
	}
	setting, err := h.FlowSetting(t.Context(), d.ID, "a")
	same(t, "one of a flow definition", "ü", setting, err)
	setting, err = h.FlowSetting(t.Context(), d.ID, "none")
	same(t, "one that is not there", "", setting, err)
	of.Name = "unknown"
	_, err = h.Tags(t.Context(), of)
	refused(t, "an unknown resource", err, fault.NotFound)
	refused(t, "an unknown resource", h.ChangeTags(t.Context(), of, func(old []tag.Tag) ([]tag.Tag, error) { return old, nil }), fault.NotFound)
}
