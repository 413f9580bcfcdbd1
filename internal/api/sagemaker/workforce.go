package sagemaker

import (
	"foureyes/internal/workforce"
)

// workforce shows a workforce as one of Amazon's, never with the client's secret.
func (a *API) workforce(w workforce.Workforce) Workforce {
	status := WorkforceStatusActive
	out := Workforce{
		WorkforceName: w.Name, WorkforceArn: w.ARN(), SubDomain: &a.p.PublicHost,
		CreateDate: &w.CreatedAt, LastUpdatedDate: &w.UpdatedAt, Status: &status,
		SourceIpConfig: &SourceIpConfig{Cidrs: append([]string{}, w.CIDRs...)},
		OidcConfig:     oidcForResponse(w.OIDC),
	}
	if w.Cognito != nil {
		out.CognitoConfig = &CognitoConfig{UserPool: w.Cognito.UserPool, ClientId: w.Cognito.ClientID}
	}
	if w.VPC != nil {
		out.WorkforceVpcConfig = &WorkforceVpcConfigResponse{
			VpcId: w.VPC.ID, SecurityGroupIds: w.VPC.SecurityGroupIDs, Subnets: w.VPC.Subnets,
		}
	}
	if w.IPAddressType != "" {
		kind := WorkforceIpAddressType(w.IPAddressType)
		out.IpAddressType = &kind
	}
	return out
}

func oidcForResponse(o *workforce.OIDC) *OidcConfigForResponse {
	if o == nil {
		return nil
	}
	return &OidcConfigForResponse{
		ClientId: &o.ClientID, Issuer: &o.Issuer, AuthorizationEndpoint: &o.AuthorizationEndpoint,
		TokenEndpoint: &o.TokenEndpoint, UserInfoEndpoint: &o.UserInfoEndpoint, LogoutEndpoint: &o.LogoutEndpoint,
		JwksUri: &o.JWKSURI, Scope: optional(o.Scope), AuthenticationRequestExtraParams: o.ExtraParams,
	}
}

// oidcOf reads a provider and its client's secret; nil when none is given.
func oidcOf(c *OidcConfig) (*workforce.OIDC, string) {
	if c == nil {
		return nil, ""
	}
	o := &workforce.OIDC{
		ClientID: c.ClientId, Issuer: c.Issuer, AuthorizationEndpoint: c.AuthorizationEndpoint,
		TokenEndpoint: c.TokenEndpoint, UserInfoEndpoint: c.UserInfoEndpoint, LogoutEndpoint: c.LogoutEndpoint,
		JWKSURI: c.JwksUri, ExtraParams: c.AuthenticationRequestExtraParams,
	}
	if c.Scope != nil {
		o.Scope = *c.Scope
	}
	return o, c.ClientSecret
}

func vpcOf(c *WorkforceVpcConfigRequest) *workforce.VPC {
	if c == nil {
		return nil
	}
	v := &workforce.VPC{SecurityGroupIDs: c.SecurityGroupIds, Subnets: c.Subnets}
	if c.VpcId != nil {
		v.ID = *c.VpcId
	}
	return v
}

func textOf[T ~string](v *T) string {
	if v == nil {
		return ""
	}
	return string(*v)
}
