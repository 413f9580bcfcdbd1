package app

import (
	"context"
	"fmt"

	"foureyes/internal/fault"
	"foureyes/internal/object"
)

// OpenMedia opens an object for the page of an assignment: where roles are assumed, in the
// execution role of its flow definition, as Amazon does. Previews have none.
func (a *App) OpenMedia(ctx context.Context, account, assignmentID, bucket, key string) (*object.Object, error) {
	if !a.config.ObjectsAssumeRole {
		return a.objects.OpenObject(ctx, account, bucket, key)
	}
	held, err := a.store.Assignment(ctx, assignmentID)
	if fault.Is(err, fault.NotFound) {
		return a.objects.OpenObject(ctx, account, bucket, key)
	}
	if err != nil {
		return nil, fmt.Errorf("find the assignment of a link: %w", err)
	}
	d, err := a.store.FlowDefinitionByID(ctx, held.FlowID)
	if err != nil {
		return nil, fmt.Errorf("find the flow definition of a link: %w", err)
	}
	return a.outside.Open(ctx, d.Access(), bucket, key)
}
