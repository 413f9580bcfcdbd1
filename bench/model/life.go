package model

import "math"

// Life is what one human loop costs from its start to Completed, as it is measured.
type Life struct {
	// CPU is the processor time of all processes together, in seconds, with what goes on
	// behind the callers' backs: pages rendered on trial, outputs, events.
	CPU float64
	// Writer is the part of CPU that the database's only writer has (SQLite); 0 where
	// changes go on side by side (PostgreSQL).
	Writer float64
	// Commits is how many durable changes its callers wait for, one after the other.
	Commits float64
	// Sync is how long the disk takes to make one durable, in seconds.
	Sync float64
}

// Predict tells how fast some callers, each with one loop at a time, get theirs done on
// a machine that has so many cores left for it.
func (l Life) Predict(cores float64, callers int) Prediction {
	p := Solve(l.stations(cores, callers), callers)
	// The writer needs a processor too.
	if most := cores / l.CPU; p.Rate > most {
		p.Rate, p.Response = most, float64(callers)/most
	}
	return p
}

func (l Life) stations(cores float64, callers int) []Station {
	return []Station{
		{"processors", math.Max(0, l.CPU-l.Writer), cores},
		{"writer", l.Writer, 1},
		{"disk", l.Commits * l.Sync * l.waits(callers), 0},
	}
}

// waits is how many syncs a commit waits for: its own, which it shares with all others
// that came by then, and what is left of the one before. That is half of it where
// callers come at any time, and nearly all of it where a sync is long: they come back
// from one soon after the next has begun.
func (l Life) waits(callers int) float64 {
	if callers == 1 || l.Sync == 0 {
		return 1
	}
	return 1 + math.Max(0.5, 1-l.CPU/l.Commits/l.Sync)
}
