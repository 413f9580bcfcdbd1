package suite

import "net/http"

// broken is a template that cannot be rendered with an input of one space.
const broken = `{{ task.input.o | grant_read_access }}`

// failing starts a loop whose template cannot be rendered, and waits for that.
func (p *probe) failing(name string) *answer {
	p.taskUI(name, broken)
	p.call("CreateFlowDefinition", p.flowWith(name, object{"HumanTaskUiArn": p.arn("human-task-ui", name)}))
	in := p.loopWith(name, `{"o":" "}`)
	in["FlowDefinitionArn"] = p.arn("flow-definition", name)
	p.call("StartHumanLoop", in)
	var a *answer
	p.eventually("the loop has failed", func() bool {
		a = p.call("DescribeHumanLoop", loopNamed(name))
		return a.text("HumanLoopStatus") == "Failed"
	})
	return a
}

var loopEndCases = []testCase{
	life("DescribeHumanLoop", "tells all from the start", func(p *probe) {
		name := p.token()
		p.call("StartHumanLoop", p.loop(name))
		a := p.call("DescribeHumanLoop", loopNamed(name))
		created := a.text("CreationTime")
		p.recent(a.at("CreationTime"))
		p.equal("the description", a.value, object{
			"CreationTime": created, "HumanLoopStatus": "InProgress", "HumanLoopName": name, "HumanLoopArn": p.arn("human-loop", name),
			"FlowDefinitionArn": p.world.flowARN, "HumanLoopOutput": object{"OutputS3Uri": p.outputURI(p.world.name, name, created)},
		})
	}),
	life("DescribeHumanLoop", "does not double the slash of the output path", func(p *probe) {
		name := p.token()
		in := p.flow(name)
		in["OutputConfig"] = object{"S3OutputPath": "s3://" + p.world.bucket + "/out/"}
		p.call("CreateFlowDefinition", in)
		loop := p.loop(name)
		loop["FlowDefinitionArn"] = p.arn("flow-definition", name)
		p.call("StartHumanLoop", loop)
		a := p.call("DescribeHumanLoop", loopNamed(name))
		p.equal("OutputS3Uri", a.text("HumanLoopOutput", "OutputS3Uri"), p.outputURI(name, name, a.text("CreationTime")))
	}),
	life("DescribeHumanLoop", "tells why a loop has failed", func(p *probe) {
		name := p.token()
		a := p.failing(name)
		p.equal("FailureCode", a.text("FailureCode"), "ValidationError")
		p.holds(a.text("FailureReason") != "", "FailureReason is empty")
		list := p.call("ListHumanLoops", object{"FlowDefinitionArn": p.arn("flow-definition", name)})
		p.equal("the reasons in the list", list.names("HumanLoopSummaries", "FailureReason"), []string{a.text("FailureReason")})
	}),
	life("DescribeHumanLoop", "does not find what is not there", func(p *probe) {
		p.refuse("DescribeHumanLoop", loopNamed(p.token()), "ResourceNotFoundException", "")
	}),
	alone("DescribeHumanLoop", "does not look into other regions", func(p *probe) {
		own, name := p.region, p.token()
		p.region = p.suite.region()
		p.call("StartHumanLoop", p.loop(name))
		p.region = own
		p.refuse("DescribeHumanLoop", loopNamed(name), "ResourceNotFoundException", "")
	}),
	life("StopHumanLoop", "stops at once when nobody works", func(p *probe) {
		name := p.token()
		p.call("StartHumanLoop", p.loop(name))
		p.equal("the answer", p.call("StopHumanLoop", loopNamed(name)).value, object{})
		a := p.call("DescribeHumanLoop", loopNamed(name))
		p.equal("HumanLoopStatus", a.text("HumanLoopStatus"), "Stopped")
		p.holds(a.at("FailureCode") == nil && a.at("FailureReason") == nil, "a stopped loop has a reason for its failure")
		p.holds(a.at("HumanLoopOutput", "OutputS3Uri") != nil, "a stopped loop has lost its output path")
	}),
	life("StopHumanLoop", "refuses a loop that is over", func(p *probe) {
		name := p.token()
		p.call("StartHumanLoop", p.loop(name))
		p.call("StopHumanLoop", loopNamed(name))
		p.refuse("StopHumanLoop", loopNamed(name), "ValidationException", name)
	}),
	life("StopHumanLoop", "refuses a loop that has failed", func(p *probe) {
		name := p.token()
		p.failing(name)
		p.refuse("StopHumanLoop", loopNamed(name), "ValidationException", name)
	}),
	life("StopHumanLoop", "does not find what is not there", func(p *probe) {
		p.refuse("StopHumanLoop", loopNamed(p.token()), "ResourceNotFoundException", "")
	}),
	life("DeleteHumanLoop", "refuses a loop in progress", func(p *probe) {
		name := p.token()
		p.call("StartHumanLoop", p.loop(name))
		p.refuse("DeleteHumanLoop", loopNamed(name), "ValidationException", name)
		p.call("DescribeHumanLoop", loopNamed(name))
	}),
	life("DeleteHumanLoop", "leaves nothing of a stopped loop", func(p *probe) {
		name := p.token()
		p.call("CreateFlowDefinition", p.flow(name))
		in := p.loop(name)
		in["FlowDefinitionArn"] = p.arn("flow-definition", name)
		p.call("StartHumanLoop", in)
		p.call("StopHumanLoop", loopNamed(name))
		p.equal("the answer", p.call("DeleteHumanLoop", loopNamed(name)).value, object{})
		p.refuse("DescribeHumanLoop", loopNamed(name), "ResourceNotFoundException", "")
		p.refuse("StopHumanLoop", loopNamed(name), "ResourceNotFoundException", "")
		p.refuse("DeleteHumanLoop", loopNamed(name), "ResourceNotFoundException", "")
		p.equal("the list", p.call("ListHumanLoops", object{"FlowDefinitionArn": p.arn("flow-definition", name)}).list("HumanLoopSummaries"), []any{})
	}),
	life("DeleteHumanLoop", "deletes a loop that has failed", func(p *probe) {
		name := p.token()
		p.failing(name)
		p.call("DeleteHumanLoop", loopNamed(name))
		p.refuse("DescribeHumanLoop", loopNamed(name), "ResourceNotFoundException", "")
	}),
	life("DeleteHumanLoop", "does not find what is not there", func(p *probe) {
		p.refuse("DeleteHumanLoop", loopNamed(p.token()), "ResourceNotFoundException", "")
	}),
	life("DeleteHumanLoop", "takes no notice of a body", func(p *probe) {
		r := operationOf("DeleteHumanLoop").request(loopNamed(p.token()), p.region)
		r.header["Content-Type"], r.body = "application/json", []byte("not JSON")
		a := p.refuses(r, "ResourceNotFoundException")
		p.equal("the status", a.status, http.StatusNotFound)
	}),
	life("ListHumanLoops", "lists no more than a summary", func(p *probe) {
		name := p.token()
		p.call("CreateFlowDefinition", p.flow(name))
		in := p.loop(name)
		in["FlowDefinitionArn"] = p.arn("flow-definition", name)
		p.call("StartHumanLoop", in)
		created := p.call("DescribeHumanLoop", loopNamed(name)).text("CreationTime")
		p.equal("the answer", p.call("ListHumanLoops", object{"FlowDefinitionArn": in["FlowDefinitionArn"]}).value, object{"HumanLoopSummaries": []any{
			object{"HumanLoopName": name, "HumanLoopStatus": "InProgress", "CreationTime": created, "FlowDefinitionArn": in["FlowDefinitionArn"]},
		}})
	}),
	life("ListHumanLoops", "does not find a flow that is not there", func(p *probe) {
		p.refuse("ListHumanLoops", object{"FlowDefinitionArn": p.arn("flow-definition", p.token())}, "ResourceNotFoundException", "does not exist")
	}),
	life("ListHumanLoops", "does not find a flow of another account", func(p *probe) {
		other := elsewhere(p.world.flowARN, p.world.account, "999999999999")
		p.refuse("ListHumanLoops", object{"FlowDefinitionArn": other}, "ResourceNotFoundException", "does not exist")
	}),
}
