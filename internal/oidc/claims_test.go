package oidc

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/fault"
	"foureyes/internal/workforce"
)

var clerks = workforce.OIDC{ClientID: "portal", Issuer: "https://id.example.org"}

// good is the example of the developer guide, in JSON.
const good = `{"iss":"https://id.example.org","sub":"17","exp":1760000000,"sagemaker-groups":["clerks"],` +
	`"sagemaker-name":"Ines","sagemaker-sub":"u-17","sagemaker-client_id":"portal"}`

func TestClaimsAreReadInBothSpellings(t *testing.T) {
	for name, c := range map[string]struct {
		raw  string
		want Claims
	}{
		"with hyphens":         {good, Claims{Subject: "u-17", Name: "Ines", Groups: []string{"clerks"}}},
		"with colons":          {strings.ReplaceAll(good, "sagemaker-", "sagemaker:"), Claims{Subject: "u-17", Name: "Ines", Groups: []string{"clerks"}}},
		"one group as a text":  {strings.ReplaceAll(good, `["clerks"]`, `"clerks"`), Claims{Subject: "u-17", Name: "Ines", Groups: []string{"clerks"}}},
		"ten groups":           {strings.ReplaceAll(good, `["clerks"]`, listOf(10)), Claims{Subject: "u-17", Name: "Ines", Groups: tenGroups()}},
		"a verified address":   {with(`"email":"ines@example.org","email_verified":true`), Claims{Subject: "u-17", Name: "Ines", Email: "ines@example.org", Groups: []string{"clerks"}}},
		"verified, by Cognito": {with(`"email":"ines@example.org","email_verified":"true"`), Claims{Subject: "u-17", Name: "Ines", Email: "ines@example.org", Groups: []string{"clerks"}}},
		"an address":           {with(`"email":"ines@example.org"`), Claims{Subject: "u-17", Name: "Ines", Groups: []string{"clerks"}}},
		"an unverified one":    {with(`"email":"ines@example.org","email_verified":false`), Claims{Subject: "u-17", Name: "Ines", Groups: []string{"clerks"}}},
	} {
		got, err := readClaims([]byte(c.raw), clerks, "17")
		if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v %s", name, err, diff)
		}
	}
}

// with adds claims to those that are good.
func with(more string) string { return strings.TrimSuffix(good, "}") + "," + more + "}" }

func listOf(n int) string {
	return `["` + strings.Join(strings.Fields(strings.Repeat("g ", n)), `","`) + `"]`
}

func tenGroups() []string { return strings.Fields(strings.Repeat("g ", 10)) }

func TestClaimsThatAreNotEnoughAreRefused(t *testing.T) {
	without := func(name, value string) string {
		return strings.Replace(good, fmt.Sprintf(`"sagemaker-%s":%s`, name, value), fmt.Sprintf(`"sagemaker-%s":null`, name), 1)
	}
	instead := func(old, replacement string) string { return strings.Replace(good, old, replacement, 1) }
	for name, c := range map[string]struct{ raw, want string }{
		"no JSON":              {"ticket", "The identity provider's answer has no claims."},
		"no groups":            {without("groups", `["clerks"]`), "The identity provider's answer has no claim sagemaker:groups."},
		"no sub":               {without("sub", `"u-17"`), "The identity provider's answer has no claim sagemaker:sub."},
		"no name":              {without("name", `"Ines"`), "The identity provider's answer has no claim sagemaker:name."},
		"no client":            {without("client_id", `"portal"`), "The identity provider's answer has no claim sagemaker:client_id."},
		"another client":       {instead(`_id":"portal"`, `_id":"shop"`), "The claim sagemaker:client_id is not the workforce's client ID."},
		"another issuer":       {instead("id.example.org", "evil.example"), `The identity provider's answer is of another issuer: "https://evil.example".`},
		"another person":       {instead(`"sub":"17"`, `"sub":"18"`), "The identity provider's answers are about two different people."},
		"a number as sub":      {instead(`"u-17"`, `17`), "The claim sagemaker:sub must be a text."},
		"a blank name":         {instead(`"Ines"`, `" "`), "The claim sagemaker:name must be a text."},
		"a very long sub":      {instead(`u-17`, strings.Repeat("u", 1025)), "The claim sagemaker:sub has more than 1024 characters."},
		"no group":             {instead(`["clerks"]`, `[]`), "The claim sagemaker:groups has 0 groups; it must have 1 to 10."},
		"eleven groups":        {instead(`["clerks"]`, listOf(11)), "The claim sagemaker:groups has 11 groups; it must have 1 to 10."},
		"groups of numbers":    {instead(`["clerks"]`, `[1]`), "The claim sagemaker:groups must be a text or a list of texts."},
		"a group with a blank": {instead(`clerks`, `the clerks`), "A group in sagemaker:groups has 1 to 63 letters, digits, signs and marks, and no blanks."},
		"an empty group":       {instead(`["clerks"]`, `""`), "A group in sagemaker:groups has 1 to 63 letters, digits, signs and marks, and no blanks."},
		"a long group":         {instead(`clerks`, strings.Repeat("ö", 64)), "A group in sagemaker:groups has 1 to 63 letters, digits, signs and marks, and no blanks."},
	} {
		_, err := readClaims([]byte(c.raw), clerks, "17")
		if !fault.Is(err, fault.Denied) || fault.Of(err).Message != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}
