package store

var flowDefinitionRelation = relation{
	rows: same("flow_definition f"), account: "f.account_id", where: "f.deleted_at IS NULL",
	columns: map[string]expression{
		"_key":                   flowARN,
		"account_id":             same("f.account_id"),
		"creation_time":          same("f.created_at"),
		"failure_reason":         nothing(),
		"flow_definition_arn":    flowARN,
		"flow_definition_name":   same("f.name"),
		"flow_definition_status": same("f.status"),
		"human_loop_activation_config": given("f.conditions", jsonObject(member{
			"HumanLoopActivationConditionsConfig", jsonObject(member{"HumanLoopActivationConditions", same("f.conditions")}),
		})),
		"human_loop_config": jsonObject(
			member{"WorkteamArn", same("f.workteam_arn")},
			member{"HumanTaskUiArn", same("f.human_task_ui_arn")},
			member{"TaskTitle", same("f.task_title")},
			member{"TaskDescription", same("f.task_description")},
			member{"TaskCount", same("f.task_count")},
			member{"TaskAvailabilityLifetimeInSeconds", same("f.availability_seconds")},
			member{"TaskTimeLimitInSeconds", same("f.time_limit_seconds")},
			member{"TaskKeywords", document("f.task_keywords")},
			member{"PublicWorkforceTaskPrice", document("f.task_price")},
		),
		"human_loop_request_source": given("f.request_source",
			jsonObject(member{"AwsManagedHumanLoopRequestSource", same("f.request_source")})),
		"output_config": jsonObject(
			member{"S3OutputPath", same("f.output_path")},
			member{"KmsKeyId", absent("f.kms_key_id")},
		),
		"role_arn": same("f.role_arn"),
		"tags":     same("f.id"),
	},
}

var flowARN = arnOf("flow-definition/", "f.region", "f.name")
