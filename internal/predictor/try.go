package predictor

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/prediction"
)

// Trial is what came of asking a source.
type Trial struct {
	// Answer is what the source answered, as programs get it; nil when it gave none.
	Answer []byte
	// Refused says why it gave none.
	Refused error
	Took    time.Duration
}

// Try asks a source once, without repetition, about an image, or about an empty sheet
// when there is none. It asks also one that is left alone, and one that answers leaves
// that state.
func (s *Service) Try(ctx context.Context, account, region, service string, picture []byte) (Trial, error) {
	o, err := s.p.Store.PredictionSource(ctx, account, region, service)
	if err != nil {
		return Trial{}, err
	}
	operation, _ := prediction.Of(service)
	makeShape := s.p.Shapes[service]
	if makeShape == nil {
		return Trial{}, fmt.Errorf("no shape is known for %s", service)
	}
	if len(picture) == 0 {
		picture = sheet()
	}
	in := region
	if in == EveryRegion {
		in = "us-east-1" // any stands for all
	}
	q := prediction.Question{Account: account, Region: in, Operation: operation, Image: picture, Shape: makeShape()}
	to, err := s.destination(o, in)
	if err != nil {
		return Trial{}, err
	}
	return s.try(ctx, o, to, q)
}

func (s *Service) try(ctx context.Context, o Source, to Destination, q prediction.Question) (Trial, error) {
	caller, known := s.p.Callers[o.Kind]
	if !known {
		return Trial{}, fault.New(fault.Invalid, prediction.Source, "This version does not know the kind %q.", o.Kind)
	}
	ctx, cancel := context.WithTimeout(ctx, to.within())
	defer cancel()
	began := s.p.Now()
	l := s.lines.of(o.ID, to.concurrent())
	answer, failed := asking{service: s, caller: caller, line: l, to: to, question: q}.once(ctx, began)
	out := Trial{Answer: answer, Took: s.p.Now().Sub(began)}
	if failed != nil {
		out.Refused = failed
		return out, nil
	}
	l.learn(nil, false, s.p.Now())
	return out, nil
}

// sheet is an empty sheet of paper as a PNG.
func sheet() []byte {
	white := image.NewGray(image.Rect(0, 0, 256, 256))
	for i := range white.Pix {
		white.Pix[i] = 255
	}
	var b bytes.Buffer
	_ = png.Encode(&b, white) // a buffer takes everything
	return b.Bytes()
}
