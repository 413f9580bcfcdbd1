package aws

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// answerHeaderKey is where the headers of an operation's answer are kept.
type answerHeaderKey struct{}

// SetAnswerHeader gives the answer of the operation that runs in a context a header of
// ours, for what its shape has no member for. The answer has it only if the operation
// succeeds; outside of an operation nothing happens.
func SetAnswerHeader(ctx context.Context, name, value string) {
	if h, ok := ctx.Value(answerHeaderKey{}).(http.Header); ok {
		h.Set(name, value)
	}
}

// withAnswerHeaders makes room for such headers.
func withAnswerHeaders(ctx context.Context) (context.Context, http.Header) {
	h := http.Header{}
	return context.WithValue(ctx, answerHeaderKey{}, h), h
}

// expose adds such headers to an answer, and lets scripts of pages read them.
func expose(answer, ours http.Header) {
	for _, name := range slices.Sorted(maps.Keys(ours)) {
		answer[name] = ours[name]
		answer.Set(exposed, answer.Get(exposed)+","+strings.ToLower(name))
	}
}
