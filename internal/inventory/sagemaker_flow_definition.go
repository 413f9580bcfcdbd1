package inventory

// flowDefinition has the columns, in the order, of the public directory's page of the
// same name.
var flowDefinition = defined(Definition{
	Schema: "aws", Name: "sagemaker_flow_definition", Title: "SageMaker Flow Definition",
	Summary: "Human review workflows: who is asked, with which template, and where the answers go. One that is being deleted is here until it is gone.",
	Columns: []Column{
		keyColumn("The flow definition's ARN."),
		accountColumn,
		{"creation_time", Moment, true, "When the flow definition was made."},
		{"failure_reason", Text, false, "Why the flow definition failed. All is checked when it is made, so this is always null."},
		{"flow_definition_arn", Text, true, "The flow definition's ARN."},
		{"flow_definition_name", Text, true, "The flow definition's name, which may be used again once it is deleted."},
		{"flow_definition_status", Text, true, "Active, or Deleting while there is something left to wait for."},
		{"human_loop_activation_config", JSON, false, "When a loop is begun: the conditions as they were given. Null without conditions."},
		{"human_loop_config", JSON, true, "What workers are asked: WorkteamArn, HumanTaskUiArn, TaskTitle, TaskDescription, TaskCount, and the time limits."},
		{"human_loop_request_source", JSON, false, "The service whose results are reviewed. Null for tasks of one's own."},
		{"output_config", JSON, true, "Where the answers are written: S3OutputPath, and KmsKeyId if one was given."},
		{"role_arn", Text, true, "The role that was given, for programs that ask for it."},
		tagsColumn,
	},
	Indexes: [][]string{{"flow_definition_arn"}, {"flow_definition_name"}},
})
