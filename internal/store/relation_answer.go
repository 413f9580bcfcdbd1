package store

var answerRelation = relation{
	rows:    same("assignment a JOIN flow_definition f ON f.id = a.flow_id"),
	account: "f.account_id", where: "a.status = 'Submitted'",
	joins: ofAssignment,
	columns: map[string]expression{
		"_key":                  same("a.id"),
		"accepted_at":           same("a.accepted_at"),
		"account_id":            same("f.account_id"),
		"answer_content":        {sqlite: "c.content", postgres: "c.content::json"},
		"corrected_at":          same("(SELECT MAX(k.corrected_at) FROM assignment_correction k WHERE k.assignment_id = a.id)"),
		"flow_definition_arn":   flowARN,
		"flow_definition_name":  same("f.name"),
		"human_loop_arn":        loopARN,
		"human_loop_key":        same("a.loop_id"),
		"human_loop_name":       same("l.name"),
		"region":                same("f.region"),
		"submitted_at":          same("a.ended_at"),
		"tags":                  same("a.flow_id"),
		"time_spent_in_seconds": seconds("a.time_spent_ms"),
		"worker_id":             same("p.worker_id"),
	},
}
