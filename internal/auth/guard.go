package auth

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"foureyes/internal/auth/policy"
	"foureyes/internal/aws"
	"foureyes/internal/fault"
)

// Permission is what an operation needs.
type Permission struct {
	// Action is service:Operation, such as sagemaker:StartHumanLoop.
	Action string
	// Resource is the ARN that the operation is about, or * for none in particular.
	Resource string
	// Values are what the request says for condition keys of the action, by their
	// names in lower case. The keys that every request has are known without.
	Values map[string][]string
}

// KeyFlowDefinition is the condition key, in lower case, of the flow definition that
// a request names beside what it is about: foureyes:FlowDefinitionArn.
const KeyFlowDefinition = "foureyes:flowdefinitionarn"

// Guard decides what a caller may do: a program by the policies of its access key, a
// person who is signed in by their roles. It is safe for concurrent use.
type Guard struct {
	keys  *AccessKeys
	roles RoleStore
	// secure is what aws:SecureTransport says.
	secure bool
}

// NewGuard makes a Guard. secure says that programs reach us over TLS, as the
// public URL tells: TLS may end at a proxy.
func NewGuard(keys *AccessKeys, roles RoleStore, secure bool) *Guard {
	return &Guard{keys: keys, roles: roles, secure: secure}
}

// Check lets an authenticated call do something or refuses it with an
// AccessDeniedException (*aws.Fault) in Amazon's sentence. A key that has ended
// since its signature was checked is refused too.
func (g *Guard) Check(ctx context.Context, c aws.Call, p Permission) error {
	if c.PersonID != "" {
		return g.checkPerson(ctx, c, p)
	}
	documents, err := g.keys.policies(ctx, c.AccessKeyID, c.Time)
	if fault.Is(err, fault.NotFound) {
		return aws.UnrecognizedClient()
	}
	if err != nil {
		return fmt.Errorf("read the policies of access key %s: %w", c.AccessKeyID, err)
	}
	request := policy.Request{Action: p.Action, Resource: p.Resource, Values: func(key string) []string { return g.values(c, p, key) }}
	return verdict(c, p, policy.Decide(documents, request))
}

// verdict is a decision as a refusal, or nil.
func verdict(c aws.Call, p Permission, d policy.Decision) error {
	switch d {
	case policy.Allow:
		return nil
	case policy.ExplicitDeny:
		return denial(c, p, "with an explicit deny in an identity-based policy")
	}
	return denial(c, p, "because no identity-based policy allows the "+p.Action+" action")
}

// denial has the sentence of AWS (IAM User Guide, access denied error messages).
func denial(c aws.Call, p Permission, why string) error {
	return aws.AccessDenied(fmt.Sprintf("User: %s is not authorized to perform: %s on resource: %s %s", c.Principal, p.Action, p.Resource, why))
}

// values gives the values of a condition key (IAM User Guide, AWS global condition
// context keys).
func (g *Guard) values(c aws.Call, p Permission, key string) []string {
	switch key {
	case "aws:currenttime":
		return []string{c.Time.UTC().Format(time.RFC3339)}
	case "aws:epochtime":
		return []string{strconv.FormatInt(c.Time.Unix(), 10)}
	case "aws:principalaccount":
		return []string{c.Account}
	case "aws:principalarn":
		return []string{c.Principal}
	case "aws:principaltype":
		return []string{"User"}
	case "aws:requestedregion":
		return []string{c.Region}
	case "aws:securetransport":
		return []string{strconv.FormatBool(g.secure)}
	case "aws:sourceip":
		return some(c.SourceIP)
	case "aws:username":
		return some(userOf(c.Principal))
	}
	return p.Values[key]
}

// some is a value, or none when there is nothing to say.
func some(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// userOf is the name in a user's ARN.
func userOf(principal string) string {
	_, name, _ := strings.Cut(principal, ":user/")
	return name
}
