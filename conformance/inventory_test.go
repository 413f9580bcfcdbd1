package conformance

import (
	"encoding/json"
	"math"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/config"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
	"foureyes/internal/inventory"
	"foureyes/internal/store"
)

// described is one resource: how it is made and asked for, and where its row is.
type described struct {
	make, describe request
	inside         string // the member that holds the answer, or empty
	table, key     string
}

const workforceBody = `{"WorkforceName":"staff","SourceIpConfig":{"Cidrs":["10.0.0.0/8"]},
	"WorkforceVpcConfig":{"VpcId":"vpc-12345678","SecurityGroupIds":["sg-12345678"],"Subnets":["subnet-12345678"]},
	"OidcConfig":{"ClientId":"client","ClientSecret":"never-to-be-seen","Issuer":"https://id.example.org","AuthorizationEndpoint":"https://id.example.org/a",
	"TokenEndpoint":"https://id.example.org/t","UserInfoEndpoint":"https://id.example.org/u","LogoutEndpoint":"https://id.example.org/l",
	"JwksUri":"https://id.example.org/j","Scope":"openid","AuthenticationRequestExtraParams":{"prompt":"login"}},
	"Tags":[{"Key":"env","Value":"prod"}]}`

func tellingResources() []described {
	flow := func(name, more string) request {
		return call("CreateFlowDefinition", `{"FlowDefinitionName":"`+name+`","RoleArn":"`+roleARN+`",
			"OutputConfig":{"S3OutputPath":"https://s3.us-east-1.amazonaws.com/`+bucketName+`/o%20ut//"},"Tags":[{"Key":"env","Value":"prod"},{"Key":"k é","Value":""}],
			"HumanLoopConfig":{"WorkteamArn":"`+everyone(home)+`","HumanTaskUiArn":"`+arn(home, "human-task-ui", "form")+`","TaskTitle":"Ti\"tle é","TaskDescription":"D"`+more+`}}`)
	}
	describeFlow := func(name string) request {
		return call("DescribeFlowDefinition", `{"FlowDefinitionName":"`+name+`"}`)
	}
	return []described{
		{
			call("CreateHumanTaskUi", `{"HumanTaskUiName":"form","UiTemplate":{"Content":"<crowd-form></crowd-form>"}}`),
			call("DescribeHumanTaskUi", `{"HumanTaskUiName":"form"}`), "", "aws.sagemaker_human_task_ui", arn(home, "human-task-ui", "form"),
		},
		{flow("plain", `,"TaskCount":1`), describeFlow("plain"), "", "aws.sagemaker_flow_definition", arn(home, "flow-definition", "plain")},
		{
			flow("full", `,"TaskCount":3,"TaskAvailabilityLifetimeInSeconds":600,"TaskTimeLimitInSeconds":60,"TaskKeywords":["a b","c"],
			"PublicWorkforceTaskPrice":{"AmountInUsd":{"Dollars":0,"Cents":3,"TenthFractionsOfACent":6}}`),
			describeFlow("full"), "", "aws.sagemaker_flow_definition", arn(home, "flow-definition", "full"),
		},
		{
			post("/human-loops", `{"HumanLoopName":"loop-1","FlowDefinitionArn":"`+arn(home, "flow-definition", "full")+`","HumanLoopInput":{"InputContent":"{}"}}`),
			request{method: http.MethodGet, path: "/human-loops/loop-1"},
			"", "aws.sagemaker_human_loop", "",
		},
		{
			call("CreateWorkforce", workforceBody).in("eu-west-1"), call("DescribeWorkforce", `{"WorkforceName":"staff"}`).in("eu-west-1"),
			"Workforce", "aws.sagemaker_workforce", arn("eu-west-1", "workforce", "staff"),
		},
		{
			call("CreateWorkteam", `{"WorkteamName":"readers","WorkforceName":"staff","Description":"They read.","MemberDefinitions":[{"OidcMemberDefinition":{"Groups":["g1","g2"]}}],
			"NotificationConfiguration":{"NotificationTopicArn":"arn:aws:sns:eu-west-1:`+account+`:t"},
			"WorkerAccessConfiguration":{"S3Presign":{"IamPolicyConstraints":{"SourceIp":"Enabled"}}}}`).in("eu-west-1"),
			call("DescribeWorkteam", `{"WorkteamName":"readers"}`).in("eu-west-1"), "Workteam", "aws.sagemaker_workteam", arn("eu-west-1", "workteam", "private-crowd/readers"),
		},
		{request{}, call("DescribeWorkteam", `{"WorkteamName":"Everyone-in-private-workforce"}`), "Workteam", "aws.sagemaker_workteam", everyone(home)},
	}
}

// in is the request in another region.
func (r request) in(region string) request {
	r.region = region
	return r
}

// Each row of SQL is there once its resource was made, and tells what Describe tells.
func TestRowsTellWhatDescribeTells(t *testing.T) {
	folder := t.TempDir()
	s := startWith(t, func(c *config.Serve) { c.Data, c.MaxWorkteams = folder, 5 })
	s.in(t, home).createBucket(t, bucketName)
	db, err := store.OpenSQLite(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	tables := inventory.New(db, strings.TrimPrefix(s.url, "http://")).Tables(account)
	for _, d := range tellingResources() {
		if d.make.method != "" {
			if made := s.send(t, d.make); made.status/100 != 2 {
				t.Fatalf("%s: %d %s", d.make.body, made.status, made.body)
			}
		}
		answer := s.send(t, d.describe)
		want := map[string]any{}
		if err := json.Unmarshal(answer.body, &want); err != nil || answer.status != http.StatusOK {
			t.Fatalf("%s: %d %s", d.describe.body, answer.status, answer.body)
		}
		if d.inside != "" {
			want, _ = want[d.inside].(map[string]any)
		}
		for _, from := range tables {
			if m := from.Meta(); m.Schema+"."+m.Name == d.table {
				compareRow(t, from, d.key, want)
			}
		}
	}
}

// compareRow finds the row of a key, or the only one, and compares it with the answer.
func compareRow(t *testing.T, from table.Table, key string, want map[string]any) {
	t.Helper()
	m := from.Meta()
	r := table.Request{Limit: 2}
	for i := range m.Columns {
		r.Columns = append(r.Columns, i)
	}
	if key != "" {
		r.Filter = []table.Condition{{Column: 0, Op: table.Eq, Value: value.OfText(key)}}
	}
	rows, err := from.Scan(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var b table.Batch
	if err := rows.Next(&b); err != nil || b.Count != 1 {
		t.Fatalf("%s has %d rows of %s: %v", m.Name, b.Count, key, err)
	}
	got := map[string]any{}
	for i, c := range m.Columns {
		if v := b.Row(0)[i]; !v.IsNull() {
			got[c.Name] = plainValue(t, v)
		}
	}
	// The link is another one for each answer, and a workforce's kind of addresses has
	// no column on the page.
	if template, is := want["UiTemplate"].(map[string]any); is {
		delete(template, "Url")
	}
	delete(want, "IpAddressType")
	for member, told := range want {
		if told == nil {
			continue
		}
		column := snake(member)
		if column == "human_loop_output" || strings.HasSuffix(column, "_time") || strings.HasSuffix(column, "_date") {
			told = asShown(t, told)
		}
		if diff := cmp.Diff(told, got[column]); diff != "" {
			t.Errorf("%s.%s (-Describe +row):\n%s", m.Name, column, diff)
		}
	}
}

// plainValue is a value as JSON would have it; a moment is whole milliseconds.
func plainValue(t *testing.T, v value.Value) any {
	t.Helper()
	switch v.Kind() {
	case value.KindJSON:
		var meaning any
		if err := json.Unmarshal([]byte(v.Str()), &meaning); err != nil {
			t.Fatal(err)
		}
		return meaning
	case value.KindTimestamp:
		return v.Time().UnixMilli()
	case value.KindText:
		return v.Str()
	}
	return v.String()
}

// asShown is a moment of either protocol in milliseconds, and all else as it is.
func asShown(t *testing.T, told any) any {
	t.Helper()
	switch at := told.(type) {
	case float64:
		return int64(math.Round(at * 1000))
	case string:
		moment, err := time.Parse(time.RFC3339Nano, at)
		if err != nil {
			t.Fatal(err)
		}
		return moment.UnixMilli()
	}
	return told
}

// snake is a member's name as columns are called.
func snake(member string) string {
	var b strings.Builder
	for i, r := range member {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
