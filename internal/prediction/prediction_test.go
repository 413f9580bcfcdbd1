package prediction

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
)

var noon = time.Date(2025, 2, 3, 12, 0, 0, 0, time.UTC)

const (
	account = "000000000042"
	region  = "eu-west-1"
	flowARN = "arn:aws:sagemaker:eu-west-1:000000000042:flow-definition/invoice-check"
	photo   = "\x89PNG\r\n\x1a\nphoto"
)

// world is all that the room asks, and what it was asked.
type world struct {
	flow    flow.Definition
	objects map[string]string // by bucket/key
	kept    map[string]string
	answer  string
	asked   []Question
	started []humanloop.StartRequest
	failure error
	sure    bool // whether nobody need look
}

func newWorld() *world {
	return &world{
		flow: flow.Definition{
			Account: account, Region: region, Name: "invoice-check", OutputPath: "s3://reviews/out/",
			RequestSource: DetectModerationLabels.RequestSource,
		},
		objects: map[string]string{"in/a b.png": photo, "in/note.txt": "hello", "in/big.png": photo + strings.Repeat("x", int(DetectModerationLabels.MaxSize))},
		kept:    map[string]string{},
		answer:  `{"ModerationLabels":[{"Name":"Smoking <b>","Confidence":71.10,"ParentName":""}]}`,
	}
}

func (w *world) service() *Service {
	return NewService(Parts{Sources: w, Flows: w, Loops: w, Objects: w})
}

func (w *world) Ask(_ context.Context, q Question) ([]byte, error) {
	w.asked = append(w.asked, q)
	if w.failure != nil {
		return nil, w.failure
	}
	return q.Shape.Answer([]byte(w.answer))
}

func (w *world) FlowDefinition(_ context.Context, account, region, name string) (flow.Definition, error) {
	if account != w.flow.Account || region != w.flow.Region || name != w.flow.Name {
		return flow.Definition{}, fault.New(fault.NotFound, fault.FlowDefinition, "none")
	}
	return w.flow, nil
}

func (w *world) ReadObject(_ context.Context, of, bucket, key string, most int64) ([]byte, int64, error) {
	body, there := w.objects[bucket+"/"+key]
	switch {
	case bucket == "theirs" || of != account:
		return nil, 0, fault.New(fault.Denied, fault.Bucket, "not yours")
	case !there:
		return nil, 0, fault.New(fault.NotFound, fault.Object, "none")
	case int64(len(body)) > most:
		return nil, int64(len(body)), nil
	}
	return []byte(body), int64(len(body)), nil
}

func (w *world) PutObject(_ context.Context, _ flow.Access, bucket, key, contentType string, body []byte) error {
	w.kept[bucket+"/"+key] = contentType + " " + string(body)
	return nil
}

// words is a request in the words of its API, all of them given.
type words struct{ Region string }

func (words) Asked(image []byte) []byte            { return image }
func (words) Answer(answer []byte) ([]byte, error) { return answer, nil }
func (words) Located(bucket, name string) []byte {
	return []byte(`{"MinConfidence":50,"Image":{"S3Object":{"Name":"` + name + `","Bucket":"` + bucket + `"}},"HumanLoopConfig":{"HumanLoopName":"img-7","FlowDefinitionArn":"` + flowARN + `"}}`)
}

func ofObject(bucket, name string) Request {
	return Request{
		Account: account, Region: region, Principal: "arn:aws:iam::000000000042:user/me", Operation: DetectModerationLabels,
		Image: Image{Bucket: bucket, Name: name}, Shape: words{},
		Review: &Review{LoopName: "img-7", FlowDefinitionARN: flowARN, ContentClassifiers: []string{"FreeOfAdultContent"}},
	}
}

func ofBytes(body string) Request {
	r := ofObject("", "")
	r.Image = Image{Bytes: []byte(body)}
	return r
}

func TestPredictWithoutReviewOnlyAsks(t *testing.T) {
	w := newWorld()
	r := ofBytes(photo)
	r.Review = nil
	activation, err := w.service().Predict(t.Context(), r, noon)
	if activation != nil || err != nil || len(w.asked) != 1 || len(w.started)+len(w.kept) != 0 {
		t.Errorf("%+v, %v; %d asked, %d started, %d kept", activation, err, len(w.asked), len(w.started), len(w.kept))
	}
	if q := w.asked[0]; string(q.Image) != photo || q.Account != account || q.Region != region || q.Operation.Name != "DetectModerationLabels" {
		t.Errorf("asked %+v", q)
	}
}

// What can be refused without the source is refused before anybody pays for an answer.
func TestPredictRefusesBeforeItAsks(t *testing.T) {
	tests := map[string]struct {
		change  func(*Request)
		kind    fault.Kind
		subject fault.Subject
		part    string
	}{
		"nothing":         {func(r *Request) { r.Image = Image{} }, fault.Invalid, Parameter, "it needs the image, as Bytes or as S3Object"},
		"both":            {func(r *Request) { r.Image.Bytes = []byte(photo) }, fault.Invalid, Parameter, "give one of them"},
		"no name":         {func(r *Request) { r.Image.Name = "" }, fault.Invalid, Parameter, "needs Bucket and Name"},
		"no bucket":       {func(r *Request) { r.Image.Bucket = "" }, fault.Invalid, Parameter, "needs Bucket and Name"},
		"a version":       {func(r *Request) { r.Image.Version = "3HL4k" }, fault.Invalid, Location, "leave Version out"},
		"no such object":  {func(r *Request) { r.Image.Name = "c.png" }, fault.Invalid, Location, "Unable to get object metadata from S3. Check object key, region and/or access permissions."},
		"another's":       {func(r *Request) { r.Image.Bucket = "theirs" }, fault.Invalid, Location, "Unable to get object metadata"},
		"too large":       {func(r *Request) { r.Image.Name = "big.png" }, fault.Invalid, Size, "at most 15728640 are allowed"},
		"text":            {func(r *Request) { r.Image.Name = "note.txt" }, fault.Invalid, Kind, "JPEG or a PNG"},
		"a PDF":           {func(r *Request) { r.Image = Image{Bytes: []byte("%PDF-1.7")} }, fault.Invalid, Kind, "JPEG or a PNG"},
		"no such flow":    {func(r *Request) { r.Review.FlowDefinitionARN += "x" }, fault.NotFound, fault.FlowDefinition, "does not exist"},
		"no ARN":          {func(r *Request) { r.Review.FlowDefinitionARN = "invoice-check" }, fault.NotFound, fault.FlowDefinition, "does not exist"},
		"another account": {func(r *Request) { r.Account = "000000000043" }, fault.NotFound, fault.FlowDefinition, "does not exist"},
		"other partition": {func(r *Request) { r.Review.FlowDefinitionARN = strings.Replace(flowARN, "arn:aws:", "arn:aws-cn:", 1) }, fault.NotFound, fault.FlowDefinition, "does not exist"},
		"another source":  {func(r *Request) { r.Operation = AnalyzeDocument }, fault.Invalid, fault.FlowDefinition, "must be AWS/Textract/AnalyzeDocument/Forms/V1"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w, r := newWorld(), ofObject("in", "a b.png")
			test.change(&r)
			_, err := w.service().Predict(t.Context(), r, noon)
			f := fault.Of(err)
			if err == nil || f.Kind != test.kind || f.Subject != test.subject || !strings.Contains(f.Message, test.part) {
				t.Errorf("got %v of kind %v about %q", err, f.Kind, f.Subject)
			}
			if len(w.asked)+len(w.started)+len(w.kept) != 0 {
				t.Error("it was asked, kept or started all the same")
			}
		})
	}
}

func TestPredictTakesTheVersionOfBucketsWithoutVersions(t *testing.T) {
	w, r := newWorld(), ofObject("in", "a b.png")
	r.Image.Version = "null"
	if _, err := w.service().Predict(t.Context(), r, noon); err != nil || len(w.started) != 1 {
		t.Errorf("%v, %d started", err, len(w.started))
	}
}

func TestPredictGivesTheSourcesFault(t *testing.T) {
	w := newWorld()
	w.failure = fault.New(fault.Throttled, Source, "later")
	if _, err := w.service().Predict(t.Context(), ofBytes(photo), noon); !errors.Is(err, w.failure) {
		t.Errorf("got %v", err)
	}
	if len(w.started)+len(w.kept) != 0 {
		t.Error("a loop was started without an answer")
	}
}

func TestFormatsAreToldByTheirBeginnings(t *testing.T) {
	for begins, want := range map[string]string{
		"\xff\xd8\xff\xe0": "jpg", "\x89PNG\r\n\x1a\n": "png", "%PDF-1.4": "pdf", "II*\x00": "tiff", "MM\x00*": "tiff",
		"GIF89a": "", "\xff\xd8": "", "": "", "<svg": "", "PDF": "",
	} {
		f, err := AnalyzeDocument.format([]byte(begins))
		if f.Extension != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", begins, f.Extension, err)
		}
	}
}

func TestOperationsAreFoundByTheirServices(t *testing.T) {
	for _, o := range Operations {
		if got, known := Of(o.Service); !known || got.Name != o.Name {
			t.Errorf("%s: %+v", o.Service, got)
		}
	}
	if _, known := Of("comprehend"); known {
		t.Error("comprehend is known")
	}
}

func TestCamelLowersNamesAtEveryDepth(t *testing.T) {
	got, err := camel([]byte(`{"Blocks":[{"Id":"X","Geometry":{"Polygon":[{"X":1.50,"Y":1e-7}]},"EntityTypes":["KEY"],"BlockType":"KEY_VALUE_SET"}],"DocumentMetadata":{"Pages":1},"S3Object":null,"Text":"<Ä&>"}`))
	const want = `{"blocks":[{"blockType":"KEY_VALUE_SET","entityTypes":["KEY"],"geometry":{"polygon":[{"x":1.50,"y":1e-7}]},"id":"X"}],"documentMetadata":{"pages":1},"s3Object":null,"text":"<Ä&>"}`
	if err != nil || string(got) != want {
		t.Errorf("got  %s, %v\nwant %s", got, err, want)
	}
	if _, err := camel([]byte(`{"a":`)); err == nil {
		t.Error("half a document was read")
	}
}

// The same document in another order or spacing gives the same input, so that a
// repeated request is the same request.
func TestCamelGivesOneForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[A-Za-z<&é ]{0,9}`).Draw(t, "text")
		number := rapid.StringMatching(`-?(0|[1-9][0-9]{0,5})(\.[0-9]{1,4})?`).Draw(t, "number")
		one, err := camel([]byte(`{"Name":"` + text + `","Confidence":` + number + `,"List":[true,null]}`))
		if err != nil {
			t.Fatal(err)
		}
		two, err := camel([]byte(` { "List" : [true , null], "Confidence":` + number + `, "Name":"` + text + `"}`))
		if err != nil || string(one) != string(two) {
			t.Fatalf("%s and %s, %v", one, two, err)
		}
		again, err := camel(one)
		if err != nil || string(again) != string(one) {
			t.Fatalf("%s became %s, %v", one, again, err)
		}
	})
}
