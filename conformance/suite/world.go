package suite

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
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
	undos              []undo
}

const (
	roleARN  = "arn:aws:iam::000000000042:role/a2i-exec"
	template = `<crowd-form><p>{{ task.input.text }}</p></crowd-form>`
)

// settle makes a bucket, a work team, a template and a flow definition. The team
// keeps the region's workforce from being replaced by a case.
func (s *suite) settle(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit) // as in runOne
	defer cancel()
	p := &probe{suite: s, ctx: ctx, region: s.region()}
	w := &s.world
	w.name = s.token()
	p.findPool()
	if s.Region == "" && !p.failed() {
		p.undos = append(p.undos, undo{"DeleteWorkforce", workforceNamed("default"), p.region})
	}
	w.uiARN = p.taskUI(w.name, template).text("HumanTaskUiArn")
	if parts := strings.Split(w.uiARN, ":"); len(parts) == 6 {
		w.partition, w.account = parts[1], parts[4]
	}
	w.teamARN = p.call("CreateWorkteam", p.team(w.name)).text("WorkteamArn")
	w.bucket = s.token()
	p.makeBucket()
	w.flowARN = p.call("CreateFlowDefinition", p.flow(w.name)).text("FlowDefinitionArn")
	w.undos = p.undos
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
	var errs []error
	for _, u := range slices.Backward(s.world.undos) {
		errs = append(errs, s.remove(ctx, u))
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("clear up the region %s: %w", s.region(), err)
	}
	return nil
}

// deleteBucket stands among the operations that remove something.
const deleteBucket = "DeleteBucket"

// makeBucket makes the bucket for outputs.
func (p *probe) makeBucket() {
	a := p.send(bucketRequest(http.MethodPut, p.world.bucket, p.region))
	if a.status == http.StatusOK {
		p.undos = append(p.undos, undo{deleteBucket, object{"Bucket": p.world.bucket}, p.region})
	}
	p.holds(a.status == http.StatusOK, "make bucket %s: status %d: %s", p.world.bucket, a.status, a.body)
}

func bucketRequest(method, bucket, region string) request {
	return request{method: method, path: "/" + bucket, scope: scope{region, "s3"}}
}

func (s *suite) removeBucket(ctx context.Context, u undo) error {
	name := fmt.Sprint(u.in["Bucket"])
	a, err := s.sendPatiently(ctx, bucketRequest(http.MethodDelete, name, u.region))
	if err != nil {
		return err
	}
	if a.status/100 != 2 {
		return fmt.Errorf("delete bucket %s: status %d: %s", name, a.status, a.body)
	}
	return nil
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
