package flow_test

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/job"
	"foureyes/internal/page"
	"foureyes/internal/tag"
	"foureyes/internal/taskui"
	"foureyes/internal/workforce"
)

const (
	account = "000000000042"
	region  = "eu-west-1"
	teamARN = "arn:aws:sagemaker:eu-west-1:000000000042:workteam/private-crowd/clerks"
	uiARN   = "arn:aws:sagemaker:eu-west-1:000000000042:human-task-ui/invoice"
	flowARN = "arn:aws:sagemaker:eu-west-1:000000000042:flow-definition/invoice-check"
)

var (
	noon   = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)
	clerks = workforce.Workteam{ID: "team-1", Account: account, Region: region, Name: "clerks", WorkforceName: "default", Stored: true}
)

// surroundings is what flow definitions refer to, and the table they are kept in:
// the teams clerks and Everyone-in-private-workforce (virtual), the template
// invoice, and the bucket out.
type surroundings struct {
	saved map[string]flow.Definition
	teams map[string]workforce.Workteam // by the flow's name
	tags  map[string][]tag.Tag
	jobs  []job.Row
	err   error // of everything that is asked
	ids   int
	most  int // flow definitions; 0 is no limit
}

func newSurroundings() *surroundings {
	return &surroundings{saved: map[string]flow.Definition{}, teams: map[string]workforce.Workteam{}, tags: map[string][]tag.Tag{}}
}

func (s *surroundings) service() *flow.Service {
	return flow.NewService(s, s, s, s, func(time.Time) string {
		s.ids++
		return "id-" + strconv.Itoa(s.ids)
	}, s.most)
}

func (s *surroundings) Workteam(_ context.Context, account, region, name string) (workforce.Workteam, error) {
	switch {
	case s.err != nil:
		return workforce.Workteam{}, s.err
	case name == "clerks":
		return clerks, nil
	case name == workforce.EveryoneTeam:
		return workforce.Workteam{Account: account, Region: region, Name: name, WorkforceName: "default"}, nil
	}
	return workforce.Workteam{}, fault.New(fault.NotFound, fault.Workteam, "no such team")
}

func (s *surroundings) Materialise(t workforce.Workteam, _ time.Time) workforce.Workteam {
	if !t.Stored {
		t.ID, t.WorkforceID = "id-of-team", "id-of-workforce"
	}
	return t
}

func (s *surroundings) HumanTaskUI(_ context.Context, _, _, name string) (taskui.UI, error) {
	if name != "invoice" {
		return taskui.UI{}, fault.New(fault.NotFound, fault.HumanTaskUI, "no such template")
	}
	return taskui.UI{ID: "ui-1", Account: account, Region: region, Name: name}, nil
}

func (s *surroundings) BucketExists(_ context.Context, _ flow.Access, bucket string) (bool, error) {
	if bucket == "foreign" {
		return false, fault.New(fault.Denied, fault.Bucket, "the bucket belongs to another account")
	}
	return bucket == "out", nil
}

func (s *surroundings) CreateFlowDefinition(_ context.Context, d flow.Definition, team workforce.Workteam, tags []tag.Tag, fits func(int) error) error {
	if fits != nil {
		if err := fits(len(s.saved)); err != nil {
			return err
		}
	}
	s.saved[d.Name], s.teams[d.Name], s.tags[d.Name] = d, team, tags
	return nil
}

func (s *surroundings) FlowDefinition(_ context.Context, _, _, name string) (flow.Definition, error) {
	d, there := s.saved[name]
	if !there {
		return d, fault.New(fault.NotFound, fault.FlowDefinition, "no such flow definition")
	}
	return d, nil
}

func (s *surroundings) FlowDefinitionByID(context.Context, string) (flow.Definition, error) {
	return flow.Definition{}, errors.New("nobody asks for this here")
}

func (s *surroundings) ListFlowDefinitions(context.Context, string, string, page.Query) ([]flow.Definition, error) {
	return []flow.Definition{s.saved["invoice-check"]}, nil
}

func (s *surroundings) ChangeFlowDefinition(ctx context.Context, account, region, name string,
	rule func(flow.Definition) (flow.Definition, []job.Row, error),
) error {
	d, err := s.FlowDefinition(ctx, account, region, name)
	if err != nil {
		return err
	}
	d, jobs, err := rule(d)
	if err != nil {
		return err
	}
	s.saved[name], s.jobs = d, append(s.jobs, jobs...)
	return nil
}

func aRequest() flow.CreateRequest {
	return flow.CreateRequest{
		Account: account, Region: region, Principal: "ines", Name: "invoice-check",
		RoleARN: "arn:aws:iam::000000000042:role/a2i", Conditions: `{"Conditions":[]}`,
		WorkteamARN: teamARN, HumanTaskUIARN: uiARN, TaskTitle: "Check an invoice", TaskDescription: "Compare the total.",
		TaskCount: 2, Availability: 2 * time.Hour, TimeLimit: time.Minute, TaskKeywords: []string{"invoice"},
		TaskPrice: json.RawMessage(`{"AmountInUsd":{"Cents":12}}`), OutputPath: "s3://out/reviews", KMSKeyID: "alias/out",
		Tags: []tag.Tag{{Key: "cost", Value: "42"}},
	}
}

func TestCreatedDefinitionIsActiveAndSavedAsAsked(t *testing.T) {
	s := newSurroundings()
	got, err := s.service().Create(t.Context(), aRequest(), noon)
	if err != nil {
		t.Fatal(err)
	}
	want := flow.Definition{
		ID: "id-1", Account: account, Region: region, Name: "invoice-check", Status: flow.Active,
		RoleARN: "arn:aws:iam::000000000042:role/a2i", Conditions: `{"Conditions":[]}`,
		WorkteamID: "team-1", WorkteamARN: teamARN, HumanTaskUIID: "ui-1", HumanTaskUIARN: uiARN,
		TaskTitle: "Check an invoice", TaskDescription: "Compare the total.", TaskCount: 2,
		Availability: 2 * time.Hour, TimeLimit: time.Minute, TaskKeywords: []string{"invoice"},
		TaskPrice: json.RawMessage(`{"AmountInUsd":{"Cents":12}}`), OutputPath: "s3://out/reviews", KMSKeyID: "alias/out",
		CreatedBy: "ines", CreatedAt: noon,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, s.saved["invoice-check"]); diff != "" {
		t.Errorf("saved: %s", diff)
	}
	if diff := cmp.Diff(aRequest().Tags, s.tags["invoice-check"]); diff != "" {
		t.Errorf("tags: %s", diff)
	}
	if got.ARN() != flowARN {
		t.Error(got.ARN())
	}
}

func TestTimesThatAreNotGiven(t *testing.T) {
	r := aRequest()
	r.Availability, r.TimeLimit = 0, 0
	d, err := newSurroundings().service().Create(t.Context(), r, noon)
	if err != nil || d.TimeLimit != time.Hour || d.Availability != 0 || d.AvailableFor() != 10*24*time.Hour {
		t.Errorf("%+v, %v", d, err)
	}
	d.Availability = time.Second
	if d.AvailableFor() != time.Second {
		t.Error(d.AvailableFor())
	}
}

func TestVirtualTeamGetsIDsWhenAFlowRefersToIt(t *testing.T) {
	s, r := newSurroundings(), aRequest()
	r.WorkteamARN = "arn:aws:sagemaker:eu-west-1:000000000042:workteam/private-crowd/Everyone-in-private-workforce"
	d, err := s.service().Create(t.Context(), r, noon)
	team := s.teams["invoice-check"]
	if err != nil || team.ID == "" || team.WorkforceID == "" || team.ID == team.WorkforceID || d.WorkteamID != team.ID || d.ID == team.ID {
		t.Errorf("%+v, %+v, %v", d, team, err)
	}
}

func TestDefinitionsThatAreRefused(t *testing.T) {
	noTeam := func(arn string) string {
		return "The specified Workteam '" + arn + "' does not exist or you do not have access to it."
	}
	noUI := func(arn string) string {
		return "The specified HumanTaskUi '" + arn + "' does not exist or you do not have access to it."
	}
	team := func(arn string) func(*flow.CreateRequest) {
		return func(r *flow.CreateRequest) { r.WorkteamARN = arn }
	}
	ui := func(arn string) func(*flow.CreateRequest) {
		return func(r *flow.CreateRequest) { r.HumanTaskUIARN = arn }
	}
	path := func(p string) func(*flow.CreateRequest) { return func(r *flow.CreateRequest) { r.OutputPath = p } }
	long := "s3://out/" + strings.Repeat("x", 1000)
	for _, c := range []struct {
		name    string
		change  func(*flow.CreateRequest)
		subject fault.Subject
		text    string
	}{
		{
			"conditions of another service", func(r *flow.CreateRequest) {
				r.RequestSource = "AWS/Textract/AnalyzeDocument/Forms/V1"
				r.Conditions = `{"Conditions":[{"And":[{"ConditionType":"Sampling","ConditionParameters":{"RandomSamplingPercentage":5}},{"ConditionType":"ModerationLabelConfidenceCheck"}]}]}`
			}, fault.FlowDefinition,
			`HumanLoopActivationConditions is not valid. Conditions[0].And[1].ConditionType ModerationLabelConfidenceCheck is not for conditions of AWS/Textract/AnalyzeDocument/Forms/V1. ` +
				`Known: ImportantFormKeyConfidenceCheck, MissingImportantFormKey, Sampling.`,
		},
		{
			"an expression with a mistake", func(r *flow.CreateRequest) {
				r.Conditions = `{"Conditions":[{"ConditionType":"Expression","ConditionParameters":{"Expression":"confidence < 0.7"}}]}`
				r.Tags = []tag.Tag{{Key: tag.Conditions, Value: tag.Evaluate}}
			}, fault.FlowDefinition,
			`HumanLoopActivationConditions is not valid. Conditions[0].ConditionParameters.Expression is not in order at line 1, column 1: undeclared reference to 'confidence'.`,
		},
		{
			"a tag twice", func(r *flow.CreateRequest) { r.Tags = append(r.Tags, r.Tags...) }, fault.Tags,
			`Tag key "cost" is given more than once.`,
		},
		{"no ARN", team("clerks"), fault.Workteam, noTeam("clerks")},
		{"an unknown team", team(strings.Replace(teamARN, "clerks", "x", 1)), fault.Workteam, noTeam(strings.Replace(teamARN, "clerks", "x", 1))},
		{"another account's team", team(strings.Replace(teamARN, "42", "43", 1)), fault.Workteam, noTeam(strings.Replace(teamARN, "42", "43", 1))},
		{"another region's team", team(strings.Replace(teamARN, "west", "north", 1)), fault.Workteam, noTeam(strings.Replace(teamARN, "west", "north", 1))},
		{"a team of another kind", team(strings.Replace(teamARN, "private", "vendor", 1)), fault.Workteam, noTeam(strings.Replace(teamARN, "private", "vendor", 1))},
		{"an unknown template", ui(uiARN + "s"), fault.HumanTaskUI, noUI(uiARN + "s")},
		{"no template's ARN", ui("invoice"), fault.HumanTaskUI, noUI("invoice")},
		{"another account's template", ui(strings.Replace(uiARN, "42", "43", 1)), fault.HumanTaskUI, noUI(strings.Replace(uiARN, "42", "43", 1))},
		{"something else's ARN for the template", ui(strings.Replace(uiARN, "human-task-ui", "flow-definition", 1)), fault.HumanTaskUI, noUI(strings.Replace(uiARN, "human-task-ui", "flow-definition", 1))},
		{"no bucket", path("https://example.com/"), fault.FlowDefinition, `S3OutputPath "https://example.com/" does not name a bucket. Use s3://bucket/prefix.`},
		{"an unknown bucket", path("s3://nowhere/x"), fault.Bucket, `The bucket "nowhere" of S3OutputPath does not exist or you do not have access to it.`},
		{"another account's bucket", path("s3://foreign/x"), fault.Bucket, `The bucket "foreign" of S3OutputPath does not exist or you do not have access to it.`},
		{"outputs whose keys no bucket takes", path(long), fault.FlowDefinition, `S3OutputPath "` + long + `" is too long: the keys of its outputs would have up to 1110 bytes, and S3 allows 1024.`},
		{"outputs whose keys are no text", path("https://s3.amazonaws.com/out/%ff"), fault.FlowDefinition, `S3OutputPath "https://s3.amazonaws.com/out/%ff" is not a valid URL.`},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, r := newSurroundings(), aRequest()
			c.change(&r)
			_, err := s.service().Create(t.Context(), r, noon)
			f := fault.Of(err)
			if f.Kind != fault.Invalid || f.Subject != c.subject || f.Message != c.text {
				t.Errorf("got %v (%s, %s), want %s (%s)", err, f.Kind, f.Subject, c.text, c.subject)
			}
			if len(s.saved) != 0 {
				t.Error("it was saved all the same")
			}
		})
	}
}

func TestFailingDatabaseRefusesNobody(t *testing.T) {
	s := newSurroundings()
	s.err = errors.New("the disk is gone")
	if _, err := s.service().Create(t.Context(), aRequest(), noon); !errors.Is(err, s.err) {
		t.Error(err)
	}
}

func TestOnlyAnActiveDefinitionCanBeDeleted(t *testing.T) {
	s := newSurroundings()
	service := s.service()
	d, err := service.Create(t.Context(), aRequest(), noon)
	if err != nil {
		t.Fatal(err)
	}
	if err := service.Delete(t.Context(), account, region, d.Name, noon); err != nil {
		t.Fatal(err)
	}
	if got, err := service.Describe(t.Context(), account, region, d.Name); err != nil || got.Status != flow.Deleting {
		t.Errorf("%+v, %v", got, err)
	}
	want := []job.Row{{ID: "wind-up-flow-definition:" + d.ID, Kind: flow.WindUpKind, Payload: d.ID, DueAt: noon, CreatedAt: noon}}
	if diff := cmp.Diff(want, s.jobs); diff != "" {
		t.Error(diff)
	}
	err = service.Delete(t.Context(), account, region, d.Name, noon)
	text := "Flow definition " + flowARN + " cannot be deleted: its status is Deleting, and only an Active one can be."
	if f := fault.Of(err); f.Kind != fault.InUse || f.Subject != fault.FlowDefinition || f.Message != text || len(s.jobs) != 1 {
		t.Errorf("the second time: %v, %d jobs", err, len(s.jobs))
	}
	if err := service.Delete(t.Context(), account, region, "other", noon); !fault.Is(err, fault.NotFound) {
		t.Errorf("an unknown one: %v", err)
	}
}
