package suite

import (
	"fmt"
	"maps"
	"slices"
)

// list is an operation that pages, with what makes its items.
type list struct {
	operation, items, name string
	ascending              bool // the default order
	times                  bool // whether it filters by time
	// add makes one item, and remove deletes it.
	add, remove func(p *probe, name string)
	// in is what the operation needs beside the page.
	in func(p *probe) object
}

var lists = []list{
	{
		operation: "ListHumanTaskUis", items: "HumanTaskUiSummaries", name: "HumanTaskUiName", times: true,
		add:    func(p *probe, name string) { p.taskUI(name, template) },
		remove: func(p *probe, name string) { p.call("DeleteHumanTaskUi", ui(name)) },
		in:     func(*probe) object { return object{} },
	},
	{
		operation: "ListFlowDefinitions", items: "FlowDefinitionSummaries", name: "FlowDefinitionName", times: true,
		add: func(p *probe, name string) {
			if len(p.undos) == 1 {
				p.taskUI("form", template)
				p.call("CreateWorkteam", p.team("clerks"))
			}
			p.call("CreateFlowDefinition", p.flowWith(name, object{
				"WorkteamArn": p.arn("workteam/private-crowd", "clerks"), "HumanTaskUiArn": p.arn("human-task-ui", "form"),
			}))
		},
		remove: func(p *probe, name string) {
			p.call("DeleteFlowDefinition", flowNamed(name))
			p.gone(name)
		},
		in: func(*probe) object { return object{} },
	},
	{
		operation: "ListWorkteams", items: "Workteams", name: "WorkteamName", ascending: true,
		add:    func(p *probe, name string) { p.call("CreateWorkteam", p.team(name)) },
		remove: func(p *probe, name string) { p.call("DeleteWorkteam", teamNamed(name)) },
		in:     func(*probe) object { return object{"NameContains": "item"} },
	},
	{
		operation: "ListHumanLoops", items: "HumanLoopSummaries", name: "HumanLoopName", times: true,
		add: func(p *probe, name string) {
			if len(p.undos) == 1 {
				p.taskUI("form", template)
				p.call("CreateWorkteam", p.team("clerks"))
				p.call("CreateFlowDefinition", p.flowWith("flow", object{
					"WorkteamArn": p.arn("workteam/private-crowd", "clerks"), "HumanTaskUiArn": p.arn("human-task-ui", "form"),
				}))
			}
			in := p.loop(name)
			in["FlowDefinitionArn"] = p.arn("flow-definition", "flow")
			p.call("StartHumanLoop", in)
		},
		remove: func(p *probe, name string) {
			p.call("StopHumanLoop", loopNamed(name))
			p.call("DeleteHumanLoop", loopNamed(name))
		},
		in: func(p *probe) object { return object{"FlowDefinitionArn": p.arn("flow-definition", "flow")} },
	},
}

func itemName(i int) string { return fmt.Sprintf("item-%d", i) }

// items are the names of some items in order.
func items(from, to int) []string {
	names := []string{}
	for i := from; i < to; i++ {
		names = append(names, itemName(i))
	}
	return names
}

func backwards(names []string) []string {
	names = slices.Clone(names)
	slices.Reverse(names)
	return names
}

// fill makes n items, each later than the one before.
func (l list) fill(p *probe, n int) {
	for i := range n {
		l.add(p, itemName(i))
		p.tick()
	}
}

// page asks for one page.
func (l list) page(p *probe, more object) *answer {
	in := l.in(p)
	maps.Copy(in, more)
	return p.call(l.operation, in)
}

// walk reads all pages; between is called after each.
func (l list) walk(p *probe, size int, more object, between func(page int)) []string {
	names := []string{}
	in := clone(more).(object)
	in["MaxResults"] = size
	for page := 1; !p.failed(); page++ {
		a := l.page(p, in)
		names = append(names, a.names(l.items, l.name)...)
		p.holds(len(a.list(l.items)) <= size, "a page of %d has %d items", size, len(a.list(l.items)))
		between(page)
		if a.token() == "" {
			break
		}
		p.holds(page < 100, "the pages do not end")
		in["NextToken"] = a.token()
	}
	return names
}

func nothing(int) {}

// pageCases are made for each list.
func pageCases() []testCase {
	var all []testCase
	for _, l := range lists {
		all = append(all, l.orderCases()...)
		all = append(all, l.changeCases()...)
		all = append(all, l.tokenCases()...)
		if l.times {
			all = append(all, l.timeCases()...)
		}
	}
	return all
}

func (l list) orderCases() []testCase {
	var all []testCase
	for _, size := range []int{1, 2, 3, 5, 6, 100} {
		all = append(all, alone(l.operation, fmt.Sprintf("gives each item once on pages of %d", size), func(p *probe) {
			l.fill(p, 6)
			p.equal("ascending", l.walk(p, size, object{"SortOrder": "Ascending"}, nothing), items(0, 6))
			p.equal("descending", l.walk(p, size, object{"SortOrder": "Descending"}, nothing), backwards(items(0, 6)))
		}))
	}
	return append(all,
		alone(l.operation, "has its default order", func(p *probe) {
			l.fill(p, 3)
			want := items(0, 3)
			if !l.ascending {
				want = backwards(want)
			}
			p.equal("by default", l.walk(p, 2, object{}, nothing), want)
			p.equal("on one page", l.page(p, object{}).names(l.items, l.name), want)
		}),
		alone(l.operation, "has no token when no more remains", func(p *probe) {
			l.fill(p, 2)
			p.holds(l.page(p, object{"MaxResults": 2}).at("NextToken") == nil, "there is a NextToken after the last item")
			p.holds(l.page(p, object{"MaxResults": 1}).token() != "", "there is no NextToken before the last item")
		}),
		alone(l.operation, "takes an empty token as none", func(p *probe) {
			l.fill(p, 2)
			p.equal("the first page", l.page(p, object{"NextToken": "", "SortOrder": "Ascending"}).names(l.items, l.name), items(0, 2))
		}),
	)
}

// changeCases: pages stay right while items come and go.
func (l list) changeCases() []testCase {
	return []testCase{
		alone(l.operation, "repeats and loses nothing while items are added", func(p *probe) {
			l.fill(p, 4)
			got := l.walk(p, 1, object{"SortOrder": "Descending"}, func(page int) {
				if page == 2 {
					l.add(p, itemName(4))
				}
			})
			p.equal("descending", got, backwards(items(0, 4)))
		}),
		alone(l.operation, "gives what is added at the end", func(p *probe) {
			l.fill(p, 4)
			got := l.walk(p, 1, object{"SortOrder": "Ascending"}, func(page int) {
				if page == 2 {
					l.add(p, itemName(4))
				}
			})
			p.equal("ascending", got, items(0, 5))
		}),
		alone(l.operation, "repeats and loses nothing while items are removed", func(p *probe) {
			l.fill(p, 5)
			got := l.walk(p, 1, object{"SortOrder": "Ascending"}, func(page int) {
				if page == 2 { // the item at which the token points, and one before
					l.remove(p, itemName(1))
					l.remove(p, itemName(0))
				}
			})
			p.equal("ascending", got, items(0, 5))
		}),
	}
}

// tokenCases: a token is good for its own list alone.
func (l list) tokenCases() []testCase {
	refuses := func(name string, change func(p *probe, token string) object) testCase {
		return alone(l.operation, "refuses a token that is "+name, func(p *probe) {
			l.fill(p, 2)
			token := l.page(p, object{"MaxResults": 1, "SortOrder": "Ascending"}).token()
			in := l.in(p)
			in["SortOrder"] = "Ascending"
			maps.Copy(in, change(p, token))
			p.refuse(l.operation, in, "ValidationException", "NextToken")
		})
	}
	with := func(token string) object { return object{"NextToken": token} }
	all := []testCase{
		refuses("made up", func(*probe, string) object { return with("made-up") }),
		refuses("cut", func(_ *probe, token string) object { return with(token[:max(1, len(token)-1)]) }),
		refuses("longer", func(_ *probe, token string) object { return with(token + "AAAA") }),
		refuses("changed at its beginning", func(_ *probe, token string) object { return with(other(token, 0)) }),
		refuses("changed in its middle", func(_ *probe, token string) object { return with(other(token, len(token)/2)) }),
		refuses("changed near its end", func(_ *probe, token string) object { return with(other(token, len(token)-3)) }),
		refuses("of the other order", func(_ *probe, token string) object { return object{"NextToken": token, "SortOrder": "Descending"} }),
		refuses("of another list", func(p *probe, _ string) object {
			second := "ListWorkteams"
			if l.operation == second {
				second = "ListHumanTaskUis"
				p.taskUI("one", template)
				p.taskUI("two", template)
			} else {
				p.call("CreateWorkteam", p.team("another"))
			}
			return with(p.call(second, object{"MaxResults": 1, "SortOrder": "Ascending"}).text("NextToken"))
		}),
		refuses("of another region", func(p *probe, token string) object {
			p.region = "xx-" + p.token() + "-1"
			if l.operation == "ListHumanLoops" {
				p.region = p.suite.region()
				return object{"NextToken": token, "FlowDefinitionArn": p.world.flowARN}
			}
			return with(token)
		}),
		alone(l.operation, "takes a token with another size, and twice", func(p *probe) {
			l.fill(p, 5)
			token := l.page(p, object{"MaxResults": 1, "SortOrder": "Ascending"}).token()
			for size := 2; size <= 3; size++ {
				a := l.page(p, object{"MaxResults": size, "SortOrder": "Ascending", "NextToken": token})
				p.equal("the next page", a.names(l.items, l.name), items(1, 1+size))
			}
		}),
	}
	if l.times {
		all = append(all, refuses("of another filter", func(_ *probe, token string) object {
			return object{"NextToken": token, "CreationTimeAfter": l.time(86400)}
		}))
	}
	return all
}

// other exchanges one letter of a token.
func other(token string, at int) string {
	letter := "A"
	if at < 0 || at >= len(token) {
		return token + letter
	}
	if token[at] == 'A' {
		letter = "B"
	}
	return token[:at] + letter + token[at+1:]
}

// time writes seconds since the epoch as the operation wants them.
func (l list) time(seconds float64) any {
	if l.operation == "ListHumanLoops" {
		return isoTime(seconds)
	}
	return seconds
}

// timeCases: CreationTimeAfter is inclusive, CreationTimeBefore exclusive (SageMaker
// API, ListFlowDefinitions).
func (l list) timeCases() []testCase {
	at := func(p *probe, i int) any {
		for _, item := range l.page(p, object{}).list(l.items) {
			if in, _ := item.(object); in[l.name] == itemName(i) {
				return in["CreationTime"]
			}
		}
		p.failf("the list has no %s", itemName(i))
		return nil
	}
	filter := func(p *probe, in object) []string {
		in["SortOrder"] = "Ascending"
		return l.walk(p, 2, in, nothing)
	}
	return []testCase{
		alone(l.operation, "keeps what was made at a time or later", func(p *probe) {
			l.fill(p, 5)
			p.equal("after", filter(p, object{"CreationTimeAfter": at(p, 2)}), items(2, 5))
		}),
		alone(l.operation, "keeps what was made before a time", func(p *probe) {
			l.fill(p, 5)
			p.equal("before", filter(p, object{"CreationTimeBefore": at(p, 2)}), items(0, 2))
		}),
		alone(l.operation, "keeps what was made between two times", func(p *probe) {
			l.fill(p, 5)
			p.equal("between", filter(p, object{"CreationTimeAfter": at(p, 1), "CreationTimeBefore": at(p, 4)}), items(1, 4))
			p.equal("between the same", filter(p, object{"CreationTimeAfter": at(p, 1), "CreationTimeBefore": at(p, 1)}), []string{})
		}),
		alone(l.operation, "rounds times to what it stores", func(p *probe) {
			l.fill(p, 3)
			later := l.time(p.epoch(at(p, 1)) + 0.0004)
			p.equal("after", filter(p, object{"CreationTimeAfter": later}), items(2, 3))
			p.equal("before", filter(p, object{"CreationTimeBefore": later}), items(0, 2))
		}),
		alone(l.operation, "keeps nothing of the far past and all until the far future", func(p *probe) {
			l.fill(p, 2)
			p.equal("before 1980", filter(p, object{"CreationTimeBefore": l.time(315532800)}), []string{})
			p.equal("after 1980", filter(p, object{"CreationTimeAfter": l.time(315532800)}), items(0, 2))
			p.equal("after 2100", filter(p, object{"CreationTimeAfter": l.time(4102444800)}), []string{})
			p.equal("before 2100", filter(p, object{"CreationTimeBefore": l.time(4102444800)}), items(0, 2))
		}),
	}
}
