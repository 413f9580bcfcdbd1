package aws

import "context"

// Gate stands between a caller who is known and an operation. It may refuse, and
// it sees how the call ended.
type Gate interface {
	// Enter is asked before an operation's input is decoded. The operation runs with
	// the context that it returns, which is never nil.
	Enter(ctx context.Context, c Call, operation string) (context.Context, error)
	// Permit is asked about the decoded input before the operation does anything.
	Permit(ctx context.Context, c Call, operation string, input any) error
	// Leave is told how a call that was asked about ended; fault is nil when it
	// succeeded. ctx is the one that Enter returned.
	Leave(ctx context.Context, fault *Fault)
}

// Permit gives the question that an operation's input is put to once it is
// decoded; nil when nothing stands between.
func (s *Server) Permit(ctx context.Context, c Call, operation string) func(input any) error {
	if s.Gate == nil {
		return nil
	}
	return func(input any) error { return s.Gate.Permit(ctx, c, operation, input) }
}
