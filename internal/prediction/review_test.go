package prediction

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"testing"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/humanloop"
)

// Start starts every loop, unless nobody need look.
func (w *world) Start(ctx context.Context, r humanloop.StartRequest, _ time.Time) (humanloop.Begun, error) {
	w.started = append(w.started, r)
	results := `{"Conditions":[]}`
	if w.sure {
		return humanloop.Begun{Activation: humanloop.Activation{Reasons: []string{}, Results: results}}, nil
	}
	if r.Keep != nil {
		if err := r.Keep(ctx); err != nil {
			return humanloop.Begun{}, err
		}
	}
	return humanloop.Begun{
		Loop:       humanloop.Loop{ID: "1", Account: r.Account, Region: r.Region, Name: r.Name},
		Activation: humanloop.Activation{Needed: true, Reasons: []string{humanloop.ByConditions}, Results: results},
	}, nil
}

// The loop gets request and answer as Amazon's loops have them.
func TestReviewStartsALoopWithRequestAndAnswer(t *testing.T) {
	w := newWorld()
	activation, err := w.service().Predict(t.Context(), ofObject("in", "a b.png"), noon)
	if err != nil || len(w.started) != 1 {
		t.Fatalf("%v, %d started", err, len(w.started))
	}
	if activation.LoopARN != "arn:aws:sagemaker:eu-west-1:000000000042:human-loop/img-7" || !slices.Equal(activation.Reasons, []string{"ConditionsEvaluation"}) || activation.Results != `{"Conditions":[]}` {
		t.Errorf("activation %+v", activation)
	}
	r := w.started[0]
	const want = `{"aiServiceRequest":{"humanLoopConfig":{"flowDefinitionArn":"` + flowARN + `","humanLoopName":"img-7"},"image":{"s3Object":{"bucket":"in","name":"a b.png"}},"minConfidence":50},` +
		`"aiServiceResponse":{"moderationLabels":[{"confidence":71.10,"name":"Smoking <b>","parentName":""}]}}`
	if r.InputContent != want {
		t.Errorf("input\n%s, want\n%s", r.InputContent, want)
	}
	if r.Name != "img-7" || r.FlowDefinitionARN != flowARN || r.Account != account || r.Region != region ||
		r.Principal != "arn:aws:iam::000000000042:user/me" || !slices.Equal(r.ContentClassifiers, []string{"FreeOfAdultContent"}) {
		t.Errorf("started %+v", r)
	}
	if len(w.kept) != 0 {
		t.Error("an object was kept a second time")
	}
}

// Bytes are kept beside the outputs, by their hash: the same request has the same
// input.
func TestReviewKeepsBytesForTheWorkers(t *testing.T) {
	w := newWorld()
	for range 2 {
		if _, err := w.service().Predict(t.Context(), ofBytes(photo), noon); err != nil {
			t.Fatal(err)
		}
	}
	sum := sha256.Sum256([]byte(photo))
	key := "out/invoice-check/inputs/" + hex.EncodeToString(sum[:]) + ".png"
	if got := w.kept["reviews/"+key]; got != "image/png "+photo || len(w.kept) != 1 {
		t.Errorf("kept %q", w.kept)
	}
	if w.started[0].InputContent != w.started[1].InputContent {
		t.Error("the same request had two inputs")
	}
	if _, there := w.objects["reviews/"+key]; there {
		t.Error("an object was there before")
	}
}

// Nothing is kept of what people need not look at.
func TestReviewKeepsNothingWhenNobodyNeedLook(t *testing.T) {
	w := newWorld()
	w.sure = true
	activation, err := w.service().Predict(t.Context(), ofBytes(photo), noon)
	if err != nil || activation.LoopARN != "" || len(activation.Reasons) != 0 || activation.Results == "" || len(w.kept) != 0 {
		t.Errorf("%+v, %v, %d kept", activation, err, len(w.kept))
	}
}

func TestReviewTellsWhyBytesCannotBeKept(t *testing.T) {
	w := newWorld()
	w.flow.OutputPath = "nowhere"
	_, err := w.service().Predict(t.Context(), ofBytes(photo), noon)
	if !fault.Is(err, fault.Invalid) || len(w.started) != 0 {
		t.Errorf("got %v", err)
	}
}
