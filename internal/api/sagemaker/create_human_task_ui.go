package sagemaker

import (
	"context"

	"foureyes/internal/aws"
	"foureyes/internal/taskui"
)

func (a *API) createHumanTaskUI(ctx context.Context, c aws.Call, in *CreateHumanTaskUiInput) (*CreateHumanTaskUiOutput, error) {
	ui, err := a.p.UIs.Create(ctx, taskui.CreateRequest{
		Account: c.Account, Region: c.Region, Principal: c.Principal,
		Name: in.HumanTaskUiName, Content: in.UiTemplate.Content, Tags: tagsOf(in.Tags),
	}, c.Time)
	if err != nil {
		return nil, err
	}
	return &CreateHumanTaskUiOutput{HumanTaskUiArn: ui.ARN()}, nil
}
