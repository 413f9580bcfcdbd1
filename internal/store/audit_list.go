package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/page"
)

// ListAudit reads a page of the record, the newest first, and one entry more.
func (s *Store) ListAudit(ctx context.Context, f audit.Filter, q page.Query) ([]audit.Kept, error) {
	where, args, err := auditClause(f, q)
	if err != nil {
		return nil, err
	}
	return many(s.read(ctx), scanAudit, `
		SELECT a.id, a.at, a.request_id, a.account_id, a.region, a.principal, a.access_key_id, a.person_id,
		  a.action, a.resource, a.flow_definition_arn, a.outcome, a.source_ip, COALESCE(p.email, '')
		FROM audit a LEFT JOIN person p ON p.id = a.person_id`+where, args...)
}

func scanAudit(row scanner) (audit.Kept, error) {
	var k audit.Kept
	var at sql.NullInt64
	err := row.Scan(&k.ID, &at, &k.RequestID, &k.Account, &k.Region, &k.Principal, &k.AccessKeyID, &k.PersonID,
		&k.Action, &k.Resource, &k.FlowDefinitionARN, &k.Outcome, &k.SourceIP, &k.Email)
	k.At = moment(at)
	return k, err
}

// auditClause writes what follows the tables of ListAudit. Each condition that a
// filter may have stands there only if it is asked for, so that the index of its
// column, if there is one, can be used.
func auditClause(f audit.Filter, q page.Query) (string, []any, error) {
	var conditions []string
	var args []any
	add := func(condition string, values ...any) {
		at := make([]any, 0, len(values))
		for _, v := range values {
			args = append(args, v)
			at = append(at, "$"+strconv.Itoa(len(args)))
		}
		conditions = append(conditions, fmt.Sprintf(condition, at...))
	}
	equal := func(column, value string) {
		if value != "" {
			add("a."+column+" = %s", value)
		}
	}
	equal("account_id", f.Account)
	equal("principal", f.Principal)
	equal("access_key_id", f.AccessKeyID)
	if f.PersonID != "" {
		add("a.person_id = %s AND a.person_id <> ''", f.PersonID)
	}
	if f.FlowDefinitionARN != "" {
		add("a.flow_definition_arn = %s AND a.flow_definition_arn <> ''", f.FlowDefinitionARN)
	}
	if action, begins := strings.CutSuffix(f.Action, "*"); begins {
		add(`lower(a.action) LIKE %s ESCAPE '\'`, strings.TrimPrefix(likePattern(action), "%"))
	} else {
		equal("action", f.Action)
	}
	if f.Resource != "" {
		add(`lower(a.resource) LIKE %s ESCAPE '\'`, likePattern(f.Resource))
	}
	switch f.Outcome {
	case audit.Refused:
		add("a.outcome <> 'Success'")
	default:
		equal("outcome", f.Outcome)
	}
	bound := func(comparison string, at time.Time) {
		if !at.IsZero() {
			add("a.at "+comparison+" %s", at.UnixMilli())
		}
	}
	bound(">=", f.From)
	bound("<", f.Until)
	if q.After != nil {
		id, err := strconv.ParseInt(q.After.ID, 10, 64)
		if err != nil {
			return "", nil, fmt.Errorf("read where the page before ended: %w", err)
		}
		add("(a.at, a.id) < (%s, %s)", q.After.CreatedAt.UnixMilli(), id)
	}
	clause := ""
	if len(conditions) > 0 {
		clause = " WHERE " + strings.Join(conditions, " AND ")
	}
	args = append(args, q.Limit+1)
	return clause + " ORDER BY a.at DESC, a.id DESC LIMIT $" + strconv.Itoa(len(args)), args, nil
}
