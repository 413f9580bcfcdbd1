package store

var humanTaskUIRelation = relation{
	rows: same("human_task_ui u"), account: "u.account_id", where: "u.deleted_at IS NULL",
	columns: map[string]expression{
		"_key":                 uiARN,
		"account_id":           same("u.account_id"),
		"creation_time":        same("u.created_at"),
		"human_task_ui_arn":    uiARN,
		"human_task_ui_name":   same("u.name"),
		"human_task_ui_status": always("Active"),
		"tags":                 same("u.id"),
		"ui_template":          jsonObject(member{"ContentSha256", same("u.sha256")}),
	},
}

var uiARN = arnOf("human-task-ui/", "u.region", "u.name")
