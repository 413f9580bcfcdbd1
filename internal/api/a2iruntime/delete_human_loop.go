package a2iruntime

import (
	"context"

	"foureyes/internal/aws"
)

func (a *API) deleteHumanLoop(ctx context.Context, c aws.Call, in *DeleteHumanLoopInput) (*DeleteHumanLoopOutput, error) {
	return &DeleteHumanLoopOutput{}, a.loops.Delete(ctx, c.Account, c.Region, in.HumanLoopName, c.Time)
}
