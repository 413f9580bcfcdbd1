package sagemaker

import (
	"context"

	"foureyes/internal/aws"
	"foureyes/internal/page"
	"foureyes/internal/tag"
)

// tagsOf reads the tags of a request.
func tagsOf(tags []Tag) []tag.Tag {
	all := make([]tag.Tag, 0, len(tags))
	for _, t := range tags {
		all = append(all, tag.Tag{Key: t.Key, Value: t.Value})
	}
	return all
}

func tagList(tags []tag.Tag) []Tag {
	all := make([]Tag, 0, len(tags))
	for _, t := range tags {
		all = append(all, Tag{Key: t.Key, Value: t.Value})
	}
	return all
}

// addTags stores a virtual workforce or work team first, so that there is something
// to hang the tags on.
func (a *API) addTags(ctx context.Context, c aws.Call, in *AddTagsInput) (*AddTagsOutput, error) {
	if err := a.p.Workforces.Keep(ctx, c.Account, c.Region, in.ResourceArn, c.Time); err != nil {
		return nil, err
	}
	all, err := a.p.Tags.Add(ctx, c.Account, c.Region, in.ResourceArn, tagsOf(in.Tags))
	if err != nil {
		return nil, err
	}
	return &AddTagsOutput{Tags: tagList(all)}, nil
}

// listTags answers on one page: a resource has at most 50 tags, and 50 is the
// least page size.
func (a *API) listTags(ctx context.Context, c aws.Call, in *ListTagsInput) (*ListTagsOutput, error) {
	if _, err := a.p.Tokens.Query(listName("ListTags", c), page.Request{NextToken: in.NextToken}); err != nil {
		return nil, err
	}
	all, err := a.p.Tags.List(ctx, c.Account, c.Region, in.ResourceArn)
	if err != nil {
		return nil, err
	}
	return &ListTagsOutput{Tags: tagList(all)}, nil
}

func (a *API) deleteTags(ctx context.Context, c aws.Call, in *DeleteTagsInput) (*DeleteTagsOutput, error) {
	return &DeleteTagsOutput{}, a.p.Tags.Remove(ctx, c.Account, c.Region, in.ResourceArn, in.TagKeys)
}
