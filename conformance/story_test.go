package conformance

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker/types"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// storyTemplate shows an image of a bucket and asks one question.
const storyTemplate = `<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
<crowd-form>
  <img src="{{ task.input.taskObject | grant_read_access }}" alt="{{ task.input.caption }}">
  <crowd-classifier name="kind" categories="{{ task.input.kinds | to_json | escape }}" header="What is it?"></crowd-classifier>
</crowd-form>`

// photo is what the worker must be able to see: the bytes of an image.
var photo = append([]byte("\x89PNG\r\n\x1a\n"), bytes.Repeat([]byte{0, 1, 2, 250, 251, 252}, 5000)...)

// TestStory is the main job from end to end: a program asks, a person answers,
// the program reads the answer.
func TestStory(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	flowARN := storyFlow(t, c)
	const input = `{"taskObject":"s3://reviews/in/photo 1.png","caption":"<b>\"Ärger\" & co</b>","kinds":["cat","dog & bone"]}`
	for _, name := range []string{"photo-1", "Photo-2"} {
		if got, want := c.startLoop(t, flowARN, name, input), arn(home, "human-loop", name); got != want {
			t.Errorf("HumanLoopArn is %s, want %s", got, want)
		}
	}
	begun := c.describeLoop(t, "photo-1")
	wantLoop(t, "photo-1", flowARN, begun)

	w := s.signIn(t)
	job := onlyJob(t, w)
	first := takeFirst(t, w, job)
	readTask(t, s, w, first)
	keepDraft(t, w, first)

	done := w.submit(t, first.ID, `{"kind":{"label":"dog & bone"},"note":"größer <10"}`, true)
	if done.Assignment.Status != "Submitted" || done.Next == nil || done.Next.HumanLoopName != "Photo-2" {
		t.Fatalf("submitting gave %+v, want the next task too", done)
	}
	c.awaitLoop(t, "photo-1", "Completed")
	wantOutput(t, c, w, begun.HumanLoopOutput.OutputS3Uri, output{
		flowARN: flowARN, loop: "photo-1", input: input, answers: []string{`{"kind":{"label":"dog & bone"},"note":"größer <10"}`},
	})

	last := w.submit(t, done.Next.ID, `{}`, true)
	if last.Next != nil {
		t.Errorf("after the last task came %+v", last.Next)
	}
	w.idle(t)
	c.awaitLoop(t, "Photo-2", "Completed")
	w.do(t, http.MethodDelete, "/session", nil, http.StatusNoContent, nil)
	w.do(t, http.MethodGet, "/session", nil, http.StatusUnauthorized, nil)
}

// storyFlow uploads, makes template and flow, and looks at what was made.
func storyFlow(t *testing.T, c clients) string {
	t.Helper()
	c.createBucket(t, bucketName)
	c.put(t, bucketName, "in/photo 1.png", photo)
	uiARN := c.createUI(t, "photo-form", storyTemplate)
	if want := arn(home, "human-task-ui", "photo-form"); uiARN != want {
		t.Errorf("HumanTaskUiArn is %s, want %s", uiARN, want)
	}
	wantTemplate(t, c, "photo-form", storyTemplate)
	in := flowInput(home, "photos", uiARN)
	in.HumanLoopConfig.TaskKeywords = []string{"photo", "pets"}
	in.Tags = []types.Tag{{Key: aws.String("team"), Value: aws.String("Größe 1")}}
	flowARN := c.createFlow(t, in)
	wantFlow(t, c, in, flowARN)
	return flowARN
}

// wantTemplate checks the link that stands in place of the content.
func wantTemplate(t *testing.T, c clients, name, content string) {
	t.Helper()
	ui, err := c.sagemaker.DescribeHumanTaskUi(t.Context(), &sagemaker.DescribeHumanTaskUiInput{HumanTaskUiName: &name})
	if err != nil {
		t.Fatalf("DescribeHumanTaskUi: %v", err)
	}
	response := open(t, aws.ToString(ui.UiTemplate.Url), "")
	if string(response.body) != content {
		t.Errorf("the template's Url gives %q", response.body)
	}
	sum := sha256.Sum256(response.body)
	if got, want := aws.ToString(ui.UiTemplate.ContentSha256), hex.EncodeToString(sum[:]); got != want {
		t.Errorf("ContentSha256 is %s, want %s", got, want)
	}
	if ui.HumanTaskUiStatus != types.HumanTaskUiStatusActive || time.Since(*ui.CreationTime).Abs() > time.Minute {
		t.Errorf("DescribeHumanTaskUi gave status %s, time %s", ui.HumanTaskUiStatus, ui.CreationTime)
	}
}

// open gets a link as anybody would, who has no key and no session.
func open(t *testing.T, link, byteRange string) answer {
	t.Helper()
	s := &server{url: link}
	r := request{method: http.MethodGet, unsigned: true, header: map[string]string{}}
	if byteRange != "" {
		r.header["Range"] = byteRange
	}
	return s.send(t, r)
}

func wantFlow(t *testing.T, c clients, in *sagemaker.CreateFlowDefinitionInput, flowARN string) {
	t.Helper()
	got, err := c.sagemaker.DescribeFlowDefinition(t.Context(), &sagemaker.DescribeFlowDefinitionInput{FlowDefinitionName: in.FlowDefinitionName})
	if err != nil {
		t.Fatalf("DescribeFlowDefinition: %v", err)
	}
	shown := *in.HumanLoopConfig
	shown.TaskTimeLimitInSeconds = aws.Int32(3600) // Amazon's default, shown when left out
	want := &sagemaker.DescribeFlowDefinitionOutput{
		FlowDefinitionArn: aws.String(arn(c.region, "flow-definition", *in.FlowDefinitionName)), FlowDefinitionName: in.FlowDefinitionName,
		FlowDefinitionStatus: types.FlowDefinitionStatusActive,
		HumanLoopConfig:      &shown, OutputConfig: in.OutputConfig, RoleArn: in.RoleArn,
	}
	unexported := cmpopts.IgnoreUnexported(sagemaker.DescribeFlowDefinitionOutput{}, types.HumanLoopConfig{}, types.FlowDefinitionOutputConfig{})
	ignored := cmpopts.IgnoreFields(sagemaker.DescribeFlowDefinitionOutput{}, "ResultMetadata", "CreationTime")
	if diff := cmp.Diff(want, got, unexported, ignored); diff != "" {
		t.Errorf("DescribeFlowDefinition (-want +got):\n%s", diff)
	}
	if flowARN != *want.FlowDefinitionArn || time.Since(*got.CreationTime).Abs() > time.Minute {
		t.Errorf("the flow's ARN is %s, its time %s", flowARN, got.CreationTime)
	}
}

func onlyJob(t *testing.T, w *worker) workJob {
	t.Helper()
	jobs := w.jobs(t)
	want := []workJob{{
		FlowDefinitionName: "photos", AccountID: account, Region: home, TaskTitle: "Check the total",
		TaskKeywords: []string{"photo", "pets"}, WorkteamName: "Everyone-in-private-workforce", Waiting: 2,
	}}
	if diff := cmp.Diff(want, jobs, cmpopts.IgnoreFields(workJob{}, "JobID")); diff != "" {
		t.Fatalf("jobs (-want +got):\n%s", diff)
	}
	return jobs[0]
}

// takeFirst takes a task by the job's name, gives it back, and takes it by the id.
func takeFirst(t *testing.T, w *worker, job workJob) assignment {
	t.Helper()
	var first assignment
	w.do(t, http.MethodPost, "/jobs/photos/next", nil, http.StatusOK, &first)
	if got := w.act(t, first.ID, "release"); got.Status != "Released" {
		t.Errorf("a released task is %s", got.Status)
	}
	w.do(t, http.MethodPost, "/jobs/"+job.JobID+"/next", nil, http.StatusOK, &first)
	want := assignment{
		Status: "Accepted", JobID: job.JobID, HumanLoopName: "photo-1", FlowDefinitionName: "photos",
		TaskTitle: "Check the total", TaskDescription: "Compare the total with the receipt.",
	}
	if diff := cmp.Diff(want, first, cmpopts.IgnoreFields(assignment{}, "ID", "AcceptedAt", "ExpiresAt")); diff != "" {
		t.Fatalf("the task (-want +got):\n%s", diff)
	}
	if got := first.ExpiresAt.Sub(first.AcceptedAt); got != time.Hour {
		t.Errorf("the task is held for %s, want an hour", got)
	}
	return first
}

var mediaLink = regexp.MustCompile(`<img src="(/media/[^"]+)" alt="([^"]*)">`)

// readTask opens the page and the image on it.
func readTask(t *testing.T, s *server, w *worker, task assignment) {
	t.Helper()
	page := w.do(t, http.MethodGet, "/assignments/"+task.ID+"/content", nil, http.StatusOK, nil)
	policy := page.header.Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "sandbox ") || strings.Contains(policy, "allow-same-origin") {
		t.Errorf("the task's page has the policy %q, which gives it no origin of its own", policy)
	}
	blank := w.do(t, http.MethodGet, "/assignments/"+task.ID+"/blank", nil, http.StatusOK, nil)
	if got := blank.header.Get("Content-Security-Policy"); got != policy {
		t.Errorf("the blank page has the policy %q, which the task's page (%q) cannot be written into", got, policy)
	}
	html := string(page.body)
	if strings.Contains(html, "assets.crowd.aws") {
		t.Error("the page loads Amazon's elements, not ours (which make web builds)")
	}
	if !strings.Contains(html, `categories="[&quot;cat&quot;,&quot;dog &amp; bone&quot;]"`) {
		t.Errorf("the page is %s", html)
	}
	found := mediaLink.FindStringSubmatch(html)
	if found == nil {
		t.Fatalf("the page has no link to the image: %s", html)
	}
	if want := `&lt;b&gt;&quot;Ärger&quot; &amp; co&lt;/b&gt;`; found[2] != want {
		t.Errorf("the caption is written as %s, want %s", found[2], want)
	}
	link := s.url + strings.ReplaceAll(found[1], "&amp;", "&")
	image := open(t, link, "")
	if image.status != http.StatusOK || !bytes.Equal(image.body, photo) {
		t.Errorf("the image: status %d, %d bytes", image.status, len(image.body))
	}
	if policy := image.header.Get("Content-Security-Policy"); policy != "sandbox; default-src 'none'" {
		t.Errorf("the image has the policy %q", policy)
	}
	if part := open(t, link, "bytes=1-3"); part.status != http.StatusPartialContent || string(part.body) != "PNG" {
		t.Errorf("a part of the image: status %d, %q", part.status, part.body)
	}
	if other := open(t, strings.Replace(link, "photo", "foto", 1), ""); other.status != http.StatusForbidden {
		t.Errorf("the link opens another object: status %d", other.status)
	}
}

// keepDraft saves a draft and finds it again; a pause keeps it too.
func keepDraft(t *testing.T, w *worker, task assignment) {
	t.Helper()
	w.do(t, http.MethodPut, "/assignments/"+task.ID+"/draft", map[string]any{"draft": map[string]any{"kind": "cat"}}, http.StatusNoContent, nil)
	if got := w.act(t, task.ID, "pause"); got.Status != "Paused" {
		t.Errorf("a paused task is %s", got.Status)
	}
	var held struct{ Assignments []assignment }
	w.do(t, http.MethodGet, "/assignments", nil, http.StatusOK, &held)
	if len(held.Assignments) != 1 || held.Assignments[0].ID != task.ID {
		t.Errorf("held tasks: %+v", held.Assignments)
	}
	if got := w.act(t, task.ID, "resume"); got.Status != "Accepted" {
		t.Errorf("a resumed task is %s", got.Status)
	}
	var again assignment
	w.do(t, http.MethodGet, "/assignments/"+task.ID, nil, http.StatusOK, &again)
	if diff := cmp.Diff(json.RawMessage(`{"kind":"cat"}`), again.Draft); diff != "" {
		t.Errorf("the draft (-want +got):\n%s", diff)
	}
}
