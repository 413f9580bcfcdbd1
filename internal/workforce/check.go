package workforce

import (
	"net/netip"

	"foureyes/internal/fault"
)

// checkCIDRs refuses what is no address range (SageMaker API, SourceIpConfig).
func checkCIDRs(cidrs []string) error {
	if len(cidrs) > MaxCIDRs {
		return fault.New(fault.Invalid, fault.Workforce, "SourceIpConfig can have at most %d CIDRs, %d were given.", MaxCIDRs, len(cidrs))
	}
	for _, c := range cidrs {
		if _, err := netip.ParsePrefix(c); err != nil {
			return fault.New(fault.Invalid, fault.Workforce, "%q in SourceIpConfig is not a CIDR such as 203.0.113.0/24.", c)
		}
	}
	return nil
}

// checkProvider refuses a workforce that is of no kind, or of both.
func checkProvider(c *Cognito, o *OIDC) error {
	if (c == nil) == (o == nil) {
		return fault.New(fault.Invalid, fault.Workforce, "Exactly one of CognitoConfig and OidcConfig must be given.")
	}
	return nil
}

// checkMembers refuses member definitions that do not fit together or not to
// their workforce (SageMaker API, CreateWorkteam).
func checkMembers(members []Member, w Workforce) error {
	var pool *Cognito
	for _, m := range members {
		switch {
		case (m.Cognito == nil) == (m.Groups == nil):
			return fault.New(fault.Invalid, fault.Workteam,
				"Each member definition must have exactly one of CognitoMemberDefinition and OidcMemberDefinition.")
		case m.Cognito != nil && w.OIDC != nil:
			return fault.New(fault.Invalid, fault.Workteam, "Workforce %s uses OIDC, so its work teams need OidcMemberDefinition.", w.Name)
		case m.Groups != nil && w.OIDC == nil:
			return fault.New(fault.Invalid, fault.Workteam, "Workforce %s uses Cognito, so its work teams need CognitoMemberDefinition.", w.Name)
		case m.Cognito == nil:
		case pool == nil:
			pool = &m.Cognito.Cognito
		case *pool != m.Cognito.Cognito:
			return fault.New(fault.Invalid, fault.Workteam, "All member definitions must name the same UserPool and ClientId.")
		}
	}
	return nil
}
