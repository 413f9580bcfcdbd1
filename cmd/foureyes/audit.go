package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

type auditCommand struct {
	List   auditListCommand   `cmd:"" default:"withargs" help:"See who did what, when and from where, the newest first. What audit does when nothing else is said."`
	Verify auditVerifyCommand `cmd:"" help:"Examine the audit log that a server has written to files, from its beginning to its end."`
}

type auditListCommand struct {
	server
	output

	Who      string    `help:"Only calls of one: an e-mail address, the id of an access key, or a principal's ARN."`
	Action   string    `help:"Only one action, such as sagemaker:DeleteFlowDefinition; foureyes:* for all that begin so."`
	Resource string    `help:"Only calls about something whose name holds this."`
	Flow     string    `help:"Only what was done to a flow definition and its human loops; its name, or its ARN where it is in another region or gone." placeholder:"NAME"`
	Outcome  string    `help:"Success, the code of a fault, or Refused for any of these."`
	Account  string    `help:"Only what was done in this account, 12 digits." placeholder:"ID"`
	From     time.Time `help:"From then on, as 2026-02-03T00:00:00Z." placeholder:"TIME"`
	Until    time.Time `help:"Before then." placeholder:"TIME"`
	Limit    int       `default:"100" help:"How many at most; the newest. Default: ${default}." placeholder:"N"`
}

// auditEntry is one call, as the console API tells.
type auditEntry struct {
	ID                string    `json:"id"`
	At                time.Time `json:"at"`
	RequestID         string    `json:"requestId"`
	Account           string    `json:"account,omitempty"`
	Region            string    `json:"region,omitempty"`
	Principal         string    `json:"principal,omitempty"`
	AccessKeyID       string    `json:"accessKeyId,omitempty"`
	Email             string    `json:"email,omitempty"`
	Action            string    `json:"action"`
	Resource          string    `json:"resource"`
	FlowDefinitionARN string    `json:"flowDefinitionArn,omitempty"`
	Outcome           string    `json:"outcome"`
	SourceIP          string    `json:"sourceIp"`
}

func (c *auditListCommand) query(token string, left int) string {
	q := url.Values{
		"who": {c.Who}, "action": {c.Action}, "resource": {c.Resource}, "flow": {c.Flow}, "outcome": {c.Outcome}, "account": {c.Account},
		"nextToken": {token}, "maxResults": {strconv.Itoa(min(left, 100))},
	}
	for name, at := range map[string]time.Time{"from": c.From, "until": c.Until} {
		if !at.IsZero() {
			q.Set(name, at.UTC().Format(time.RFC3339Nano))
		}
	}
	return q.Encode()
}

// Run prints the record, page by page.
func (c *auditListCommand) Run(ctx context.Context, w io.Writer) error {
	all := []auditEntry{}
	for token := ""; len(all) < c.Limit; {
		var out struct {
			Entries   []auditEntry
			NextToken string
		}
		if err := c.call(ctx, http.MethodGet, "/audit?"+c.query(token, c.Limit-len(all)), nil, &out); err != nil {
			return err
		}
		all = append(all, out.Entries...)
		if token = out.NextToken; token == "" {
			break
		}
	}
	return c.print(w, all, tableOfAudit(all))
}

func tableOfAudit(all []auditEntry) string {
	if len(all) == 0 {
		return "None.\n"
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "AT\tWHO\tACTION\tRESOURCE\tOUTCOME\tFROM")
	for _, e := range all {
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", e.At.Local().Format(time.DateTime),
			cmp.Or(e.Email, e.AccessKeyID, e.Principal), e.Action, e.Resource, e.Outcome, e.SourceIP)
	}
	_ = w.Flush() // a Builder never fails
	return b.String()
}

type quotasCommand struct {
	server
	output
}

// Run prints the limits of the account and region, and what is used of them.
func (c *quotasCommand) Run(ctx context.Context, w io.Writer) error {
	var out struct {
		Quotas []struct {
			Code    string `json:"code"`
			Limit   int    `json:"limit"`
			Used    *int   `json:"used,omitempty"`
			Setting string `json:"setting"`
		} `json:"quotas"`
	}
	if err := c.call(ctx, http.MethodGet, "/quotas", nil, &out); err != nil {
		return err
	}
	var b strings.Builder
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "WHAT\tUSED\tLIMIT\tSETTING")
	for _, q := range out.Quotas {
		used, limit := "-", "none"
		if q.Used != nil {
			used = strconv.Itoa(*q.Used)
		}
		if q.Limit > 0 {
			limit = strconv.Itoa(q.Limit)
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", q.Code, used, limit, q.Setting)
	}
	_ = table.Flush() // a Builder never fails
	return c.print(w, out.Quotas, b.String())
}
