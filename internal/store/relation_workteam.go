package store

var workteamRelation = relation{
	rows: same("workteam t"), account: "t.account_id", where: "t.deleted_at IS NULL",
	joins: []join{{"w", "LEFT JOIN workforce w ON w.id = t.workforce_id"}},
	columns: map[string]expression{
		"_key":               teamARN,
		"account_id":         same("t.account_id"),
		"create_date":        same("t.created_at"),
		"description":        same("t.description"),
		"last_updated_date":  same("t.updated_at"),
		"member_definitions": memberDefinitions,
		"notification_configuration": jsonObject(
			member{"NotificationTopicArn", absent("t.notification_topic")},
		),
		"product_listing_ids":         nothing(),
		"sub_domain":                  same("{host}"),
		"tags":                        same("t.id"),
		"worker_access_configuration": workerAccess,
		"workforce_arn":               arnOf("workforce/", "t.region", "w.name"),
		"workteam_arn":                teamARN,
		"workteam_name":               same("t.name"),
	},
}

var teamARN = arnOf("workteam/private-crowd/", "t.region", "t.name")

// memberDefinitions puts the stored list (workforce.Member) into Amazon's words.
var memberDefinitions = expression{
	sqlite:   `(SELECT json_group_array(json(` + aMember.sqlite + `)) FROM (SELECT value FROM json_each(t.members) ORDER BY key) m)`,
	postgres: `(SELECT COALESCE(json_agg(` + aMember.postgres + ` ORDER BY m.n), '[]') FROM json_array_elements(t.members::json) WITH ORDINALITY AS m (value, n))`,
}

var aMember = jsonObject(
	member{"CognitoMemberDefinition", expression{
		sqlite:   `CASE WHEN json_type(m.value, '$.cognito') IS NOT NULL THEN json(` + cognitoMember.sqlite + `) END`,
		postgres: `CASE WHEN m.value::json -> 'cognito' IS NOT NULL THEN ` + cognitoMember.postgres + ` END`,
	}},
	member{"OidcMemberDefinition", expression{
		sqlite:   `CASE WHEN json_type(m.value, '$.oidcGroups') IS NOT NULL THEN json(` + oidcMember.sqlite + `) END`,
		postgres: `CASE WHEN m.value::json -> 'oidcGroups' IS NOT NULL THEN ` + oidcMember.postgres + ` END`,
	}},
)

var cognitoMember = jsonObject(
	member{"UserPool", expression{sqlite: `json_extract(m.value, '$.cognito.userPool')`, postgres: `m.value::json #>> '{cognito,userPool}'`}},
	member{"UserGroup", expression{sqlite: `json_extract(m.value, '$.cognito.group')`, postgres: `m.value::json #>> '{cognito,group}'`}},
	member{"ClientId", expression{sqlite: `json_extract(m.value, '$.cognito.clientId')`, postgres: `m.value::json #>> '{cognito,clientId}'`}},
)

var oidcMember = jsonObject(member{"Groups", inner("m.value", "oidcGroups")})

// workerAccess puts what is stored (workforce.Access) into Amazon's words. Without
// constraints it is the object around them.
var workerAccess = given("t.worker_access", jsonObject(member{"S3Presign", jsonObject(member{"IamPolicyConstraints", jsonObject(
	member{"SourceIp", part("t.worker_access", "sourceIp")},
	member{"VpcSourceIp", part("t.worker_access", "vpcSourceIp")},
)})}))
