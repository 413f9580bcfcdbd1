package conformance

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/rekognition"
	rekognitiontypes "github.com/aws/aws-sdk-go-v2/service/rekognition/types"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker/types"
	"github.com/google/go-cmp/cmp"

	awsv1 "github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/session"
	textractv1 "github.com/aws/aws-sdk-go/service/textract"
)

const (
	moderationSource = "AWS/Rekognition/DetectModerationLabels/Image/V3"
	formsSource      = "AWS/Textract/AnalyzeDocument/Forms/V1"

	// moderationForm shows the image of a DetectModerationLabels.
	moderationForm = `<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
{% capture uri %}s3://{{ task.input.aiServiceRequest.image.s3Object.bucket }}/{{ task.input.aiServiceRequest.image.s3Object.name }}{% endcapture %}
<crowd-form><img src="{{ uri | grant_read_access }}" alt="{{ task.input.selectedAiServiceResponse.moderationLabels | map: 'name' | join: '+' }}">
<crowd-input name="verdict"></crowd-input></crowd-form>`
)

// model starts the example of a moderation model, and gives its URL.
func model(t *testing.T) string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	run := exec.CommandContext(ctx, "python3", "../examples/moderation/server.py", "--port", "0")
	out, err := run.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatalf("start the model: %v", err)
	}
	t.Cleanup(func() {
		cancel()
		_ = run.Wait() // killed
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	_, url, found := strings.Cut(strings.TrimSpace(line), " at ")
	if err != nil || !found {
		t.Fatalf("the model says %q, %v", line, err)
	}
	return url
}

// sheet is a PNG in one colour.
func sheet(t *testing.T, c color.Color) []byte {
	t.Helper()
	i := image.NewRGBA(image.Rect(0, 0, 40, 30))
	for at := range 40 * 30 {
		i.Set(at%40, at/40, c)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, i); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// setSource says who answers for a service, as the console does.
func (s *server) setSource(t *testing.T, w *worker, service string, source map[string]any) {
	t.Helper()
	s.operator(t, w).do(t, http.MethodPut, "/prediction-sources/"+service, source, http.StatusOK, nil)
}

func (s *server) operator(t *testing.T, w *worker) *worker {
	t.Helper()
	return &worker{server: s, document: s.document(t, consoleDocument), token: w.token}
}

// reviewFlow makes a bucket, a template and a flow definition that reviews what a
// service answers.
func reviewFlow(t *testing.T, c clients, source, template, conditions string) string {
	t.Helper()
	c.createBucket(t, bucketName)
	in := flowInput(home, "reviews", c.createUI(t, "reviews", template))
	in.HumanLoopRequestSource = &types.HumanLoopRequestSource{AwsManagedHumanLoopRequestSource: types.AwsManagedHumanLoopRequestSource(source)}
	in.HumanLoopActivationConfig = &types.HumanLoopActivationConfig{
		HumanLoopActivationConditionsConfig: &types.HumanLoopActivationConditionsConfig{HumanLoopActivationConditions: &conditions},
	}
	return c.createFlow(t, in)
}

func (s *server) rekognition(t *testing.T) *rekognition.Client {
	t.Helper()
	c, err := awsconfig.LoadDefaultConfig(t.Context(), awsconfig.WithRegion(home))
	if err != nil {
		t.Fatal(err)
	}
	return rekognition.NewFromConfig(c)
}

func reviewBy(flowARN, name string) *rekognitiontypes.HumanLoopConfig {
	return &rekognitiontypes.HumanLoopConfig{FlowDefinitionArn: &flowARN, HumanLoopName: &name}
}

func inBucket(name string) *rekognitiontypes.Image {
	return &rekognitiontypes.Image{S3Object: &rekognitiontypes.S3Object{Bucket: aws.String(bucketName), Name: &name}}
}

// TestModerationStory: a model behind HTTP answers in the place of Rekognition, and
// people look at what it is not sure of.
func TestModerationStory(t *testing.T) {
	s := start(t)
	w := s.signIn(t)
	c, r := s.in(t, home), s.rekognition(t)
	_, err := r.DetectModerationLabels(t.Context(), &rekognition.DetectModerationLabelsInput{Image: &rekognitiontypes.Image{Bytes: sheet(t, color.White)}})
	wantCode(t, err, "InvalidParameterException")
	if err == nil || !strings.Contains(err.Error(), "foureyes prediction set rekognition") {
		t.Errorf("without a source: %v", err)
	}
	s.setSource(t, w, "rekognition", map[string]any{"kind": "http", "address": model(t)})
	const conditions = `{"Conditions":[{"ConditionType":"ModerationLabelConfidenceCheck","ConditionParameters":{"ModerationLabelName":"Violence","ConfidenceLessThan":90}}]}`
	flowARN := reviewFlow(t, c, moderationSource, moderationForm, conditions)
	unsure := sheet(t, color.RGBA{180, 0, 0, 255})
	c.put(t, bucketName, "in/unsure & red.png", unsure)
	c.put(t, bucketName, "in/sure.png", sheet(t, color.RGBA{255, 0, 0, 255}))

	out, err := r.DetectModerationLabels(t.Context(), &rekognition.DetectModerationLabelsInput{Image: inBucket("in/sure.png"), HumanLoopConfig: reviewBy(flowARN, "sure")})
	if err != nil {
		t.Fatal(err)
	}
	wantLabels(t, out.ModerationLabels, 100)
	wantActivation(t, out.HumanLoopActivationOutput, "", conditions, "false")

	ask := &rekognition.DetectModerationLabelsInput{Image: inBucket("in/unsure & red.png"), HumanLoopConfig: reviewBy(flowARN, "unsure")}
	for range 2 { // a repeated request is the same request
		if out, err = r.DetectModerationLabels(t.Context(), ask); err != nil {
			t.Fatal(err)
		}
		wantLabels(t, out.ModerationLabels, 70.59)
		wantActivation(t, out.HumanLoopActivationOutput, arn(home, "human-loop", "unsure"), conditions, "true")
	}
	begun := c.describeLoop(t, "unsure")
	task := w.next(t)
	seesImage(t, s, w, task, unsure, "Violence")
	w.submit(t, task.ID, `{"verdict":"fine"}`, false)
	c.awaitLoop(t, "unsure", "Completed")
	wantModerationOutput(t, c, aws.ToString(begun.HumanLoopOutput.OutputS3Uri), flowARN)

	_, err = r.DetectModerationLabels(t.Context(), ask)
	wantCode(t, err, "InvalidParameterException")
	if err == nil || !strings.Contains(err.Error(), "HumanLoop 'unsure' already exists and is finished.") {
		t.Errorf("a finished loop's name: %v", err)
	}
	sendsBytes(t, s, w, r, flowARN)
	refusesMistakes(t, r, flowARN)
}

func wantLabels(t *testing.T, labels []rekognitiontypes.ModerationLabel, confidence float32) {
	t.Helper()
	want := []rekognitiontypes.ModerationLabel{
		{Name: aws.String("Violence"), ParentName: aws.String(""), TaxonomyLevel: aws.Int32(1), Confidence: &confidence},
		{Name: aws.String("Graphic Violence"), ParentName: aws.String("Violence"), TaxonomyLevel: aws.Int32(2), Confidence: &confidence},
	}
	a, _ := json.Marshal(want)
	b, _ := json.Marshal(labels)
	if diff := cmp.Diff(string(a), string(b)); diff != "" {
		t.Errorf("labels (-want +got):\n%s", diff)
	}
}

func wantActivation(t *testing.T, got *rekognitiontypes.HumanLoopActivationOutput, loopARN, conditions, result string) {
	t.Helper()
	if got == nil || got.HumanLoopActivationReasons == nil || aws.ToString(got.HumanLoopArn) != loopARN || (loopARN == "") != (len(got.HumanLoopActivationReasons) == 0) {
		t.Fatalf("activation %+v", got)
	}
	want := strings.Replace(conditions, `:90}}]`, `:90},"EvaluationResult":`+result+`}]`, 1)
	if results := aws.ToString(got.HumanLoopActivationConditionsEvaluationResults); results != want {
		t.Errorf("results %s, want %s", results, want)
	}
}

// seesImage opens the task as its worker does.
func seesImage(t *testing.T, s *server, w *worker, task assignment, want []byte, selected string) {
	t.Helper()
	page := string(w.do(t, http.MethodGet, "/assignments/"+task.ID+"/content", nil, http.StatusOK, nil).body)
	found := mediaLink.FindStringSubmatch(page)
	if found == nil || found[2] != selected {
		t.Fatalf("the page is %s, want the label %s", page, selected)
	}
	if got := open(t, s.url+strings.ReplaceAll(found[1], "&amp;", "&"), ""); got.status != http.StatusOK || !bytes.Equal(got.body, want) {
		t.Errorf("the image: status %d, %d bytes", got.status, len(got.body))
	}
}

func wantModerationOutput(t *testing.T, c clients, uri, flowARN string) {
	t.Helper()
	_, key, _ := strings.Cut(strings.TrimPrefix(uri, "s3://"), "/")
	var out struct {
		AwsManagedHumanLoopRequestSource, FlowDefinitionArn string
		HumanAnswers                                        []struct{ AnswerContent json.RawMessage }
		InputContent                                        struct{ AiServiceRequest, AiServiceResponse, SelectedAiServiceResponse json.RawMessage }
	}
	if err := json.Unmarshal(c.get(t, bucketName, key), &out); err != nil {
		t.Fatal(err)
	}
	if out.AwsManagedHumanLoopRequestSource != moderationSource || out.FlowDefinitionArn != flowARN || len(out.HumanAnswers) != 1 || string(out.HumanAnswers[0].AnswerContent) != `{"verdict":"fine"}` {
		t.Errorf("output %+v", out)
	}
	const labels = `[{"confidence":70.59,"name":"Violence","parentName":"","taxonomyLevel":1}`
	for got, want := range map[string]string{
		string(out.InputContent.AiServiceRequest):          `{"humanLoopConfig":{"flowDefinitionArn":"` + flowARN + `","humanLoopName":"unsure"},"image":{"s3Object":{"bucket":"reviews","name":"in/unsure & red.png"}}}`,
		string(out.InputContent.AiServiceResponse):         `{"moderationLabels":` + labels + `,{"confidence":70.59,"name":"Graphic Violence","parentName":"Violence","taxonomyLevel":2}],"moderationModelVersion":"colours-1"}`,
		string(out.InputContent.SelectedAiServiceResponse): `{"moderationLabels":` + labels + `],"moderationModelVersion":"colours-1"}`,
	} {
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("input (-want +got):\n%s", diff)
		}
	}
}

// sendsBytes: what was sent is kept so that the workers see it.
func sendsBytes(t *testing.T, s *server, w *worker, r *rekognition.Client, flowARN string) {
	t.Helper()
	sent := sheet(t, color.RGBA{170, 0, 0, 255})
	out, err := r.DetectModerationLabels(t.Context(), &rekognition.DetectModerationLabelsInput{Image: &rekognitiontypes.Image{Bytes: sent}, HumanLoopConfig: reviewBy(flowARN, "Sent-1")})
	if err != nil || aws.ToString(out.HumanLoopActivationOutput.HumanLoopArn) == "" {
		t.Fatalf("%+v, %v", out, err)
	}
	task := w.next(t)
	seesImage(t, s, w, task, sent, "Violence")
	w.submit(t, task.ID, `{}`, false)
}

func refusesMistakes(t *testing.T, r *rekognition.Client, flowARN string) {
	t.Helper()
	white := sheet(t, color.White)
	for want, in := range map[string]*rekognition.DetectModerationLabelsInput{
		"InvalidS3ObjectException":    {Image: inBucket("in/none.png")},
		"InvalidImageFormatException": {Image: &rekognitiontypes.Image{Bytes: []byte("GIF89a")}},
		"ResourceNotFoundException":   {Image: &rekognitiontypes.Image{Bytes: white}, HumanLoopConfig: reviewBy(flowARN+"x", "a")},
		"InvalidParameterException":   {Image: &rekognitiontypes.Image{}},
		"ValidationException":         {Image: &rekognitiontypes.Image{Bytes: white}, HumanLoopConfig: reviewBy(flowARN, "a_b")},
	} {
		_, err := r.DetectModerationLabels(t.Context(), in)
		wantCode(t, err, want)
	}
}

// form is a page with one pair, as Textract tells of it.
const form = `{"DocumentMetadata":{"Pages":1},"Blocks":[
 {"BlockType":"KEY_VALUE_SET","EntityTypes":["KEY"],"Confidence":71,"Id":"k","Page":1,"Relationships":[{"Type":"VALUE","Ids":["v"]},{"Type":"CHILD","Ids":["w1"]}]},
 {"BlockType":"KEY_VALUE_SET","EntityTypes":["VALUE"],"Confidence":71,"Id":"v","Page":1,"Relationships":[{"Type":"CHILD","Ids":["w2"]}]},
 {"BlockType":"WORD","Confidence":99,"Id":"w1","Text":"Total:","TextType":"PRINTED","Page":1},
 {"BlockType":"WORD","Confidence":98,"Id":"w2","Text":"42.10","TextType":"PRINTED","Page":1}]}`

// TestFormStory: an endpoint answers in the place of Textract, and people look at the
// pairs that it is not sure of.
func TestFormStory(t *testing.T) {
	s := start(t)
	w := s.signIn(t)
	c := s.in(t, home)
	asked := make(chan string, 4)
	endpoint := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		asked <- r.Header.Get("X-Amz-Target") + " " + r.Header.Get("Authorization") + " " + string(body)
		_, _ = io.WriteString(w, form)
	}))
	t.Cleanup(endpoint.Close)
	s.setSource(t, w, "textract", map[string]any{"kind": "http", "address": endpoint.URL, "secret": "t0ken"})
	const conditions = `{"Conditions":[{"ConditionType":"ImportantFormKeyConfidenceCheck","ConditionParameters":{"ImportantFormKey":"Total:","KeyValueBlockConfidenceLessThan":90}}]}`
	const template = `<crowd-form><p>{{ task.input.selectedAiServiceResponse.blocks | size }} {{ task.input.aiServiceRequest.document.s3Object.name }}</p></crowd-form>`
	flowARN := reviewFlow(t, c, formsSource, template, conditions)
	c.put(t, bucketName, "in/a.pdf", []byte("%PDF-1.4"))
	v1, err := session.NewSession(&awsv1.Config{Region: aws.String(home), Endpoint: &s.url})
	if err != nil {
		t.Fatal(err)
	}
	in := &textractv1.AnalyzeDocumentInput{
		Document:     &textractv1.Document{S3Object: &textractv1.S3Object{Bucket: aws.String(bucketName), Name: aws.String("in/a.pdf")}},
		FeatureTypes: []*string{aws.String("FORMS")},
		HumanLoopConfig: &textractv1.HumanLoopConfig{
			FlowDefinitionArn: &flowARN, HumanLoopName: aws.String("inv-1"),
			DataAttributes: &textractv1.HumanLoopDataAttributes{ContentClassifiers: []*string{aws.String("FreeOfAdultContent")}},
		},
	}
	out, err := textractv1.New(v1).AnalyzeDocumentWithContext(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := <-asked, `Textract.AnalyzeDocument Bearer t0ken {"Document":{"Bytes":"JVBERi0xLjQ="},"FeatureTypes":["FORMS"]}`; got != want {
		t.Errorf("the source was asked %s, want %s", got, want)
	}
	a := out.HumanLoopActivationOutput
	if len(out.Blocks) != 4 || *out.DocumentMetadata.Pages != 1 || aws.ToString(a.HumanLoopArn) != arn(home, "human-loop", "inv-1") || *a.HumanLoopActivationReasons[0] != "ConditionsEvaluation" {
		t.Errorf("answer %+v", out)
	}
	task := w.next(t)
	if page := string(w.do(t, http.MethodGet, "/assignments/"+task.ID+"/content", nil, http.StatusOK, nil).body); !strings.Contains(page, "<p>4 in/a.pdf</p>") {
		t.Errorf("the page is %s", page)
	}
	in.HumanLoopConfig.FlowDefinitionArn = aws.String(flowARN + "x")
	_, err = textractv1.New(v1).AnalyzeDocumentWithContext(t.Context(), in)
	wantCode(t, err, "InvalidParameterException")
}

// TestPredictionSources drives the console's API, whose answers are held against its
// document.
func TestPredictionSources(t *testing.T) {
	s := start(t)
	o := s.operator(t, s.signIn(t))
	var list struct {
		PredictionSources []struct {
			Service, Account, Region, Kind, Address string
			Settings                                map[string]any
		}
	}
	o.do(t, http.MethodGet, "/prediction-sources", nil, http.StatusOK, &list)
	if list.PredictionSources == nil || len(list.PredictionSources) != 0 {
		t.Errorf("at first: %+v", list)
	}
	o.do(t, http.MethodPut, "/prediction-sources/rekognition?region=eu-west-1", map[string]any{
		"kind": "aws", "secret": "s3cret", "settings": map[string]any{"accessKeyId": "AKIA1", "timeoutSeconds": 9},
	}, http.StatusOK, nil)
	answer := o.do(t, http.MethodGet, "/prediction-sources", nil, http.StatusOK, &list)
	if got := list.PredictionSources; len(got) != 1 || got[0].Service != "rekognition" || got[0].Account != account || got[0].Region != "eu-west-1" || got[0].Settings["timeoutSeconds"] != 9.0 {
		t.Errorf("then: %+v", list)
	}
	if bytes.Contains(answer.body, []byte("s3cret")) {
		t.Error("the secret is shown")
	}
	o.do(t, http.MethodPut, "/prediction-sources/textract", map[string]any{"kind": "http", "address": "ftp://x"}, http.StatusUnprocessableEntity, nil)
	o.do(t, http.MethodPut, "/prediction-sources/comprehend", map[string]any{"kind": "http", "address": "http://x"}, http.StatusUnprocessableEntity, nil)
	o.do(t, http.MethodPost, "/prediction-sources/textract/test", map[string]any{}, http.StatusNotFound, nil)
	o.do(t, http.MethodPut, "/prediction-sources/textract", map[string]any{"kind": "http", "address": "http://127.0.0.1:1/"}, http.StatusOK, nil)
	var trial struct {
		Answered bool
		Reason   string
	}
	o.do(t, http.MethodPost, "/prediction-sources/textract/test", map[string]any{}, http.StatusOK, &trial)
	if trial.Answered || !strings.Contains(trial.Reason, "reach the source") {
		t.Errorf("trial %+v", trial)
	}
	o.do(t, http.MethodPut, "/prediction-sources/rekognition", map[string]any{"kind": "http", "address": model(t)}, http.StatusOK, nil)
	o.do(t, http.MethodPost, "/prediction-sources/rekognition/test", map[string]any{"image": sheet(t, color.RGBA{0, 0, 255, 255})}, http.StatusOK, &trial)
	if !trial.Answered {
		t.Errorf("trial %+v", trial)
	}
	o.do(t, http.MethodDelete, "/prediction-sources/textract", nil, http.StatusNoContent, nil)
	o.do(t, http.MethodDelete, "/prediction-sources/textract", nil, http.StatusNotFound, nil)
}

// TestForwarding: a server asks another one in the place of Amazon, with a key of that
// one's; what that one says comes back.
func TestForwarding(t *testing.T) {
	amazon := start(t)
	theirs := amazon.signIn(t)
	s := start(t)
	w := s.signIn(t)
	s.setSource(t, w, "rekognition", map[string]any{
		"kind": "aws", "address": amazon.url, "secret": secretKey, "settings": map[string]any{"accessKeyId": keyID, "region": "eu-central-1"},
	})
	r := s.rekognition(t)
	ask := &rekognition.DetectModerationLabelsInput{Image: &rekognitiontypes.Image{Bytes: sheet(t, color.RGBA{180, 0, 0, 255})}, MinConfidence: aws.Float32(20)}
	_, err := r.DetectModerationLabels(t.Context(), ask)
	wantCode(t, err, "InvalidParameterException")
	if err == nil || !strings.Contains(err.Error(), "in account "+account+" and region eu-central-1") {
		t.Errorf("what the other says is told as %v", err)
	}
	amazon.setSource(t, theirs, "rekognition", map[string]any{"kind": "http", "address": model(t)})
	out, err := r.DetectModerationLabels(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	wantLabels(t, out.ModerationLabels, 70.59)
	if out.HumanLoopActivationOutput != nil {
		t.Errorf("nobody asked for a review: %+v", out.HumanLoopActivationOutput)
	}
}
