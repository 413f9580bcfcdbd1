package inventory

// humanTaskUI has the columns, in the order, of the public directory's page of the
// same name.
var humanTaskUI = defined(Definition{
	Schema: "aws", Name: "sagemaker_human_task_ui", Title: "SageMaker Human Task UI",
	Summary: "Worker task templates: the pages that workers see.",
	Columns: []Column{
		keyColumn("The human task UI's ARN."),
		accountColumn,
		{"creation_time", Moment, true, "When the template was made."},
		{"human_task_ui_arn", Text, true, "The human task UI's ARN."},
		{"human_task_ui_name", Text, true, "The human task UI's name, which may be used again once it is deleted."},
		{"human_task_ui_status", Text, true, "Always Active: a deleted one is no row."},
		tagsColumn,
		{"ui_template", JSON, true, "ContentSha256, the digest of the template's bytes. The link that DescribeHumanTaskUi gives ends within minutes and is left out."},
	},
	Indexes: [][]string{{"human_task_ui_arn"}, {"human_task_ui_name"}},
})
