package sagemaker

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"foureyes/internal/aws"
	"foureyes/internal/aws/shape"
	"foureyes/internal/flow"
)

func (a *API) createFlowDefinition(ctx context.Context, c aws.Call, in *CreateFlowDefinitionInput) (*CreateFlowDefinitionOutput, error) {
	if in.HumanLoopConfig == nil {
		// Not marked as required in the contract, but there is no workflow without it.
		return nil, aws.Validation("1 validation error detected: Value null at 'humanLoopConfig' failed to satisfy constraint: Member must not be null")
	}
	d, err := a.p.Flows.Create(ctx, createRequest(c, in), c.Time)
	if err != nil {
		return nil, err
	}
	return &CreateFlowDefinitionOutput{FlowDefinitionArn: d.ARN()}, nil
}

func createRequest(c aws.Call, in *CreateFlowDefinitionInput) flow.CreateRequest {
	config := in.HumanLoopConfig
	r := flow.CreateRequest{
		Account: c.Account, Region: c.Region, Principal: c.Principal,
		Name: in.FlowDefinitionName, RoleARN: in.RoleArn,
		WorkteamARN: config.WorkteamArn, HumanTaskUIARN: config.HumanTaskUiArn,
		TaskTitle: config.TaskTitle, TaskDescription: config.TaskDescription, TaskCount: config.TaskCount,
		Availability: seconds(config.TaskAvailabilityLifetimeInSeconds), TimeLimit: seconds(config.TaskTimeLimitInSeconds),
		TaskKeywords: config.TaskKeywords, OutputPath: in.OutputConfig.S3OutputPath, Tags: tagsOf(in.Tags),
	}
	if in.OutputConfig.KmsKeyId != nil {
		r.KMSKeyID = *in.OutputConfig.KmsKeyId
	}
	if in.HumanLoopRequestSource != nil {
		r.RequestSource = string(in.HumanLoopRequestSource.AwsManagedHumanLoopRequestSource)
	}
	if in.HumanLoopActivationConfig != nil {
		r.Conditions = in.HumanLoopActivationConfig.HumanLoopActivationConditionsConfig.HumanLoopActivationConditions
	}
	if config.PublicWorkforceTaskPrice != nil {
		r.TaskPrice = encodePrice(config.PublicWorkforceTaskPrice)
	}
	return r
}

// seconds reads a duration; one past what a duration can hold is taken as the
// longest there is.
func seconds(n *int) time.Duration {
	if n == nil {
		return 0
	}
	const most = 1 << 32 // 136 years
	return time.Duration(min(*n, most)) * time.Second
}

func encodePrice(p *PublicWorkforceTaskPrice) json.RawMessage {
	var w shape.Writer
	writePublicWorkforceTaskPrice(&w, p)
	return w.Bytes()
}

func decodePrice(raw json.RawMessage) (*PublicWorkforceTaskPrice, error) {
	var p PublicWorkforceTaskPrice
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, fmt.Errorf("decode the stored price: %w", err)
	}
	return &p, nil
}
