package awsimport

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
)

// flow is a flow definition.
type flow struct {
	FlowDefinitionName        string
	FlowDefinitionARN         string `json:"FlowDefinitionArn"`
	FlowDefinitionStatus      string
	RoleARN                   string `json:"RoleArn"`
	HumanLoopRequestSource    json.RawMessage
	HumanLoopActivationConfig json.RawMessage
	HumanLoopConfig           map[string]any
	OutputConfig              struct {
		S3OutputPath string
		KmsKeyID     string `json:"KmsKeyId,omitempty"`
	}
}

func (r *run) flows(ctx context.Context) ([]thing, error) {
	return pages(ctx, r.from, "ListFlowDefinitions", named{"MaxResults": 100}, func(p struct {
		Summaries []flow `json:"FlowDefinitionSummaries"`
	},
	) []thing {
		all := make([]thing, 0, len(p.Summaries))
		for _, f := range p.Summaries {
			all = append(all, f)
		}
		return all
	})
}

// members are what a flow definition of the source and one of the target are compared by.
func (f flow) members() map[string]any {
	m := map[string]any{"HumanLoopConfig": f.HumanLoopConfig, "OutputConfig": f.OutputConfig, "RoleArn": f.RoleARN}
	for name, value := range map[string]json.RawMessage{
		"HumanLoopRequestSource": f.HumanLoopRequestSource, "HumanLoopActivationConfig": f.HumanLoopActivationConfig,
	} {
		if plain(value) != nil {
			m[name] = value
		}
	}
	return m
}

func (f flow) carry(ctx context.Context, r *run) Item {
	item, name := Item{Kind: "flow definition", Name: f.FlowDefinitionName}, named{"FlowDefinitionName": f.FlowDefinitionName}
	if err := r.from.Call(ctx, "DescribeFlowDefinition", name, &f); err != nil {
		return item.failed(err)
	}
	needs := f.localise(r)
	var found flow
	err := r.to.Call(ctx, "DescribeFlowDefinition", name, &found)
	switch {
	case err == nil:
		return r.compare(item, f.members(), found.members(), r.here(f.FlowDefinitionARN))
	case !absent(err):
		return item.failed(err)
	case f.FlowDefinitionStatus != "Active":
		return item.because(Left, "it is %s", f.FlowDefinitionStatus)
	}
	for _, arn := range needs {
		if !r.there[arn] {
			return item.because(Left, "it needs %s, which is not there", f.need(arn))
		}
	}
	return f.create(ctx, r, item)
}

func (f flow) create(ctx context.Context, r *run, item Item) Item {
	tags, err := r.tags(ctx, f.FlowDefinitionARN)
	if err != nil {
		return item.failed(err)
	}
	if item, err = r.bucket(ctx, item, bucketOf(f.OutputConfig.S3OutputPath)); err != nil {
		return item.failed(err)
	}
	in := named(f.members())
	in["FlowDefinitionName"], in["Tags"] = f.FlowDefinitionName, tags
	return r.make(ctx, item, "CreateFlowDefinition", in, r.here(f.FlowDefinitionARN))
}

// localise makes the ARNs in the configuration those of the target, and gives them.
func (f flow) localise(r *run) []string {
	var needs []string
	for _, name := range []string{"WorkteamArn", "HumanTaskUiArn"} {
		if arn, ok := f.HumanLoopConfig[name].(string); ok {
			f.HumanLoopConfig[name] = r.here(arn)
			needs = append(needs, r.here(arn))
		}
	}
	return needs
}

// need says what an ARN stands for.
func (f flow) need(arn string) string {
	switch {
	case strings.Contains(arn, ":human-task-ui/"):
		return "the worker task template " + nameOf(arn)
	case !private(arn):
		return "people of Amazon Mechanical Turk or of a vendor (" + arn + ")"
	}
	return "the work team " + nameOf(arn)
}

// bucket makes the bucket of the outputs, if there is none.
func (r *run) bucket(ctx context.Context, item Item, name string) (Item, error) {
	if name == "" || r.buckets[name] {
		return item, nil
	}
	if r.options.DryRun {
		item.Notes = append(item.Notes, fmt.Sprintf("the bucket %s would be made for its outputs", name))
	} else {
		if err := r.to.MakeBucket(ctx, name); err != nil {
			return item, fmt.Errorf("make the bucket %s: %w", name, err)
		}
		item.Notes = append(item.Notes, fmt.Sprintf("the bucket %s was made for its outputs", name))
	}
	r.buckets[name] = true
	return item, nil
}

// bucketOf is the bucket of an S3 URI; empty for other forms, which the target judges.
func bucketOf(path string) string {
	rest, ok := strings.CutPrefix(path, "s3://")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, "/")
	return name
}
