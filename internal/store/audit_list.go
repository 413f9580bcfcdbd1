package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/page"
)

// commonActions are those of which every human loop leaves some. The index audit_action
// has all others.
var commonActions = []string{"sagemaker:StartHumanLoop", "foureyes:Next", "foureyes:NextOfJob", "foureyes:Submit"}

// ListAudit reads a page of the record, the newest first, and tells where the next page
// begins, which may be behind more than the page shows (mostLooked).
func (s *Store) ListAudit(ctx context.Context, f audit.Filter, q page.Query) ([]audit.Kept, *page.Key, error) {
	t := s.read(ctx)
	c, rest, err := auditClause(f, q, nil)
	if err != nil {
		return nil, nil, err
	}
	var horizon *page.Key
	if rest != (audit.Filter{}) {
		if horizon, err = t.lookedTo(s.looks, `SELECT a.at, a.id FROM audit a`+c.sql+newestFirst, c.args); err != nil {
			return nil, nil, err
		}
		if c, _, err = auditClause(f, q, horizon); err != nil {
			return nil, nil, err
		}
		c.auditRest(rest)
	}
	c.add(newestFirst+" LIMIT %s", q.Limit+1)
	rows, err := many(t, scanAudit, `
		SELECT a.id, a.at, a.request_id, a.account_id, a.region, a.principal, a.access_key_id, a.person_id,
		  a.action, a.resource, a.flow_definition_arn, a.outcome, a.source_ip, COALESCE(p.email, '')
		FROM audit a LEFT JOIN person p ON p.id = a.person_id`+c.sql, c.args...)
	kept, next := found(rows, q.Limit, func(k audit.Kept) page.Key {
		return page.Key{CreatedAt: k.At, ID: strconv.FormatInt(k.ID, 10)}
	}, horizon)
	return kept, next, err
}

const newestFirst = " ORDER BY a.at DESC, a.id DESC"

func scanAudit(row scanner) (audit.Kept, error) {
	var k audit.Kept
	var at sql.NullInt64
	err := row.Scan(&k.ID, &at, &k.RequestID, &k.Account, &k.Region, &k.Principal, &k.AccessKeyID, &k.PersonID,
		&k.Action, &k.Resource, &k.FlowDefinitionARN, &k.Outcome, &k.SourceIP, &k.Email)
	k.At = moment(at)
	return k, err
}

// auditWay begins the WHERE clause with what an index goes by, and gives the filter
// without that.
func auditWay(f audit.Filter) (clause, audit.Filter) {
	c, rest := clause{sql: " WHERE TRUE"}, f
	switch exact := f.Action != "" && !strings.HasSuffix(f.Action, "*"); {
	case exact && !slices.Contains(commonActions, f.Action):
		c.add(" AND a.action = %s AND a.action NOT IN ('"+strings.Join(commonActions, "', '")+"')", f.Action)
		rest.Action = ""
	case f.PersonID != "":
		c.add(" AND a.person_id = %s AND a.person_id <> ''", f.PersonID)
		rest.PersonID = ""
	case f.FlowDefinitionARN != "":
		c.add(" AND a.flow_definition_arn = %s AND a.flow_definition_arn <> ''", f.FlowDefinitionARN)
		rest.FlowDefinitionARN = ""
	case f.Outcome == audit.Refused:
		c.add(" AND a.outcome <> 'Success'")
		rest.Outcome = ""
	case f.Outcome != "" && f.Outcome != audit.Success:
		c.add(" AND a.outcome <> 'Success'")
	}
	rest.From, rest.Until = time.Time{}, time.Time{}
	return c, rest
}

// auditClause keeps what an index finds, between the page before and the horizon, if
// there are these, and gives what else is asked for.
func auditClause(f audit.Filter, q page.Query, horizon *page.Key) (c clause, rest audit.Filter, err error) {
	c, rest = auditWay(f)
	switch {
	case q.After != nil:
		err = c.auditBeside("<", *q.After)
	case !f.Until.IsZero():
		c.add(" AND a.at < %s", f.Until.UnixMilli())
	}
	switch {
	case err != nil:
	case horizon != nil:
		err = c.auditBeside(">=", *horizon)
	default: // with none, from before all entries
		c.add(" AND a.at >= %s", f.From.UnixMilli())
	}
	return c, rest, err
}

func (c *clause) auditBeside(comparison string, k page.Key) error {
	id, err := strconv.ParseInt(k.ID, 10, 64)
	if err != nil {
		return fmt.Errorf("read where the page before ended: %w", err)
	}
	c.add(" AND (a.at, a.id) "+comparison+" (%s, %s)", k.CreatedAt.UnixMilli(), id)
	return nil
}

// auditRest keeps what is looked for besides, among the entries that are looked at.
func (c *clause) auditRest(f audit.Filter) {
	equal := func(column, value string) {
		if value != "" {
			c.add(" AND a."+column+" = %s", value)
		}
	}
	equal("account_id", f.Account)
	equal("principal", f.Principal)
	equal("access_key_id", f.AccessKeyID)
	equal("person_id", f.PersonID)
	equal("flow_definition_arn", f.FlowDefinitionARN)
	if action, begins := strings.CutSuffix(f.Action, "*"); begins {
		c.add(` AND lower(a.action) LIKE %s ESCAPE '\'`, strings.TrimPrefix(likePattern(action), "%"))
	} else {
		equal("action", f.Action)
	}
	if f.Resource != "" {
		c.add(` AND lower(a.resource) LIKE %s ESCAPE '\'`, likePattern(f.Resource))
	}
	if f.Outcome == audit.Refused {
		c.add(" AND a.outcome <> 'Success'")
	} else {
		equal("outcome", f.Outcome)
	}
}
