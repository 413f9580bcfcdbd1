package sagemaker

import (
	"context"

	"foureyes/internal/aws"
	"foureyes/internal/workforce"
)

func (a *API) createWorkforce(ctx context.Context, c aws.Call, in *CreateWorkforceInput) (*CreateWorkforceOutput, error) {
	r := workforce.CreateRequest{
		Account: c.Account, Region: c.Region, Principal: c.Principal, Name: in.WorkforceName,
		VPC: vpcOf(in.WorkforceVpcConfig), IPAddressType: textOf(in.IpAddressType), Tags: tagsOf(in.Tags),
	}
	r.OIDC, r.Secret = oidcOf(in.OidcConfig)
	if in.CognitoConfig != nil {
		r.Cognito = &workforce.Cognito{UserPool: in.CognitoConfig.UserPool, ClientID: in.CognitoConfig.ClientId}
	}
	if in.SourceIpConfig != nil {
		r.CIDRs = in.SourceIpConfig.Cidrs
	}
	w, err := a.p.Workforces.CreateWorkforce(ctx, r, c.Time)
	if err != nil {
		return nil, err
	}
	return &CreateWorkforceOutput{WorkforceArn: w.ARN()}, nil
}
