package auth_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/page"
)

const reads = `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sagemaker:Describe*", "Resource": "*"}}`

func newReader() auth.NewAccessKey {
	return auth.NewAccessKey{Account: "111122223333", User: "ann", Policies: []auth.Policy{
		{Name: "AmazonAugmentedAIHumanLoopFullAccess"}, {Name: "reads", Document: reads},
	}}
}

func TestMadeKeyWorksWithItsPolicies(t *testing.T) {
	keys := auth.NewAccessKeys(openStore(t), newKeys(t, 1))
	k, c, err := keys.Make(t.Context(), newReader(), noon)
	if err != nil {
		t.Fatal(err)
	}
	if k.ID != c.ID || k.Account != "111122223333" || k.User() != "ann" || !k.CreatedAt.Equal(noon) {
		t.Errorf("made %+v", k)
	}
	if diff := cmp.Diff(newReader().Policies, k.Policies); diff != "" {
		t.Error(diff)
	}
	if _, secret, err := keys.Find(t.Context(), c.ID, noon); err != nil || secret != c.Secret {
		t.Errorf("find: %v", err)
	}
}

func TestPoliciesThatAreRefused(t *testing.T) {
	named := func(name, document string) []auth.Policy { return []auth.Policy{{Name: name, Document: document}} }
	asking := func(key string) []auth.Policy {
		return named("p", `{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Null": {"`+key+`": true}}}}`)
	}
	var many []auth.Policy
	for i := range 11 {
		many = append(many, named(fmt.Sprint("p", i), reads)...)
	}
	tests := map[string]struct {
		policies []auth.Policy
		message  string
	}{
		"none":               {nil, "An access key has 1 to 10 policies, such as FullAccess."},
		"too many":           {many, "An access key has 1 to 10 policies"},
		"an unknown name":    {named("PowerUser", ""), `There is no policy "PowerUser". Without a document there are AmazonAugmentedAIFullAccess, AmazonAugmentedAIHumanLoopFullAccess, AmazonAugmentedAIIntegratedAPIAccess, FullAccess, ReadOnlyAccess.`},
		"our name, changed":  {named(auth.FullAccess, reads), "FullAccess is a policy of Foureyes and has no document."},
		"an odd name":        {named("a b", reads), `"a b" is no name of a policy`},
		"the same name":      {append(named("p", reads), named("p", reads)...), "There are two policies of the name p."},
		"a broken document":  {named("p", "{\n\"Statement\": 1}"), "Policy p, line 2, column 14, at Statement: There is a number, and an object {…} is needed."},
		"an unknown aws key": {asking("aws:MultiFactorAuthPresent"), `Policy p asks for the condition key "aws:MultiFactorAuthPresent", which Foureyes does not have.`},
		"an unknown s3 key":  {asking("s3:x-amz-acl"), `the condition key "s3:x-amz-acl"`},
		"an unknown variable": {
			named("p", `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:userid}"}}`),
			`the condition key "aws:userid"`,
		},
	}
	keys := auth.NewAccessKeys(openStore(t), newKeys(t, 1))
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, _, err := keys.Make(t.Context(), auth.NewAccessKey{Account: account, User: "ann", Policies: test.policies}, noon)
			if !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Of(err).Message, test.message) {
				t.Errorf("got %v", err)
			}
		})
	}
	if some, err := keys.Any(t.Context()); some || err != nil {
		t.Errorf("a refusal left a key behind: %v", err)
	}
	for _, key := range []string{"AWS:sourceip", "aws:RequestTag/any thing", "iam:PassedToService"} {
		if _, _, err := keys.Make(t.Context(), auth.NewAccessKey{Account: account, User: "ann", Policies: asking(key)}, noon); err != nil {
			t.Errorf("%s: %v", key, err)
		}
	}
}

func TestManagedPoliciesAllowWhatAmazonsDo(t *testing.T) {
	keys := auth.NewAccessKeys(openStore(t), newKeys(t, 1))
	guard := auth.NewGuard(keys, nil, false)
	const a2i, runtime, integrated = "AmazonAugmentedAIFullAccess", "AmazonAugmentedAIHumanLoopFullAccess", "AmazonAugmentedAIIntegratedAPIAccess"
	crowd := func(kind string) map[string][]string { return map[string][]string{"sagemaker:workteamtype": {kind}} }
	for _, test := range []struct {
		policy, action string
		values         map[string][]string
		allowed        bool
	}{
		{a2i, "sagemaker:CreateFlowDefinition", crowd("private-crowd"), true},
		{a2i, "sagemaker:CreateFlowDefinition", crowd("vendor-crowd"), true},
		{a2i, "sagemaker:CreateFlowDefinition", crowd("public-crowd"), false},
		{a2i, "sagemaker:DeleteHumanTaskUi", nil, true},
		{a2i, "sagemaker:StartHumanLoop", nil, true},
		{a2i, "sagemaker:CreateWorkteam", nil, false},
		{a2i, "s3:GetObject", nil, false},
		{a2i, "iam:PassRole", nil, false}, // passed to nobody
		{a2i, "iam:PassRole", map[string][]string{"iam:passedtoservice": {"sagemaker.amazonaws.com"}}, true},
		{runtime, "sagemaker:ListHumanLoops", nil, true},
		{runtime, "sagemaker:DescribeFlowDefinition", nil, false},
		{integrated, "sagemaker:StopHumanLoop", nil, true},
		{integrated, "textract:AnalyzeDocument", nil, true},
		{integrated, "rekognition:DetectModerationLabels", nil, true},
		{integrated, "rekognition:DetectLabels", nil, false},
		{auth.FullAccess, "foureyes:CreateAccessKey", nil, true},
		{a2i, "foureyes:CreateAccessKey", nil, false},
	} {
		k, _, err := keys.Make(t.Context(), auth.NewAccessKey{Account: account, User: "ann", Policies: []auth.Policy{{Name: test.policy}}}, noon)
		if err != nil {
			t.Fatal(err)
		}
		got := ask(t, guard, annsCall(k.ID), auth.Permission{Action: test.action, Resource: "*", Values: test.values})
		if (got == "") != test.allowed {
			t.Errorf("%s, %s %v: %s", test.policy, test.action, test.values, got)
		}
	}
}

func TestRotationKeepsTheOldKeyUntilItIsDisabled(t *testing.T) {
	keys := auth.NewAccessKeys(openStore(t), newKeys(t, 1))
	old, _, err := keys.Make(t.Context(), newReader(), noon)
	if err != nil {
		t.Fatal(err)
	}
	later := noon.Add(time.Hour)
	k, c, err := keys.Rotate(t.Context(), old.ID, false, later)
	if err != nil {
		t.Fatal(err)
	}
	if saved, err := keys.Read(t.Context(), c.ID); err != nil || k.ID != c.ID || saved.Principal != old.Principal || saved.Account != old.Account {
		t.Errorf("the successor is %+v, %v", saved, err)
	} else if diff := cmp.Diff(old.Policies, saved.Policies); diff != "" {
		t.Error(diff)
	}
	for _, id := range []string{old.ID, c.ID} {
		if _, _, err := keys.Find(t.Context(), id, later); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
	next, _, err := keys.Rotate(t.Context(), c.ID, true, later)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := keys.Find(t.Context(), c.ID, later); !fault.Is(err, fault.NotFound) {
		t.Errorf("rotated at once, and yet found: %v", err)
	}
	if _, _, err := keys.Rotate(t.Context(), c.ID, false, later); !fault.Is(err, fault.InUse) {
		t.Errorf("a disabled key has a successor: %v", err)
	}
	if _, _, err := keys.Rotate(t.Context(), "AKIAUNKNOWN", false, later); !fault.Is(err, fault.NotFound) {
		t.Errorf("an unknown key has a successor: %v", err)
	}
	if _, _, err := keys.Find(t.Context(), next.ID, later); err != nil {
		t.Error(err)
	}
}

func TestKeyCanBeEnabledAgainAndDeleted(t *testing.T) {
	keys := auth.NewAccessKeys(openStore(t), newKeys(t, 1))
	k, _, err := keys.Make(t.Context(), newReader(), noon)
	if err != nil {
		t.Fatal(err)
	}
	if err := keys.Disable(t.Context(), k.ID, noon); err != nil {
		t.Fatal(err)
	}
	if err := keys.Enable(t.Context(), k.ID); err != nil {
		t.Fatal(err)
	}
	if _, _, err := keys.Find(t.Context(), k.ID, noon); err != nil {
		t.Errorf("enabled again: %v", err)
	}
	if err := keys.Delete(t.Context(), k.ID); err != nil {
		t.Fatal(err)
	}
	if _, _, err := keys.Find(t.Context(), k.ID, noon); !fault.Is(err, fault.NotFound) {
		t.Errorf("deleted: %v", err)
	}
	for name, err := range map[string]error{"enable": keys.Enable(t.Context(), k.ID), "delete": keys.Delete(t.Context(), k.ID)} {
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("%s what is gone: %v", name, err)
		}
	}
}

func TestKeysAreListedByAccountPageByPage(t *testing.T) {
	keys := auth.NewAccessKeys(openStore(t), newKeys(t, 1))
	var mine, all []string
	for i := range 7 {
		n := newReader()
		if i%2 == 1 {
			n.Account = account
		}
		k, _, err := keys.Make(t.Context(), n, noon.Add(time.Duration(i)*time.Second))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, k.ID)
		if n.Account == account {
			mine = append(mine, k.ID)
		}
	}
	for of, want := range map[string][]string{"": all, account: mine, "999999999999": nil} {
		var got []string
		for q := (page.Query{Limit: 2}); ; {
			part, last, err := keys.List(t.Context(), of, q)
			if err != nil {
				t.Fatal(err)
			}
			for _, k := range part {
				got = append(got, k.ID)
				if len(k.Policies) != 2 {
					t.Errorf("%s is listed with %d policies", k.ID, len(k.Policies))
				}
			}
			if q.After = last; last == nil {
				break
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("of %q: %s", of, diff)
		}
	}
}
