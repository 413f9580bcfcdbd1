package flow

import (
	"context"

	"foureyes/internal/activation"
	"foureyes/internal/fault"
	"foureyes/internal/tag"
)

// BuiltIn reports whether a service of Amazon's makes the results: then the
// conditions are evaluated at every start. Those of the custom task type are only
// where the tag tag.Conditions says so (the guide has the attribute disabled there).
func (d Definition) BuiltIn() bool { return d.RequestSource != "" }

// Dialect is the language of the definition's conditions.
func (d Definition) Dialect() activation.Dialect { return activation.Dialect(d.RequestSource) }

// ReadConditions reads the definition's conditions; nil when it has none.
func (d Definition) ReadConditions() (*activation.Conditions, error) {
	if d.Conditions == "" {
		return nil, nil //nolint:nilnil // no conditions are no mistake
	}
	return ReadConditions(d.Conditions, d.Dialect())
}

// ReadConditions reads conditions that are to be evaluated. A mistake is Invalid and
// names its place.
func ReadConditions(text string, d activation.Dialect) (*activation.Conditions, error) {
	c, err := activation.Parse(text, d)
	if err != nil {
		return nil, fault.New(fault.Invalid, fault.FlowDefinition, "HumanLoopActivationConditions is not valid. %s", err)
	}
	return c, nil
}

// checkConditions refuses conditions that shall be evaluated and cannot be.
func (d Definition) checkConditions(tags []tag.Tag) error {
	if !d.BuiltIn() && !tag.Has(tags, tag.Conditions, tag.Evaluate) {
		return nil
	}
	_, err := d.ReadConditions()
	return err
}

// CheckTags refuses settings that a flow definition which exists cannot have: its
// conditions may have been given when nothing was to evaluate them.
func (s *Service) CheckTags(ctx context.Context, r tag.Resource, tags []tag.Tag) error {
	if !tag.Has(tags, tag.Conditions, tag.Evaluate) {
		return nil
	}
	d, err := s.store.FlowDefinition(ctx, r.Account, r.Region, r.Name)
	if err != nil {
		return err
	}
	return d.checkConditions(tags)
}
