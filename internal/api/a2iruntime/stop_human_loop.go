package a2iruntime

import (
	"context"

	"foureyes/internal/aws"
)

func (a *API) stopHumanLoop(ctx context.Context, c aws.Call, in *StopHumanLoopInput) (*StopHumanLoopOutput, error) {
	return &StopHumanLoopOutput{}, a.loops.Stop(ctx, c.Account, c.Region, in.HumanLoopName, c.Time)
}
