package suite

import (
	"fmt"
	"strings"
	"sync"
	"time"
)

func loopNamed(name string) object { return object{"HumanLoopName": name} }

// loopWith is the input of StartHumanLoop with another InputContent.
func (p *probe) loopWith(name, content string) object {
	in := p.loop(name)
	in["HumanLoopInput"] = object{"InputContent": content}
	return in
}

// outputURI is where the output of a loop will be: the key is made of the second
// in which it began (A2I Developer Guide, output data).
func (p *probe) outputURI(flow, loop, created string) string {
	t, err := time.Parse(time.RFC3339, created)
	if err != nil {
		p.failf("CreationTime: %v", err)
	}
	return fmt.Sprintf("s3://%s/out/%s/%s/%s/output.json", p.world.bucket, flow, t.UTC().Format("2006/01/02/15/04/05"), loop)
}

// maxContent is how many characters InputContent can have.
const maxContent = 3145728

// sized is JSON of n characters.
func sized(n int) string { return `"` + strings.Repeat("x", n-2) + `"` }

var loopCases = []testCase{
	life("StartHumanLoop", "answers the ARN of the loop alone", func(p *probe) {
		name := p.token()
		p.equal("the answer", p.call("StartHumanLoop", p.loop(name)).value, object{"HumanLoopArn": p.arn("human-loop", name)})
	}),
	life("StartHumanLoop", "gives the same loop for the same request", func(p *probe) {
		name := p.token()
		first := p.call("StartHumanLoop", p.loop(name))
		before := p.call("DescribeHumanLoop", loopNamed(name))
		p.tick()
		p.equal("the second answer", p.call("StartHumanLoop", p.loop(name)).value, first.value)
		p.equal("the description", p.call("DescribeHumanLoop", loopNamed(name)).value, before.value)
	}),
	life("StartHumanLoop", "refuses another input under an active name", func(p *probe) {
		name := p.token()
		p.call("StartHumanLoop", p.loop(name))
		const sentence = "You cannot start two human loops with the same name and different input data"
		p.refuse("StartHumanLoop", p.loopWith(name, `{"text":"other"}`), "ConflictException", sentence)
		p.refuse("StartHumanLoop", p.loopWith(name, `{"text": "hello"}`), "ConflictException", sentence)
	}),
	life("StartHumanLoop", "refuses another classification under an active name", func(p *probe) {
		name := p.token()
		p.call("StartHumanLoop", p.loop(name))
		in := p.loop(name)
		in["DataAttributes"] = object{"ContentClassifiers": []any{"FreeOfAdultContent"}}
		p.refuse("StartHumanLoop", in, "ConflictException", "")
	}),
	life("StartHumanLoop", "refuses another flow under an active name", func(p *probe) {
		name := p.token()
		p.call("CreateFlowDefinition", p.flow(name))
		p.call("StartHumanLoop", p.loop(name))
		in := p.loop(name)
		in["FlowDefinitionArn"] = p.arn("flow-definition", name)
		p.refuse("StartHumanLoop", in, "ConflictException", "")
	}),
	life("StartHumanLoop", "refuses the name of a finished loop", func(p *probe) {
		name := p.token()
		p.call("StartHumanLoop", p.loop(name))
		p.call("StopHumanLoop", loopNamed(name))
		sentence := "HumanLoop '" + name + "' already exists and is finished. To start a new HumanLoop, you can try your request again with a different HumanLoopName."
		p.refuse("StartHumanLoop", p.loop(name), "ValidationException", sentence)
		p.refuse("StartHumanLoop", p.loopWith(name, "{}"), "ValidationException", sentence)
	}),
	life("StartHumanLoop", "takes the name of a deleted loop", func(p *probe) {
		name := p.token()
		p.call("StartHumanLoop", p.loop(name))
		p.call("StopHumanLoop", loopNamed(name))
		p.call("DeleteHumanLoop", loopNamed(name))
		p.call("StartHumanLoop", p.loopWith(name, "{}"))
	}),
	life("StartHumanLoop", "takes upper case and tells it from lower", func(p *probe) {
		name := p.token()
		p.call("StartHumanLoop", p.loop(name))
		p.call("StartHumanLoop", p.loopWith(strings.ToUpper(name), `{}`))
		p.equal("HumanLoopName", p.call("DescribeHumanLoop", loopNamed(strings.ToUpper(name))).text("HumanLoopName"), strings.ToUpper(name))
	}),
	life("StartHumanLoop", "does not find a flow that is not there", func(p *probe) {
		in := p.loop(p.token())
		in["FlowDefinitionArn"] = p.arn("flow-definition", p.token())
		p.refuse("StartHumanLoop", in, "ValidationException", "does not exist")
	}),
	life("StartHumanLoop", "does not find a flow of another account", func(p *probe) {
		in := p.loop(p.token())
		in["FlowDefinitionArn"] = elsewhere(p.world.flowARN, p.world.account, "999999999999")
		p.refuse("StartHumanLoop", in, "ValidationException", "does not exist")
	}),
	life("StartHumanLoop", "does not find a flow of another region", func(p *probe) {
		in := p.loop(p.token())
		in["FlowDefinitionArn"] = elsewhere(p.world.flowARN, p.region, "ap-south-1")
		p.refuse("StartHumanLoop", in, "ValidationException", "does not exist")
	}),
	life("StartHumanLoop", "refuses an input that is no JSON", func(p *probe) {
		for _, content := range []string{"", "{", "{'a':1}", "{}{}", "text", `{"a":}`} {
			p.refuse("StartHumanLoop", p.loopWith(p.token(), content), "ValidationException", "JSON")
		}
	}),
	life("StartHumanLoop", "takes the longest input", func(p *probe) {
		p.call("StartHumanLoop", p.loopWith(p.token(), sized(maxContent)))
		p.refuse("StartHumanLoop", p.loopWith(p.token(), sized(maxContent+1)), "ValidationException",
			"at 'humanLoopInput.inputContent' failed to satisfy constraint: Member must have length less than or equal to 3145728")
	}),
	life("StartHumanLoop", "counts characters and not bytes of the longest input", func(p *probe) {
		r := operationOf("StartHumanLoop").request(p.loopWith(p.token(), `"`+strings.Repeat("ü", maxContent-2)+`"`), p.region)
		p.accepts(r)
		r.body = []byte(strings.ReplaceAll(string(r.body), "ü", `\u00fc`)) // the same loop, in six bytes each
		p.accepts(r)
		p.remember("StartHumanLoop", p.loopOf(r))
	}),
	life("StartHumanLoop", "wins once when 50 differ at once", func(p *probe) {
		name := p.token()
		codes := p.atOnce(50, func(i int) object { return p.loopWith(name, fmt.Sprintf(`{"n":%d}`, i)) })
		p.remember("StartHumanLoop", loopNamed(name))
		p.equal("the answers", codes, map[string]int{"200": 1, "409 ConflictException": 49})
	}),
	life("StartHumanLoop", "makes one loop when 50 are the same at once", func(p *probe) {
		name := p.token()
		codes := p.atOnce(50, func(int) object { return p.loop(name) })
		p.remember("StartHumanLoop", loopNamed(name))
		p.equal("the answers", codes, map[string]int{"200": 50})
	}),
}

// loopOf reads which loop a request starts.
func (p *probe) loopOf(r request) object {
	a := answer{body: r.body}
	in, err := a.decode()
	if err != nil {
		p.failf("read the request: %v", err)
	}
	return object{"HumanLoopName": in["HumanLoopName"]}
}

// accepts sends a request that must succeed.
func (p *probe) accepts(r request) *answer {
	a := p.send(r)
	if !p.failed() {
		if wrong := checkOutput(r.operation, a); wrong != "" {
			p.failf("%s: %s", r.operation.name, wrong)
		}
	}
	return a
}

// refuses sends a request that must be refused with a code.
func (p *probe) refuses(r request, code string) *answer {
	a := p.send(r)
	if !p.failed() {
		if wrong := checkFault(r.operation, a, code); wrong != "" {
			p.failf("%s: %s", r.operation.name, wrong)
		}
	}
	return a
}

// atOnce starts loops together and counts the answers by status and code.
func (p *probe) atOnce(n int, in func(i int) object) map[string]int {
	var (
		mu    sync.Mutex
		all   sync.WaitGroup
		gate  = make(chan struct{})
		codes = map[string]int{}
	)
	o := operationOf("StartHumanLoop")
	for i := range n {
		r := o.request(in(i), p.region)
		all.Go(func() {
			<-gate
			word := ""
			a, err := p.sendPatiently(p.ctx, r)
			if err != nil {
				word = err.Error()
			} else {
				word = strings.TrimSpace(fmt.Sprint(a.status, " ", a.fault().code))
			}
			mu.Lock()
			defer mu.Unlock()
			codes[word]++
		})
	}
	close(gate)
	all.Wait()
	return codes
}
