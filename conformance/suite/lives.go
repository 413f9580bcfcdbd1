package suite

import "strings"

// lives are the cases that follow resources through their lives, and those of the
// wire, a file for each kind.
func lives() []testCase {
	var all []testCase
	for _, some := range [][]testCase{
		taskUICases, flowCases, conditionCases, flowEndCases, workteamCases, workforceCases, renderCases, loopCases, loopEndCases, predictionCases,
		tagCases(), pageCases(), wireCases(), bodyCases(), signatureCases(),
	} {
		all = append(all, some...)
	}
	return all
}

// life is a case of an operation; name tells what must be so.
func life(operation, name string, run func(*probe)) testCase {
	return testCase{operation: operation, name: operation + "_" + strings.ReplaceAll(name, " ", "_"), run: run}
}

// alone is a case that needs a region to itself.
func alone(operation, name string, run func(*probe)) testCase {
	c := life(operation, name, run)
	c.owns = true
	return c
}

// soon is how far the endpoint's clock and ours may be apart, in seconds.
const soon = 300
