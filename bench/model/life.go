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
	// A commit that comes while a sync is under way waits for the rest of it, half of it
	// on average, and shares the next one with all others that came.
	waits := 1 + 0.5*(1-1/float64(callers))
	return []Station{
		{"processors", math.Max(0, l.CPU-l.Writer), cores},
		{"writer", l.Writer, 1},
		{"disk", l.Commits * l.Sync * waits, 0},
	}
}
