package policy_test

import (
	"errors"
	"strings"
	"testing"

	"foureyes/internal/auth/policy"
)

func parse(t testing.TB, text string) *policy.Document {
	t.Helper()
	d, err := policy.Parse([]byte(text))
	if err != nil {
		t.Fatalf("%s\n%s", err, text)
	}
	return d
}

// statements wraps them into a document of the new version.
func statements(all ...string) string {
	return `{"Version": "2012-10-17", "Statement": [` + strings.Join(all, ",") + `]}`
}

// values answers for condition keys from pairs; a key that stands there twice has
// two values.
func values(pairs ...string) func(string) []string {
	all := map[string][]string{}
	for i := 0; i < len(pairs); i += 2 {
		all[pairs[i]] = append(all[pairs[i]], pairs[i+1])
	}
	return func(key string) []string { return all[key] }
}

const loop = "arn:aws:sagemaker:eu-west-1:000000000042:human-loop/inv-1"

func TestDecisions(t *testing.T) {
	tests := map[string]struct {
		statements       string
		action, resource string
		want             policy.Decision
	}{
		"everything":                    {`{"Effect": "Allow", "Action": "*", "Resource": "*"}`, "", "", policy.Allow},
		"one operation":                 {`{"Effect": "Allow", "Action": "sagemaker:StartHumanLoop", "Resource": "*"}`, "", "", policy.Allow},
		"another operation":             {`{"Effect": "Allow", "Action": "sagemaker:StopHumanLoop", "Resource": "*"}`, "", "", policy.ImplicitDeny},
		"another service":               {`{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}`, "", "", policy.ImplicitDeny},
		"actions ignore case":           {`{"Effect": "Allow", "Action": "SAGEMAKER:starthumanloop", "Resource": "*"}`, "", "", policy.Allow},
		"a star in the middle":          {`{"Effect": "Allow", "Action": "sagemaker:S*HumanLoop", "Resource": "*"}`, "", "", policy.Allow},
		"a question mark":               {`{"Effect": "Allow", "Action": "sagemaker:St?pHumanLoop", "Resource": "*"}`, "sagemaker:StopHumanLoop", "", policy.Allow},
		"a question mark is one":        {`{"Effect": "Allow", "Action": "sagemaker:St?HumanLoop", "Resource": "*"}`, "sagemaker:StopHumanLoop", "", policy.ImplicitDeny},
		"a list of actions":             {`{"Effect": "Allow", "Action": ["s3:*", "sagemaker:*"], "Resource": "*"}`, "", "", policy.Allow},
		"this resource":                 {`{"Effect": "Allow", "Action": "*", "Resource": "` + loop + `"}`, "", "", policy.Allow},
		"resources by wildcard":         {`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:sagemaker:*:000000000042:human-loop/inv-*"}`, "", "", policy.Allow},
		"resources mind case":           {`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:sagemaker:*:*:human-loop/INV-*"}`, "", "", policy.ImplicitDeny},
		"another resource":              {`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:sagemaker:*:*:flow-definition/*"}`, "", "", policy.ImplicitDeny},
		"an ARN for what has none":      {`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:sagemaker:*:*:human-loop/*"}`, "sagemaker:ListHumanLoops", "*", policy.ImplicitDeny},
		"deny wins, said last":          {`{"Effect": "Allow", "Action": "*", "Resource": "*"}, {"Effect": "Deny", "Action": "sagemaker:Start*", "Resource": "*"}`, "", "", policy.ExplicitDeny},
		"deny wins, said first":         {`{"Effect": "Deny", "Action": "sagemaker:Start*", "Resource": "*"}, {"Effect": "Allow", "Action": "*", "Resource": "*"}`, "", "", policy.ExplicitDeny},
		"a deny of something else":      {`{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}, {"Effect": "Allow", "Action": "*", "Resource": "*"}`, "", "", policy.Allow},
		"all but an action":             {`{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}`, "", "", policy.Allow},
		"all but this action":           {`{"Effect": "Allow", "NotAction": ["iam:*", "sagemaker:Start*"], "Resource": "*"}`, "", "", policy.ImplicitDeny},
		"all but a resource":            {`{"Effect": "Deny", "Action": "*", "NotResource": "arn:aws:sagemaker:*:*:human-loop/keep-*"}`, "", "", policy.ExplicitDeny},
		"all but this resource":         {`{"Effect": "Deny", "Action": "*", "NotResource": "arn:aws:sagemaker:*:*:human-loop/inv-*"}`, "", "", policy.ImplicitDeny},
		"a star passes slashes":         {`{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}`, "s3:GetObject", "arn:aws:s3:::b/a/b?c", policy.Allow},
		"the bucket is not its objects": {`{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*"}`, "s3:ListBucket", "arn:aws:s3:::b", policy.ImplicitDeny},
		"stars that must go back":       {`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/*a*ab"}`, "s3:GetObject", "arn:aws:s3:::b/aaaaaab", policy.Allow},
		"a question mark is a rune":     {`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/?"}`, "s3:GetObject", "arn:aws:s3:::b/é", policy.Allow},
		"a variable":                    {`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:username}/*"}`, "s3:GetObject", "arn:aws:s3:::b/ann/x", policy.Allow},
		"another's variable":            {`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:username}/*"}`, "s3:GetObject", "arn:aws:s3:::b/bob/x", policy.ImplicitDeny},
		"a variable without a value":    {`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:nothing}*"}`, "s3:GetObject", "arn:aws:s3:::b/x", policy.ImplicitDeny},
		"a default":                     {`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:nothing, 'all'}/*"}`, "s3:GetObject", "arn:aws:s3:::b/all/x", policy.Allow},
		"a star as it is":               {`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${*}"}`, "s3:GetObject", "arn:aws:s3:::b/x", policy.ImplicitDeny},
		"no wildcard from a value":      {`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:star}"}`, "s3:GetObject", "arn:aws:s3:::b/x", policy.ImplicitDeny},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := policy.Request{
				Action: test.action, Resource: test.resource,
				Values: values("aws:username", "ann", "aws:star", "*"),
			}
			if r.Action == "" {
				r.Action = "sagemaker:StartHumanLoop"
			}
			if r.Resource == "" {
				r.Resource = loop
			}
			if got := policy.Decide([]*policy.Document{parse(t, statements(test.statements))}, r); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

func TestNoPolicyAllowsNothing(t *testing.T) {
	if got := policy.Decide(nil, policy.Request{Action: "s3:GetObject", Resource: "*"}); got != policy.ImplicitDeny {
		t.Error(got)
	}
}

func TestDenyOfOneDocumentWinsOverAnother(t *testing.T) {
	allow := parse(t, statements(`{"Effect": "Allow", "Action": "*", "Resource": "*"}`))
	deny := parse(t, statements(`{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}`))
	r := policy.Request{Action: "s3:GetObject", Resource: "*"}
	for _, all := range [][]*policy.Document{{allow, deny}, {deny, allow}} {
		if got := policy.Decide(all, r); got != policy.ExplicitDeny {
			t.Error(got)
		}
	}
}

// Without a version, ${…} is text (IAM User Guide, Version).
func TestOldVersionHasNoVariables(t *testing.T) {
	for _, version := range []string{``, `"Version": "2008-10-17", `} {
		d := parse(t, `{`+version+`"Id": "x", "Statement": {"Sid": "One", "Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:username}"}}`)
		for resource, want := range map[string]policy.Decision{
			"arn:aws:s3:::b/ann": policy.ImplicitDeny, "arn:aws:s3:::b/${aws:username}": policy.Allow,
		} {
			got := policy.Decide([]*policy.Document{d}, policy.Request{Action: "s3:GetObject", Resource: resource, Values: values("aws:username", "ann")})
			if got != want {
				t.Errorf("%q, %s: %s", version, resource, got)
			}
		}
		if len(d.Keys()) != 0 {
			t.Errorf("keys %q", d.Keys())
		}
	}
}

func TestKeysOfConditionsAndVariables(t *testing.T) {
	d := parse(t, statements(`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::${aws:username}",
		"Condition": {"StringLike": {"aws:PrincipalArn": "*${sagemaker:WorkteamArn}"}, "Null": {"aws:SourceIp": "false"}}}`,
		`{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"Null": {"aws:SourceIp": true}}}`))
	want := "aws:PrincipalArn aws:SourceIp aws:username sagemaker:WorkteamArn"
	if got := strings.Join(d.Keys(), " "); got != want {
		t.Errorf("got %s", got)
	}
}

func TestMistakesAreShownWhereTheyAre(t *testing.T) {
	const ok = `"Effect": "Allow", "Action": "*", "Resource": "*"`
	tests := map[string]struct{ text, place, message string }{
		"not JSON":              {"{\n \"Statement\": [}", "", "The document is not JSON"},
		"nothing":               {``, "", "The document is not JSON"},
		"more than one":         {`{"Statement": []} {}`, "", "The document is not JSON"},
		"not UTF-8":             {"\"\xff\"", "", "The document is not UTF-8."},
		"too long":              {strings.Repeat(" ", policy.MaxDocument+1), "", "at most 20480 are allowed"},
		"a list":                {`[]`, "", "There is a list, and an object {…} is needed."},
		"no statement":          {`{"Version": "2012-10-17"}`, "", "Statement is missing"},
		"an empty list":         {`{"Statement": []}`, "Statement", "There is no statement"},
		"a later version":       {`{"Version": "2026-01-01", "Statement": []}`, "Version", `The version of the policy language is "2012-10-17".`},
		"an id that is a list":  {`{"Id": [], "Statement": []}`, "Id", "Id is a string, not a list."},
		"a misspelt member":     {`{"Statment": []}`, "Statment", `There is no "Statment" here; there may be Version, Id, Statement.`},
		"a member twice":        {`{"Statement": [{"Effect": "Deny", "Effect": "Allow"}]}`, "Statement[0].Effect", `"Effect" stands there twice.`},
		"a principal":           {statements(`{` + ok + `, "Principal": "*"}`), "Statement[0].Principal", "has no Principal"},
		"a member in lowercase": {statements(`{"effect": "Allow"}`), "Statement[0].effect", `"effect" is written "Effect".`},
		"no effect":             {statements(`{"Action": "*", "Resource": "*"}`), "Statement[0]", "Effect is missing"},
		"an effect in lowercase": {
			statements(`{"Effect": "allow", "Action": "*", "Resource": "*"}`), "Statement[0].Effect", `Effect is "Allow" or "Deny".`,
		},
		"no action":              {statements(`{"Effect": "Allow", "Resource": "*"}`), "Statement[0]", "Action is missing (or NotAction)."},
		"action twice":           {statements(`{` + ok + `, "NotAction": "*"}`), "Statement[0].NotAction", "not both"},
		"no resource":            {statements(`{"Effect": "Allow", "Action": "*"}`), "Statement[0]", "Resource is missing (or NotResource)."},
		"an action of nobody":    {statements(`{"Effect": "Allow", "Action": ["s3:GetObject", "GetObject"], "Resource": "*"}`), "Statement[0].Action[1]", `"GetObject" is no action.`},
		"a service by wildcard":  {statements(`{"Effect": "Allow", "Action": "s*:GetObject", "Resource": "*"}`), "Statement[0].Action", "the service has no wildcards"},
		"no actions":             {statements(`{"Effect": "Allow", "Action": [], "Resource": "*"}`), "Statement[0].Action", "The list is empty"},
		"an action by number":    {statements(`{"Effect": "Allow", "Action": 7, "Resource": "*"}`), "Statement[0].Action", "There is a number, and a string is needed."},
		"a list in a list":       {statements(`{"Effect": "Allow", "Action": [["*"]], "Resource": "*"}`), "Statement[0].Action[0]", "There is a list, and a string is needed."},
		"a resource that is not": {statements(`{"Effect": "Allow", "Action": "*", "Resource": "reviews"}`), "Statement[0].Resource", `"reviews" is no resource.`},
		"a short ARN":            {statements(`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:x"}`), "Statement[0].Resource", "is no resource"},
		"an open variable":       {statements(`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::${aws:username"}`), "Statement[0].Resource", "has no closing brace"},
		"a variable of nothing":  {statements(`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::${name}"}`), "Statement[0].Resource", "${name} is no variable."},
		"a default unquoted":     {statements(`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::${aws:username, x}"}`), "Statement[0].Resource", "must stand in single quotes"},
		"a Sid with a space":     {statements(`{"Sid": "a b", ` + ok + `}`), "Statement[0].Sid", "letters and digits"},
		"conditions in a list":   {statements(`{` + ok + `, "Condition": []}`), "Statement[0].Condition", "Condition is an object"},
		"an operator in lowercase": {
			statements(`{` + ok + `, "Condition": {"stringEquals": {}}}`), "Statement[0].Condition.stringEquals", `write "StringEquals"`,
		},
		"an unknown operator": {statements(`{` + ok + `, "Condition": {"Equals": {}}}`), "Statement[0].Condition.Equals", "There are ArnEquals, "},
		"null if it exists":   {statements(`{` + ok + `, "Condition": {"NullIfExists": {}}}`), "Statement[0].Condition.NullIfExists", "no condition operator"},
		"an operator's list":  {statements(`{` + ok + `, "Condition": {"Bool": []}}`), "Statement[0].Condition.Bool", "has an object of keys and values"},
		"a key of nobody":     {statements(`{` + ok + `, "Condition": {"Bool": {"x": true}}}`), "Statement[0].Condition.Bool.x", `"x" is no condition key.`},
		"no values":           {statements(`{` + ok + `, "Condition": {"Bool": {"a:x": []}}}`), "Statement[0].Condition.Bool.a:x", "The list is empty"},
		"a value that is null": {
			statements(`{` + ok + `, "Condition": {"StringEquals": {"a:x": ["y", null]}}}`), "Statement[0].Condition.StringEquals.a:x[1]", "There is null",
		},
		"not a boolean": {statements(`{` + ok + `, "Condition": {"Bool": {"a:x": "yes"}}}`), "Statement[0].Condition.Bool.a:x", `"yes" is neither "true" nor "false".`},
		"not a null":    {statements(`{` + ok + `, "Condition": {"Null": {"a:x": "yes"}}}`), "Statement[0].Condition.Null.a:x", "Null is"},
		"not a range":   {statements(`{` + ok + `, "Condition": {"IpAddress": {"a:x": "192.0.2.0/33"}}}`), "Statement[0].Condition.IpAddress.a:x", "neither an IP address"},
		"not a number":  {statements(`{` + ok + `, "Condition": {"NumericEquals": {"a:x": "NaN"}}}`), "Statement[0].Condition.NumericEquals.a:x", "is no number"},
		"not a time":    {statements(`{` + ok + `, "Condition": {"DateLessThan": {"a:x": "tomorrow"}}}`), "Statement[0].Condition.DateLessThan.a:x", "is no time"},
		"not an ARN":    {statements(`{` + ok + `, "Condition": {"ArnLike": {"a:x": "user/ann"}}}`), "Statement[0].Condition.ArnLike.a:x", "is no ARN"},
		"too deep":      {strings.Repeat("[", 20) + strings.Repeat("]", 20), strings.Repeat("[0]", 9), "nested this deep"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := policy.Parse([]byte(test.text))
			var e *policy.Error
			if !errors.As(err, &e) {
				t.Fatalf("got %v", err)
			}
			if e.Place != test.place || !strings.Contains(e.Message, test.message) {
				t.Errorf("got %q, %s", e.Place, e.Message)
			}
		})
	}
}

func TestLinesAndColumnsCountFromOne(t *testing.T) {
	_, err := policy.Parse([]byte("{\n  \"Id\": \"é\", \"Statement\": [\n    {\"Effect\": \"Permit\"}]\n}"))
	want := `line 3, column 16, at Statement[0].Effect: Effect is "Allow" or "Deny".`
	if err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
	_, err = policy.Parse([]byte(`{"Id": "é", "Version": 1}`))
	if err == nil || !strings.HasPrefix(err.Error(), "line 1, column 24, at Version: ") {
		t.Errorf("got %v", err)
	}
}
