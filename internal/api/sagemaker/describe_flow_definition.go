package sagemaker

import (
	"context"
	"time"

	"foureyes/internal/aws"
	"foureyes/internal/flow"
)

func (a *API) describeFlowDefinition(ctx context.Context, c aws.Call, in *DescribeFlowDefinitionInput) (*DescribeFlowDefinitionOutput, error) {
	d, err := a.p.Flows.Describe(ctx, c.Account, c.Region, in.FlowDefinitionName)
	if err != nil {
		return nil, err
	}
	config, err := humanLoopConfig(d)
	if err != nil {
		return nil, err
	}
	out := &DescribeFlowDefinitionOutput{
		FlowDefinitionArn: d.ARN(), FlowDefinitionName: d.Name,
		FlowDefinitionStatus: FlowDefinitionStatus(d.Status), CreationTime: d.CreatedAt,
		HumanLoopConfig: config, RoleArn: d.RoleARN,
		OutputConfig: FlowDefinitionOutputConfig{S3OutputPath: d.OutputPath, KmsKeyId: optional(d.KMSKeyID)},
	}
	if d.RequestSource != "" {
		out.HumanLoopRequestSource = &HumanLoopRequestSource{
			AwsManagedHumanLoopRequestSource: AwsManagedHumanLoopRequestSource(d.RequestSource),
		}
	}
	if d.Conditions != "" {
		out.HumanLoopActivationConfig = &HumanLoopActivationConfig{
			HumanLoopActivationConditionsConfig: HumanLoopActivationConditionsConfig{HumanLoopActivationConditions: d.Conditions},
		}
	}
	return out, nil
}

// humanLoopConfig gives back what was given, and the time limit also when its
// default applied (SageMaker API, HumanLoopConfig).
func humanLoopConfig(d flow.Definition) (*HumanLoopConfig, error) {
	limit := int(d.TimeLimit / time.Second)
	config := &HumanLoopConfig{
		WorkteamArn: d.WorkteamARN, HumanTaskUiArn: d.HumanTaskUIARN,
		TaskTitle: d.TaskTitle, TaskDescription: d.TaskDescription, TaskCount: d.TaskCount,
		TaskTimeLimitInSeconds: &limit, TaskKeywords: d.TaskKeywords,
	}
	if d.Availability > 0 {
		available := int(d.Availability / time.Second)
		config.TaskAvailabilityLifetimeInSeconds = &available
	}
	if d.TaskPrice != nil {
		price, err := decodePrice(d.TaskPrice)
		if err != nil {
			return nil, err
		}
		config.PublicWorkforceTaskPrice = price
	}
	return config, nil
}
