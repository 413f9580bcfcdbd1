package auth_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/aws"
)

// ask asks a guard about a call of ann's with one key.
func ask(t *testing.T, g *auth.Guard, c aws.Call, p auth.Permission) string {
	t.Helper()
	err := g.Check(t.Context(), c, p)
	if err == nil {
		return ""
	}
	f, ok := errors.AsType[*aws.Fault](err)
	if !ok {
		t.Fatalf("not a fault: %v", err)
	}
	return f.Code + ": " + f.Message
}

func annsCall(id string) aws.Call {
	return aws.Call{
		Time: noon, Region: "eu-west-1", Account: account, Principal: "arn:aws:iam::000000000000:user/ann",
		AccessKeyID: id, SourceIP: "192.0.2.7",
	}
}

var startLoop = auth.Permission{
	Action: "sagemaker:StartHumanLoop", Resource: "arn:aws:sagemaker:eu-west-1:000000000000:human-loop/x",
}

func TestRefusalsHaveAmazonsSentence(t *testing.T) {
	keys := auth.NewAccessKeys(openStore(t), newKeys(t, 1))
	guard := auth.NewGuard(keys, nil, false)
	const who = "AccessDeniedException: User: arn:aws:iam::000000000000:user/ann is not authorized to perform: sagemaker:StartHumanLoop" +
		" on resource: arn:aws:sagemaker:eu-west-1:000000000000:human-loop/x "
	deny := auth.Policy{Name: "deny", Document: `{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "sagemaker:Start*", "Resource": "*"}}`}
	full, reads := auth.Policy{Name: auth.FullAccess}, auth.Policy{Name: "reads", Document: `{"Statement": {"Effect": "Allow", "Action": "sagemaker:Describe*", "Resource": "*"}}`}
	tests := map[string]struct {
		policies []auth.Policy
		want     string
	}{
		"full access":     {[]auth.Policy{full}, ""},
		"the runtime's":   {[]auth.Policy{{Name: "AmazonAugmentedAIHumanLoopFullAccess"}}, ""},
		"no policy":       {nil, who + "because no identity-based policy allows the sagemaker:StartHumanLoop action"},
		"another action":  {[]auth.Policy{reads}, who + "because no identity-based policy allows the sagemaker:StartHumanLoop action"},
		"denied":          {[]auth.Policy{deny, full}, who + "with an explicit deny in an identity-based policy"},
		"two that add up": {[]auth.Policy{reads, {Name: "AmazonAugmentedAIFullAccess"}}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			c, err := keys.Create(t.Context(), account, "ann", noon, test.policies...)
			if err != nil {
				t.Fatal(err)
			}
			if got := ask(t, guard, annsCall(c.ID), startLoop); got != test.want {
				t.Errorf("got %s", got)
			}
		})
	}
}

// Every key that requests have, as a condition that the call meets.
func TestConditionKeysHaveTheCallsValues(t *testing.T) {
	keys := auth.NewAccessKeys(openStore(t), newKeys(t, 1))
	for _, test := range []struct {
		condition string
		secure    bool
	}{
		{`"DateEquals": {"aws:CurrentTime": "` + noon.Format(time.RFC3339) + `"}`, false},
		{`"NumericEquals": {"aws:EpochTime": "` + "1770120000" + `"}`, false},
		{`"StringEquals": {"aws:PrincipalAccount": "000000000000"}`, false},
		{`"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::000000000000:user/ann"}`, false},
		{`"StringEquals": {"aws:PrincipalType": "User"}`, false},
		{`"StringEquals": {"aws:RequestedRegion": ["us-east-1", "eu-west-1"]}`, false},
		{`"StringEquals": {"aws:RequestTag/Team": "clerks"}`, false},
		{`"Bool": {"aws:SecureTransport": "false"}`, false},
		{`"Bool": {"aws:SecureTransport": "true"}`, true},
		{`"IpAddress": {"aws:SourceIp": "192.0.2.0/28"}`, false},
		{`"ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}`, false},
		{`"StringEquals": {"aws:username": "ann"}`, false},
		{`"StringEquals": {"sagemaker:WorkteamType": "private-crowd"}`, false},
		{`"ArnLike": {"sagemaker:WorkteamArn": "arn:aws:sagemaker:*:*:workteam/private-crowd/${aws:username}"}`, false},
		{`"StringEquals": {"s3:prefix": "in/", "s3:delimiter": "/"}, "NumericEquals": {"s3:max-keys": 3}`, false},
	} {
		p := auth.Policy{Name: "p", Document: `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {` + test.condition + `}}}`}
		k, _, err := keys.Make(t.Context(), auth.NewAccessKey{Account: account, User: "ann", Policies: []auth.Policy{p}}, noon)
		if err != nil {
			t.Fatal(err)
		}
		need := startLoop
		need.Values = map[string][]string{
			"aws:requesttag/team": {"clerks"}, "aws:tagkeys": {"team"}, "sagemaker:workteamtype": {"private-crowd"},
			"sagemaker:workteamarn": {"arn:aws:sagemaker:eu-west-1:000000000000:workteam/private-crowd/ann"},
			"s3:prefix":             {"in/"}, "s3:delimiter": {"/"}, "s3:max-keys": {"3"},
		}
		if got := ask(t, auth.NewGuard(keys, nil, test.secure), annsCall(k.ID), need); got != "" {
			t.Errorf("%s: %s", test.condition, got)
		}
		other := annsCall(k.ID)
		other.Time, other.Account, other.Principal, other.Region, other.SourceIP = noon.Add(time.Second), "1", "2", "3", ""
		need.Values = map[string][]string{"aws:tagkeys": {"x"}}
		if strings.Contains(test.condition, "PrincipalType") {
			continue // all are users
		}
		if got := ask(t, auth.NewGuard(keys, nil, !test.secure), other, need); !strings.Contains(got, "no identity-based policy") {
			t.Errorf("%s of somebody else: %q", test.condition, got)
		}
	}
}

func TestKeyThatEndsDuringACallMayNothing(t *testing.T) {
	keys := auth.NewAccessKeys(openStore(t), newKeys(t, 1))
	c, err := keys.Create(t.Context(), account, "ann", noon, auth.Policy{Name: auth.FullAccess})
	if err != nil {
		t.Fatal(err)
	}
	if err := keys.Disable(t.Context(), c.ID, noon); err != nil {
		t.Fatal(err)
	}
	if got := ask(t, auth.NewGuard(keys, nil, false), annsCall(c.ID), startLoop); !strings.HasPrefix(got, "UnrecognizedClientException") {
		t.Errorf("got %q", got)
	}
}

func BenchmarkGuard(b *testing.B) {
	keys := auth.NewAccessKeys(openStore(b), newKeys(b, 1))
	c, err := keys.Create(b.Context(), account, "ann", noon, auth.Policy{Name: auth.FullAccess})
	if err != nil {
		b.Fatal(err)
	}
	guard, call := auth.NewGuard(keys, nil, false), annsCall(c.ID)
	b.ReportAllocs()
	for b.Loop() {
		if err := guard.Check(b.Context(), call, startLoop); err != nil {
			b.Fatal(err)
		}
	}
}
