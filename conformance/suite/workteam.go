package suite

import (
	"fmt"
	"maps"
	"strings"
)

// everyone is the team that every region has from the start.
const everyone = "Everyone-in-private-workforce"

func teamNamed(name string) object { return object{"WorkteamName": name} }

// team is the input of a CreateWorkteam that succeeds, with some members changed.
func (p *probe) team(name string, more ...object) object {
	in := object{"WorkteamName": name, "Description": "Clerks", "MemberDefinitions": p.clerks()}
	for _, m := range more {
		maps.Copy(in, m)
	}
	return in
}

// group is a member definition of the built-in directory.
func (p *probe) group(name string) object {
	one := p.clerks()[0].(object)
	one["CognitoMemberDefinition"].(object)["UserGroup"] = name
	return one
}

func oidcGroups(names ...any) object {
	return object{"OidcMemberDefinition": object{"Groups": names}}
}

func refusesMembers(members func(p *probe) []any) func(*probe) {
	return func(p *probe) {
		name := p.token()
		p.refuse("CreateWorkteam", p.team(name, object{"MemberDefinitions": members(p)}), "ValidationException", "")
		p.refuse("DescribeWorkteam", teamNamed(name), "ValidationException", "The work team")
	}
}

var workteamCases = []testCase{
	life("CreateWorkteam", "answers the ARN alone", func(p *probe) {
		name := p.token()
		p.equal("the answer", p.call("CreateWorkteam", p.team(name)).value, object{"WorkteamArn": p.arn("workteam/private-crowd", name)})
	}),
	life("CreateWorkteam", "refuses a name that is taken", func(p *probe) {
		name := p.token()
		p.call("CreateWorkteam", p.team(name))
		p.refuse("CreateWorkteam", p.team(name), "ResourceInUse", name)
	}),
	life("CreateWorkteam", "takes a name again after deletion", func(p *probe) {
		name := p.token()
		p.call("CreateWorkteam", p.team(name))
		p.call("DeleteWorkteam", teamNamed(name))
		p.call("CreateWorkteam", p.team(name, object{"Description": "Others"}))
		p.equal("Description", p.call("DescribeWorkteam", teamNamed(name)).text("Workteam", "Description"), "Others")
	}),
	life("CreateWorkteam", "takes the workforce by name", func(p *probe) {
		name := p.token()
		p.call("CreateWorkteam", p.team(name, object{"WorkforceName": "default"}))
	}),
	life("CreateWorkteam", "refuses a workforce that is not there", func(p *probe) {
		p.refuse("CreateWorkteam", p.team(p.token(), object{"WorkforceName": p.token()}), "ValidationException", "No workforce")
	}),
	life("CreateWorkteam", "refuses both kinds in one definition", refusesMembers(func(p *probe) []any {
		both := p.group("clerks")
		both["OidcMemberDefinition"] = object{"Groups": []any{"clerks"}}
		return []any{both}
	})),
	life("CreateWorkteam", "refuses a definition of no kind", refusesMembers(func(*probe) []any { return []any{object{}} })),
	life("CreateWorkteam", "refuses mixed kinds", refusesMembers(func(p *probe) []any { return []any{p.group("clerks"), oidcGroups("clerks")} })),
	life("CreateWorkteam", "refuses groups of a provider that the workforce has not", refusesMembers(func(*probe) []any { return []any{oidcGroups("clerks")} })),
	life("CreateWorkteam", "refuses two user pools", refusesMembers(func(p *probe) []any {
		other := p.group("others")
		other["CognitoMemberDefinition"].(object)["UserPool"] = "xx_otherpool"
		return []any{p.group("clerks"), other}
	})),
	alone("CreateWorkteam", "refuses the name of the team that every region has", func(p *probe) {
		p.refuse("CreateWorkteam", p.team(everyone), "ResourceInUse", everyone)
	}),
	alone("CreateWorkteam", "refuses the 26th team", func(p *probe) {
		for range 25 {
			p.call("CreateWorkteam", p.team(p.token()))
		}
		p.refuse("CreateWorkteam", p.team(p.token()), "ResourceLimitExceeded", "25")
	}),
	life("DescribeWorkteam", "tells what was given", func(p *probe) {
		name := p.token()
		in := p.team(name, object{
			"MemberDefinitions":         []any{p.group("clerks"), p.group("größere-gruppe")},
			"NotificationConfiguration": object{"NotificationTopicArn": "arn:aws:sns:eu-west-1:000000000042:reviews"},
			"WorkerAccessConfiguration": object{"S3Presign": object{"IamPolicyConstraints": object{"SourceIp": "Enabled", "VpcSourceIp": "Disabled"}}},
		})
		p.call("CreateWorkteam", in)
		a := p.call("DescribeWorkteam", teamNamed(name))
		for _, member := range []string{"WorkteamName", "Description", "MemberDefinitions", "NotificationConfiguration", "WorkerAccessConfiguration"} {
			p.equal(member, a.at("Workteam", member), in[member])
		}
		p.equal("WorkteamArn", a.text("Workteam", "WorkteamArn"), p.arn("workteam/private-crowd", name))
		p.equal("WorkforceArn", a.text("Workteam", "WorkforceArn"), p.arn("workforce", "default"))
		p.holds(!strings.Contains(a.text("Workteam", "SubDomain"), "://"), "SubDomain has a scheme: %s", a.text("Workteam", "SubDomain"))
		p.recent(a.at("Workteam", "CreateDate"))
		p.recent(a.at("Workteam", "LastUpdatedDate"))
	}),
	life("DescribeWorkteam", "does not find what is not there", func(p *probe) {
		p.refuse("DescribeWorkteam", teamNamed(p.token()), "ValidationException", "The work team")
	}),
	alone("DescribeWorkteam", "finds the team that every region has", func(p *probe) {
		a := p.call("DescribeWorkteam", teamNamed(everyone))
		p.equal("WorkteamArn", a.text("Workteam", "WorkteamArn"), p.arn("workteam/private-crowd", everyone))
		p.equal("ListWorkteams", p.call("ListWorkteams", object{}).names("Workteams", "WorkteamName"), []string{everyone})
	}),
	life("UpdateWorkteam", "changes what is given and nothing else", func(p *probe) {
		name := p.token()
		p.call("CreateWorkteam", p.team(name, object{"MemberDefinitions": []any{p.group("a"), p.group("b")}}))
		a := p.call("UpdateWorkteam", object{"WorkteamName": name, "Description": "Changed"})
		p.equal("Description", a.text("Workteam", "Description"), "Changed")
		p.equal("MemberDefinitions", a.at("Workteam", "MemberDefinitions"), []any{p.group("a"), p.group("b")})
		p.equal("the description", p.call("DescribeWorkteam", teamNamed(name)).value, a.value)
	}),
	life("UpdateWorkteam", "replaces all members", func(p *probe) {
		name := p.token()
		p.call("CreateWorkteam", p.team(name, object{"MemberDefinitions": []any{p.group("a"), p.group("b")}}))
		p.call("UpdateWorkteam", object{"WorkteamName": name, "MemberDefinitions": []any{p.group("c")}})
		p.equal("MemberDefinitions", p.call("DescribeWorkteam", teamNamed(name)).at("Workteam", "MemberDefinitions"), []any{p.group("c")})
	}),
	life("UpdateWorkteam", "refuses members that do not fit", func(p *probe) {
		name := p.token()
		p.call("CreateWorkteam", p.team(name))
		p.refuse("UpdateWorkteam", object{"WorkteamName": name, "MemberDefinitions": []any{oidcGroups("x")}}, "ValidationException", "")
		p.equal("MemberDefinitions", p.call("DescribeWorkteam", teamNamed(name)).at("Workteam", "MemberDefinitions"), p.clerks())
	}),
	life("UpdateWorkteam", "does not find what is not there", func(p *probe) {
		p.refuse("UpdateWorkteam", object{"WorkteamName": p.token(), "Description": "x"}, "ValidationException", "The work team")
	}),
	life("DeleteWorkteam", "answers success and leaves nothing", func(p *probe) {
		name := p.token()
		p.call("CreateWorkteam", p.team(name))
		p.equal("the answer", p.call("DeleteWorkteam", teamNamed(name)).value, object{"Success": true})
		p.refuse("DescribeWorkteam", teamNamed(name), "ValidationException", "The work team")
		p.refuse("DeleteWorkteam", teamNamed(name), "ValidationException", "The work team")
	}),
	life("DeleteWorkteam", "keeps a team that a flow definition uses", func(p *probe) {
		p.refuse("DeleteWorkteam", teamNamed(p.world.name), "ResourceInUse", p.world.name)
		p.call("DescribeWorkteam", teamNamed(p.world.name))
	}),
	life("ListLabelingJobsForWorkteam", "lists nothing for a team", func(p *probe) {
		p.equal("the answer", p.call("ListLabelingJobsForWorkteam", object{"WorkteamArn": p.world.teamARN}).value, object{"LabelingJobSummaryList": []any{}})
	}),
	life("ListLabelingJobsForWorkteam", "does not find what is not there", func(p *probe) {
		p.refuse("ListLabelingJobsForWorkteam", object{"WorkteamArn": p.arn("workteam/private-crowd", p.token())}, "ResourceNotFound", "does not exist")
	}),
	life("ListSubscribedWorkteams", "lists nothing", func(p *probe) {
		p.equal("the answer", p.call("ListSubscribedWorkteams", object{}).value, object{"SubscribedWorkteams": []any{}})
	}),
	life("DescribeSubscribedWorkteam", "does not find what is not subscribed", func(p *probe) {
		p.refuse("DescribeSubscribedWorkteam", vendor(p, p.token()), "ValidationException", "The work team")
	}),
	alone("ListWorkteams", "filters by a part of the name", func(p *probe) {
		part := p.token()
		for i := range 3 {
			p.call("CreateWorkteam", p.team(fmt.Sprintf("x%d-%s", i, part)))
		}
		p.call("CreateWorkteam", p.team(p.token()))
		a := p.call("ListWorkteams", object{"NameContains": part})
		p.equal("the teams", a.names("Workteams", "WorkteamName"), []string{"x0-" + part, "x1-" + part, "x2-" + part})
		p.equal("no teams", p.call("ListWorkteams", object{"NameContains": p.token()}).list("Workteams"), []any{})
	}),
	alone("ListWorkteams", "sorts by name and by date", func(p *probe) {
		for _, name := range []string{"b2", "c1", "a3"} {
			p.call("CreateWorkteam", p.team(name))
			p.tick()
		}
		list := func(in object) []string {
			names := p.call("ListWorkteams", in).names("Workteams", "WorkteamName")
			return without(names, everyone)
		}
		p.equal("by default", list(object{}), []string{"b2", "c1", "a3"})
		p.equal("by date, newest first", list(object{"SortBy": "CreateDate", "SortOrder": "Descending"}), []string{"a3", "c1", "b2"})
		p.equal("by name", list(object{"SortBy": "Name"}), []string{"a3", "b2", "c1"})
		p.equal("by name, from the end", list(object{"SortBy": "Name", "SortOrder": "Descending"}), []string{"c1", "b2", "a3"})
	}),
}
