package jsonapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/aws"
	"foureyes/internal/fault"
)

const problemType = "application/problem+json"

// statuses are the wire names of our own APIs' errors.
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

// Problem translates an error. A failure of our own tells the caller only the
// request's id, under which the log has the cause.
func (a *API) Problem(ctx context.Context, err error) *huma.ErrorModel {
	if refusal, ok := errors.AsType[*aws.Fault](err); ok {
		status := http.StatusForbidden
		if refusal.Code == aws.Throttling().Code {
			status = http.StatusTooManyRequests
		}
		return problem(status, refusal.Message)
	}
	f := fault.Of(err)
	if status, ok := statuses[f.Kind]; ok {
		return problem(status, f.Message)
	}
	id, _ := aws.RequestFrom(ctx)
	if ctx.Err() == nil { // a client that hung up is nobody's error
		a.Log.ErrorContext(ctx, "a request failed", "request_id", id, "error", err)
	}
	if f.Kind == fault.Full {
		return problem(http.StatusServiceUnavailable, f.Message+" Try again when there is room. Request "+id+".")
	}
	return problem(http.StatusInternalServerError,
		"Something went wrong on the server. Nothing you did is lost. Request "+id+".")
}

func problem(status int, detail string) *huma.ErrorModel {
	return &huma.ErrorModel{Status: status, Title: http.StatusText(status), Detail: detail}
}

// Answer gives the result, or the error as a problem.
func Answer[T any](ctx context.Context, a *API, v *T, err error) (*T, error) {
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	return v, nil
}

func writeJSON(w io.Writer, v any) error {
	if err := json.NewEncoder(w).Encode(v); err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	return nil
}
