// Package prediction is the room of answers in the shapes of Amazon Textract and
// Amazon Rekognition: a document or an image is shown to a prediction source, and a
// human loop starts for what it answered when the flow definition's conditions say
// so.
//
// It owns the order of these steps, what may be shown to a source (from where, how
// large, in which format), where sent bytes are kept so that workers see them, and
// the input that the loop gets. It leaves sources to a hand (package predictor), the
// shapes of requests and answers to the doors, and conditions and loops to package
// humanloop.
package prediction

import "foureyes/internal/fault"

// Operation is an operation of an AI service that can ask for human review.
type Operation struct {
	// Name is the operation's, such as AnalyzeDocument.
	Name string
	// Service is the name in signatures, policies and commands, such as textract.
	Service string
	// Target is what stands before the operation's name in X-Amz-Target.
	Target string
	// RequestSource is the type of flow definitions that review its answers.
	RequestSource string
	// Formats are those of what it reads.
	Formats []Format
	// MaxSize bounds an object that it reads, in bytes. Sent bytes have a smaller bound,
	// that of the contract.
	MaxSize int64
	// What it reads, in a sentence.
	noun string
}

// The operations. The sizes are those of Amazon's quotas for synchronous operations.
var (
	AnalyzeDocument = Operation{
		Name: "AnalyzeDocument", Service: "textract", Target: "Textract", RequestSource: "AWS/Textract/AnalyzeDocument/Forms/V1",
		Formats: []Format{JPEG, PNG, PDF, TIFF}, MaxSize: 10 << 20, noun: "document",
	}
	DetectModerationLabels = Operation{
		Name: "DetectModerationLabels", Service: "rekognition", Target: "RekognitionService",
		RequestSource: "AWS/Rekognition/DetectModerationLabels/Image/V3",
		Formats:       []Format{JPEG, PNG}, MaxSize: 15 << 20, noun: "image",
	}
)

// Operations are all of them.
var Operations = []Operation{AnalyzeDocument, DetectModerationLabels}

// Of finds the operation of a service.
func Of(service string) (Operation, bool) {
	for _, o := range Operations {
		if o.Service == service {
			return o, true
		}
	}
	return Operation{}, false
}

// What faults are about, as doors tell them apart.
const (
	Parameter  fault.Subject = "parameter"         // the request itself
	Location   fault.Subject = "object to predict" // what lies in S3, or does not
	Kind       fault.Subject = "format"            // neither of the operation's formats
	Size       fault.Subject = "size"              // too large
	Content    fault.Subject = "content"           // the right format, but it cannot be read
	Model      fault.Subject = "model"             // a custom model that the request names
	Source     fault.Subject = "prediction source"
	Throughput fault.Subject = "throughput" // of a source: more calls than it takes
)

// Image is what a source is to look at: bytes that were sent, or an object.
type Image struct {
	Bytes []byte
	// Bucket, Name and Version are those of an object in S3; empty for sent bytes.
	Bucket, Name, Version string
}
