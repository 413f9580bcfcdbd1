package audit

import "time"

// Filter says which entries are looked for; what is empty keeps all.
type Filter struct {
	// Account keeps the requests about one account.
	Account string
	// PersonID, Principal and AccessKeyID say who called.
	PersonID, Principal, AccessKeyID string
	// Action is service:Operation, or the beginning of one with a * after it.
	Action string
	// Resource is a part of what the calls were about.
	Resource string
	// FlowDefinitionARN keeps the calls about one flow definition and its human loops.
	FlowDefinitionARN string
	// Outcome is Success, the code of a fault, or Refused for any of these.
	Outcome string
	// From and Until bound the time: from then on, and before then.
	From, Until time.Time
}

// Refused stands in a Filter for every outcome but Success.
const Refused = "Refused"

// Kept is an entry as it was saved.
type Kept struct {
	Entry

	// ID grows with each entry.
	ID int64
	// Email is the e-mail address of the person; empty for programs.
	Email string
}
