package model_test

import (
	"slices"
	"testing"

	"foureyes/bench/model"
)

var (
	plan = model.Plan{LoopsPerDay: 86_400, Peak: 3, AnswerSeconds: 30, WorkHours: 6, RetentionDays: 30, AuditDays: 365}
	cost = model.Cost{
		Requests: 5, ServerCPU: 0.002, DatabaseCPU: 0.004, Transactions: 20, Changes: 10, RowBytes: 4000, AuditBytes: 1000,
		WALBytes: 10_000, ObjectBytes: 3000, Notes: 5, EventCPU: 0.00002, Seconds: 0.02, JobSeconds: 0.04, RemoveRate: 1000,
	}
	site = model.Site{DatabaseCores: 16, DatabaseBytes: 1e12, LogBytes: 1e8, FreezeBytes: 1e8, Connections: 200, Ring: 4096}
)

func TestNeedsAreSums(t *testing.T) {
	needs := map[string]float64{}
	for _, n := range model.Needs(plan, cost) {
		needs[n.What] = n.Amount
	}
	const streams = "cores for live pages, were all on one busy job"
	for what, want := range map[string]float64{
		"loops on average":              1,
		"loops at the peak":             3,
		"requests at the peak":          15,
		"cores for servers at the peak": 0.006,
		"servers at the peak, for the jobs that each does at once": 0.0075,
		"cores for PostgreSQL at the peak":                         0.012,
		"transactions at the peak":                                 60,
		"connections in use at the peak":                           0.06,
		"write-ahead log at the peak":                              0.03,
		"write-ahead log":                                          0.864,
		"rows":                                                     0.432,
		"rows that stay":                                           86_400 * (30*4000 + 365*1000) / 1e9,
		"objects":                                                  86_400,
		"people at work at once, on average":                       30,
		"people employed":                                          120,
		streams:                                                    30 * 6 * 0.00002,
	} {
		if _, there := needs[what]; !there {
			t.Errorf("no sum is called %q", what)
			continue
		}
		about(t, what, needs[what], want)
	}
}

// What a part can do does not depend on how much the plan asks for, and the part that can
// do least stands first.
func TestLimitsAreInOrder(t *testing.T) {
	limits := model.Limits(plan, cost, site)
	if !slices.IsSortedFunc(limits, func(a, b model.Limit) int {
		if a.LoopsPerDay < b.LoopsPerDay {
			return -1
		}
		return 1
	}) {
		t.Errorf("not in order: %v", limits)
	}
	more := plan
	more.LoopsPerDay *= 1000
	for i, l := range model.Limits(more, cost, site) {
		if l.What != limits[i].What {
			t.Fatalf("the order changes with the plan: %q", l.What)
		}
		about(t, l.What, l.LoopsPerDay, limits[i].LoopsPerDay)
	}
	about(t, "what one server can remove in a day", limits[slices.IndexFunc(limits, func(l model.Limit) bool {
		return l.What == "one server removes what is old, in a row"
	})].LoopsPerDay, 86_400_000)
}

// At its limit, freezing takes half of the time that transaction numbers last.
func TestFreezingKeepsUpAtItsLimit(t *testing.T) {
	limits := model.Limits(plan, cost, site)
	at := limits[slices.IndexFunc(limits, func(l model.Limit) bool {
		return l.What == "VACUUM has too little time to freeze rows before transaction numbers come round"
	})].LoopsPerDay
	kept := at * 30 * 4000
	reading := kept / site.FreezeBytes
	lasts := (1 << 31) / (at * cost.Changes) * 86_400
	about(t, "reading against lasting", reading/lasts, 0.5)
}
