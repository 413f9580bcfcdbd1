package inventory

var answer = defined(Definition{
	Schema: "foureyes", Name: "answer", Title: "Answer",
	Summary: "Answers that workers have submitted, those of loops that expired or were stopped included.",
	Columns: []Column{
		keyColumn("The _key of the row in foureyes.assignment."),
		{"accepted_at", Moment, true, "When the worker took the task."},
		accountColumn,
		{"answer_content", JSON, true, "What the worker answered, as it stands in output.json."},
		{"corrected_at", Moment, false, "When the worker put this answer in the place of an earlier one. Null when there was none."},
		ofFlowARN, ofFlowName, ofLoopARN, ofLoopKey, ofLoopName,
		regionColumn,
		{"submitted_at", Moment, true, "When the answer was submitted."},
		{"tags", Tags, true, "The tags of the loop's flow definition."},
		{"time_spent_in_seconds", Real, true, "The worker's active time."},
		ofWorker,
	},
	Indexes: [][]string{{"human_loop_key"}, {"flow_definition_arn"}},
})
