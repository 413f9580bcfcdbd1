package inventory

// humanLoop is no table of the public directory, which has resources only; it follows
// its style.
var humanLoop = defined(Definition{
	Schema: "aws", Name: "sagemaker_human_loop", Title: "SageMaker Human Loop",
	Summary: "Human loops: one data object each, before as many workers as its flow definition asks. Deleted ones stay until their retention ends, so an ARN can be here more than once.",
	Columns: []Column{
		keyColumn("An id that never returns, unlike the ARN."),
		accountColumn,
		{"answers", Number, true, "How many workers have answered; 0 for a loop that was carried here, whose answers are in its output."},
		{"carried_at", Moment, false, "When the loop was carried here, over already, from another service. Null for loops that were begun here."},
		{"content_classifiers", Texts, true, "What the requester said about the content."},
		{"created_by", Text, true, "The ARN of who began the loop."},
		{"creation_time", Moment, true, "When the loop was begun."},
		{"deleted_at", Moment, false, "When the loop was deleted, or its flow definition was gone. Null while it can be described."},
		{"duration_in_seconds", Real, false, "The time from the loop's beginning to its end. Null until then, and for a loop that was carried here."},
		{"ended_at", Moment, false, "When the loop was completed, stopped, or failed; carried_at for one that was carried here. Null until then."},
		{"expires_at", Moment, false, "When the task is no longer offered. Null once nothing happens by time any more."},
		{"failure_code", Text, false, "Why the loop failed: ValidationError, Expired or InternalError. Null unless it failed."},
		{"failure_reason", Text, false, "Why the loop failed, in a sentence. Null unless it failed."},
		{"flow_definition_arn", Text, true, "The ARN of the flow definition."},
		{"flow_definition_name", Text, true, "The name of the flow definition."},
		{"holders", Number, true, "How many workers have the task in their hands now."},
		{"human_loop_arn", Text, true, "The human loop's ARN."},
		{"human_loop_name", Text, true, "The human loop's name."},
		{"human_loop_output", JSON, true, "OutputS3Uri, where the answers are written, or will be."},
		{"human_loop_status", Text, true, "InProgress, Completed, Failed, Stopping or Stopped."},
		{"input_sha256", Text, true, "The SHA-256 digest of the input, in lowercase hexadecimal digits; empty for a loop that was carried here without it."},
		regionColumn,
		{"tags", Tags, true, "The tags of the loop's flow definition; a loop has none of its own."},
		{"task_count", Number, true, "How many different workers are to answer."},
	},
	Indexes: [][]string{{"human_loop_arn"}, {"human_loop_name"}, {"creation_time"}},
})
