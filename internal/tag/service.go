package tag

import (
	"context"

	"foureyes/internal/aws/arn"
	"foureyes/internal/fault"
)

// Resource is what tags hang on.
type Resource struct {
	Account, Region string
	Type            string // the ARN's, such as flow-definition
	Name            string
}

// Store is what this room asks of the database.
type Store interface {
	// ChangeTags runs a rule on the tags of a resource, in order of their keys, and
	// saves what it returns; NotFound when there is no such resource.
	ChangeTags(ctx context.Context, r Resource, rule func([]Tag) ([]Tag, error)) error
	// Tags lists the tags of a resource in order of their keys; NotFound when there
	// is no such resource.
	Tags(ctx context.Context, r Resource) ([]Tag, error)
}

// Checks are what rooms have to say about tags that a resource of theirs shall have,
// by the type of the resource. They are asked about the tags that are added.
type Checks map[string]func(ctx context.Context, r Resource, added []Tag) error

// Service adds, lists and removes the tags of resources that exist.
type Service struct {
	store  Store
	checks Checks
}

// NewService makes a Service over a store.
func NewService(store Store, checks Checks) *Service { return &Service{store: store, checks: checks} }

// types are the resources that can be tagged (SageMaker API, AddTags).
var types = map[string]bool{FlowDefinition: true, HumanTaskUI: true, Workteam: true, Workforce: true}

// resource reads the ARN of a resource of the caller's.
func resource(account, region, text string) (Resource, error) {
	a, err := arn.Parse(text)
	if err != nil || a.Service != "sagemaker" {
		return Resource{}, fault.New(fault.Invalid, fault.Tags, "%q is not the ARN of a SageMaker resource.", text)
	}
	if !types[a.Type()] {
		return Resource{}, fault.New(fault.Invalid, fault.Tags, "Invalid resource type: %s", a.Type())
	}
	r := Resource{Account: a.Account, Region: a.Region, Type: a.Type(), Name: a.Name()}
	if a.Account != account || a.Region != region {
		return Resource{}, r.missing(text)
	}
	return r, nil
}

func (r Resource) missing(text string) error {
	return fault.New(fault.NotFound, fault.Tags, "%s %s does not exist.", r.Type, text)
}

// Add adds tags to a resource, or gives keys that it has another value, and
// returns all of its tags.
func (s *Service) Add(ctx context.Context, account, region, resourceARN string, tags []Tag) ([]Tag, error) {
	r, err := resource(account, region, resourceARN)
	if err != nil {
		return nil, err
	}
	if err := Check(r.Type, tags); err != nil {
		return nil, err
	}
	if err := s.ask(ctx, r, resourceARN, tags); err != nil {
		return nil, err
	}
	var all []Tag
	err = s.change(ctx, r, resourceARN, func(old []Tag) ([]Tag, error) {
		all = merge(old, tags)
		return all, Check(r.Type, all)
	})
	return all, err
}

// ask asks the room that owns the resource.
func (s *Service) ask(ctx context.Context, r Resource, resourceARN string, tags []Tag) error {
	check, there := s.checks[r.Type]
	if !there {
		return nil
	}
	err := check(ctx, r, tags)
	if fault.Is(err, fault.NotFound) {
		return r.missing(resourceARN)
	}
	return err
}

// merge is the rule of AddTags.
func merge(old, added []Tag) []Tag {
	place := make(map[string]int, len(old))
	all := make([]Tag, 0, len(old)+len(added))
	for _, t := range append(append([]Tag{}, old...), added...) {
		if i, ok := place[t.Key]; ok {
			all[i] = t
			continue
		}
		place[t.Key] = len(all)
		all = append(all, t)
	}
	return all
}

// Remove takes tags away; a key that is not there is none the less gone.
func (s *Service) Remove(ctx context.Context, account, region, resourceARN string, keys []string) error {
	r, err := resource(account, region, resourceARN)
	if err != nil {
		return err
	}
	return s.change(ctx, r, resourceARN, func(old []Tag) ([]Tag, error) { return without(old, keys), nil })
}

// without is the rule of DeleteTags.
func without(old []Tag, keys []string) []Tag {
	gone := make(map[string]bool, len(keys))
	for _, k := range keys {
		gone[k] = true
	}
	kept := make([]Tag, 0, len(old))
	for _, t := range old {
		if !gone[t.Key] {
			kept = append(kept, t)
		}
	}
	return kept
}

func (s *Service) change(ctx context.Context, r Resource, resourceARN string, rule func([]Tag) ([]Tag, error)) error {
	err := s.store.ChangeTags(ctx, r, rule)
	if fault.Is(err, fault.NotFound) {
		return r.missing(resourceARN)
	}
	return err
}

// List lists the tags of a resource in order of their keys.
func (s *Service) List(ctx context.Context, account, region, resourceARN string) ([]Tag, error) {
	r, err := resource(account, region, resourceARN)
	if err != nil {
		return nil, err
	}
	tags, err := s.store.Tags(ctx, r)
	if fault.Is(err, fault.NotFound) {
		return nil, r.missing(resourceARN)
	}
	return tags, err
}
