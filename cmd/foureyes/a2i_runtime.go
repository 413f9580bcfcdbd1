package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	"foureyes/internal/awsimport"
)

// a2iRuntime asks the runtime of Augmented AI, Amazon's or ours.
type a2iRuntime struct{ awsJSON }

// rest asks an operation that is a method and a path.
func (a a2iRuntime) rest(ctx context.Context, operation, method, path string, in, out any) error {
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return fmt.Errorf("encode the request: %w", err)
		}
	}
	return a.send(ctx, operation, body, out, func() (*http.Request, error) {
		r, err := http.NewRequestWithContext(ctx, method, a.url+path, bytes.NewReader(body))
		if err != nil {
			return nil, fmt.Errorf("make the request: %w", err)
		}
		r.Header.Set("Content-Type", "application/json")
		return r, nil
	})
}

// Page gives some human loops of a flow definition, the oldest first.
func (a a2iRuntime) Page(ctx context.Context, flowARN, token string) ([]awsimport.Loop, string, error) {
	query := url.Values{"FlowDefinitionArn": {flowARN}, "MaxResults": {"100"}, "SortOrder": {"Ascending"}}
	if token != "" {
		query.Set("NextToken", token)
	}
	var page struct {
		HumanLoopSummaries []awsimport.Loop
		NextToken          string
	}
	err := a.rest(ctx, "ListHumanLoops", http.MethodGet, "human-loops?"+query.Encode(), nil, &page)
	return page.HumanLoopSummaries, page.NextToken, err
}

// Describe tells everything about a human loop.
func (a a2iRuntime) Describe(ctx context.Context, name string) (awsimport.Loop, error) {
	var l awsimport.Loop
	err := a.rest(ctx, "DescribeHumanLoop", http.MethodGet, "human-loops/"+url.PathEscape(name), nil, &l)
	return l, err
}

// Start begins a human loop. It reports whether one was needed.
func (a a2iRuntime) Start(ctx context.Context, flowARN, name string, input []byte) (bool, error) {
	var begun struct{ HumanLoopARN string }
	err := a.rest(ctx, "StartHumanLoop", http.MethodPost, "human-loops", map[string]any{
		"HumanLoopName": name, "FlowDefinitionArn": flowARN, "HumanLoopInput": map[string]string{"InputContent": string(input)},
	}, &begun)
	return begun.HumanLoopARN != "", err
}
