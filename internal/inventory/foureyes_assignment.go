package inventory

// loopColumns tell of an assignment's loop.
var (
	ofFlowARN  = Column{"flow_definition_arn", Text, true, "The ARN of the loop's flow definition."}
	ofFlowName = Column{"flow_definition_name", Text, true, "The name of the loop's flow definition."}
	ofLoopARN  = Column{"human_loop_arn", Text, true, "The ARN of the human loop."}
	ofLoopKey  = Column{"human_loop_key", Text, true, "The _key of the row in aws.sagemaker_human_loop."}
	ofLoopName = Column{"human_loop_name", Text, true, "The name of the human loop."}
	ofWorker   = Column{"worker_id", Text, true, "The worker, as output.json names workers."}
)

var assignment = defined(Definition{
	Schema: "foureyes", Name: "assignment", Title: "Assignment",
	Summary: "Tasks in workers' hands: one row for each time that a worker took a task, whatever became of it.",
	Columns: []Column{
		keyColumn("An id that never returns."),
		{"accepted_at", Moment, true, "When the worker took the task."},
		accountColumn,
		{"ended_at", Moment, false, "When the worker no longer had the task. Null while it is held."},
		{"expires_at", Moment, true, "When the task goes back by itself."},
		ofFlowARN, ofFlowName, ofLoopARN, ofLoopKey, ofLoopName,
		{"paused_at", Moment, false, "Since when the worker has put the task aside. Null unless Paused."},
		{"paused_in_seconds", Real, true, "The sum of the pauses that are over."},
		{"reason", Text, false, "Why the task was declined or withdrawn."},
		regionColumn,
		{"status", Text, true, "Accepted or Paused while it is held; then Submitted, Released, Declined, Expired or Withdrawn."},
		{"tags", Tags, true, "The tags of the loop's flow definition."},
		{"time_spent_in_seconds", Real, false, "The worker's active time. Null unless Submitted."},
		ofWorker,
	},
	Indexes: [][]string{{"human_loop_key"}, {"flow_definition_arn"}},
})
