package main

import "foureyes/bench/model"

// measured is what one loop with one answer costs on PostgreSQL, by the benchmarks of
// foureyes/bench on 2 cores that other work shared. A quiet or a newer machine has
// smaller times. Whoever measures again changes these, and docs/scale.md with
// go test ./bench/sums -update.
var measured = model.Cost{
	Requests:     3,      // start, take, answer (EndToEnd)
	ServerCPU:    0.0041, // EndToEnd/PostgreSQL, 16 callers, load average 9
	DatabaseCPU:  0.0048, // likewise
	Transactions: 24,     // EndToEnd/PostgreSQL
	Changes:      5.6,    // likewise
	RowBytes:     2500,   // Growth/PostgreSQL without audit and objects, which are in S3 at this size; an input of 2 KiB that compresses to 0.4
	AuditBytes:   1900,   // EndToEnd: three entries, with their four indexes
	WALBytes:     13_000, // EndToEnd/PostgreSQL
	ObjectBytes:  2900,   // the output of an input of 2 KiB
	Notes:        5,      // one at the start, two when it is taken, one each at the answer and the end
	EventCPU:     23e-6,  // IdleStreams
	Seconds:      0.03,   // a little over a millisecond for each transaction: an estimate
	JobSeconds:   0.037,  // three, each of 12 ms: 233 jobs done in 0.18 s, sixteen at once (EndToEnd/PostgreSQL)
	RemoveRate:   1070,   // Growth/PostgreSQL
}

// site is what a large PostgreSQL of today has: an assumption, and not a measurement. The
// ring is ours (internal/live).
var site = model.Site{
	DatabaseCores: 64,
	DatabaseBytes: 30e12,
	LogBytes:      200e6,
	FreezeBytes:   200e6,
	Connections:   500,
	Ring:          4096,
}

// onSQLite and onPostgres are a whole life with all that takes part on one machine.
var (
	onSQLite = model.Life{
		CPU:    0.0024, // EndToEnd/SQLite, 16 callers
		Writer: 0.0008, // the part of the server's profile that store.(*writer).run has: 35 percent
		// Start, take and answer; a quiet disk of the machine.
		Commits: 3, Sync: 0.00014,
	}
	onPostgres = model.Life{CPU: measured.ServerCPU + measured.DatabaseCPU, Commits: 3, Sync: 0.00014}
)
