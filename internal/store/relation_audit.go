package store

var auditRelation = relation{
	rows: same("audit d"), account: "d.account_id",
	columns: map[string]expression{
		"_key":                same("CAST(d.id AS TEXT)"),
		"access_key_id":       absent("d.access_key_id"),
		"account_id":          same("d.account_id"),
		"action":              same("d.action"),
		"called_at":           same("d.at"),
		"flow_definition_arn": absent("d.flow_definition_arn"),
		"outcome":             same("d.outcome"),
		"principal_arn":       absent("d.principal"),
		"region":              same("d.region"),
		"request_id":          same("d.request_id"),
		"resource":            absent("d.resource"),
		"source_ip":           absent("d.source_ip"),
	},
}
