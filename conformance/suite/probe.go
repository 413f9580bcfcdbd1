package suite

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// probe is one case at work. After its first failure it asks nothing any more, so
// cases read as if all went well.
type probe struct {
	*suite

	ctx    context.Context // a probe lives as long as one case
	region string
	why    string // the first failure
	seen   []Exchange
	undos  []undo
}

// undo is a request that removes what a case has made.
type undo struct {
	operation string
	in        object
	region    string
}

func (p *probe) failed() bool { return p.why != "" }

// failf notes what is wrong; the first failure counts.
func (p *probe) failf(format string, args ...any) {
	if !p.failed() {
		p.why = fmt.Sprintf(format, args...)
	}
}

// run runs the case. One that stumbles over an answer of no use has failed.
func (p *probe) run(c testCase) {
	defer func() {
		if cause := recover(); cause != nil {
			p.failf("the case broke off: %v", cause)
		}
	}()
	c.run(p)
}

// failure is the result of the case.
func (p *probe) failure() *Failure {
	if !p.failed() {
		return nil
	}
	return &Failure{Reason: p.why, Exchanges: p.seen}
}

// equal compares what came with what should have.
func (p *probe) equal(what string, got, want any) {
	if a, b := string(encode(got)), string(encode(want)); a != b {
		p.failf("%s is %s, want %s", what, a, b)
	}
}

// holds notes a failure unless something is true.
func (p *probe) holds(is bool, format string, args ...any) {
	if !is {
		p.failf(format, args...)
	}
}

// maxSeen is how many of a case's exchanges are kept: the last ones.
const maxSeen = 6

// send sends a request, unless something failed before.
func (p *probe) send(r request) *answer {
	nothing := &answer{probe: p, header: map[string][]string{}}
	if p.failed() {
		return nothing
	}
	a, err := p.sendPatiently(p.ctx, r)
	if err != nil {
		p.seen = append(p.seen, exchange(r, nothing))
		p.failf("%v", err)
		return nothing
	}
	a.probe = p
	p.seen = append(p.seen, exchange(r, a))
	p.seen = p.seen[max(0, len(p.seen)-maxSeen):]
	p.holds(a.status < 500, "the status is %d: the endpoint itself failed", a.status)
	return a
}

// ask sends an operation's input as it is, and remembers what it made.
func (p *probe) ask(operation string, in object) *answer {
	o, idle := operationOf(operation), p.failed()
	a := p.send(o.request(in, p.region))
	if a.status == 200 || a.status == 0 && !idle { // without an answer it may have been made
		p.remember(operation, in)
	}
	return a
}

// call asks for an operation that must succeed.
func (p *probe) call(operation string, in object) *answer {
	a := p.ask(operation, in)
	if !p.failed() {
		if wrong := checkOutput(operationOf(operation), a); wrong != "" {
			p.failf("%s: %s", operation, wrong)
		}
	}
	return a
}

// refuse asks for an operation that must be refused with a code, in a sentence that
// has a part.
func (p *probe) refuse(operation string, in object, code, part string) {
	a := p.ask(operation, in)
	if p.failed() {
		return
	}
	if wrong := checkFault(operationOf(operation), a, code); wrong != "" {
		p.failf("%s: %s", operation, wrong)
	}
	message := a.fault().message
	p.holds(strings.Contains(strings.ToLower(message), strings.ToLower(part)), "%s: the message %q does not have %q", operation, message, part)
}

// makers are the operations that make something, with the ones that remove it.
var makers = map[string]struct{ remover, name string }{
	"CreateFlowDefinition": {"DeleteFlowDefinition", "FlowDefinitionName"},
	"CreateHumanTaskUi":    {"DeleteHumanTaskUi", "HumanTaskUiName"},
	"CreateWorkforce":      {"DeleteWorkforce", "WorkforceName"},
	"CreateWorkteam":       {"DeleteWorkteam", "WorkteamName"},
	"StartHumanLoop":       {"DeleteHumanLoop", "HumanLoopName"},
}

func (p *probe) remember(operation string, in object) {
	if m, makes := makers[operation]; makes {
		p.undos = append(p.undos, undo{m.remover, object{m.name: in[m.name]}, p.region})
	}
}

// clear removes what the case made, the last first. A case that does not get rid
// of it has failed, even if all was well before. The end of the case's time does
// not keep it.
func (p *probe) clear(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	for _, u := range slices.Backward(p.undos) {
		if err := p.remove(ctx, u); err != nil {
			p.failf("clear up: %v", err)
		}
	}
	p.undos = nil
}

// remove deletes one thing. What is gone already is well; what is still in use is
// waited for.
func (s *suite) remove(ctx context.Context, u undo) error {
	if u.operation == deleteBucket {
		return s.removeBucket(ctx, u)
	}
	o := operationOf(u.operation)
	if u.operation == "DeleteHumanLoop" {
		if _, err := s.sendPatiently(ctx, operationOf("StopHumanLoop").request(u.in, u.region)); err != nil {
			return err
		}
	}
	for deadline := s.Now().Add(patience); ; {
		a, err := s.sendPatiently(ctx, o.request(u.in, u.region))
		if err != nil {
			return err
		}
		f := a.fault()
		if a.status == 200 || f.gone() {
			return nil
		}
		if s.Now().After(deadline) {
			return fmt.Errorf("%s %v: %s: %s", u.operation, u.in, f.code, f.message)
		}
		if err := rest(ctx, 10*time.Millisecond); err != nil {
			return err
		}
	}
}

// gone reports whether what should be removed is not there, or cannot be.
func (f fault) gone() bool {
	return strings.HasPrefix(f.code, "ResourceNotFound") || f.code == "SerializationException" ||
		strings.Contains(f.message, "No workforce") || strings.Contains(f.message, "The work team") || strings.Contains(f.message, "validation error")
}

// eventually asks until something is so.
func (p *probe) eventually(what string, done func() bool) {
	for deadline := p.Now().Add(patience); !p.failed() && !done(); {
		if p.Now().After(deadline) {
			p.failf("after %s still not: %s", patience, what)
			return
		}
		if err := rest(p.ctx, 5*time.Millisecond); err != nil {
			p.failf("%v", err)
		}
	}
}

// arn is the name of one of the run's own resources.
func (p *probe) arn(kind, name string) string {
	return fmt.Sprintf("arn:%s:sagemaker:%s:%s:%s/%s", p.world.partition, p.region, p.world.account, kind, name)
}

// recent checks that a time is about now, by the clock of whoever asks.
func (p *probe) recent(value any) {
	off := p.epoch(value) - float64(p.Now().Unix())
	p.holds(off > -soon && off < soon, "the time %v is not about now", value)
}

// epoch is a time of either API in seconds.
func (p *probe) epoch(value any) float64 {
	switch value := value.(type) {
	case json.Number:
		seconds, err := value.Float64()
		if err == nil {
			return seconds
		}
	case string:
		t, err := time.Parse(time.RFC3339, value)
		if err == nil {
			return float64(t.UnixMilli()) / 1000
		}
	}
	p.failf("%v is no time", value)
	return 0
}

// isoTime writes seconds since the epoch as ISO 8601, to the microsecond.
func isoTime(seconds float64) string {
	return time.UnixMicro(int64(math.Round(seconds * 1e6))).UTC().Format("2006-01-02T15:04:05.000000Z")
}

// tick lets the clock go on, so that what is made now is newer.
func (p *probe) tick() {
	if err := rest(p.ctx, 2*time.Millisecond); err != nil {
		p.failf("%v", err)
	}
}

// get reads a link that needs no signature.
func (p *probe) get(link string) *answer {
	where, err := url.Parse(link)
	if err != nil {
		p.failf("the link %q cannot be read: %v", link, err)
		where = &url.URL{}
	}
	return p.send(request{method: http.MethodGet, at: where.Scheme + "://" + where.Host, path: where.EscapedPath(), query: where.Query(), unsigned: true})
}

func without(names []string, name string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name })
}
