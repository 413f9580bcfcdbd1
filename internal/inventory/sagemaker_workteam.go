package inventory

// workteam has the columns, in the order, of the public directory's page of the same
// name.
var workteam = defined(Definition{
	Schema: "aws", Name: "sagemaker_workteam", Title: "SageMaker Workteam",
	Summary: "Work teams. The team Everyone-in-private-workforce is a row from its first use on.",
	Columns: []Column{
		keyColumn("The work team's ARN."),
		accountColumn,
		{"create_date", Moment, true, "When the work team was made."},
		{"description", Text, true, "What the team is for."},
		{"last_updated_date", Moment, true, "When the work team was last changed."},
		{"member_definitions", JSON, true, "The groups of people that the team consists of."},
		{"notification_configuration", JSON, true, "NotificationTopicArn, where the team is told of tasks that wait; without it, an empty object."},
		{"product_listing_ids", Texts, false, "Always null: there are no vendors here."},
		{"sub_domain", Text, false, "The host of the portal at which the team works."},
		tagsColumn,
		{"worker_access_configuration", JSON, false, "How workers may reach objects. Null when nothing was given."},
		{"workforce_arn", Text, true, "The ARN of the workforce that the team is a part of."},
		{"workteam_arn", Text, true, "The work team's ARN."},
		{"workteam_name", Text, true, "The work team's name."},
	},
	Indexes: [][]string{{"workteam_arn"}, {"workteam_name"}},
})
