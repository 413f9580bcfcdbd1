package oidc

import (
	"encoding/json"
	"regexp"
	"strings"
	"unicode/utf8"

	"foureyes/internal/workforce"
)

// Limits of claims (SageMaker Developer Guide, "Send required and optional claims").
const (
	maxGroups    = 10
	maxGroup     = 63   // characters
	maxSubject   = 1024 // characters; a limit of our own
	claimOfAWS   = "sagemaker:"
	claimOfAWS2  = "sagemaker-" // the other spelling
	claimGroups  = "groups"
	claimSubject = "sub"
	claimClient  = "client_id"
	claimName    = "name"
)

var (
	groupPattern  = regexp.MustCompile(`^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$`)
	clientPattern = regexp.MustCompile(`^[\w+-]{1,128}$`)
)

// Claims are what a provider tells of whoever signed in.
type Claims struct {
	Subject string // sagemaker:sub, the worker's identity
	Name    string
	Email   string // empty unless the provider has verified it
	Groups  []string
}

// answer is a provider's answer, claim by claim.
type answer map[string]json.RawMessage

// readClaims reads the claims about whoever signed in. subject is whom the ID token was
// about; empty without one.
func readClaims(raw []byte, p workforce.OIDC, subject string) (Claims, error) {
	var a answer
	if err := json.Unmarshal(raw, &a); err != nil {
		return Claims{}, refuse(err, "The identity provider's answer has no claims.")
	}
	// OpenID Connect Core, 5.3.2: an answer about somebody else must not be used.
	if sub, ok := text(a["sub"]); ok && subject != "" && sub != subject {
		return Claims{}, refuse(nil, "The identity provider's answers are about two different people.")
	}
	if issuer, ok := text(a["iss"]); ok && issuer != p.Issuer {
		return Claims{}, refuse(nil, "The identity provider's answer is of another issuer: %q.", issuer)
	}
	client, err := a.required(claimClient)
	if err != nil {
		return Claims{}, err
	}
	if !clientPattern.MatchString(client) || client != p.ClientID {
		return Claims{}, refuse(nil, "The claim sagemaker:client_id is not the workforce's client ID.")
	}
	return a.person()
}

func (a answer) person() (c Claims, err error) {
	if c.Subject, err = a.required(claimSubject); err != nil {
		return c, err
	}
	if utf8.RuneCountInString(c.Subject) > maxSubject {
		return c, refuse(nil, "The claim sagemaker:sub has more than %d characters.", maxSubject)
	}
	if c.Name, err = a.required(claimName); err != nil {
		return c, err
	}
	if c.Groups, err = a.groups(); err != nil {
		return c, err
	}
	if verified(a["email_verified"]) {
		c.Email, _ = text(a["email"])
	}
	return c, nil
}

// of gives a claim of Amazon's by either of its names.
func (a answer) of(name string) (json.RawMessage, bool) {
	for _, prefix := range []string{claimOfAWS, claimOfAWS2} {
		if v, ok := a[prefix+name]; ok && string(v) != "null" {
			return v, true
		}
	}
	return nil, false
}

// required gives a claim that must be a text and not empty.
func (a answer) required(name string) (string, error) {
	v, ok := a.of(name)
	if !ok {
		return "", missing(name)
	}
	s, ok := text(v)
	if s = strings.TrimSpace(s); !ok || s == "" {
		return "", refuse(nil, "The claim sagemaker:%s must be a text.", name)
	}
	return s, nil
}

func missing(name string) error {
	return refuse(nil, "The identity provider's answer has no claim sagemaker:%s.", name)
}

// groups are a text for one group, or a list of up to ten.
func (a answer) groups() ([]string, error) {
	v, ok := a.of(claimGroups)
	if !ok {
		return nil, missing(claimGroups)
	}
	var groups []string
	if one, ok := text(v); ok {
		groups = []string{one}
	} else if err := json.Unmarshal(v, &groups); err != nil {
		return nil, refuse(err, "The claim sagemaker:groups must be a text or a list of texts.")
	}
	if len(groups) == 0 || len(groups) > maxGroups {
		return nil, refuse(nil, "The claim sagemaker:groups has %d groups; it must have 1 to %d.", len(groups), maxGroups)
	}
	for _, g := range groups {
		if utf8.RuneCountInString(g) > maxGroup || !groupPattern.MatchString(g) {
			return nil, refuse(nil, "A group in sagemaker:groups has 1 to %d letters, digits, signs and marks, and no blanks.", maxGroup)
		}
	}
	return groups, nil
}

func text(v json.RawMessage) (string, bool) {
	var s string
	ok := len(v) > 0 && v[0] == '"' && json.Unmarshal(v, &s) == nil
	return s, ok
}

// verified is true for true and "true": Cognito writes the latter.
func verified(v json.RawMessage) bool {
	s, _ := text(v)
	return string(v) == "true" || s == "true"
}
