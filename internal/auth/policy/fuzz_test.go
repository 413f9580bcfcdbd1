package policy_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"foureyes/internal/auth/policy"
)

// Whatever is parsed, the answer is a document or a place, and a document decides.
func FuzzParse(f *testing.F) {
	f.Add(statements(`{"Effect": "Allow", "Action": "*", "Resource": "*"}`), "s3:GetObject", "arn:aws:s3:::b/k", "v")
	f.Add(statements(`{"Sid": "a", "Effect": "Deny", "NotAction": ["s3:Get*", "sagemaker:?"], "NotResource": "arn:aws:s3:::${aws:username, 'x'}/*"}`), "s3:PutObject", "*", "ann")
	f.Add(`{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {
		"ForAllValues:StringLike": {"aws:TagKeys": ["a*", "${$}"]}, "DateLessThan": {"aws:CurrentTime": 1},
		"NotIpAddressIfExists": {"aws:SourceIp": "::/0"}, "Null": {"a:b": true}, "ArnLike": {"a:c": "arn:*:*:*:*:*"}}}}`, "a:b", "", "2026-01-01")
	f.Add("{\"Statement\": [\n]}", "", "", "")
	f.Fuzz(func(t *testing.T, text, action, resource, value string) {
		d, err := policy.Parse([]byte(text))
		if err != nil {
			var e *policy.Error
			if !errors.As(err, &e) || e.Line < 1 || e.Column < 1 || e.Message == "" {
				t.Errorf("no place: %v", err)
			}
			return
		}
		r := policy.Request{Action: action, Resource: resource, Values: func(string) []string { return []string{value} }}
		got := policy.Decide([]*policy.Document{d}, r)
		if again := policy.Decide([]*policy.Document{d, d}, r); again != got {
			t.Errorf("once %s, twice %s", got, again)
		}
		denied := parse(t, statements(`{"Effect": "Deny", "Action": "*", "Resource": "*"}`))
		if got := policy.Decide([]*policy.Document{d, denied}, r); got != policy.ExplicitDeny {
			t.Errorf("in spite of a deny: %s", got)
		}
	})
}

// Wildcards mean what the same regular expression means.
func TestWildcardsAgreeWithRegularExpressions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pattern := rapid.StringMatching(`[ab*?é]{0,10}`).Draw(t, "pattern")
		text := rapid.StringMatching(`[abé]{0,12}`).Draw(t, "text")
		expression := regexp.QuoteMeta(pattern)
		expression = strings.ReplaceAll(strings.ReplaceAll(expression, `\*`, `.*`), `\?`, `.`)
		want := regexp.MustCompile(`(?s)^` + expression + `$`).MatchString(text)
		d, err := policy.Parse([]byte(statements(`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::` + pattern + `"}`)))
		if err != nil {
			t.Fatal(err)
		}
		got := policy.Decide([]*policy.Document{d}, policy.Request{Action: "s3:GetObject", Resource: "arn:aws:s3:::" + text})
		if (got == policy.Allow) != want {
			t.Errorf("%q on %q: %s", pattern, text, got)
		}
	})
}

// Statements are drawn from a few, so that they often meet the request.
var drawn = []string{
	`"Action": "*", "Resource": "*"`,
	`"Action": "s3:Get*", "Resource": "*"`,
	`"NotAction": "s3:Get*", "Resource": "*"`,
	`"Action": "s3:*", "Resource": "arn:aws:s3:::b/*"`,
	`"Action": "s3:*", "NotResource": "arn:aws:s3:::b/*"`,
	`"Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:username": "ann"}}`,
	`"Action": "*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:username": "ann"}}`,
}

// The order of statements and documents means nothing, an Allow more never takes
// anything away, and a Deny more never gives anything.
func TestOrderMeansNothingAndEffectsGoOneWay(t *testing.T) {
	statement := rapid.Custom(func(t *rapid.T) string {
		effect := rapid.SampledFrom([]string{"Allow", "Deny"}).Draw(t, "effect")
		return `{"Effect": "` + effect + `", ` + rapid.SampledFrom(drawn).Draw(t, "statement") + `}`
	})
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(statement, 1, 5).Draw(t, "statements")
		r := policy.Request{
			Action:   rapid.SampledFrom([]string{"s3:GetObject", "s3:PutObject", "sagemaker:StartHumanLoop"}).Draw(t, "action"),
			Resource: rapid.SampledFrom([]string{"*", "arn:aws:s3:::b/k", "arn:aws:s3:::c/k"}).Draw(t, "resource"),
			Values:   values("aws:username", rapid.SampledFrom([]string{"ann", "bob"}).Draw(t, "user")),
		}
		decide := func(all ...string) policy.Decision {
			d, err := policy.Parse([]byte(statements(all...)))
			if err != nil {
				t.Fatal(err)
			}
			return policy.Decide([]*policy.Document{d}, r)
		}
		got := decide(all...)
		if other := decide(rapid.Permutation(all).Draw(t, "order")...); other != got {
			t.Errorf("%s, in another order %s", got, other)
		}
		if more := decide(append(all, `{"Effect": "Allow", "Action": "*", "Resource": "*"}`)...); got == policy.Allow && more != policy.Allow ||
			(got == policy.ExplicitDeny) != (more == policy.ExplicitDeny) {
			t.Errorf("%s, with one Allow more %s", got, more)
		}
		if more := decide(append(all, `{"Effect": "Deny", "Action": "*", "Resource": "*"}`)...); more != policy.ExplicitDeny {
			t.Errorf("with a Deny of everything: %s", more)
		}
	})
}

func BenchmarkDecide(b *testing.B) {
	documents := []*policy.Document{
		parse(b, statements(`{"Effect": "Allow", "Action": ["sagemaker:*HumanLoop", "sagemaker:*HumanLoops"], "Resource": "arn:aws:sagemaker:*:*:human-loop/*"}`,
			`{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"NotIpAddress": {"aws:SourceIp": "192.0.2.0/24"}}}`)),
	}
	r := policy.Request{Action: "sagemaker:StartHumanLoop", Resource: loop, Values: values("aws:sourceip", "192.0.2.7")}
	b.ReportAllocs()
	for b.Loop() {
		if policy.Decide(documents, r) != policy.Allow {
			b.Fatal("denied")
		}
	}
}

func BenchmarkDecideFullAccess(b *testing.B) {
	documents := []*policy.Document{parse(b, statements(`{"Effect": "Allow", "Action": "*", "Resource": "*"}`))}
	r := policy.Request{Action: "sagemaker:StartHumanLoop", Resource: loop}
	for b.Loop() {
		if policy.Decide(documents, r) != policy.Allow {
			b.Fatal("denied")
		}
	}
}
