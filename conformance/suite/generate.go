package suite

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// allCases are all that can be asked. They do not depend on the run.
var allCases = sync.OnceValues(func() ([]testCase, error) {
	apis, err := contracts()
	if err != nil {
		return nil, err
	}
	var all []testCase
	for _, o := range operations(apis) {
		targets := o.service.targets(o.service.shape(o.Input), "", nil)
		all = append(all, limitCases(o, targets)...)
		all = append(all, togetherCases(o, targets)...)
	}
	all = append(all, lives()...)
	slices.SortStableFunc(all, func(a, b testCase) int { return strings.Compare(a.operation, b.operation) })
	return all, nil
})

// target is one member, or item of a list, that is tried.
type target struct {
	name    string // such as humanLoopConfig.taskCount
	at      place
	changes []change
}

// targets walks an input's shape.
func (s *service) targets(h *shape, name string, at place) []target {
	all := []target{}
	for _, m := range h.Members {
		inner := s.shape(m.Shape)
		path := strings.TrimPrefix(name+"."+lowerFirst(m.name), ".")
		here := slices.Concat(at, place{{member: m.name, shape: inner}})
		all = append(all, target{path, here, s.changes(m, inner)})
		all = append(all, s.inside(inner, path, here)...)
	}
	return all
}

func (s *service) inside(h *shape, name string, at place) []target {
	switch h.Kind {
	case "structure":
		return s.targets(h, name, at)
	case "list":
		item := s.shape(h.Item)
		here := slices.Concat(at, place{{shape: item}})
		all := []target{{name + ".1", here, s.changesOf(item)}}
		return append(all, s.inside(item, name+".1", here)...)
	}
	return nil
}

// limitCases try every member of an operation's input, one change at a time.
func limitCases(o *operation, targets []target) []testCase {
	all := []testCase{judged(o, "in_order", func(object) {}), judged(o, "empty_input", func(in object) { clear(in) })}
	if o.HTTP == nil || o.HTTP.Method == "POST" {
		targets = append(targets, target{"input", nil, o.service.structureChanges()})
	}
	for _, t := range targets {
		for _, c := range t.changes {
			all = append(all, judged(o, t.name+"_"+c.name, func(in object) { c.apply(o.service, in, t.at) }))
		}
	}
	if o.HTTP != nil && len(o.HTTP.Path) > len("/human-loops/stop") {
		all = slices.DeleteFunc(all, func(c testCase) bool { return strings.HasSuffix(c.name, "_empty_input") })
	}
	return all
}

// judged is the case that an input is taken or refused as the contract says.
func judged(o *operation, name string, edit func(object)) testCase {
	return testCase{operation: o.name, name: o.name + "_" + name, run: func(p *probe) {
		in := clone(p.input(o.name, p.token())).(object)
		edit(in)
		if p.harmful(o, in) {
			return
		}
		p.wantVerdict(o, in, judge(o, in))
	}}
}

// harmful: in a region that others use, nothing is changed whose name is not ours.
func (p *probe) harmful(o *operation, in object) bool {
	if p.Region == "" || strings.HasPrefix(o.name, "Describe") || strings.HasPrefix(o.name, "List") {
		return false
	}
	return !strings.Contains(string(encode(in)), p.mark)
}

// wantVerdict sends an input and compares the answer with what the contract says.
func (p *probe) wantVerdict(o *operation, in object, v verdict) {
	a := p.ask(o.name, in)
	if p.failed() {
		return
	}
	wrong := ""
	switch {
	case v.malformed:
		wrong = checkFault(o, a, "SerializationException")
	case len(v.broken) > 0:
		wrong = cmpFirst(checkFault(o, a, "ValidationException"), func() string { return checkSentence(a, v.sentence()) })
	case a.status < 300:
		wrong = checkOutput(o, a)
	default:
		wrong = checkLater(o, a)
	}
	if wrong != "" {
		p.failf("%s", wrong)
	}
}

func checkSentence(a *answer, want *regexp.Regexp) string {
	message := a.fault().message
	if want.MatchString(message) {
		return ""
	}
	return fmt.Sprintf("the message is %q; want one that matches %s", message, beginningOf(want.String()))
}

// checkLater: an input that is in order may be refused for other reasons, but not
// by the checks of the contract.
func checkLater(o *operation, a *answer) string {
	f := a.fault()
	if f.code == "SerializationException" || strings.Contains(f.message, "validation error") {
		return fmt.Sprintf("an input that is in order was refused: %s: %s", f.code, beginningOf(f.message))
	}
	return checkFault(o, a, f.code)
}

// togetherCases try several changes at once: all failures are told in one
// sentence, in the contract's order, and what cannot be read wins over all.
func togetherCases(o *operation, targets []target) []testCase {
	var bad []func(object)
	for _, t := range targets {
		if c, is := o.breaking(t); is {
			bad = append(bad, func(in object) { c.apply(o.service, in, t.at) })
		}
	}
	var all []testCase
	add := func(name string, edits ...func(object)) {
		all = append(all, judged(o, "together_"+name, func(in object) {
			for _, edit := range edits {
				edit(in)
			}
		}))
	}
	for i := range bad {
		if i > 0 {
			add("pair_"+strconv.Itoa(i), bad[i-1], bad[i])
		}
		if i > 1 {
			add("first_and_"+strconv.Itoa(i), bad[0], bad[i])
			add("triple_"+strconv.Itoa(i), bad[i-2], bad[i-1], bad[i])
		}
	}
	if len(bad) > 1 {
		add("all", bad...)
	}
	return all
}

// breaking is a change that breaks a constraint of a member with nothing inside.
func (o *operation) breaking(t target) (change, bool) {
	last := t.at[len(t.at)-1]
	if !last.shape.scalar() || last.member == "" || t.at[0].member == "" {
		return change{}, false
	}
	m, _ := o.service.shape(o.Input).Members.find(t.at[0].member)
	if m.In == "path" {
		return change{}, false
	}
	for _, c := range t.changes {
		in := object{}
		c.apply(o.service, in, t.at)
		if v := o.judgeMember(last.shape, get(o.service.reach(in, t.at), last)); !v.malformed && len(v.broken) > 0 {
			return c, true
		}
	}
	return change{}, false
}

// judgeMember judges one value alone.
func (o *operation) judgeMember(h *shape, value any) verdict {
	j := judging{service: o.service}
	if value != nil {
		j.value(h, value, nil)
	}
	return j.verdict
}
