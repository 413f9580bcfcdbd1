// Package humanloop is the heart: a human loop from its start to its output
// document, and the assignments by which workers hold its tasks.
//
// States of a loop:
//
//	InProgress -> Finishing -> Completed     all answers in; output written
//	InProgress -> Failed                     cannot be rendered, or its time is over
//	InProgress -> Stopping -> Stopped        stopped while somebody works
//	InProgress -> Stopped                    stopped while nobody works
//
// Finishing is shown as InProgress: a loop is Completed only once its output.json
// can be read (DescribeHumanLoop knows no state in between).
//
// States of an assignment: Accepted and Paused are held; Submitted, Released,
// Declined, Expired and Withdrawn are ended.
//
// docs/states.md draws both with all that follows; states_test.go holds the drawing
// against the rules.
//
// The rules (start.go, accept.go, answer.go, expire.go, stop.go, settle.go ...)
// are plain functions from old state, request and time to new state and the jobs
// that must follow. Service joins them to the store, which runs each inside one
// transaction. It leaves templates to taskui, tables to store, files to object,
// the event of a loop's end to event, which does the job that is saved for it, and
// the clock and ids to whoever calls.
package humanloop
