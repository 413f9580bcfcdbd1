package inventory

var worker = defined(Definition{
	Schema: "foureyes", Name: "worker", Title: "Worker",
	Summary: "People who belong to a group of the account, in any of its regions.",
	Columns: []Column{
		keyColumn("The worker's id, as output.json names workers."),
		accountColumn,
		{"creation_time", Moment, true, "When the person was added to the server's directory."},
		{"disabled_at", Moment, false, "When the person was shut out. Null while they can sign in."},
		{"email", Text, true, "The e-mail address by which the person signs in."},
		{"groups", Texts, true, "The groups that the person is in, of which work teams consist."},
		{"name", Text, true, "The name that portal and console show."},
		{"worker_id", Text, true, "The worker's id, as output.json names workers."},
	},
	Indexes: [][]string{{"worker_id"}, {"email"}},
})
