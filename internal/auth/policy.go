package auth

import (
	"embed"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"foureyes/internal/auth/policy"
	"foureyes/internal/fault"
)

// Policy is a permission policy of an access key.
type Policy struct {
	// Name is that of a policy of ours (ManagedPolicies), or one of the operator's
	// choice.
	Name string
	// Document is the text of an operator's policy; empty for one of ours.
	Document string
}

// FullAccess is the policy that allows everything in the key's account, this
// server's console API included.
const FullAccess = "FullAccess"

//go:embed managed/*.json
var managedFiles embed.FS

// managed are our policies by name. Three have the names and the meaning of
// Amazon's managed policies (A2I Developer Guide, permissions); their text is ours.
var managed = sync.OnceValues(func() (map[string]*policy.Document, error) {
	entries, err := managedFiles.ReadDir("managed")
	if err != nil {
		return nil, fmt.Errorf("list the managed policies: %w", err)
	}
	all := make(map[string]*policy.Document, len(entries))
	for _, e := range entries {
		text, err := managedFiles.ReadFile(path.Join("managed", e.Name()))
		if err != nil {
			return nil, fmt.Errorf("read a managed policy: %w", err)
		}
		d, err := policy.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", e.Name(), err)
		}
		all[strings.TrimSuffix(e.Name(), ".json")] = d
	}
	return all, nil
})

// ManagedPolicies are the names of the policies that need no document, sorted.
func ManagedPolicies() []string {
	entries, _ := managedFiles.ReadDir("managed") // an embedded folder can be read
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".json"))
	}
	slices.Sort(names)
	return names
}

// ManagedDocument is the text of a policy of ours; fault.NotFound for another name.
func ManagedDocument(name string) (string, error) {
	if !slices.Contains(ManagedPolicies(), name) {
		return "", fault.New(fault.NotFound, SubjectPolicy, "There is no policy %q.", cut(name))
	}
	text, err := managedFiles.ReadFile(path.Join("managed", name+".json"))
	if err != nil {
		return "", fmt.Errorf("read a managed policy: %w", err)
	}
	return string(text), nil
}

// policyNamePattern is IAM's for names of policies.
var policyNamePattern = regexp.MustCompile(`^[A-Za-z0-9_+=,.@-]{1,128}$`)

// maxPolicies bounds the policies of one key, as at Amazon by default.
const maxPolicies = 10

// document reads the policy; every error is fault.Invalid but for our own.
func (p Policy) document() (*policy.Document, error) {
	all, err := managed()
	if err != nil {
		return nil, err
	}
	ours, known := all[p.Name]
	switch {
	case p.Document == "" && known:
		return ours, nil
	case p.Document == "":
		return nil, fault.New(fault.Invalid, SubjectPolicy, "There is no policy %q. Without a document there are %s.",
			cut(p.Name), strings.Join(ManagedPolicies(), ", "))
	case known:
		return nil, fault.New(fault.Invalid, SubjectPolicy, "%s is a policy of Foureyes and has no document. Choose another name.", p.Name)
	}
	return p.parse()
}

func (p Policy) parse() (*policy.Document, error) {
	if !policyNamePattern.MatchString(p.Name) {
		return nil, fault.New(fault.Invalid, SubjectPolicy, "%q is no name of a policy: it has 1 to 128 letters, digits or any of _+=,.@-.", cut(p.Name))
	}
	d, err := policy.Parse([]byte(p.Document))
	if err != nil {
		return nil, fault.New(fault.Invalid, SubjectPolicy, "Policy %s, %s", p.Name, err)
	}
	for _, key := range d.Keys() {
		if !knownKey(key) {
			return nil, fault.New(fault.Invalid, SubjectPolicy,
				"Policy %s asks for the condition key %q, which Foureyes does not have. It has %s.", p.Name, key, strings.Join(conditionKeys, ", "))
		}
	}
	return d, nil
}

// conditionKeys are the keys that requests have here, as Amazon writes them.
var conditionKeys = []string{
	"aws:CurrentTime", "aws:EpochTime", "aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalType",
	"aws:RequestedRegion", requestTagPrefix + "…", "aws:SecureTransport", "aws:SourceIp", "aws:TagKeys", "aws:username",
	"s3:delimiter", "s3:max-keys", "s3:prefix", "sagemaker:WorkteamArn", "sagemaker:WorkteamType",
}

const requestTagPrefix = "aws:RequestTag/"

// knownKey reports whether a request can have the key. Keys of services that are
// not here are let through: their statements are about their own actions, as
// iam:PassedToService is about iam:PassRole.
func knownKey(key string) bool {
	key = strings.ToLower(key)
	service, _, _ := strings.Cut(key, ":")
	if !slices.Contains([]string{"aws", "s3", "sagemaker", "foureyes"}, service) {
		return true
	}
	return strings.HasPrefix(key, strings.ToLower(requestTagPrefix)) ||
		slices.ContainsFunc(conditionKeys, func(k string) bool { return strings.EqualFold(k, key) })
}

// checkPolicies refuses what a key cannot have: nothing at all, or something that
// does not parse.
func checkPolicies(policies []Policy) error {
	if len(policies) == 0 || len(policies) > maxPolicies {
		return fault.New(fault.Invalid, SubjectPolicy, "An access key has 1 to %d policies, such as %s.", maxPolicies, FullAccess)
	}
	names := map[string]bool{}
	for _, p := range policies {
		if names[p.Name] {
			return fault.New(fault.Invalid, SubjectPolicy, "There are two policies of the name %s.", p.Name)
		}
		names[p.Name] = true
	}
	_, err := documents(policies)
	return err
}

func documents(policies []Policy) ([]*policy.Document, error) {
	all := make([]*policy.Document, 0, len(policies))
	for _, p := range policies {
		d, err := p.document()
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}
