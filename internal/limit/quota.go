package limit

// Quotas are how many of each thing there may be in an account and region; 0 is no
// limit. Who makes the things asks; here they are only named, for whoever looks.
type Quotas struct {
	FlowDefinitions, HumanTaskUIs, Workteams, OpenLoops int
	// RequestsPerSecond is how often one operation may be called.
	RequestsPerSecond int
}

// Use is how many of each thing there are in an account and region.
type Use struct {
	FlowDefinitions, HumanTaskUIs, Workteams, OpenLoops int
}
