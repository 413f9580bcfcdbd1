package app_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"foureyes/internal/app"
	"foureyes/internal/config"
)

const (
	operatorsID     = "AKIAOPERATORS0000001"
	operatorsSecret = "operators/secret+access=key-01234567890"
)

// house is a running server whose first key is known.
type house struct {
	t   *testing.T
	app *app.App
	data,
	url string
}

func newHouse(t *testing.T, change func(*config.Serve)) *house {
	t.Helper()
	c := settings(t)
	c.AccessKeyID, c.SecretAccessKey = operatorsID, operatorsSecret
	if change != nil {
		change(&c)
	}
	a, _ := start(t, c)
	h := &house{t: t, app: a, data: c.Data, url: a.URL()}
	t.Cleanup(func() { h.stop() })
	return h
}

// stop ends the server, once. At a test's end its context has ended already.
func (h *house) stop() {
	if h.app == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(h.t.Context()), 20*time.Second)
	defer cancel()
	if err := h.app.Stop(ctx); err != nil {
		h.t.Error(err)
	}
	h.app = nil
}

// program signs with one key.
type program struct {
	*house
	id, secret string
}

func (h *house) operator() program { return program{h, operatorsID, operatorsSecret} }

// reply is what came back.
type reply struct {
	status        int
	header        http.Header
	body          []byte
	code, message string // of an error, in whichever protocol
}

// send sends a signed request.
func (p program) send(service, method, path, body string, headers ...string) reply {
	p.t.Helper()
	r, err := http.NewRequestWithContext(p.t.Context(), method, p.url+path, strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	sum := sha256.Sum256([]byte(body))
	hash := hex.EncodeToString(sum[:])
	if service == "s3" {
		r.Header.Set("X-Amz-Content-Sha256", hash)
	}
	credentials := aws.Credentials{AccessKeyID: p.id, SecretAccessKey: p.secret}
	if err := v4.NewSigner().SignHTTP(p.t.Context(), credentials, r, hash, service, "eu-west-1", time.Now()); err != nil {
		p.t.Fatal(err)
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer answer.Body.Close()
	out := reply{status: answer.StatusCode, header: answer.Header}
	if out.body, err = io.ReadAll(answer.Body); err != nil {
		p.t.Fatal(err)
	}
	out.readError()
	return out
}

// readError finds an error's code and sentence.
func (r *reply) readError() {
	if r.status < http.StatusBadRequest {
		return
	}
	r.code = r.header.Get("X-Amzn-Errortype")
	var words struct{ Message, Detail string }
	var document struct{ Code, Message string }
	switch {
	case json.Unmarshal(r.body, &words) == nil:
		r.message = words.Message + words.Detail
	case xml.Unmarshal(r.body, &document) == nil:
		r.code, r.message = document.Code, document.Message
	}
}

// sagemaker calls an operation of the SageMaker API.
func (p program) sagemaker(operation, body string) reply {
	p.t.Helper()
	return p.send("sagemaker", http.MethodPost, "/", body, "Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", "SageMaker."+operation)
}

// runtime starts a human loop.
func (p program) startLoop(name string) reply {
	p.t.Helper()
	return p.send("sagemaker", http.MethodPost, "/human-loops",
		`{"HumanLoopName": "`+name+`", "FlowDefinitionArn": "arn:aws:sagemaker:eu-west-1:000000000000:flow-definition/check", "HumanLoopInput": {"InputContent": "{}"}}`,
		"Content-Type", "application/json")
}

// console calls the console API and reads the answer into out, unless that is nil.
func (p program) console(method, path, body string, out any) reply {
	p.t.Helper()
	r := p.send("sagemaker", method, "/api/v1"+path, body, "Content-Type", "application/json")
	if out != nil && r.status < http.StatusBadRequest {
		if err := json.Unmarshal(r.body, out); err != nil {
			p.t.Fatalf("%s: %v", r.body, err)
		}
	}
	return r
}

// made is a new key as the console API gives it.
type made struct {
	AccessKey struct {
		ID, Account, User, Principal string
	}
	SecretAccessKey string
}

// program makes a key; policy is a name or a document.
func (p program) program(account, policy string) program {
	p.t.Helper()
	one := map[string]string{"name": policy}
	if strings.HasPrefix(policy, "{") {
		one = map[string]string{"name": "p", "document": policy}
	}
	body, err := json.Marshal(map[string]any{"account": account, "user": "ann", "policies": []any{one}})
	if err != nil {
		p.t.Fatal(err)
	}
	var out made
	if r := p.console(http.MethodPost, "/access-keys", string(body), &out); r.status != http.StatusCreated {
		p.t.Fatalf("make a key: %d %s", r.status, r.body)
	}
	return program{p.house, out.AccessKey.ID, out.SecretAccessKey}
}

// must fails the test unless an answer is good.
func must(t *testing.T, r reply) {
	t.Helper()
	if r.status >= http.StatusBadRequest {
		t.Fatalf("%d %s", r.status, r.body)
	}
}

// flow makes the flow definition check, for human loops to be started.
func (h *house) flow() {
	h.t.Helper()
	p := h.operator()
	must(h.t, p.send("s3", http.MethodPut, "/reviews", ""))
	must(h.t, p.sagemaker("CreateHumanTaskUi", `{"HumanTaskUiName": "form", "UiTemplate": {"Content": "<p>x</p>"}}`))
	must(h.t, p.sagemaker("CreateFlowDefinition", flowOf("check")))
}

func flowOf(name string) string {
	return `{"FlowDefinitionName": "` + name + `", "RoleArn": "arn:aws:iam::000000000000:role/a2i", "OutputConfig": {"S3OutputPath": "s3://reviews/out"},
		"HumanLoopConfig": {"WorkteamArn": "arn:aws:sagemaker:eu-west-1:000000000000:workteam/private-crowd/Everyone-in-private-workforce",
		"HumanTaskUiArn": "arn:aws:sagemaker:eu-west-1:000000000000:human-task-ui/form", "TaskTitle": "Check", "TaskDescription": "Check it", "TaskCount": 1}}`
}

// refused expects a refusal with this code and part of its sentence.
func refused(t *testing.T, what string, r reply, status int, code, message string) {
	t.Helper()
	if r.status != status || r.code != code || !strings.Contains(r.message, message) {
		t.Errorf("%s: %d %s, %s, want %d %s, …%s…", what, r.status, r.code, r.message, status, code, message)
	}
}

func TestPoliciesHoldAtEveryDoor(t *testing.T) {
	h := newHouse(t, nil)
	h.flow()
	must(t, h.operator().send("s3", http.MethodPut, "/reviews/in/cup.png", "png"))
	must(t, h.operator().send("s3", http.MethodPut, "/reviews/secret", "x"))
	ann := h.operator().program("", `{"Version": "2012-10-17", "Statement": [
		{"Effect": "Allow", "Action": "sagemaker:StartHumanLoop", "Resource": "arn:aws:sagemaker:eu-west-1:000000000000:human-loop/${aws:username}-*"},
		{"Effect": "Allow", "Action": ["s3:GetObject", "s3:DeleteObject", "s3:PutObject"], "Resource": "arn:aws:s3:::reviews/in/*"},
		{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reviews", "Condition": {"StringLike": {"s3:prefix": "in/*"}}},
		{"Effect": "Deny", "Action": "*", "Resource": "arn:aws:s3:::reviews/in/keep/*"}]}`)
	const who = "User: arn:aws:iam::000000000000:user/ann is not authorized to perform: "
	silent := func(action string) string {
		return "because no identity-based policy allows the " + action + " action"
	}

	must(t, ann.startLoop("ann-1"))
	refused(t, "a loop of another name", ann.startLoop("bob-1"), 403, "AccessDeniedException",
		who+"sagemaker:StartHumanLoop on resource: arn:aws:sagemaker:eu-west-1:000000000000:human-loop/bob-1 "+silent("sagemaker:StartHumanLoop"))
	refused(t, "a list of loops", ann.send("sagemaker", http.MethodGet, "/human-loops?FlowDefinitionArn=arn%3Aaws%3Asagemaker%3Aeu-west-1%3A000000000000%3Aflow-definition%2Fcheck", ""),
		403, "AccessDeniedException", who+"sagemaker:ListHumanLoops on resource: * "+silent("sagemaker:ListHumanLoops"))
	refused(t, "a template", ann.sagemaker("DeleteHumanTaskUi", `{"HumanTaskUiName": "form"}`), 400, "AccessDeniedException",
		who+"sagemaker:DeleteHumanTaskUi on resource: arn:aws:sagemaker:eu-west-1:000000000000:human-task-ui/form")

	must(t, ann.send("s3", http.MethodGet, "/reviews/in/cup.png", ""))
	must(t, ann.send("s3", http.MethodGet, "/reviews?list-type=2&prefix=in%2F", ""))
	refused(t, "a list of everything", ann.send("s3", http.MethodGet, "/reviews?list-type=2", ""), 403, "AccessDenied", who+"s3:ListBucket on resource: arn:aws:s3:::reviews")
	refused(t, "an object", ann.send("s3", http.MethodGet, "/reviews/secret", ""), 403, "AccessDenied", who+"s3:GetObject on resource: arn:aws:s3:::reviews/secret "+silent("s3:GetObject"))
	refused(t, "a denied object", ann.send("s3", http.MethodPut, "/reviews/in/keep/x", ""), 403, "AccessDenied",
		who+"s3:PutObject on resource: arn:aws:s3:::reviews/in/keep/x with an explicit deny in an identity-based policy")
	refused(t, "a copy of it", ann.send("s3", http.MethodPut, "/reviews/in/copy", "", "X-Amz-Copy-Source", "reviews/secret"), 403, "AccessDenied",
		who+"s3:GetObject on resource: arn:aws:s3:::reviews/secret")
	refused(t, "the buckets", ann.send("s3", http.MethodGet, "/", ""), 403, "AccessDenied", who+"s3:ListAllMyBuckets on resource: *")

	// Deleting many is asked for one by one.
	body := `<Delete><Object><Key>in/cup.png</Key></Object><Object><Key>secret</Key></Object></Delete>`
	deleted := ann.send("s3", http.MethodPost, "/reviews?delete=", body)
	if got := string(deleted.body); !strings.Contains(got, "<Deleted><Key>in/cup.png</Key></Deleted>") || !strings.Contains(got, "<Error><Key>secret</Key><Code>AccessDenied</Code>") {
		t.Errorf("deleting two: %s", got)
	}
	must(t, h.operator().send("s3", http.MethodHead, "/reviews/secret", ""))
	if r := h.operator().send("s3", http.MethodHead, "/reviews/in/cup.png", ""); r.status != http.StatusNotFound {
		t.Errorf("what was deleted: %d", r.status)
	}

	refused(t, "the console", ann.console(http.MethodGet, "/users", "", nil), 403, "", who+"foureyes:ListUsers on resource: arn:aws:foureyes::000000000000:users")
	identity := ann.send("sts", http.MethodPost, "/", "Action=GetCallerIdentity&Version=2011-06-15", "Content-Type", "application/x-www-form-urlencoded")
	if !strings.Contains(string(identity.body), "<Arn>arn:aws:iam::000000000000:user/ann</Arn>") {
		t.Errorf("who ann is: %d %s", identity.status, identity.body)
	}
}

func TestTeamConditionsOfFlowDefinitions(t *testing.T) {
	h := newHouse(t, nil)
	h.flow()
	allowed := h.operator().program("", "AmazonAugmentedAIFullAccess")
	must(t, allowed.sagemaker("CreateFlowDefinition", flowOf("mine")))
	public := strings.Replace(flowOf("crowd"), "000000000000:workteam/private-crowd/Everyone-in-private-workforce", "394669845002:workteam/public-crowd/default", 1)
	refused(t, "the public crowd", allowed.sagemaker("CreateFlowDefinition", public), 400, "AccessDeniedException", "sagemaker:CreateFlowDefinition on resource")
}

// Keys of other accounts have their own account, on every door, and nothing else.
func TestAccountsAreApart(t *testing.T) {
	h := newHouse(t, nil)
	h.flow()
	must(t, h.operator().startLoop("ours"))
	const theirs = "111122223333"
	stranger := h.operator().program(theirs, "FullAccess")
	refused(t, "our template", stranger.sagemaker("DescribeHumanTaskUi", `{"HumanTaskUiName": "form"}`), 400, "ResourceNotFound", theirs)
	refused(t, "our loop", stranger.send("sagemaker", http.MethodGet, "/human-loops/ours", ""), 404, "ResourceNotFoundException", "")
	refused(t, "our bucket", stranger.send("s3", http.MethodGet, "/reviews?list-type=2", ""), 403, "AccessDenied", "")
	for _, path := range []string{"/users", "/users/admin@localhost/disable"} {
		method := http.MethodGet
		if strings.HasSuffix(path, "disable") {
			method = http.MethodPost
		}
		refused(t, path, stranger.console(method, path, "", nil), 403, "", "Only access keys of account 000000000000 may do this.")
	}

	refused(t, "a key of our account", stranger.console(http.MethodPost, "/access-keys", `{"account": "000000000000", "user": "x", "policies": [{"name": "FullAccess"}]}`, nil),
		403, "", "Keys of account 111122223333 make keys of no other account.")
	for _, call := range [][2]string{{http.MethodPost, "/disable"}, {http.MethodPost, "/enable"}, {http.MethodPost, "/rotate"}, {http.MethodDelete, ""}} {
		body := ""
		if call[1] == "/rotate" {
			body = `{}`
		}
		refused(t, call[1], stranger.console(call[0], "/access-keys/"+operatorsID+call[1], body, nil), 404, "", "There is no such access key.")
	}
	another := stranger.program("", "AmazonAugmentedAIHumanLoopFullAccess")
	var list struct {
		AccessKeys []struct{ ID, Account string }
	}
	must(t, stranger.console(http.MethodGet, "/access-keys?account=000000000000", "", &list))
	if len(list.AccessKeys) != 2 || list.AccessKeys[0].ID != stranger.id || list.AccessKeys[1].ID != another.id || list.AccessKeys[1].Account != theirs {
		t.Errorf("their keys: %+v", list)
	}
	must(t, h.operator().console(http.MethodGet, "/access-keys", "", &list))
	if len(list.AccessKeys) != 3 {
		t.Errorf("all keys: %+v", list)
	}
}

func TestKeysAreDisabledRotatedAndDeleted(t *testing.T) {
	h := newHouse(t, nil)
	operator := h.operator()
	ann := operator.program("", "FullAccess")
	key := "/access-keys/" + ann.id
	works := func(p program) bool {
		return p.sagemaker("ListHumanTaskUis", `{}`).status == http.StatusOK
	}

	must(t, operator.console(http.MethodPost, key+"/disable", "", nil))
	refused(t, "a disabled key", ann.sagemaker("ListHumanTaskUis", `{}`), 400, "UnrecognizedClientException", "")
	refused(t, "its successor", operator.console(http.MethodPost, key+"/rotate", `{}`, nil), 409, "", "is disabled")
	must(t, operator.console(http.MethodPost, key+"/enable", "", nil))
	if !works(ann) {
		t.Error("an enabled key does not work")
	}

	var out made
	must(t, operator.console(http.MethodPost, key+"/rotate", `{}`, &out))
	next := program{h, out.AccessKey.ID, out.SecretAccessKey}
	if out.AccessKey.Principal != "arn:aws:iam::000000000000:user/ann" || !works(next) || !works(ann) {
		t.Errorf("rotated: %+v", out.AccessKey)
	}
	// A key can be rotated by itself, at once, but not ended by itself.
	refused(t, "disabling oneself", next.console(http.MethodPost, "/access-keys/"+next.id+"/disable", "", nil), 409, "", "signed with access key")
	refused(t, "deleting oneself", next.console(http.MethodDelete, "/access-keys/"+next.id, "", nil), 409, "", "signed with access key")
	must(t, next.console(http.MethodPost, "/access-keys/"+next.id+"/rotate", `{"disableOld": true}`, &out))
	if last := (program{h, out.AccessKey.ID, out.SecretAccessKey}); works(next) || !works(last) {
		t.Error("rotating at once left the old key, or made none that works")
	}

	must(t, operator.console(http.MethodDelete, key, "", nil))
	if works(ann) {
		t.Error("a deleted key works")
	}
	refused(t, "a deleted key", operator.console(http.MethodPost, key+"/enable", "", nil), 404, "", "")
	refused(t, "a broken policy", operator.console(http.MethodPost, "/access-keys", `{"user": "x", "policies": [{"name": "p", "document": "{\n}"}]}`, nil),
		422, "", "Policy p, line 1, column 1: Statement is missing")
	refused(t, "no policy", operator.console(http.MethodPost, "/access-keys", `{"user": "x", "policies": []}`, nil), 422, "", "An access key has 1 to 10 policies")
}

func TestQuotasAndRatesAreToldInAmazonsWords(t *testing.T) {
	h := newHouse(t, func(c *config.Serve) { c.MaxFlowDefinitions, c.MaxHumanTaskUis, c.MaxHumanLoops = 1, 1, 2 })
	h.flow()
	p := h.operator()
	refused(t, "a flow definition", p.sagemaker("CreateFlowDefinition", flowOf("more")), 400, "ResourceLimitExceeded",
		"The account-level service limit 'Number of flow definitions' is 1, with current utilization of 1 and a request delta of 1.")
	refused(t, "a template", p.sagemaker("CreateHumanTaskUi", `{"HumanTaskUiName": "more", "UiTemplate": {"Content": "x"}}`), 400, "ResourceLimitExceeded", "'Number of human task UIs' is 1")
	must(t, p.startLoop("one"))
	must(t, p.startLoop("two"))
	refused(t, "a loop", p.startLoop("three"), 402, "ServiceQuotaExceededException",
		"You have reached the limit of 2 human loops in progress for account 000000000000 in region eu-west-1.")
	must(t, p.startLoop("one")) // a retry begins nothing
	must(t, p.send("sagemaker", http.MethodPost, "/human-loops/stop", `{"HumanLoopName": "one"}`, "Content-Type", "application/json"))
	must(t, p.startLoop("three"))
}

func TestTooManyCallsAreThrottled(t *testing.T) {
	h := newHouse(t, func(c *config.Serve) { c.MaxRequestsPerSecond = 1 })
	p := h.operator()
	// throttled calls again until a refusal; there is one soon, however slow this
	// machine is, because calls of one connection do not wait for a second each.
	throttled := func(call func() reply) reply {
		for range 1000 {
			if r := call(); r.status >= http.StatusBadRequest && r.code != "ResourceNotFoundException" {
				return r
			}
		}
		t.Fatal("a thousand calls came through")
		return reply{}
	}
	for name, test := range map[string]struct {
		call   func() reply
		status int
		code   string
	}{
		"SageMaker": {func() reply { return p.sagemaker("ListHumanTaskUis", `{}`) }, 400, "ThrottlingException"},
		"runtime":   {func() reply { return p.send("sagemaker", http.MethodGet, "/human-loops/x", "") }, 429, "ThrottlingException"},
		"S3":        {func() reply { return p.send("s3", http.MethodGet, "/", "") }, 503, "SlowDown"},
	} {
		r := throttled(test.call)
		refused(t, name, r, test.status, test.code, "Rate exceeded")
		if r.header.Get("Retry-After") != "1" {
			t.Errorf("%s: Retry-After %q", name, r.header.Get("Retry-After"))
		}
	}
}

// row is one row of the audit table, as short as a test can judge it.
type row struct{ Who, Action, Resource, Flow, Outcome string }

// audit stops the server, which saves what waits, and reads the table.
func (h *house) audit() (all []row) {
	h.t.Helper()
	h.stop()
	db, err := sql.Open("sqlite", filepath.Join(h.data, "foureyes.db"))
	if err != nil {
		h.t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.QueryContext(h.t.Context(), `
		SELECT COALESCE(NULLIF(access_key_id, ''), p.email, ''), action, resource, REPLACE(flow_definition_arn, 'arn:aws:sagemaker:eu-west-1:000000000000:flow-definition/', ''), outcome
		FROM audit a LEFT JOIN person p ON p.id = a.person_id
		WHERE at > 0 AND length(request_id) = 36 AND source_ip = '127.0.0.1' ORDER BY a.id`)
	if err != nil {
		h.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var r row
		if err := rows.Scan(&r.Who, &r.Action, &r.Resource, &r.Flow, &r.Outcome); err != nil {
			h.t.Fatal(err)
		}
		all = append(all, r)
	}
	if err := rows.Err(); err != nil {
		h.t.Fatal(err)
	}
	return all
}

func TestEveryChangeIsInTheAudit(t *testing.T) {
	h := newHouse(t, func(c *config.Serve) { c.AdminPassword = "correct horse battery staple" })
	h.flow()
	p := h.operator()
	ann := p.program("", "AmazonAugmentedAIHumanLoopFullAccess")
	must(t, ann.startLoop("one"))
	must(t, ann.startLoop("one")) // changes nothing, so it is not told
	must(t, ann.send("sagemaker", http.MethodGet, "/human-loops/one", ""))
	ann.sagemaker("DeleteFlowDefinition", `{"FlowDefinitionName": "check"}`)
	ann.sagemaker("DeleteFlowDefinition", `{"FlowDefinitionName": "Not Valid"}`)
	program{h, ann.id, "a wrong secret"}.startLoop("two") // nobody known
	must(t, p.console(http.MethodPost, "/users", `{"email": "bob@example.com"}`, nil))
	h.people("wrong")
	h.people("correct horse battery staple")

	all := h.audit()
	const of = "arn:aws:sagemaker:eu-west-1:000000000000:"
	want := []row{
		{operatorsID, "s3:CreateBucket", "arn:aws:s3:::reviews", "", "Success"},
		{operatorsID, "sagemaker:CreateHumanTaskUi", of + "human-task-ui/form", "", "Success"},
		{operatorsID, "sagemaker:CreateFlowDefinition", of + "flow-definition/check", "check", "Success"},
		{operatorsID, "foureyes:CreateAccessKey", "access-keys/" + ann.id, "", "Success"},
		{ann.id, "sagemaker:StartHumanLoop", of + "human-loop/one", "check", "Success"},
		{ann.id, "sagemaker:DeleteFlowDefinition", of + "flow-definition/check", "check", "AccessDeniedException"},
		{ann.id, "sagemaker:DeleteFlowDefinition", "", "", "ValidationException"},
		{operatorsID, "foureyes:AddUser", "users/bob@example.com", "", "Success"},
		{"admin@localhost", "foureyes:SignIn", "session", "", "Success"},
		{"admin@localhost", "foureyes:NextOfJob", of + "human-loop/one", "check", "Success"},
	}
	if len(all) != len(want) {
		t.Errorf("%d rows, want %d", len(all), len(want))
	}
	for _, w := range want { // refusals are saved on the side, so the order is not fixed
		if !slices.Contains(all, w) {
			t.Errorf("there is no %+v in %+v", w, all)
		}
	}
}

// people signs the administrator in and takes a task.
func (h *house) people(password string) {
	h.t.Helper()
	post := func(path, body, token string) reply {
		r, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, h.url+"/api/v1"+path, bytes.NewBufferString(body))
		if err != nil {
			h.t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer "+token)
		answer, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			h.t.Fatal(err)
		}
		defer answer.Body.Close()
		body2, err := io.ReadAll(answer.Body)
		if err != nil {
			h.t.Fatal(err)
		}
		return reply{status: answer.StatusCode, body: body2}
	}
	signedIn := post("/session", `{"email": "admin@localhost", "password": "`+password+`"}`, "")
	var session struct{ Token string }
	if err := json.Unmarshal(signedIn.body, &session); err != nil {
		h.t.Fatal(err)
	}
	if session.Token != "" {
		must(h.t, post("/jobs/check/next", "", session.Token))
	}
}

func TestOperatorsMakeTokensForSQL(t *testing.T) {
	h := newHouse(t, nil)
	o := h.operator()
	must(t, o.console(http.MethodPost, "/users", `{"email": "ann@example.com"}`, nil))
	var first, second struct{ User, SQLToken, Account string }
	must(t, o.console(http.MethodPost, "/users/ann@example.com/sql-token", `{}`, &first))
	must(t, o.console(http.MethodPost, "/users/Ann@example.com/sql-token", `{"account": "111122223333"}`, &second))
	if first.User != "ann@example.com" || first.Account != "000000000000" || second.Account != "111122223333" || len(first.SQLToken) < 40 || first.SQLToken == second.SQLToken {
		t.Errorf("got %+v and %+v", first, second)
	}
	for range 2 {
		must(t, o.console(http.MethodDelete, "/users/ann@example.com/sql-token", "", nil))
	}
	refused(t, "for nobody", o.console(http.MethodPost, "/users/bob@example.com/sql-token", `{}`, nil), 404, "", "There is no such person.")
	refused(t, "for no account", o.console(http.MethodPost, "/users/ann@example.com/sql-token", `{"account": "12"}`, nil), 422, "", "12 digits")
	refused(t, "by somebody else", o.program("111122223333", "FullAccess").console(http.MethodPost, "/users/ann@example.com/sql-token", `{}`, nil), 403, "", "Only access keys of account")
}
