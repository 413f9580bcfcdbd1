package sagemaker

import (
	"context"
	"encoding/json"
	"errors"

	"foureyes/internal/aws"
	"foureyes/internal/aws/arn"
	"foureyes/internal/fault"
	"foureyes/internal/taskui"
)

// renderingCode is the only code of a rendering error that was ever seen.
const renderingCode = "InvalidParameters"

// renderUITemplate reports what goes wrong while rendering in Errors, with status
// 200: callers look there.
func (a *API) renderUITemplate(ctx context.Context, c aws.Call, in *RenderUiTemplateInput) (*RenderUiTemplateOutput, error) {
	template, err := a.templateToRender(ctx, c, in)
	if err != nil {
		return nil, err
	}
	out := &RenderUiTemplateOutput{Errors: []RenderingError{}}
	rendered, err := a.p.Renderer.Render(ctx, taskui.Request{
		Template: template, Input: json.RawMessage(in.Task.Input), Now: c.Time,
		GrantReadAccess: func(bucket, key string) (string, error) {
			return a.p.PreviewURL(c.Account, bucket, key, c.Time), nil
		},
	})
	if failed, ok := errors.AsType[*taskui.RenderError](err); ok {
		out.Errors = append(out.Errors, RenderingError{Code: renderingCode, Message: failed.Error()})
		return out, nil
	}
	out.RenderedContent = rendered
	return out, err
}

// templateToRender is the one that the request brings, or names.
func (a *API) templateToRender(ctx context.Context, c aws.Call, in *RenderUiTemplateInput) (string, error) {
	if (in.UiTemplate == nil) == (in.HumanTaskUiArn == nil) {
		return "", fault.New(fault.Invalid, fault.HumanTaskUI, "Exactly one of UiTemplate and HumanTaskUiArn must be given.")
	}
	if in.UiTemplate != nil {
		return in.UiTemplate.Content, nil
	}
	name, err := arn.Parse(*in.HumanTaskUiArn)
	if err != nil || name.Account != c.Account || name.Region != c.Region {
		return "", fault.New(fault.NotFound, fault.HumanTaskUI, "Human task UI %s does not exist.", *in.HumanTaskUiArn)
	}
	ui, err := a.p.UIs.Describe(ctx, c.Account, c.Region, name.Name())
	return ui.Content, err
}
