package store

var workforceRelation = relation{
	rows: same("workforce w"), account: "w.account_id", where: "w.deleted_at IS NULL",
	columns: map[string]expression{
		"_key":       workforceARN,
		"account_id": same("w.account_id"),
		"cognito_config": given("w.cognito_config", jsonObject(
			member{"UserPool", part("w.cognito_config", "userPool")},
			member{"ClientId", part("w.cognito_config", "clientId")},
		)),
		"create_date":       same("w.created_at"),
		"failure_reason":    nothing(),
		"last_updated_date": same("w.updated_at"),
		// Its secret is in a column of its own, which no relation reads.
		"oidc_config": given("w.oidc_config", jsonObject(
			member{"ClientId", part("w.oidc_config", "clientId")},
			member{"Issuer", part("w.oidc_config", "issuer")},
			member{"AuthorizationEndpoint", part("w.oidc_config", "authorizationEndpoint")},
			member{"TokenEndpoint", part("w.oidc_config", "tokenEndpoint")},
			member{"UserInfoEndpoint", part("w.oidc_config", "userInfoEndpoint")},
			member{"LogoutEndpoint", part("w.oidc_config", "logoutEndpoint")},
			member{"JwksUri", part("w.oidc_config", "jwksUri")},
			member{"Scope", part("w.oidc_config", "scope")},
			member{"AuthenticationRequestExtraParams", inner("w.oidc_config", "authenticationRequestExtraParams")},
		)),
		"source_ip_config": jsonObject(member{"Cidrs", expression{
			sqlite:   "json(CASE WHEN w.source_ip_config IN ('', 'null') THEN '[]' ELSE w.source_ip_config END)",
			postgres: "(CASE WHEN w.source_ip_config IN ('', 'null') THEN '[]' ELSE w.source_ip_config END)::json",
		}}),
		"status":         always("Active"),
		"sub_domain":     same("{host}"),
		"tags":           same("w.id"),
		"workforce_arn":  workforceARN,
		"workforce_name": same("w.name"),
		"workforce_vpc_config": given("w.vpc_config", jsonObject(
			member{"VpcId", expression{sqlite: `NULLIF(json_extract(w.vpc_config, '$.vpcId'), '')`, postgres: `NULLIF(w.vpc_config::json ->> 'vpcId', '')`}},
			member{"SecurityGroupIds", inner("w.vpc_config", "securityGroupIds")},
			member{"Subnets", inner("w.vpc_config", "subnets")},
		)),
	},
}

var workforceARN = arnOf("workforce/", "w.region", "w.name")
