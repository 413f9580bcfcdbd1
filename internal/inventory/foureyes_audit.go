package inventory

var auditTable = defined(Definition{
	Schema: "foureyes", Name: "audit", Title: "Audit",
	Summary: "Who did what: calls of programs that changed something in the account, and those that were refused. What people do when signed in belongs to no account and is not here.",
	Columns: []Column{
		keyColumn("The entry's number; a later entry has a greater one."),
		{"access_key_id", Text, false, "The access key that signed the call."},
		accountColumn,
		{"action", Text, true, "What was called, as policies name it."},
		{"called_at", Moment, true, "When the call arrived."},
		{"flow_definition_arn", Text, false, "The flow definition that the call was about, or whose human loop. Calls from before Foureyes noted it have none."},
		{"outcome", Text, true, "Success, or the code of the error."},
		{"principal_arn", Text, false, "The ARN of the access key's owner."},
		regionColumn,
		{"request_id", Text, true, "The id that the answer to the call has, too."},
		{"resource", Text, false, "What the call was about: an ARN, or a path."},
		{"source_ip", Text, false, "The caller's address."},
	},
	Indexes: [][]string{{"called_at"}},
})
