package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

type jobsCommand struct {
	List  jobsListCommand  `cmd:"" help:"List jobs that are not done: waiting, failing, or put aside after too many attempts."`
	Retry jobsRetryCommand `cmd:"" help:"Try jobs again at once, also those that were put aside."`
}

// savedJob is work that follows a change, as the console API tells.
type savedJob struct {
	ID        string     `json:"id"`
	Kind      string     `json:"kind"`
	CreatedAt time.Time  `json:"createdAt"`
	DueAt     time.Time  `json:"dueAt"`
	InLine    bool       `json:"inLine,omitempty"`
	Attempts  int        `json:"attempts"`
	LastError string     `json:"lastError,omitempty"`
	DeadAt    *time.Time `json:"deadAt,omitempty"`

	FlowDefinition string `json:"flowDefinition,omitempty"`
	HumanLoop      string `json:"humanLoop,omitempty"`
	EventTarget    string `json:"eventTarget,omitempty"`
}

func (j savedJob) state() string {
	switch {
	case j.DeadAt != nil:
		return "put aside"
	case j.LastError != "":
		return "failing"
	}
	return "waiting"
}

type jobsListCommand struct {
	server
	output

	Dead bool `help:"Only those that were put aside."`
}

// Run lists all jobs, page by page.
func (c *jobsListCommand) Run(ctx context.Context, w io.Writer) error {
	all := []savedJob{}
	for token := ""; ; {
		var out struct {
			Jobs      []savedJob
			NextToken string
		}
		query := url.Values{"nextToken": {token}, "dead": {strconv.FormatBool(c.Dead)}}
		if err := c.call(ctx, http.MethodGet, "/saved-jobs?"+query.Encode(), nil, &out); err != nil {
			return err
		}
		all = append(all, out.Jobs...)
		if token = out.NextToken; token == "" {
			break
		}
	}
	return c.print(w, all, tableOfJobs(all))
}

func tableOfJobs(all []savedJob) string {
	if len(all) == 0 {
		return "None.\n"
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "ID\tSTATE\tATTEMPTS\tSINCE\tNEXT\tLAST ERROR")
	for _, j := range all {
		next := j.DueAt.Local().Format(time.DateTime)
		switch {
		case j.DeadAt != nil:
			next = "never"
		case j.InLine:
			next = "after an earlier one"
		}
		_, _ = fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\t%s\n", j.ID, j.state(), j.Attempts,
			j.CreatedAt.Local().Format(time.DateTime), next, j.LastError)
	}
	_ = w.Flush() // a Builder never fails
	return b.String()
}

type jobsRetryCommand struct {
	server
	output

	IDs        []string `arg:"" optional:"" name:"id" help:"Ids of jobs."`
	AllDead    bool     `help:"All that were put aside."`
	AllFailing bool     `help:"All that have failed at least once, also those that were put aside."`
}

// Run makes jobs due now.
func (c *jobsRetryCommand) Run(ctx context.Context, w io.Writer) error {
	ways := 0
	for _, given := range []bool{len(c.IDs) > 0, c.AllDead, c.AllFailing} {
		if given {
			ways++
		}
	}
	if ways != 1 {
		return usageError{errors.New("name the jobs, or give --all-dead or --all-failing")}
	}
	in := map[string]any{"allDead": c.AllDead, "allFailing": c.AllFailing}
	if len(c.IDs) > 0 {
		in["ids"] = c.IDs
	}
	var out struct {
		Retried int `json:"retried"`
	}
	if err := c.call(ctx, http.MethodPost, "/saved-jobs/retry", in, &out); err != nil {
		return err
	}
	return c.print(w, out, fmt.Sprintf("Jobs tried again: %d\n", out.Retried))
}
