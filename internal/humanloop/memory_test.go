package humanloop_test

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/job"
	"foureyes/internal/live"
	"foureyes/internal/page"
	"foureyes/internal/tag"
	"foureyes/internal/workforce"
)

// memory is a database in plain maps: what the rules return is kept and read back
// the way humanloop.Store and flow.Store promise it.
// Everybody is in every team.
type memory struct {
	mu          sync.Mutex // a sweep changes several loops at once
	flows       map[string]flow.Definition
	gone        map[string]bool
	loops       map[string]humanloop.Loop
	inputs      map[string]string
	assignments map[string]humanloop.Assignment
	answers     map[string]json.RawMessage
	drafts      map[string]json.RawMessage
	jobs        map[string]job.Row
	saved       int             // jobs
	places      map[string]int  // of jobs in lines
	tells       map[string]bool // flows that tell of their tasks
	evaluates   map[string]bool // flows of the custom task type that evaluate their conditions
	signal      chan struct{}
	told        func([]live.Note) // of each change; nil for nobody
}

func newMemory() *memory {
	return &memory{
		flows: map[string]flow.Definition{}, gone: map[string]bool{}, loops: map[string]humanloop.Loop{},
		inputs: map[string]string{}, assignments: map[string]humanloop.Assignment{},
		answers: map[string]json.RawMessage{}, drafts: map[string]json.RawMessage{}, jobs: map[string]job.Row{},
		places: map[string]int{}, tells: map[string]bool{}, evaluates: map[string]bool{},
	}
}

// teamless is the team of flows in memory.
var teamless workforce.Workteam

var errNotThere = fault.New(fault.NotFound, fault.HumanLoop, "it is not there")

// ordered gives the values that are wanted, in an order.
func ordered[T any](rows map[string]T, want func(T) bool, order func(a, b T) int) []T {
	var found []T
	for _, row := range rows {
		if want(row) {
			found = append(found, row)
		}
	}
	slices.SortFunc(found, order)
	return found
}

func (m *memory) saveJobs(jobs []job.Row) {
	for _, j := range jobs {
		if _, waits := m.jobs[j.ID]; waits && j.Line != "" {
			continue
		}
		j.Attempts = 0
		m.jobs[j.ID] = j
		m.saved++
		m.places[j.ID] = m.saved
	}
}

func (m *memory) named(account, region, name string) (humanloop.Loop, bool) {
	for _, l := range m.loops {
		if l.Account == account && l.Region == region && l.Name == name && l.DeletedAt.IsZero() {
			return l, true
		}
	}
	return humanloop.Loop{}, false
}

func (m *memory) FlowSetting(_ context.Context, flowID, key string) (string, error) {
	if key == tag.Conditions && m.evaluates[flowID] {
		return tag.Evaluate, nil
	}
	return "", nil
}

func (m *memory) StartLoop(_ context.Context, s humanloop.Started) (humanloop.Loop, error) {
	if old, taken := m.named(s.Loop.Account, s.Loop.Region, s.Loop.Name); taken {
		return old, s.Again(old, s.Loop)
	}
	if err := s.Usable(s.Flow, m.flows[s.Flow.ID].Status, false); err != nil {
		return s.Loop, err
	}
	m.loops[s.Loop.ID], m.inputs[s.Loop.ID] = s.Loop, s.Input
	if m.tells[s.Flow.ID] {
		m.saveJobs(s.Told)
	}
	m.saveJobs(s.Jobs)
	return s.Loop, nil
}

func (m *memory) Loop(_ context.Context, account, region, name string) (humanloop.Loop, error) {
	if l, there := m.named(account, region, name); there {
		return l, nil
	}
	return humanloop.Loop{}, errNotThere
}

func (m *memory) LoopByID(_ context.Context, id string) (humanloop.Loop, error) {
	return m.loops[id], nil
}

func (m *memory) LoopInput(_ context.Context, id string) (string, error) { return m.inputs[id], nil }

func (m *memory) ListLoops(_ context.Context, flowID string, _ page.Query) ([]humanloop.Loop, error) {
	return ordered(m.loops, func(l humanloop.Loop) bool { return l.FlowID == flowID && l.DeletedAt.IsZero() },
		func(a, b humanloop.Loop) int { return cmp.Compare(a.ID, b.ID) }), nil
}

func (m *memory) held(want func(humanloop.Assignment) bool) []humanloop.Assignment {
	return ordered(m.assignments, func(a humanloop.Assignment) bool { return a.Held() && want(a) },
		func(a, b humanloop.Assignment) int {
			return cmp.Or(a.AcceptedAt.Compare(b.AcceptedAt), cmp.Compare(a.ID, b.ID))
		})
}

func (m *memory) state(loopID string) humanloop.State {
	l := m.loops[loopID]
	return humanloop.State{Loop: l, FlowStatus: m.flows[l.FlowID].Status, TaskEvents: m.tells[l.FlowID]}
}

func (m *memory) save(s humanloop.State, c humanloop.Change) {
	if m.told != nil {
		defer func() { m.told(c.Notes(s)) }()
	}
	m.loops[c.Loop.ID] = c.Loop
	for _, a := range c.Assignments {
		m.assignments[a.ID] = a
	}
	if c.Answer != nil {
		m.answers[c.Assignments[0].ID] = c.Answer
		delete(m.drafts, c.Assignments[0].ID)
	}
	m.saveJobs(c.Jobs)
}

func (m *memory) ChangeLoop(_ context.Context, loopID string, rule humanloop.Rule) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.state(loopID)
	s.Held = m.held(func(a humanloop.Assignment) bool { return a.LoopID == loopID })
	c, err := rule.Run(s)
	if err == nil {
		m.save(s, c)
	}
	return err
}

func (m *memory) ChangeAssignment(_ context.Context, id string, rule humanloop.Rule) (humanloop.Assignment, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.state(m.assignments[id].LoopID)
	s.Own = m.assignments[id]
	c, err := rule.Run(s)
	if err != nil {
		return humanloop.Assignment{}, err
	}
	m.save(s, c)
	return m.assignments[id], nil
}

// barred tells whether a person has had a loop's task and may not have it again.
func (m *memory) barred(personID, loopID string) bool {
	for _, a := range m.assignments {
		if a.LoopID == loopID && a.PersonID == personID &&
			(a.Held() || a.Status == humanloop.Submitted || a.Status == humanloop.Declined) {
			return true
		}
	}
	return false
}

func (m *memory) Take(_ context.Context, personID string, flowIDs []string, now time.Time, rule humanloop.Rule) (*humanloop.Assignment, error) {
	open := ordered(m.loops, func(l humanloop.Loop) bool {
		return l.OpenSlots() > 0 && l.DueAt.After(now) && slices.Contains(flowIDs, l.FlowID) &&
			m.flows[l.FlowID].Status == flow.Active && !m.barred(personID, l.ID)
	}, func(a, b humanloop.Loop) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
	if len(open) == 0 {
		return nil, nil
	}
	s := m.state(open[0].ID)
	c, err := rule.Run(s)
	if err != nil {
		return nil, err
	}
	m.save(s, c)
	return &c.Assignments[0], nil
}

func (m *memory) Assignment(_ context.Context, id string) (humanloop.Assignment, error) {
	if a, there := m.assignments[id]; there {
		return a, nil
	}
	return humanloop.Assignment{}, errNotThere
}

func (m *memory) HeldAssignments(_ context.Context, personID string) ([]humanloop.Assignment, error) {
	return m.held(func(a humanloop.Assignment) bool { return a.PersonID == personID }), nil
}

func (m *memory) Answers(_ context.Context, loopID string) ([]humanloop.Answer, error) {
	var answers []humanloop.Answer
	for _, a := range ordered(m.assignments,
		func(a humanloop.Assignment) bool { return a.LoopID == loopID && a.Status == humanloop.Submitted },
		func(a, b humanloop.Assignment) int {
			return cmp.Or(a.EndedAt.Compare(b.EndedAt), cmp.Compare(a.ID, b.ID))
		}) {
		answers = append(answers, humanloop.Answer{Assignment: a, WorkerID: a.PersonID, Subject: a.PersonID, Content: m.answers[a.ID]})
	}
	return answers, nil
}

func (m *memory) SaveDraft(_ context.Context, id string, draft json.RawMessage, _ time.Time) error {
	m.drafts[id] = draft
	return nil
}

func (m *memory) Draft(_ context.Context, id string) (json.RawMessage, error) {
	return m.drafts[id], nil
}

func (m *memory) Jobs(context.Context, string, int) ([]humanloop.Job, error) {
	var jobs []humanloop.Job
	for id, d := range m.flows {
		if d.Status == flow.Active && !m.gone[id] {
			jobs = append(jobs, humanloop.Job{Flow: d})
		}
	}
	return jobs, nil
}

func (m *memory) DueAssignments(_ context.Context, now time.Time, limit int) ([]string, error) {
	due := ordered(m.assignments, func(a humanloop.Assignment) bool { return a.Held() && !a.ExpiresAt.After(now) },
		func(a, b humanloop.Assignment) int {
			return cmp.Or(a.ExpiresAt.Compare(b.ExpiresAt), cmp.Compare(a.ID, b.ID))
		})
	var found []string
	for _, a := range due[:min(limit, len(due))] {
		found = append(found, a.ID)
	}
	return found, nil
}

func (m *memory) DueLoops(_ context.Context, now time.Time, limit int) ([]string, error) {
	due := ordered(m.loops, func(l humanloop.Loop) bool { return !l.DueAt.IsZero() && !l.DueAt.After(now) },
		func(a, b humanloop.Loop) int { return cmp.Or(a.DueAt.Compare(b.DueAt), cmp.Compare(a.ID, b.ID)) })
	var found []string
	for _, l := range due[:min(limit, len(due))] {
		found = append(found, l.ID)
	}
	return found, nil
}

func (m *memory) UnheldLoops(_ context.Context, flowID, after string, limit int) ([]string, error) {
	unheld := ordered(m.loops, func(l humanloop.Loop) bool {
		return l.FlowID == flowID && l.ID > after && l.Status == humanloop.InProgress && l.Holders == 0
	}, func(a, b humanloop.Loop) int { return cmp.Compare(a.ID, b.ID) })
	var found []string
	for _, l := range unheld[:min(limit, len(unheld))] {
		found = append(found, l.ID)
	}
	return found, nil
}

func (m *memory) RemoveFlow(_ context.Context, flowID string, _ int, now time.Time) (bool, error) {
	for _, l := range m.loops {
		if l.FlowID == flowID && l.EndedAt.IsZero() {
			return false, nil
		}
	}
	for id, l := range m.loops {
		if l.FlowID == flowID && l.DeletedAt.IsZero() {
			l.DeletedAt = now
			m.loops[id] = l
		}
	}
	m.gone[flowID] = m.gone[flowID] || m.flows[flowID].Status == flow.Deleting
	return m.gone[flowID], nil
}

func (m *memory) CreateFlowDefinition(_ context.Context, d flow.Definition, _ workforce.Workteam, tags []tag.Tag, _ func(int) error) error {
	m.tells[d.ID] = slices.Contains(tags, tag.Tag{Key: tag.TaskEvents, Value: tag.On})
	m.flows[d.ID] = d
	m.evaluates[d.ID] = tag.Has(tags, tag.Conditions, tag.Evaluate)
	return nil
}

func (m *memory) FlowDefinition(_ context.Context, account, region, name string) (flow.Definition, error) {
	for id, d := range m.flows {
		if d.Account == account && d.Region == region && d.Name == name && !m.gone[id] {
			return d, nil
		}
	}
	return flow.Definition{}, errNotThere
}

func (m *memory) FlowDefinitionByID(_ context.Context, id string) (flow.Definition, error) {
	return m.flows[id], nil
}

func (m *memory) ListFlowDefinitions(context.Context, string, string, page.Query) ([]flow.Definition, error) {
	panic("nobody asks for it here")
}

func (m *memory) ChangeFlowDefinition(ctx context.Context, account, region, name string,
	rule func(flow.Definition) (flow.Definition, []job.Row, error),
) error {
	d, err := m.FlowDefinition(ctx, account, region, name)
	if err != nil {
		return err
	}
	d, jobs, err := rule(d)
	if err != nil {
		return err
	}
	m.flows[d.ID] = d
	m.saveJobs(jobs)
	return nil
}

func (m *memory) ClaimJobs(_ context.Context, now, until time.Time, limit int) ([]job.Row, error) {
	due := ordered(m.jobs, func(j job.Row) bool { return !j.DueAt.After(now) && m.first(j) },
		func(a, b job.Row) int { return cmp.Or(a.DueAt.Compare(b.DueAt), cmp.Compare(a.ID, b.ID)) })
	due = due[:min(limit, len(due))]
	for i := range due {
		due[i].DueAt = until
		due[i].Attempts++
		m.jobs[due[i].ID] = due[i]
	}
	return due, nil
}

// first tells whether a job is the first of its line.
func (m *memory) first(j job.Row) bool {
	for _, o := range m.jobs {
		if j.Line != "" && o.Line == j.Line && m.places[o.ID] < m.places[j.ID] {
			return false
		}
	}
	return true
}

func (m *memory) FinishJobs(_ context.Context, ends []job.End) error {
	for _, e := range ends {
		j := m.jobs[e.Row.ID]
		switch {
		case !j.DueAt.Equal(e.Row.DueAt): // saved anew while it ran
		case e.Error == "":
			delete(m.jobs, j.ID)
		default:
			j.DueAt = e.Retry
			m.jobs[j.ID] = j
		}
	}
	return nil
}

func (m *memory) JobsSaved() <-chan struct{} { return m.signal }
