package sagemaker

import (
	"context"

	"foureyes/internal/aws"
	"foureyes/internal/workforce"
)

func (a *API) updateWorkforce(ctx context.Context, c aws.Call, in *UpdateWorkforceInput) (*UpdateWorkforceOutput, error) {
	r := workforce.UpdateRequest{
		Account: c.Account, Region: c.Region, Name: in.WorkforceName,
		VPC: vpcOf(in.WorkforceVpcConfig), IPAddressType: textOf(in.IpAddressType),
	}
	r.OIDC, r.Secret = oidcOf(in.OidcConfig)
	if in.SourceIpConfig != nil {
		r.CIDRs = &in.SourceIpConfig.Cidrs
	}
	w, err := a.p.Workforces.UpdateWorkforce(ctx, r, c.Time)
	if err != nil {
		return nil, err
	}
	return &UpdateWorkforceOutput{Workforce: a.workforce(w)}, nil
}
