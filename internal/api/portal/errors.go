package portal

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/aws"
	"foureyes/internal/fault"
)

// statuses are the wire names of this API's errors.
var statuses = map[fault.Kind]int{
	fault.Invalid:         http.StatusUnprocessableEntity,
	fault.NotFound:        http.StatusNotFound,
	fault.InUse:           http.StatusConflict,
	fault.Conflict:        http.StatusConflict,
	fault.Quota:           http.StatusConflict,
	fault.Throttled:       http.StatusTooManyRequests,
	fault.Unauthenticated: http.StatusUnauthorized,
	fault.Denied:          http.StatusForbidden,
	fault.Gone:            http.StatusGone,
}

// problem translates an error. A failure of our own tells the caller only the
// request's id, under which the log has the cause.
func (a *api) problem(ctx context.Context, err error) *huma.ErrorModel {
	f := fault.Of(err)
	status, ok := statuses[f.Kind]
	if ok {
		return &huma.ErrorModel{Status: status, Title: http.StatusText(status), Detail: f.Message}
	}
	id, _ := aws.RequestFrom(ctx)
	a.Log.ErrorContext(ctx, "a request of the worker API failed", "request_id", id, "error", err)
	return &huma.ErrorModel{
		Status: http.StatusInternalServerError, Title: http.StatusText(http.StatusInternalServerError),
		Detail: "Something went wrong on the server. Nothing you did is lost. Request " + id + ".",
	}
}

// answer gives the result, or the error as a problem.
func answer[T any](ctx context.Context, a *api, v *T, err error) (*T, error) {
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	return v, nil
}

func writeJSON(w io.Writer, v any) error {
	if err := json.NewEncoder(w).Encode(v); err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	return nil
}
