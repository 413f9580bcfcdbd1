package store

var workerRelation = relation{
	rows:    same("account o JOIN person p ON EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.id AND m.account_id = o.id)"),
	account: "o.id",
	columns: map[string]expression{
		"_key":          same("p.worker_id"),
		"account_id":    same("o.id"),
		"creation_time": same("p.created_at"),
		"disabled_at":   same("p.disabled_at"),
		"email":         same("p.email"),
		"groups": {
			sqlite:   "(SELECT json_group_array(name) FROM (" + groupsOfPerson + "))",
			postgres: "(SELECT json_agg(name ORDER BY name)::text FROM (" + groupsOfPerson + ") g)",
		},
		"name":      same("p.name"),
		"worker_id": same("p.worker_id"),
	},
}

const groupsOfPerson = `SELECT DISTINCT m.group_name AS name FROM membership m WHERE m.person_id = p.id AND m.account_id = o.id ORDER BY 1`
