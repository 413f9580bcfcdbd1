package inventory

// workforceTable has the columns, in the order, of the public directory's page of the
// same name.
var workforceTable = defined(Definition{
	Schema: "aws", Name: "sagemaker_workforce", Title: "SageMaker Workforce",
	Summary: "Workforces: the people of an account and region. The one called default is a row from its first use on.",
	Columns: []Column{
		keyColumn("The workforce's ARN."),
		accountColumn,
		{"cognito_config", JSON, false, "UserPool and ClientId, the names that the built-in directory goes by. Null with a provider of one's own."},
		{"create_date", Moment, true, "When the workforce was made."},
		{"failure_reason", Text, false, "Why the workforce failed. All is checked when it is made, so this is always null."},
		{"last_updated_date", Moment, true, "When the workforce was last changed."},
		{"oidc_config", JSON, false, "The OpenID Connect provider, without the client's secret. Null with the built-in directory."},
		{"source_ip_config", JSON, true, "Cidrs, the addresses from which workers may come; an empty list means all."},
		{"status", Text, true, "Always Active."},
		{"sub_domain", Text, false, "The host of the portal at which the workforce works."},
		tagsColumn,
		{"workforce_arn", Text, true, "The workforce's ARN."},
		{"workforce_name", Text, true, "The workforce's name."},
		{"workforce_vpc_config", JSON, false, "VpcId, SecurityGroupIds and Subnets as they were given. Null when nothing was given."},
	},
	Indexes: [][]string{{"workforce_arn"}},
})
