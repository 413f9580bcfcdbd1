package suite

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// world is what cases find in the region when they begin.
type world struct {
	account, partition string
	pool               object // what a member definition names beside the group
	bucket             string
	name               string // of the team, the template and the flow definition
	teamARN            string
	uiARN              string
	flowARN            string
}

const (
	roleARN  = "arn:aws:iam::000000000042:role/a2i-exec"
	template = `<crowd-form><p>{{ task.input.text }}</p></crowd-form>`
)

// settle makes a bucket, a work team, a template and a flow definition. The team
// keeps the region's workforce from being replaced by a case.
func (s *suite) settle(ctx context.Context) error {
	p := &probe{suite: s, ctx: ctx, region: s.region()}
	w := &s.world
	w.name = s.token()
	p.findPool()
	w.uiARN = p.call("CreateHumanTaskUi", object{"HumanTaskUiName": w.name, "UiTemplate": object{"Content": template}}).text("HumanTaskUiArn")
	if parts := strings.Split(w.uiARN, ":"); len(parts) == 6 {
		w.partition, w.account = parts[1], parts[4]
	}
	w.teamARN = p.call("CreateWorkteam", object{
		"WorkteamName": w.name, "Description": "For the conformance suite", "MemberDefinitions": p.clerks(),
	}).text("WorkteamArn")
	w.bucket = s.token()
	p.bucket(http.MethodPut)
	w.flowARN = p.call("CreateFlowDefinition", p.flow(w.name)).text("FlowDefinitionArn")
	if !p.failed() {
		return nil
	}
	err := fmt.Errorf("prepare the region %s: %s%s", p.region, p.why, lastOf(p.seen))
	return errors.Join(err, s.leave(ctx))
}

func lastOf(seen []Exchange) string {
	if len(seen) == 0 {
		return ""
	}
	last := seen[len(seen)-1]
	return "\n" + indent("> ", last.Request) + "\n" + indent("< ", last.Answer)
}

// leave removes what settle made. It goes on when the run was interrupted.
func (s *suite) leave(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	region := s.region()
	var errs []error
	for _, u := range []undo{
		{"DeleteFlowDefinition", object{"FlowDefinitionName": s.world.name}, region},
		{"DeleteHumanTaskUi", object{"HumanTaskUiName": s.world.name}, region},
		{"DeleteWorkteam", object{"WorkteamName": s.world.name}, region},
	} {
		errs = append(errs, s.remove(ctx, u))
	}
	if s.Region == "" {
		errs = append(errs, s.remove(ctx, undo{"DeleteWorkforce", object{"WorkforceName": "default"}, region}))
	}
	if s.world.bucket != "" {
		p := &probe{suite: s, ctx: ctx, region: region}
		p.bucket(http.MethodDelete)
		if p.failed() {
			errs = append(errs, errors.New(p.why))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("clear up the region %s: %w", region, err)
	}
	return nil
}

// bucket makes or deletes the bucket for outputs.
func (p *probe) bucket(method string) {
	a := p.send(request{method: method, path: "/" + p.world.bucket, scope: scope{p.region, "s3"}})
	p.holds(a.status/100 == 2 || a.status == http.StatusNotFound, "%s bucket %s: status %d", method, p.world.bucket, a.status)
}

// findPool reads which user pool the region's workforce has: members of work teams
// must be of the same.
func (p *probe) findPool() {
	pool := object{}
	for _, item := range p.call("ListWorkforces", object{}).list("Workforces") {
		workforce, _ := item.(object)
		pool, _ = workforce["CognitoConfig"].(object)
	}
	p.holds(pool["UserPool"] != nil, "the region's workforce has no user pool")
	p.world.pool = pool
}

// clerks are the member definitions of a team.
func (p *probe) clerks() []any {
	return []any{object{"CognitoMemberDefinition": object{
		"UserPool": p.world.pool["UserPool"], "ClientId": p.world.pool["ClientId"], "UserGroup": "clerks",
	}}}
}

// flow is the input of a CreateFlowDefinition that succeeds.
func (p *probe) flow(name string) object {
	return object{
		"FlowDefinitionName": name, "RoleArn": roleARN,
		"HumanLoopConfig": object{
			"WorkteamArn": p.world.teamARN, "HumanTaskUiArn": p.world.uiARN,
			"TaskTitle": "Check an invoice", "TaskDescription": "Compare fields with the scan", "TaskCount": 1,
		},
		"OutputConfig": object{"S3OutputPath": "s3://" + p.world.bucket + "/out"},
	}
}

// loop is the input of a StartHumanLoop that succeeds.
func (p *probe) loop(name string) object {
	return object{
		"HumanLoopName": name, "FlowDefinitionArn": p.world.flowARN,
		"HumanLoopInput": object{"InputContent": `{"text":"hello"}`},
	}
}
