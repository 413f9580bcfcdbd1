package textract

import (
	"errors"
	"fmt"

	"foureyes/internal/api/predict"
	"foureyes/internal/aws/shape"
	"foureyes/internal/prediction"
)

// analysis is one AnalyzeDocument with its answer, as prediction.Shape.
type analysis struct {
	in  AnalyzeDocumentInput
	out *AnalyzeDocumentOutput
}

// Plain is a request for the forms of a document, to try a source.
func Plain() prediction.Shape {
	return &analysis{in: AnalyzeDocumentInput{FeatureTypes: []FeatureType{FeatureTypeFORMS}}}
}

// document tells what is to be read.
func (a *analysis) document() prediction.Image {
	i := prediction.Image{Bytes: a.in.Document.Bytes}
	if o := a.in.Document.S3Object; o != nil {
		i.Bucket, i.Name, i.Version = predict.Text(o.Bucket), predict.Text(o.Name), predict.Text(o.Version)
	}
	return i
}

// Asked writes the request for a source.
func (a *analysis) Asked(image []byte) []byte {
	in := a.in
	in.Document, in.HumanLoopConfig = Document{Bytes: image}, nil
	return encode(&in)
}

// Located writes the request for a human loop.
func (a *analysis) Located(bucket, name string) []byte {
	in := a.in
	in.Document = Document{S3Object: &S3Object{Bucket: &bucket, Name: &name}}
	return encode(&in)
}

func encode(in *AnalyzeDocumentInput) []byte {
	var w shape.Writer
	writeAnalyzeDocumentInput(&w, in)
	return w.Bytes()
}

// whole refuses an answer that lacks what the contract lets be absent and Amazon
// always sends. Some other document must not pass for an empty page.
func whole(out *AnalyzeDocumentOutput) error {
	if out.Blocks == nil {
		return errors.New("it has no Blocks")
	}
	for i, b := range out.Blocks {
		if b.Id == nil || b.BlockType == nil {
			return fmt.Errorf("block %d has no Id or no BlockType", i+1)
		}
	}
	return nil
}

// Answer reads what a source answered. What it says about human review is its own.
func (a *analysis) Answer(answer []byte) ([]byte, error) {
	out, err := decodeAnalyzeDocumentOutput(answer)
	if err != nil {
		return nil, err
	}
	if err := whole(out); err != nil {
		return nil, err
	}
	out.HumanLoopActivationOutput = nil
	a.out = out
	var w shape.Writer
	writeAnalyzeDocumentOutput(&w, out)
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
