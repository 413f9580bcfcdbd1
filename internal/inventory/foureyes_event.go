package inventory

var event = defined(Definition{
	Schema: "foureyes", Name: "event", Title: "Event",
	Summary: "Events on their way: one row for each event and target until it is delivered, and those that were given up.",
	Columns: []Column{
		keyColumn("The id of the delivery's job."),
		accountColumn,
		{"attempts", Number, true, "How often sending was tried since the event was made, or its delivery was asked for again."},
		{"body", JSON, true, "The event as it is sent."},
		{"creation_time", Moment, true, "When the delivery was saved."},
		{"dead_at", Moment, false, "When the delivery was given up. Null while it goes on."},
		{"detail_type", Text, true, "What the event tells, as event rules name it."},
		{"due_at", Moment, false, "When the next attempt may begin. Null behind another event of the same loop."},
		{"event_id", Text, true, "The event's id, which is the same for all targets."},
		{"last_error", Text, false, "Why the last attempt failed. Null when none has."},
		regionColumn,
		{"status", Text, true, "Waiting, Queued behind another event of the same loop, or Dead."},
		{"target_kind", Text, true, "webhook, eventbridge, sns, sqs, nats or smtp."},
		{"target_name", Text, true, "The name of the event target."},
	},
	Indexes: [][]string{},
})
