package store

import "foureyes/internal/humanloop"

// The flow definition is joined from the left, so that the engines read the loops in
// the order of an index and look up their definitions.
var humanLoopRelation = relation{
	rows: same("human_loop l"), account: "l.account_id", split: "human_loop",
	joins: []join{{"f", "LEFT JOIN flow_definition f ON f.id = l.flow_id"}},
	columns: map[string]expression{
		"_key":                 {sqlite: "l.id", postgres: "l.id", indexed: true},
		"account_id":           same("l.account_id"),
		"answers":              same("l.answers"),
		"carried_at":           same("CASE WHEN l.output_uri IS NOT NULL THEN l.ended_at END"),
		"content_classifiers":  {sqlite: classifiers, postgres: classifiers},
		"created_by":           same("l.created_by"),
		"creation_time":        {sqlite: "l.created_at", postgres: "l.created_at", indexed: true},
		"deleted_at":           same("l.deleted_at"),
		"duration_in_seconds":  seconds("CASE WHEN l.output_uri IS NULL THEN l.ended_at - l.created_at END"),
		"ended_at":             {sqlite: "l.ended_at", postgres: "l.ended_at", narrow: ofFlows},
		"expires_at":           same("l.due_at"),
		"failure_code":         absent("l.failure_code"),
		"failure_reason":       absent("l.failure_reason"),
		"flow_definition_arn":  flowARN,
		"flow_definition_name": same("f.name"),
		"holders":              same("l.holders"),
		"human_loop_arn":       loopARN,
		"human_loop_name":      nameIn(loopRegions, "l.region", "l.name"),
		"human_loop_output":    jsonObject(member{"OutputS3Uri", outputURI}),
		"human_loop_status":    shownStatus(),
		"input_sha256":         {sqlite: "lower(hex(l.input_sha256))", postgres: "encode(l.input_sha256, 'hex')"},
		"region":               same("l.region"),
		"tags":                 same("l.flow_id"),
		"task_count":           same("l.task_count"),
	},
}

var loopARN = arnOf("human-loop/", "l.region", "l.name")

// loopRegions are the regions in which an account has ever had loops.
const loopRegions = "SELECT region FROM human_loop_tally WHERE account_id = {account}"

const classifiers = "CASE WHEN l.classifiers = 'null' THEN '[]' ELSE l.classifiers END"

// ofFlows holds for all loops. The index of ends begins with the flow definition.
const ofFlows = "l.flow_id IN (SELECT id FROM flow_definition WHERE account_id = {account})"

// notEnded holds for loops whose status may still change.
const notEnded = "l.ended_at IS NULL AND " + ofFlows

// shownStatus is humanloop.Status.Shown in SQL.
func shownStatus() expression {
	e := same("CASE WHEN l.status = 'Finishing' THEN 'InProgress' ELSE l.status END")
	is := func(s humanloop.Status) string { return "l.status = '" + string(s) + "'" }
	e.few = []choice{
		{value: string(humanloop.Completed), when: is(humanloop.Completed)},
		{value: string(humanloop.Failed), when: is(humanloop.Failed)},
		{value: string(humanloop.Stopping), when: is(humanloop.Stopping), narrow: notEnded},
		{value: string(humanloop.Stopped), when: is(humanloop.Stopped)},
		{value: string(humanloop.InProgress), when: "l.status IN ('InProgress', 'Finishing')", narrow: notEnded},
	}
	return e
}

// outputURI is humanloop.OutputURI in SQL.
var outputURI = expression{
	sqlite: "COALESCE(l.output_uri, f.output_uri || '/' || f.name || strftime('/%Y/%m/%d/%H/%M/%S/', l.created_at / 1000, 'unixepoch') || l.name || '/output.json')",
	postgres: "COALESCE(l.output_uri, f.output_uri || '/' || f.name || to_char(timestamp 'epoch' + l.created_at / 1000 * interval '1 second', '/YYYY/MM/DD/HH24/MI/SS/')" +
		" || l.name || '/output.json')",
}
