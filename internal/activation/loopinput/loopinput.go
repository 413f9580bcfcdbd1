// Package loopinput knows the input of a human loop whose conditions are evaluated:
// what of it conditions see, and what is added to it before workers do.
//
// It owns the names of task.input's members where a service of Amazon's made the
// result (A2I Developer Guide, worker task templates): aiServiceRequest and
// aiServiceResponse, which come with the request, and selectedAiServiceResponse,
// humanTaskActivationConditionResults and humanLoopContext, which are added. The
// language of conditions is activation's, that of responses is recognition's; when
// loops start is left to others.
package loopinput

import (
	"encoding/json"
	"errors"
	"fmt"

	"foureyes/internal/activation"
	"foureyes/internal/aws/recognition"
)

// The members of task.input where a service of Amazon's made the result.
const (
	requestMember  = "aiServiceRequest"
	responseMember = "aiServiceResponse"
	selectedMember = "selectedAiServiceResponse"
	resultsMember  = "humanTaskActivationConditionResults"
	contextMember  = "humanLoopContext"
)

// Input is an input that was read.
type Input struct {
	text    string
	dialect activation.Dialect
	members map[string]json.RawMessage // of an object
	value   any                        // for expressions; not read for built-in dialects
	blocks  recognition.Read[recognition.Block]
	pairs   []recognition.Pair
	labels  recognition.Read[recognition.Label]
}

var errNoObject = errors.New("it must be a JSON object with the members aiServiceRequest and aiServiceResponse")

// Read reads an input, which must be JSON text. In a built-in dialect it must be an
// object, and what stands in aiServiceResponse must be such a response; nothing there
// is an empty one. An input of one's own may be anything.
func Read(text string, d activation.Dialect) (*Input, error) {
	i := &Input{text: text, dialect: d}
	notObject := json.Unmarshal([]byte(text), &i.members) != nil || i.members == nil
	if d == activation.Custom {
		if err := json.Unmarshal([]byte(text), &i.value); err != nil {
			return nil, fmt.Errorf("it must be JSON text: %w", err)
		}
		// What is there under these names may be the requester's own affair.
		_ = i.readBlocks()
		_ = i.readLabels()
		return i, nil
	}
	if notObject {
		return nil, errNoObject
	}
	read := i.readBlocks
	if d == activation.Moderation {
		read = i.readLabels
	}
	if err := read(); err != nil {
		return nil, fmt.Errorf("%s: %w", responseMember, err)
	}
	return i, nil
}

func (i *Input) readBlocks() (err error) {
	i.blocks, err = recognition.ReadBlocks(i.members[responseMember])
	if err == nil {
		i.pairs = recognition.Pairs(i.blocks.Items)
	}
	return err
}

func (i *Input) readLabels() (err error) {
	i.labels, err = recognition.ReadLabels(i.members[responseMember])
	return err
}

// Seen is what conditions see of the input.
func (i *Input) Seen() activation.Input {
	in := activation.Input{Value: i.value, Sample: i.sample()}
	for _, p := range i.pairs {
		in.Pairs = append(in.Pairs, activation.Pair{Key: p.Key, Value: p.Value, Confidence: p.Confidence, Words: p.Words})
	}
	for _, l := range i.labels.Items {
		in.Labels = append(in.Labels, activation.Label{Name: l.Name, Confidence: l.Confidence})
	}
	return in
}

// source is where a service of Amazon's has a document or an image from.
type source struct {
	S3Object *struct{ Bucket, Name, Version string }
	Bytes    string // in base64
}

// sample is what samples go by: the object that was recognised, or its bytes; the
// whole input when it names neither. A second request for the same document gets
// the same lot, whatever the service answers and whatever the loop is called.
func (i *Input) sample() string {
	var request struct{ Document, Image *source }
	if i.dialect == activation.Custom || json.Unmarshal(i.members[requestMember], &request) != nil {
		return i.text
	}
	for _, s := range []*source{request.Document, request.Image} {
		switch {
		case s == nil:
		case s.S3Object != nil:
			return fmt.Sprintf("s3://%s/%s?versionId=%s", s.S3Object.Bucket, s.S3Object.Name, s.S3Object.Version)
		case s.Bytes != "":
			return "bytes:" + s.Bytes
		}
	}
	return i.text
}
