package app

import (
	"context"
	"fmt"

	"foureyes/internal/auth"
	"foureyes/internal/aws/arn"
	"foureyes/internal/demo"
)

// Demo makes the reviews of the demo in the first account, as its first user
// would. The server must be new.
func (a *App) Demo(ctx context.Context) ([]demo.Review, error) {
	reviews, err := demo.Seed(ctx, demo.Requester{
		Account: a.config.AccountID, Region: auth.DefaultRegion,
		Principal: arn.New("iam", "", a.config.AccountID, "user", firstUser).String(),
		Objects:   a.objects, UIs: a.uis, Flows: a.flows, Loops: a.loops,
	}, a.clock())
	if err != nil {
		return nil, fmt.Errorf("make the demo: %w", err)
	}
	return reviews, nil
}
