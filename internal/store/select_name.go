package store

import (
	"strings"

	"foureyes/internal/aws/arn"
)

// named compares a name, or an ARN, with constants so that an index finds it.
func (q *selecting) named(n *named, names []any) string {
	var any []string
	for _, name := range names {
		text, _ := name.(string)
		if n.regions != "" {
			any = append(any, "("+q.fill(n.region)+" IN ("+q.fill(n.regions)+") AND "+q.fill(n.name)+" = "+q.arg(text)+")")
		} else if region, bare, is := n.parse(q.Account, text); is {
			any = append(any, "("+q.fill(n.region)+" = "+q.arg(region)+" AND "+q.fill(n.name)+" = "+q.arg(bare)+")")
		}
	}
	switch len(any) {
	case 0:
		return never
	case 1:
		return any[0]
	}
	return "(" + strings.Join(any, " OR ") + ")"
}

// parse takes an ARN of the account apart; false for all that no row can have.
func (n *named) parse(account, text string) (region, name string, is bool) {
	a, err := arn.Parse(text)
	if err != nil || a.Service != "sagemaker" || a.Account != account || a.Partition != arn.Partition(a.Region) {
		return "", "", false
	}
	name, is = strings.CutPrefix(a.Resource, n.before)
	return a.Region, name, is
}
