package predictor

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/page"
	"foureyes/internal/prediction"
)

// oneSource is a store with one source, or with none.
type oneSource struct{ source *Source }

func (o oneSource) SetPredictionSource(context.Context, Source) error { return nil }

func (o oneSource) PredictionSource(ctx context.Context, account, region, service string) (Source, error) {
	return o.PredictionSourceFor(ctx, account, region, service)
}

func (o oneSource) PredictionSourceFor(context.Context, string, string, string) (Source, error) {
	if o.source == nil {
		return Source{}, fault.New(fault.NotFound, prediction.Source, "none")
	}
	return *o.source, nil
}

func (o oneSource) ListPredictionSources(context.Context, page.Query) ([]Source, error) {
	return nil, nil
}

func (o oneSource) DeletePredictionSource(context.Context, string, string, string) error { return nil }

// plainSealer seals nothing.
type plainSealer struct{}

func (plainSealer) Seal(_ string, secret []byte) []byte          { return secret }
func (plainSealer) Open(_ string, sealed []byte) ([]byte, error) { return sealed, nil }

// asks is a caller made of a function.
type asks func(ctx context.Context, n int) ([]byte, error)

type scripted struct {
	calls *atomic.Int64
	do    asks
}

func (s scripted) Check(Destination) error { return nil }

func (s scripted) Ask(ctx context.Context, _ Destination, _ prediction.Question, _ time.Time) ([]byte, error) {
	return s.do(ctx, int(s.calls.Add(1)))
}

// echo is a shape whose answers must begin with "ok".
type echo struct{}

func (echo) Asked(image []byte) []byte         { return image }
func (echo) Located(bucket, key string) []byte { return []byte(bucket + "/" + key) }

func (echo) Answer(answer []byte) ([]byte, error) {
	if !strings.HasPrefix(string(answer), "ok") {
		return nil, errors.New("it has no Blocks")
	}
	return answer, nil
}

// house is a service with one source that answers by a script.
func house(settings string, do asks) (*Service, *atomic.Int64) {
	calls := &atomic.Int64{}
	return NewService(Parts{
		Store: oneSource{&Source{ID: "1", Kind: HTTP, Service: "textract", Settings: settings}}, Sealer: plainSealer{},
		Callers: map[string]Caller{HTTP: scripted{calls, do}}, Now: time.Now, Log: slog.New(slog.DiscardHandler),
	}), calls
}

var question = prediction.Question{Account: "000000000042", Region: "eu-west-1", Operation: prediction.AnalyzeDocument, Shape: echo{}}

func wantFault(t *testing.T, err error, kind fault.Kind, subject fault.Subject, part string) {
	t.Helper()
	f := fault.Of(err)
	if err == nil || f.Kind != kind || f.Subject != subject || !strings.Contains(f.Message, part) {
		t.Errorf("got %v of kind %v about %q, want %v about %q with %q", err, f.Kind, f.Subject, kind, subject, part)
	}
}

func TestAskWithoutASourceNamesTheCommand(t *testing.T) {
	s := NewService(Parts{Store: oneSource{}})
	_, err := s.Ask(t.Context(), question)
	wantFault(t, err, fault.Invalid, prediction.Source, "foureyes prediction set textract")
}

func TestAskRepeatsWhatMaySucceedLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, calls := house("", func(_ context.Context, n int) ([]byte, error) {
			switch n {
			case 1:
				return nil, errors.New("connection reset")
			case 2:
				return nil, &failure{class: busy, pause: 3 * time.Second, cause: errors.New("429")}
			}
			return []byte("ok"), nil
		})
		began := time.Now()
		answer, err := s.Ask(t.Context(), question)
		if string(answer) != "ok" || err != nil || calls.Load() != 3 {
			t.Errorf("%q, %v after %d calls", answer, err, calls.Load())
		}
		if took := time.Since(began); took < 3*time.Second || took > 4*time.Second {
			t.Errorf("it took %s: the pause that the source asked for was 3 s", took)
		}
	})
}

func TestAskTellsWhyThereIsNoAnswer(t *testing.T) {
	throttle := told("ThrottlingException", "Rate exceeded", errors.New("400"))
	tests := map[string]struct {
		do      asks
		kind    fault.Kind
		subject fault.Subject
		part    string
		calls   int64
	}{
		"garbage": {func(context.Context, int) ([]byte, error) { return []byte("<html>"), nil }, fault.Internal, prediction.Source, "no answer that can be used", 3},
		"broken":  {func(context.Context, int) ([]byte, error) { return nil, errors.New("refused") }, fault.Internal, prediction.Source, "no answer", 3},
		"busy":    {func(context.Context, int) ([]byte, error) { return nil, throttle }, fault.Throttled, prediction.Source, "too much to do", 3},
		"long pause": {func(context.Context, int) ([]byte, error) {
			return nil, &failure{class: busy, pause: time.Hour, cause: throttle}
		}, fault.Throttled, prediction.Source, "too much", 1},
		"throughput": {func(context.Context, int) ([]byte, error) { return nil, told(throughputCode, "", throttle) }, fault.Throttled, prediction.Throughput, "too much", 3},
		"bad request": {func(context.Context, int) ([]byte, error) {
			return nil, told("BadDocumentException", "It is torn.", throttle)
		}, fault.Invalid, prediction.Content, "It is torn.", 1},
		"no model": {func(context.Context, int) ([]byte, error) {
			return nil, told("ResourceNotFoundException", "", throttle)
		}, fault.NotFound, prediction.Model, "cannot be processed", 1},
		"cold model": {func(context.Context, int) ([]byte, error) {
			return nil, told("ResourceNotReadyException", "Wait.", throttle)
		}, fault.InUse, prediction.Model, "Wait.", 1},
		"stranger": {func(context.Context, int) ([]byte, error) {
			return nil, told("InvalidSignatureException", "secret", throttle)
		}, fault.Internal, prediction.Source, "does not let this server in", 1},
		"too slow": {func(ctx context.Context, _ int) ([]byte, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}, fault.Internal, prediction.Source, "no answer", 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, calls := house(`{"timeoutSeconds":20}`, test.do)
				began := time.Now()
				_, err := s.Ask(t.Context(), question)
				wantFault(t, err, test.kind, test.subject, test.part)
				if calls.Load() != test.calls {
					t.Errorf("%d calls, want %d", calls.Load(), test.calls)
				}
				if took := time.Since(began); took > 20*time.Second {
					t.Errorf("it took %s", took)
				}
			})
		})
	}
}

// A source that fails is asked a few times, then left alone, then tried by one; while
// it rests callers are told at once.
func TestAskLeavesABadSourceAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		well := false
		s, calls := house("", func(context.Context, int) ([]byte, error) {
			if well {
				return []byte("ok"), nil
			}
			return nil, errors.New("down")
		})
		for range 100 {
			_, _ = s.Ask(t.Context(), question)
		}
		if calls.Load() > 2*tripsAfter {
			t.Errorf("a source that is down was asked %d times by 100 calls", calls.Load())
		}
		_, err := s.Ask(t.Context(), question)
		wantFault(t, err, fault.Throttled, prediction.Source, "left alone")
		well = true
		time.Sleep(longestRest) //nolint:forbidigo // in a bubble of synctest
		if answer, err := s.Ask(t.Context(), question); string(answer) != "ok" {
			t.Errorf("after its rest: %q, %v", answer, err)
		}
		before := calls.Load()
		for range 10 {
			if _, err := s.Ask(t.Context(), question); err != nil {
				t.Error(err)
			}
		}
		if calls.Load() != before+10 {
			t.Errorf("%d calls", calls.Load()-before)
		}
	})
}

// In the long run a tenth of the calls are repetitions.
func TestAskKeepsToTheBudgetOfRepetitions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, calls := house("", func(_ context.Context, n int) ([]byte, error) {
			if n%2 == 0 {
				return []byte("ok"), nil
			}
			return nil, errors.New("every other call fails")
		})
		const asked = 2000
		for range asked {
			_, _ = s.Ask(t.Context(), question)
		}
		if extra := calls.Load() - asked; extra > asked/10+mostRepeats {
			t.Errorf("%d repetitions of %d calls", extra, asked)
		}
	})
}

// Calls past what the source gets at once wait, some; the others are told at once.
func TestAskBoundsWhoAsksAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		var now, most atomic.Int64
		s, _ := house(`{"maxConcurrent":2}`, func(ctx context.Context, _ int) ([]byte, error) {
			most.Store(max(most.Load(), now.Add(1)))
			defer now.Add(-1)
			select {
			case <-release:
				return []byte("ok"), nil
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		})
		const all = 40
		results := make(chan error, all)
		for range all {
			go func() {
				_, err := s.Ask(t.Context(), question)
				results <- err
			}()
		}
		synctest.Wait()
		if len(results) != all-2-2*waitersPerPlace {
			t.Errorf("%d were told at once", len(results))
		}
		for range len(results) {
			wantFault(t, <-results, fault.Throttled, prediction.Throughput, "Too many calls")
		}
		close(release)
		for range 2 + 2*waitersPerPlace {
			if err := <-results; err != nil {
				t.Error(err)
			}
		}
		if most.Load() != 2 {
			t.Errorf("%d at once", most.Load())
		}
	})
}

// Nothing is learnt about a source from callers that hang up.
func TestAskForgetsCallersWhoHungUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, calls := house("", func(ctx context.Context, _ int) ([]byte, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		})
		for range 3 * tripsAfter {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			_, _ = s.Ask(ctx, question)
		}
		if calls.Load() != 3*tripsAfter {
			t.Errorf("%d calls: a source was left alone because callers hung up", calls.Load())
		}
	})
}

func TestSetRefusesWhatCannotWork(t *testing.T) {
	s := NewService(Parts{
		Store: oneSource{}, Sealer: plainSealer{}, NewID: func(time.Time) string { return "1" },
		Callers: Callers(t.TempDir(), Recognisers{"textract": func() (Recogniser, error) { return nil, errors.New("install tesseract-ocr") }}),
	})
	good := NewSource{Account: "000000000042", Region: EveryRegion, Service: "textract", Kind: HTTP, Address: "https://host/read"}
	if _, err := s.Set(t.Context(), good, noon); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(*NewSource){
		"for textract or for rekognition":     func(n *NewSource) { n.Service = "comprehend" },
		"12 digits":                           func(n *NewSource) { n.Account = "42" },
		"name of one, such as us-east-1":      func(n *NewSource) { n.Region = "here & there" },
		"no kind \"mail\"":                    func(n *NewSource) { n.Kind = "mail" },
		"of the form https://host/path":       func(n *NewSource) { n.Address = "ftp://host" },
		"no user, query or fragment":          func(n *NewSource) { n.Address = "https://me:secret@host/" },
		"2,048 characters":                    func(n *NewSource) { n.Address = "https://host/" + strings.Repeat("x", maxAddress) },
		"settings cannot be read":             func(n *NewSource) { n.Settings = `{"timeout":3}` },
		"1 to 300 seconds":                    func(n *NewSource) { n.Settings = `{"timeoutSeconds":301}` },
		"1 to 256 things":                     func(n *NewSource) { n.Settings = `{"maxConcurrent":257}` },
		"no access key and no region":         func(n *NewSource) { n.Settings = `{"region":"eu-west-1"}` },
		"needs the id of an access key":       func(n *NewSource) { n.Kind, n.Address = AWS, "" },
		"needs the secret of its access key":  func(n *NewSource) { n.Kind, n.Address, n.Settings = AWS, "", `{"accessKeyId":"AKIA1"}` },
		"there is no file read":               func(n *NewSource) { n.Kind, n.Address = Command, "read" },
		"the name of a file in":               func(n *NewSource) { n.Kind, n.Address = Command, "../read" },
		"gets no key and no secret":           func(n *NewSource) { n.Kind, n.Address, n.Secret = Command, "read", []byte("s") },
		"install tesseract-ocr":               func(n *NewSource) { n.Kind, n.Address = Builtin, "" },
		"has no address, key or secret":       func(n *NewSource) { n.Kind = Builtin },
		"no recogniser is built in for rekog": func(n *NewSource) { n.Kind, n.Address, n.Service = Builtin, "", "rekognition" },
	} {
		n := good
		change(&n)
		_, err := s.Set(t.Context(), n, noon)
		if !fault.Is(err, fault.Invalid) || !strings.Contains(fmt.Sprint(err), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}
