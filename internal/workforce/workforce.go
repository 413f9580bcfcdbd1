// Package workforce owns workforces and work teams: who may be asked, and under
// which names. People themselves, their passwords, groups and sessions belong to
// auth.
//
// Every account has, in every region, a workforce called default and a work team
// called Everyone-in-private-workforce. Both are virtual: they are answered
// without being stored, and become rows when something first refers to them, so
// that reading in an unused region leaves no trace. Making another workforce
// replaces a default one that was never used.
package workforce

import (
	"time"

	"foureyes/internal/aws/arn"
)

// The names that exist in every account and region.
const (
	DefaultName  = "default"
	EveryoneTeam = "Everyone-in-private-workforce"
	everyoneText = "Everyone who works for this account."
	// DirectoryClient stands where Amazon has the client id of a Cognito app.
	DirectoryClient = "foureyes"
)

// Limits of the API (SageMaker API, CreateWorkforce and CreateWorkteam).
const (
	MaxCIDRs = 10
)

// Cognito names a user pool and its client. Here it is the built-in directory.
type Cognito struct {
	UserPool string `json:"userPool"`
	ClientID string `json:"clientId"`
}

// OIDC is an OpenID Connect provider, without the client's secret.
type OIDC struct {
	ClientID              string            `json:"clientId"`
	Issuer                string            `json:"issuer"`
	AuthorizationEndpoint string            `json:"authorizationEndpoint"`
	TokenEndpoint         string            `json:"tokenEndpoint"`
	UserInfoEndpoint      string            `json:"userInfoEndpoint"`
	LogoutEndpoint        string            `json:"logoutEndpoint"`
	JWKSURI               string            `json:"jwksUri"`
	Scope                 string            `json:"scope,omitempty"`
	ExtraParams           map[string]string `json:"authenticationRequestExtraParams,omitempty"`
}

// VPC is where a portal would be reached privately. It is kept and shown.
type VPC struct {
	ID               string   `json:"vpcId"`
	SecurityGroupIDs []string `json:"securityGroupIds"`
	Subnets          []string `json:"subnets"`
}

// orNone is nil for settings that say nothing, which is how UpdateWorkforce takes
// them away.
func (v *VPC) orNone() *VPC {
	if v == nil || v.ID == "" && len(v.SecurityGroupIDs) == 0 && len(v.Subnets) == 0 {
		return nil
	}
	return v
}

// Workforce is the people of one account and region. One of Cognito and OIDC is set.
type Workforce struct {
	ID, Account, Region, Name string
	Cognito                   *Cognito
	OIDC                      *OIDC
	SealedSecret              []byte // of the OIDC client
	CIDRs                     []string
	VPC                       *VPC
	IPAddressType             string // empty when not given
	CreatedBy                 string
	CreatedAt, UpdatedAt      time.Time
	// Stored is false for the virtual default.
	Stored bool
}

// Member is one member definition of a work team: one group of a Cognito pool, or
// groups of an OIDC provider.
type Member struct {
	Cognito *CognitoGroup `json:"cognito,omitempty"`
	Groups  []string      `json:"oidcGroups,omitempty"`
}

// CognitoGroup is a group of people in a pool.
type CognitoGroup struct {
	Cognito

	Group string `json:"group"`
}

// Access is S3Presign of a WorkerAccessConfiguration: Enabled, Disabled or empty.
type Access struct {
	SourceIP    string `json:"sourceIp,omitempty"`
	VPCSourceIP string `json:"vpcSourceIp,omitempty"`
}

// Workteam is a part of a workforce that flow definitions can name.
type Workteam struct {
	ID, Account, Region, Name  string
	WorkforceID, WorkforceName string
	Description                string
	Members                    []Member
	NotificationTopic          string // ARN, or empty
	Access                     *Access
	CreatedBy                  string
	CreatedAt, UpdatedAt       time.Time
	// Stored is false for a virtual team, whose ids are empty until a request that
	// refers to it gives it some.
	Stored bool
}

// Groups are the names of all groups that the team consists of, each once.
func (t Workteam) Groups() []string {
	seen := map[string]bool{}
	var groups []string
	for _, m := range t.Members {
		names := m.Groups
		if m.Cognito != nil {
			names = []string{m.Cognito.Group}
		}
		for _, name := range names {
			if !seen[name] {
				seen[name] = true
				groups = append(groups, name)
			}
		}
	}
	return groups
}

// ARN is the workforce's Amazon Resource Name.
func (w Workforce) ARN() string {
	return arn.New("sagemaker", w.Region, w.Account, "workforce", w.Name).String()
}

// ARN is the team's Amazon Resource Name.
func (t Workteam) ARN() string {
	return arn.New("sagemaker", t.Region, t.Account, "workteam", "private-crowd/"+t.Name).String()
}

// WorkforceARN is the Amazon Resource Name of the team's workforce.
func (t Workteam) WorkforceARN() string {
	return Workforce{Account: t.Account, Region: t.Region, Name: t.WorkforceName}.ARN()
}

// UserPool is the name that the built-in directory goes by where Amazon would
// name a Cognito user pool. It is made from the account, so it is stable.
func UserPool(account, region string) string { return region + "_foureyes" + account }

// Issuer is the issuer that Amazon's output documents give for such a pool
// (A2I Developer Guide, output data: workerMetadata).
func Issuer(account, region string) string {
	return "https://cognito-idp." + region + ".amazonaws.com/" + UserPool(account, region)
}

// directory is the built-in directory as a Cognito pool.
func directory(account, region string) Cognito {
	return Cognito{UserPool: UserPool(account, region), ClientID: DirectoryClient}
}

// DefaultWorkforce is the virtual workforce of an account made at a time.
func DefaultWorkforce(account, region string, at time.Time) Workforce {
	pool := directory(account, region)
	return Workforce{
		Account: account, Region: region, Name: DefaultName, Cognito: &pool, CreatedAt: at, UpdatedAt: at,
	}
}

// everyone is the virtual team of an account made at a time.
func everyone(account, region string, at time.Time) Workteam {
	return Workteam{
		Account: account, Region: region, Name: EveryoneTeam, WorkforceName: DefaultName, Description: everyoneText,
		Members:   []Member{{Cognito: &CognitoGroup{Cognito: directory(account, region), Group: EveryoneTeam}}},
		CreatedAt: at, UpdatedAt: at,
	}
}
