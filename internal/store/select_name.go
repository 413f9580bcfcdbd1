package store

import (
	"strings"

	"foureyes/internal/aws/arn"
	"foureyes/internal/ddsql/table"
	"foureyes/internal/inventory"
)

// named compares a name, or an ARN, with constants so that an index finds it.
func (q *selecting) named(n *named, names []any) string {
	var either []string
	for _, name := range names {
		text, _ := name.(string)
		if n.regions != "" {
			either = append(either, "("+q.fill(n.region)+" IN ("+q.fill(n.regions)+") AND "+q.fill(n.name)+" = "+q.arg(text)+")")
		} else if region, bare, is := n.parse(q.Account, text); is {
			either = append(either, "("+q.fill(n.region)+" = "+q.arg(region)+" AND "+q.fill(n.name)+" = "+q.arg(bare)+")")
		}
	}
	switch len(either) {
	case 0:
		return never
	case 1:
		return either[0]
	}
	return "(" + strings.Join(either, " OR ") + ")"
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

// splitRows reads a table by two indexes of names, if names are asked for: an index of
// all rows would make every loop's beginning dearer.
func (q *selecting) splitRows(rows string) string {
	var names []string
	for _, c := range q.Where {
		if sql, is := q.nameCondition(c); is {
			names = append(names, strings.ReplaceAll(sql, "l.", ""))
		}
	}
	if len(names) == 0 {
		return rows
	}
	from := "SELECT * FROM " + q.relation.split + " WHERE account_id = " + q.account() + " AND " + strings.Join(names, " AND ")
	return "(" + from + " AND deleted_at IS NULL UNION ALL " + from + " AND deleted_at IS NOT NULL) l"
}

// nameCondition is a condition by which an index of names finds rows.
func (q *selecting) nameCondition(c inventory.Condition) (string, bool) {
	if !q.byName(c) {
		return "", false
	}
	_, e := q.column(c.Column)
	return q.named(e.name, c.Args), true
}

// byName reports whether a condition asks for names of loops, or ARNs.
func (q *selecting) byName(c inventory.Condition) bool {
	_, e := q.column(c.Column)
	return !c.Never && (c.Op == table.Eq || c.Op == table.In) && e.name != nil && strings.HasPrefix(e.name.name, "l.")
}
