package predictor

import (
	"context"
	"time"

	"foureyes/internal/prediction"
)

// Caller asks the sources of one kind.
type Caller interface {
	// Check refuses a destination that could never answer. The error is a sentence for
	// the operator, without a capital and a full stop.
	Check(to Destination) error
	// Ask asks once and gives the answer as it came. The error may be a *failure, which
	// says what to do about it; any other is one of the source. It holds no secret.
	Ask(ctx context.Context, to Destination, q prediction.Question, now time.Time) ([]byte, error)
}

// Destination is what a Caller knows of a source.
type Destination struct {
	Service string
	// Region is that of the call; of the source, which may be EveryRegion, in a check.
	Region  string
	Address string
	Settings
	Secret []byte
}

const (
	// maxAnswer bounds an answer in bytes. A page of dense text has about 1 MB.
	maxAnswer = 32 << 20
	// contentType and target are headers of AWS JSON 1.1, which commands are told too.
	contentType = "application/x-amz-json-1.1"
)

func target(q prediction.Question) string { return q.Operation.Target + "." + q.Operation.Name }
