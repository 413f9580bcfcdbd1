package suite

import (
	"maps"
	"strings"
)

func flowNamed(name string) object { return object{"FlowDefinitionName": name} }

// flowWith is the input of CreateFlowDefinition with some members of the
// HumanLoopConfig changed.
func (p *probe) flowWith(name string, config object) object {
	in := p.flow(name)
	maps.Copy(in["HumanLoopConfig"].(object), config)
	return in
}

// noTeam is Amazon's sentence for a team that is not there or not the caller's.
func noTeam(arn string) string {
	return "The specified Workteam '" + arn + "' does not exist or you do not have access to it."
}

func refusesTeam(arn func(p *probe) string) func(*probe) {
	return func(p *probe) {
		team := arn(p)
		p.refuse("CreateFlowDefinition", p.flowWith(p.token(), object{"WorkteamArn": team}), "ValidationException", noTeam(team))
	}
}

// elsewhere is an ARN with the region or the account exchanged.
func elsewhere(arn, old, other string) string {
	return strings.Replace(arn, ":"+old+":", ":"+other+":", 1)
}

var flowCases = []testCase{
	life("CreateFlowDefinition", "answers the ARN alone", func(p *probe) {
		name := p.token()
		a := p.call("CreateFlowDefinition", p.flow(name))
		p.equal("the answer", a.value, object{"FlowDefinitionArn": p.arn("flow-definition", name)})
	}),
	life("CreateFlowDefinition", "refuses a name that is taken", func(p *probe) {
		name := p.token()
		p.call("CreateFlowDefinition", p.flow(name))
		p.refuse("CreateFlowDefinition", p.flow(name), "ResourceInUse", name)
	}),
	life("CreateFlowDefinition", "refuses a team that is not there", refusesTeam(func(p *probe) string {
		return p.arn("workteam/private-crowd", p.token())
	})),
	life("CreateFlowDefinition", "refuses a team of another account", refusesTeam(func(p *probe) string {
		return elsewhere(p.world.teamARN, p.world.account, "999999999999")
	})),
	life("CreateFlowDefinition", "refuses a team of another region", refusesTeam(func(p *probe) string {
		return elsewhere(p.world.teamARN, p.region, "ap-south-1")
	})),
	life("CreateFlowDefinition", "refuses a workforce as a team", func(p *probe) {
		p.refuse("CreateFlowDefinition", p.flowWith(p.token(), object{"WorkteamArn": p.arn("workforce", "default")}),
			"ValidationException", "1 validation error detected: Value '"+p.arn("workforce", "default")+"' at 'humanLoopConfig.workteamArn' failed to satisfy constraint: "+
				`Member must satisfy regular expression pattern: arn:aws[a-z\-]*:sagemaker:[a-z0-9\-]*:[0-9]{12}:workteam/.*`)
	}),
	life("CreateFlowDefinition", "refuses a vendor's team that is not subscribed", refusesTeam(func(p *probe) string {
		return p.arn("workteam/vendor-crowd", p.world.name)
	})),
	life("CreateFlowDefinition", "refuses a template that is not there", func(p *probe) {
		p.refuse("CreateFlowDefinition", p.flowWith(p.token(), object{"HumanTaskUiArn": p.arn("human-task-ui", p.token())}), "ValidationException", "does not exist")
	}),
	life("CreateFlowDefinition", "refuses a template of another account", func(p *probe) {
		other := elsewhere(p.world.uiARN, p.world.account, "999999999999")
		p.refuse("CreateFlowDefinition", p.flowWith(p.token(), object{"HumanTaskUiArn": other}), "ValidationException", "does not exist")
	}),
	life("CreateFlowDefinition", "refuses a bucket that is not there", func(p *probe) {
		in := p.flow(p.token())
		in["OutputConfig"] = object{"S3OutputPath": "s3://" + p.token() + "/out"}
		p.refuse("CreateFlowDefinition", in, "ValidationException", "bucket")
	}),
	life("CreateFlowDefinition", "takes a slash at the end of the path", func(p *probe) {
		name := p.token()
		in := p.flow(name)
		in["OutputConfig"] = object{"S3OutputPath": "s3://" + p.world.bucket + "/deep/path/"}
		p.call("CreateFlowDefinition", in)
		p.equal("S3OutputPath", p.call("DescribeFlowDefinition", flowNamed(name)).text("OutputConfig", "S3OutputPath"), "s3://"+p.world.bucket+"/deep/path/")
	}),
	life("CreateFlowDefinition", "does not compare the two times", func(p *probe) {
		p.call("CreateFlowDefinition", p.flowWith(p.token(), object{"TaskAvailabilityLifetimeInSeconds": 3600, "TaskTimeLimitInSeconds": 86400}))
	}),
	alone("CreateFlowDefinition", "takes the team that every region has", func(p *probe) {
		name := p.token()
		p.taskUI(name, template)
		team := p.arn("workteam/private-crowd", everyone)
		p.call("CreateFlowDefinition", p.flowWith(name, object{"WorkteamArn": team, "HumanTaskUiArn": p.arn("human-task-ui", name)}))
		p.equal("WorkteamArn", p.call("DescribeFlowDefinition", flowNamed(name)).text("HumanLoopConfig", "WorkteamArn"), team)
		p.undos = append([]undo{p.undos[0], {"DeleteWorkteam", object{"WorkteamName": everyone}, p.region}}, p.undos[1:]...)
	}),
	life("DescribeFlowDefinition", "tells what was given and the default time limit", func(p *probe) {
		name := p.token()
		in := p.flow(name)
		p.call("CreateFlowDefinition", in)
		p.active(name)
		a := p.call("DescribeFlowDefinition", flowNamed(name))
		p.recent(a.at("CreationTime"))
		config := clone(in["HumanLoopConfig"]).(object)
		config["TaskTimeLimitInSeconds"] = 3600
		delete(a.value, "CreationTime")
		p.equal("the description", a.value, object{
			"FlowDefinitionName": name, "FlowDefinitionArn": p.arn("flow-definition", name), "FlowDefinitionStatus": "Active",
			"RoleArn": roleARN, "OutputConfig": in["OutputConfig"], "HumanLoopConfig": config,
		})
	}),
	life("DescribeFlowDefinition", "tells every optional member", func(p *probe) {
		name := p.token()
		in := p.flowWith(name, object{
			"TaskTitle": "Größe prüfen\tund\nweiter", "TaskDescription": "<b>\"kühn\"</b> & 😀", "TaskCount": 3,
			"TaskAvailabilityLifetimeInSeconds": 600, "TaskTimeLimitInSeconds": 30, "TaskKeywords": []any{"invoice", "two words"},
			"PublicWorkforceTaskPrice": object{"AmountInUsd": object{"Dollars": 1, "Cents": 20, "TenthFractionsOfACent": 0}},
		})
		in["OutputConfig"].(object)["KmsKeyId"] = "alias/reviews"
		in["HumanLoopActivationConfig"] = object{"HumanLoopActivationConditionsConfig": object{
			"HumanLoopActivationConditions": ` {"Conditions": [ {"ConditionType":"Sampling","ConditionParameters":{"RandomSamplingPercentage":5}} ] }`,
		}}
		p.call("CreateFlowDefinition", in)
		a := p.call("DescribeFlowDefinition", flowNamed(name))
		for _, member := range []string{"HumanLoopConfig", "OutputConfig", "HumanLoopActivationConfig", "RoleArn"} {
			p.equal(member, a.at(member), in[member])
		}
	}),
	life("DescribeFlowDefinition", "does not find what is not there", func(p *probe) {
		p.refuse("DescribeFlowDefinition", flowNamed(p.token()), "ResourceNotFound", "does not exist")
	}),
	alone("DescribeFlowDefinition", "does not look into other regions", func(p *probe) {
		p.refuse("DescribeFlowDefinition", flowNamed(p.world.name), "ResourceNotFound", "does not exist")
	}),
}

// active waits until a flow definition can be used.
func (p *probe) active(name string) {
	p.eventually("flow definition "+name+" is Active", func() bool {
		return p.call("DescribeFlowDefinition", flowNamed(name)).text("FlowDefinitionStatus") == "Active"
	})
}

// gone waits until a flow definition is no more.
func (p *probe) gone(name string) {
	p.eventually("flow definition "+name+" is gone", func() bool {
		a := p.ask("DescribeFlowDefinition", flowNamed(name))
		return a.fault().code == "ResourceNotFound"
	})
}

var flowEndCases = []testCase{
	life("DeleteFlowDefinition", "answers nothing and ends in nothing", func(p *probe) {
		name := p.token()
		p.call("CreateFlowDefinition", p.flow(name))
		p.equal("the body", string(p.call("DeleteFlowDefinition", flowNamed(name)).body), "")
		p.gone(name)
		p.refuse("DeleteFlowDefinition", flowNamed(name), "ResourceNotFound", "does not exist")
		p.refuse("ListHumanLoops", object{"FlowDefinitionArn": p.arn("flow-definition", name)}, "ResourceNotFoundException", "does not exist")
		p.refuse("StartHumanLoop", object{"HumanLoopName": name, "FlowDefinitionArn": p.arn("flow-definition", name), "HumanLoopInput": object{"InputContent": "{}"}},
			"ValidationException", name)
	}),
	life("DeleteFlowDefinition", "frees the name", func(p *probe) {
		name := p.token()
		p.call("CreateFlowDefinition", p.flow(name))
		p.call("DeleteFlowDefinition", flowNamed(name))
		p.gone(name)
		p.call("CreateFlowDefinition", p.flowWith(name, object{"TaskTitle": "Another"}))
		p.equal("TaskTitle", p.call("DescribeFlowDefinition", flowNamed(name)).text("HumanLoopConfig", "TaskTitle"), "Another")
	}),
	life("DeleteFlowDefinition", "deletes loops that nobody has started", func(p *probe) {
		name := p.token()
		p.call("CreateFlowDefinition", p.flow(name))
		loop := object{"HumanLoopName": name, "FlowDefinitionArn": p.arn("flow-definition", name), "HumanLoopInput": object{"InputContent": "{}"}}
		p.call("StartHumanLoop", loop)
		p.call("DeleteFlowDefinition", flowNamed(name))
		p.gone(name)
		p.refuse("DescribeHumanLoop", object{"HumanLoopName": name}, "ResourceNotFoundException", "")
		p.call("StartHumanLoop", p.loop(name)) // the name of the loop is free again
	}),
	life("DeleteFlowDefinition", "does not show the loops of an older flow of the name", func(p *probe) {
		name := p.token()
		p.call("CreateFlowDefinition", p.flow(name))
		loop := object{"HumanLoopName": name, "FlowDefinitionArn": p.arn("flow-definition", name), "HumanLoopInput": object{"InputContent": "{}"}}
		p.call("StartHumanLoop", loop)
		p.call("StopHumanLoop", object{"HumanLoopName": name})
		p.call("DeleteFlowDefinition", flowNamed(name))
		p.gone(name)
		p.call("CreateFlowDefinition", p.flow(name))
		a := p.call("ListHumanLoops", object{"FlowDefinitionArn": p.arn("flow-definition", name)})
		p.equal("the loops", a.list("HumanLoopSummaries"), []any{})
	}),
	life("DeleteFlowDefinition", "does not find what is not there", func(p *probe) {
		p.refuse("DeleteFlowDefinition", flowNamed(p.token()), "ResourceNotFound", "does not exist")
	}),
}
