package rekognition

import (
	"errors"
	"fmt"

	"foureyes/internal/api/predict"
	"foureyes/internal/aws/shape"
	"foureyes/internal/prediction"
)

// detection is one DetectModerationLabels with its answer, as prediction.Shape.
type detection struct {
	in  DetectModerationLabelsInput
	out *DetectModerationLabelsOutput
}

// Plain is a request that asks for all labels, to try a source.
func Plain() prediction.Shape {
	return &detection{in: DetectModerationLabelsInput{MinConfidence: new(0.0)}}
}

// image tells what is to be judged.
func (d *detection) image() prediction.Image {
	i := prediction.Image{Bytes: d.in.Image.Bytes}
	if o := d.in.Image.S3Object; o != nil {
		i.Bucket, i.Name, i.Version = predict.Text(o.Bucket), predict.Text(o.Name), predict.Text(o.Version)
	}
	return i
}

// Asked writes the request for a source.
func (d *detection) Asked(image []byte) []byte {
	in := d.in
	in.Image, in.HumanLoopConfig = Image{Bytes: image}, nil
	return encode(&in)
}

// Located writes the request for a human loop.
func (d *detection) Located(bucket, name string) []byte {
	in := d.in
	in.Image = Image{S3Object: &S3Object{Bucket: &bucket, Name: &name}}
	return encode(&in)
}

func encode(in *DetectModerationLabelsInput) []byte {
	var w shape.Writer
	writeDetectModerationLabelsInput(&w, in)
	return w.Bytes()
}

// leastConfidence is that of labels when the caller names none (Rekognition API,
// DetectModerationLabels).
const leastConfidence = 50

// sure drops labels that are less sure than asked for, which a source of another
// make may not do by itself: conditions and programs rely on it.
func sure(labels []ModerationLabel, least *float64) []ModerationLabel {
	bound := float64(leastConfidence)
	if least != nil {
		bound = *least
	}
	kept := []ModerationLabel{}
	for _, l := range labels {
		if *l.Confidence >= bound {
			kept = append(kept, l)
		}
	}
	return kept
}

// whole refuses an answer that lacks what the contract lets be absent and Amazon
// always sends. Some other document must not pass for an image without labels.
func whole(out *DetectModerationLabelsOutput) error {
	if out.ModerationLabels == nil {
		return errors.New("it has no ModerationLabels")
	}
	for i, l := range out.ModerationLabels {
		if l.Name == nil || l.Confidence == nil {
			return fmt.Errorf("moderation label %d has no Name or no Confidence", i+1)
		}
	}
	return nil
}

// Answer reads what a source answered. What it says about human review is its own.
func (d *detection) Answer(answer []byte) ([]byte, error) {
	out, err := decodeDetectModerationLabelsOutput(answer)
	if err != nil {
		return nil, err
	}
	if err := whole(out); err != nil {
		return nil, err
	}
	out.HumanLoopActivationOutput = nil
	out.ModerationLabels = sure(out.ModerationLabels, d.in.MinConfidence)
	d.out = out
	var w shape.Writer
	writeDetectModerationLabelsOutput(&w, out)
	return w.Bytes(), nil
}

func reviewOf(c *HumanLoopConfig) *prediction.Review {
	if c == nil {
		return nil
	}
	var classifiers []ContentClassifier
	if c.DataAttributes != nil {
		classifiers = c.DataAttributes.ContentClassifiers
	}
	return predict.Review(c.HumanLoopName, c.FlowDefinitionArn, classifiers)
}

// activationOf has a list of reasons also when there is none: programs take its
// length without asking whether it is there.
func activationOf(a *prediction.Activation) *HumanLoopActivationOutput {
	if a == nil {
		return nil
	}
	out := &HumanLoopActivationOutput{HumanLoopActivationReasons: append([]string{}, a.Reasons...)}
	if a.LoopARN != "" {
		out.HumanLoopArn = &a.LoopARN
	}
	if a.Results != "" {
		out.HumanLoopActivationConditionsEvaluationResults = &a.Results
	}
	return out
}
