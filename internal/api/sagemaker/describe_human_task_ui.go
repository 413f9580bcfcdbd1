package sagemaker

import (
	"context"

	"foureyes/internal/aws"
)

// describeHumanTaskUI gives no content: only where it can be read, and its hash,
// by which clients notice changes.
func (a *API) describeHumanTaskUI(ctx context.Context, c aws.Call, in *DescribeHumanTaskUiInput) (*DescribeHumanTaskUiOutput, error) {
	ui, err := a.p.UIs.Describe(ctx, c.Account, c.Region, in.HumanTaskUiName)
	if err != nil {
		return nil, err
	}
	status, link := HumanTaskUiStatusActive, a.p.TemplateURL(ui.ID, c.Time)
	return &DescribeHumanTaskUiOutput{
		HumanTaskUiArn: ui.ARN(), HumanTaskUiName: ui.Name, HumanTaskUiStatus: &status, CreationTime: ui.CreatedAt,
		UiTemplate: UiTemplateInfo{Url: &link, ContentSha256: &ui.SHA256},
	}, nil
}
