package model

import (
	"cmp"
	"math"
	"slices"
)

const (
	day = 86_400 // seconds
	// groups is how often in a second those who look on are told, at most (internal/live).
	groups = 10
	// jobsAtOnce is how many jobs a server does at once (internal/job).
	jobsAtOnce = 16
)

// Plan is what is wanted of an installation.
type Plan struct {
	// LoopsPerDay is how many human loops are started, each with one answer.
	LoopsPerDay float64
	// Peak is how many times the average the busiest minutes have.
	Peak float64
	// AnswerSeconds is how long a person has a task, and WorkHours how long a day they work.
	AnswerSeconds, WorkHours float64
	// RetentionDays and AuditDays are how long rows stay.
	RetentionDays, AuditDays float64
}

// Cost is what one loop with one answer costs on PostgreSQL, as it is measured.
type Cost struct {
	Requests     float64 // over HTTP, those of one's own browser included
	ServerCPU    float64 // seconds
	DatabaseCPU  float64 // seconds
	Transactions float64
	Changes      float64 // transactions that change something: each takes a number (xid)
	RowBytes     float64 // of tables and indexes, without the audit's
	AuditBytes   float64
	WALBytes     float64
	ObjectBytes  float64 // output.json
	Notes        float64 // hints to those who look on
	EventCPU     float64 // seconds for each event to one who looks on
	Seconds      float64 // that a database connection is in use
	JobSeconds   float64 // that its jobs take in all: render, output, event
	RemoveRate   float64 // loops that the one sweeping server removes in a second
}

// Need is one thing that a plan asks for.
type Need struct {
	What   string
	Amount float64
	Unit   string
}

// Needs are the sums: what comes each second at the peak, what comes each day, and what
// stays.
func Needs(p Plan, c Cost) []Need {
	second := p.LoopsPerDay / day
	peak := second * p.Peak
	return []Need{
		{"loops on average", second, "/s"},
		{"loops at the peak", peak, "/s"},
		{"requests at the peak", peak * c.Requests, "/s"},
		{"cores for servers at the peak", peak * c.ServerCPU, ""},
		{"servers at the peak, for the jobs that each does at once", peak * c.JobSeconds / jobsAtOnce, ""},
		{"cores for PostgreSQL at the peak", peak * c.DatabaseCPU, ""},
		{"transactions at the peak", peak * c.Transactions, "/s"},
		{"connections in use at the peak", peak * c.Seconds, ""},
		{"write-ahead log at the peak", peak * c.WALBytes / 1e6, "MB/s"},
		{"write-ahead log", p.LoopsPerDay * c.WALBytes / 1e9, "GB/day"},
		{"rows", p.LoopsPerDay * (c.RowBytes + c.AuditBytes) / 1e9, "GB/day"},
		{"rows that stay", p.kept(c) / 1e9, "GB"},
		{"objects", p.LoopsPerDay, "/day"},
		{"bytes of objects", p.LoopsPerDay * c.ObjectBytes / 1e9, "GB/day"},
		{"days until transaction numbers come round", wraparound / (p.LoopsPerDay * c.Changes), ""},
		{"people at work at once, on average", p.people(), ""},
		{"cores for live pages, were all on one busy job", p.people() * min(groups, peak*2) * c.EventCPU, ""},
		{"people employed", p.LoopsPerDay * p.AnswerSeconds / 3600 / p.WorkHours, ""},
	}
}

// people is how many have a task in hand, on average.
func (p Plan) people() float64 { return p.LoopsPerDay * p.AnswerSeconds / day }

// wraparound is how many transaction numbers PostgreSQL gives before the oldest rows must
// have been frozen (PostgreSQL manual, Routine Vacuuming).
const wraparound = 1 << 31

// kept is how many bytes of rows there are once as many leave as come.
func (p Plan) kept(c Cost) float64 {
	return p.LoopsPerDay * (c.RowBytes*p.RetentionDays + c.AuditBytes*p.AuditDays)
}

// Site is what an installation has.
type Site struct {
	DatabaseCores float64
	DatabaseBytes float64 // of disk
	LogBytes      float64 // of write-ahead log in a second that disk and standbys take
	FreezeBytes   float64 // of tables in a second that VACUUM reads to freeze
	Connections   float64 // that PostgreSQL lets in
	Ring          float64 // notes that those who look on may be behind
}

// Limit is where one part of an installation has no more to give.
type Limit struct {
	What        string
	LoopsPerDay float64
}

// Limits tells in which order the parts give out as a plan grows, the first one first.
func Limits(p Plan, c Cost, s Site) []Limit {
	atPeak := func(perSecond float64) float64 { return perSecond * day / p.Peak }
	all := []Limit{
		{"one server removes what is old, in a row", c.RemoveRate * day},
		{"the database's disk is full", s.DatabaseBytes / (p.kept(c) / p.LoopsPerDay)},
		{"the database's processors are busy", atPeak(s.DatabaseCores / c.DatabaseCPU)},
		{"the write-ahead log is at the disk's and the standby's speed", atPeak(s.LogBytes / c.WALBytes)},
		{"the database's connections are in use", atPeak(s.Connections / c.Seconds)},
		{"those who look on are told to reload, since notes overrun their ring", atPeak(s.Ring * groups / c.Notes)},
		{"VACUUM has too little time to freeze rows before transaction numbers come round", p.freezable(c, s)},
	}
	slices.SortStableFunc(all, func(a, b Limit) int { return cmp.Compare(a.LoopsPerDay, b.LoopsPerDay) })
	return all
}

// freezable is how many loops a day there may be so that the time in which VACUUM reads
// all rows of loops is half of that in which transaction numbers come round: the rows
// grow with the loops, the days of the numbers shrink. The audit's rows never change, so
// that VACUUM passes over those that it has frozen.
func (p Plan) freezable(c Cost, s Site) float64 {
	bytes := c.RowBytes * p.RetentionDays // for one loop a day
	days := wraparound / c.Changes        // likewise
	return math.Sqrt(days * day * s.FreezeBytes / 2 / bytes)
}
