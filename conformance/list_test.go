package conformance

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker/types"
	a2i "github.com/aws/aws-sdk-go/service/augmentedairuntime"
	"github.com/google/go-cmp/cmp"
)

// numbered are the names prefix-0 to prefix-(n-1).
func numbered(prefix string, n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("%s-%d", prefix, i)
	}
	return names
}

func reversed(names []string) []string {
	out := slices.Clone(names)
	slices.Reverse(out)
	return out
}

func wantNames(t *testing.T, what string, want, got []string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// flowNames pages through all flow definitions.
func (c clients) flowNames(t *testing.T, in *sagemaker.ListFlowDefinitionsInput) (names []string, pages int) {
	t.Helper()
	for p := sagemaker.NewListFlowDefinitionsPaginator(c.sagemaker, in); p.HasMorePages(); pages++ {
		page, err := p.NextPage(t.Context())
		if err != nil {
			t.Fatalf("ListFlowDefinitions: %v", err)
		}
		for _, f := range page.FlowDefinitionSummaries {
			names = append(names, aws.ToString(f.FlowDefinitionName))
		}
	}
	return names, pages
}

func TestListFlowDefinitions(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	c.createBucket(t, bucketName)
	uiARN, names := c.createUI(t, "form", plainForm), numbered("flow", 5)
	for _, name := range names {
		c.createFlow(t, flowInput(home, name, uiARN))
	}
	up, pages := c.flowNames(t, &sagemaker.ListFlowDefinitionsInput{SortOrder: types.SortOrderAscending, MaxResults: aws.Int32(2)})
	wantNames(t, "ascending", names, up)
	if pages != 3 {
		t.Errorf("5 flows came on %d pages of 2", pages)
	}
	down, _ := c.flowNames(t, &sagemaker.ListFlowDefinitionsInput{MaxResults: aws.Int32(1)})
	wantNames(t, "newest first when not said", reversed(names), down)

	middle, err := c.describeFlow(t, names[2])
	if err != nil {
		t.Fatal(err)
	}
	after, _ := c.flowNames(t, &sagemaker.ListFlowDefinitionsInput{CreationTimeAfter: middle.CreationTime, SortOrder: types.SortOrderAscending})
	wantNames(t, "created at a time or later", names[2:], after)
	before, _ := c.flowNames(t, &sagemaker.ListFlowDefinitionsInput{CreationTimeBefore: middle.CreationTime, SortOrder: types.SortOrderAscending})
	wantNames(t, "created before a time", names[:2], before)
	wantTokensBound(t, c)
}

// wantTokensBound: a token is good for the list and the filters it was made for.
func wantTokensBound(t *testing.T, c clients) {
	t.Helper()
	first, err := c.sagemaker.ListFlowDefinitions(t.Context(), &sagemaker.ListFlowDefinitionsInput{MaxResults: aws.Int32(2)})
	if err != nil || first.NextToken == nil {
		t.Fatalf("the first page: %+v, %v", first, err)
	}
	_, err = c.sagemaker.ListFlowDefinitions(t.Context(), &sagemaker.ListFlowDefinitionsInput{NextToken: first.NextToken, SortOrder: types.SortOrderAscending})
	wantCode(t, err, "ValidationException")
	_, err = c.sagemaker.ListHumanTaskUis(t.Context(), &sagemaker.ListHumanTaskUisInput{NextToken: first.NextToken})
	wantCode(t, err, "ValidationException")
	_, err = c.sagemaker.ListFlowDefinitions(t.Context(), &sagemaker.ListFlowDefinitionsInput{NextToken: aws.String("made up")})
	wantCode(t, err, "ValidationException")
}

func TestListHumanTaskUis(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	names := numbered("form", 5)
	for _, name := range names {
		c.createUI(t, name, plainForm)
	}
	var got []string
	in := &sagemaker.ListHumanTaskUisInput{MaxResults: aws.Int32(2), SortOrder: types.SortOrderAscending}
	for p := sagemaker.NewListHumanTaskUisPaginator(c.sagemaker, in); p.HasMorePages(); {
		page, err := p.NextPage(t.Context())
		if err != nil {
			t.Fatalf("ListHumanTaskUis: %v", err)
		}
		for _, ui := range page.HumanTaskUiSummaries {
			got = append(got, aws.ToString(ui.HumanTaskUiName))
			if want := arn(home, "human-task-ui", *ui.HumanTaskUiName); aws.ToString(ui.HumanTaskUiArn) != want || time.Since(*ui.CreationTime).Abs() > time.Minute {
				t.Errorf("the summary of %s has ARN %s, time %s", want, *ui.HumanTaskUiArn, ui.CreationTime)
			}
		}
	}
	wantNames(t, "ascending", names, got)
}

// loopNames pages through a flow's loops.
func (c clients) loopNames(t *testing.T, in *a2i.ListHumanLoopsInput) (names []string, pages int) {
	t.Helper()
	err := c.runtime.ListHumanLoopsPagesWithContext(t.Context(), in, func(page *a2i.ListHumanLoopsOutput, _ bool) bool {
		pages++
		for _, l := range page.HumanLoopSummaries {
			names = append(names, aws.ToString(l.HumanLoopName))
		}
		return true
	})
	if err != nil {
		t.Fatalf("ListHumanLoops: %v", err)
	}
	return names, pages
}

func TestListHumanLoops(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	flowARN, names := c.plainFlow(t, "totals"), numbered("Loop", 5)
	other := c.createFlow(t, flowInput(home, "other", arn(home, "human-task-ui", "totals")))
	c.startLoop(t, other, "of-another-flow", `{}`)
	for _, name := range names {
		c.startLoop(t, flowARN, name, `{}`)
	}
	down, pages := c.loopNames(t, &a2i.ListHumanLoopsInput{FlowDefinitionArn: &flowARN, MaxResults: aws.Int64(2)})
	wantNames(t, "newest first when not said", reversed(names), down)
	if pages != 3 {
		t.Errorf("5 loops came on %d pages of 2", pages)
	}
	ascending := aws.String(a2i.SortOrderAscending)
	middle := c.describeLoop(t, names[2]).CreationTime
	after, _ := c.loopNames(t, &a2i.ListHumanLoopsInput{FlowDefinitionArn: &flowARN, SortOrder: ascending, CreationTimeAfter: middle})
	before, _ := c.loopNames(t, &a2i.ListHumanLoopsInput{FlowDefinitionArn: &flowARN, SortOrder: ascending, CreationTimeBefore: middle})
	// This SDK writes whole seconds into the query, so both bounds are earlier
	// than the loop in the middle by up to one.
	wantNames(t, "before and after a time together", names, append(before, after...))
	if !slices.Contains(after, names[2]) || slices.Contains(before, names[2]) {
		t.Errorf("after the loop's own time: %v; before: %v", after, before)
	}

	wantNone(t, c.stopLoop(t, names[1]))
	wantNone(t, c.deleteLoop(t, names[1]))
	left, _ := c.loopNames(t, &a2i.ListHumanLoopsInput{FlowDefinitionArn: &flowARN, SortOrder: ascending})
	wantNames(t, "without the deleted one", slices.Delete(slices.Clone(names), 1, 2), left)
}

// TestWorkforceIsThere: what Terraform and the samples read before anything exists.
func TestWorkforceIsThere(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	var teams []types.Workteam
	for p := sagemaker.NewListWorkteamsPaginator(c.sagemaker, &sagemaker.ListWorkteamsInput{MaxResults: aws.Int32(1)}); p.HasMorePages(); {
		page, err := p.NextPage(t.Context())
		if err != nil {
			t.Fatalf("ListWorkteams: %v", err)
		}
		teams = append(teams, page.Workteams...)
	}
	if len(teams) != 1 || aws.ToString(teams[0].WorkteamArn) != everyone(home) {
		t.Fatalf("ListWorkteams: %+v", teams)
	}
	team, err := c.sagemaker.DescribeWorkteam(t.Context(), &sagemaker.DescribeWorkteamInput{WorkteamName: teams[0].WorkteamName})
	if err != nil || aws.ToString(team.Workteam.WorkforceArn) != arn(home, "workforce", "default") || len(team.Workteam.MemberDefinitions) == 0 {
		t.Errorf("DescribeWorkteam: %+v, %v", team, err)
	}
	var forces []types.Workforce
	for p := sagemaker.NewListWorkforcesPaginator(c.sagemaker, &sagemaker.ListWorkforcesInput{}); p.HasMorePages(); {
		page, err := p.NextPage(t.Context())
		if err != nil {
			t.Fatalf("ListWorkforces: %v", err)
		}
		forces = append(forces, page.Workforces...)
	}
	force, err := c.sagemaker.DescribeWorkforce(t.Context(), &sagemaker.DescribeWorkforceInput{WorkforceName: aws.String("default")})
	if err != nil || len(forces) != 1 || aws.ToString(forces[0].WorkforceArn) != aws.ToString(force.Workforce.WorkforceArn) || force.Workforce.Status != types.WorkforceStatusActive {
		t.Errorf("workforces: %+v, %+v, %v", forces, force, err)
	}
	_, err = c.sagemaker.DescribeWorkteam(t.Context(), &sagemaker.DescribeWorkteamInput{WorkteamName: aws.String("nobody")})
	wantCode(t, err, "ValidationException")
	_, err = c.sagemaker.DescribeWorkforce(t.Context(), &sagemaker.DescribeWorkforceInput{WorkforceName: aws.String("nobody")})
	wantCode(t, err, "ValidationException")
}
