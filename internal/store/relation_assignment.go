package store

var assignmentRelation = relation{
	rows:    same("assignment a JOIN flow_definition f ON f.id = a.flow_id"),
	account: "f.account_id",
	joins:   ofAssignment,
	columns: map[string]expression{
		"_key":                  same("a.id"),
		"accepted_at":           same("a.accepted_at"),
		"account_id":            same("f.account_id"),
		"ended_at":              same("a.ended_at"),
		"expires_at":            same("a.expires_at"),
		"flow_definition_arn":   flowARN,
		"flow_definition_name":  same("f.name"),
		"human_loop_arn":        loopARN,
		"human_loop_key":        same("a.loop_id"),
		"human_loop_name":       same("l.name"),
		"paused_at":             same("a.paused_at"),
		"paused_in_seconds":     seconds("a.paused_ms"),
		"reason":                absent("a.reason"),
		"region":                same("f.region"),
		"status":                same("a.status"),
		"tags":                  same("a.flow_id"),
		"time_spent_in_seconds": seconds("CASE WHEN a.status = 'Submitted' THEN a.time_spent_ms END"),
		"worker_id":             same("p.worker_id"),
	},
}

// ofAssignment finds what an assignment belongs to.
var ofAssignment = []join{
	{"l", "LEFT JOIN human_loop l ON l.id = a.loop_id"},
	{"p", "LEFT JOIN person p ON p.id = a.person_id"},
	{"c", "LEFT JOIN assignment_answer c ON c.assignment_id = a.id"},
}
