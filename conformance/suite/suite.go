// Package suite asks an endpoint whether it behaves as Amazon Augmented AI does:
// the 25 operations of the SageMaker API and the 5 of the A2I runtime that human
// review needs, and the two of Textract and Rekognition that ask for it. It knows the endpoint from outside only. It reads the contracts
// with code of its own and signs with code of its own, so that a slip in the
// server's reading of them is not repeated here, and it needs no SDK.
//
// Most cases are made from the contract: for each constraint of each member, at
// every depth, the last value that is allowed, the first that is not, the missing
// member, the wrong type (limit.go and its neighbours). What they expect is judged
// by judge.go. The others follow resources through their lives, a file for each
// kind. All answers are held against the contract of the output as well.
//
// A run leaves nothing behind: it works in a region that nobody uses, unless one is
// named, and removes what it made. What people answer, and what happens in the
// portal, is not its business.
package suite

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Options say which endpoint is asked, and how.
type Options struct {
	// Endpoint is the URL of the SageMaker API. The A2I runtime and S3 are looked for
	// there too, and Textract and Rekognition, unless they have one of their own.
	Endpoint, RuntimeEndpoint, S3Endpoint, TextractEndpoint, RekognitionEndpoint string
	// Region is where everything happens. Empty takes regions that nobody uses, which
	// Foureyes has for the asking; some cases are left out when one is named.
	Region      string
	Credentials Credentials
	// Run picks cases by their names; nil takes all.
	Run *regexp.Regexp
	// Parallel is how many cases run at once; 0 stands for 8.
	Parallel int
	// Now is the clock, for signatures.
	Now func() time.Time
	// Progress is told after each case how many are done, have failed, and there are;
	// nil when nobody wants to know. It is called by one goroutine at a time.
	Progress func(done, failed, all int)
}

// suite is one run.
type suite struct {
	Options

	transport *http.Transport
	mark      string // begins the names of all that is made
	count     atomic.Int64
	world     world
}

// testCase is one thing that the endpoint must do.
type testCase struct {
	operation string
	name      string // operation_case
	run       func(*probe)
	// owns tells that the case needs regions to itself.
	owns bool
}

// ErrNoCase says that no case has a name that Options.Run matches.
var ErrNoCase = errors.New("no case has such a name")

// Run asks the endpoint everything. The error is that nothing could be asked, with
// a nil report, or that the run was interrupted or could not clear up; what the
// endpoint did wrong is in the report.
func Run(ctx context.Context, o Options) (*Report, error) {
	s := newSuite(o)
	defer s.transport.CloseIdleConnections()
	cases, err := allCases()
	if err != nil {
		return nil, err
	}
	chosen := slices.DeleteFunc(slices.Clone(cases), func(c testCase) bool {
		return o.Run != nil && !o.Run.MatchString(c.name) || c.owns && o.Region != ""
	})
	if len(chosen) == 0 {
		return nil, ErrNoCase
	}
	report := &Report{Region: s.region()}
	if o.Region != "" {
		for _, c := range cases {
			if c.owns && (o.Run == nil || o.Run.MatchString(c.name)) {
				report.LeftOut = append(report.LeftOut, c.name)
			}
		}
	}
	if err := s.settle(ctx); err != nil {
		return nil, err
	}
	began := o.Now()
	report.Results = s.runAll(ctx, chosen)
	report.Took = o.Now().Sub(began)
	if err := ctx.Err(); err != nil {
		return report, errors.Join(fmt.Errorf("the run was interrupted: %w", err), s.leave(ctx))
	}
	return report, s.leave(ctx)
}

func newSuite(o Options) *suite {
	s := &suite{Options: o, mark: "cf" + strings.ToLower(rand.Text()[:8])}
	for _, url := range []*string{&s.Endpoint, &s.RuntimeEndpoint, &s.S3Endpoint, &s.TextractEndpoint, &s.RekognitionEndpoint} {
		*url = strings.TrimRight(cmp.Or(*url, s.Endpoint), "/")
	}
	if s.Parallel <= 0 {
		s.Parallel = 8
	}
	s.transport = &http.Transport{
		MaxIdleConnsPerHost: s.Parallel, DisableCompression: true, ForceAttemptHTTP2: true,
		ExpectContinueTimeout: patience, IdleConnTimeout: time.Minute,
	}
	return s
}

// region is where cases live that do not need one for themselves.
func (s *suite) region() string {
	return cmp.Or(s.Region, "xx-"+s.mark+"-1")
}

// token is a text that nothing else is called, fit for names of all kinds.
func (s *suite) token() string {
	return fmt.Sprintf("%s%04d", s.mark, s.count.Add(1))
}

// runAll runs the cases, some at once, and keeps their order.
func (s *suite) runAll(ctx context.Context, cases []testCase) []Result {
	results := make([]Result, len(cases))
	next := make(chan int)
	var (
		workers      sync.WaitGroup
		mu           sync.Mutex
		done, failed int
	)
	for range s.Parallel {
		workers.Go(func() {
			for i := range next {
				results[i] = s.runOne(ctx, cases[i])
				mu.Lock()
				done++
				if results[i].Failure != nil {
					failed++
				}
				if s.Progress != nil {
					s.Progress(done, failed, len(cases))
				}
				mu.Unlock()
			}
		})
	}
	for i := 0; i < len(cases) && ctx.Err() == nil; i++ {
		next <- i
	}
	close(next)
	workers.Wait()
	return slices.DeleteFunc(results, func(r Result) bool { return r.Name == "" }) // not asked any more
}

// limit is how long one case may take.
const limit = 2 * time.Minute

// runOne runs a case to its end, even when the run is interrupted: a request that
// is broken off may have made something that nobody would remove.
func (s *suite) runOne(ctx context.Context, c testCase) Result {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	p := &probe{suite: s, ctx: ctx, region: s.region()}
	if c.owns {
		p.region = "xx-" + s.token() + "-1"
		p.undos = []undo{{"DeleteWorkforce", object{"WorkforceName": "default"}, p.region}}
	}
	began := s.Now()
	p.run(c)
	p.clear(ctx)
	return Result{Operation: c.operation, Name: c.name, Took: s.Now().Sub(began), Failure: p.failure()}
}
