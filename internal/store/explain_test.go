package store

import (
	"context"
	"fmt"
	"strings"
)

// explainSQLite gives the plan of a query.
func explainSQLite(ctx context.Context, s *Store, q asked) (string, error) {
	rows, err := s.reader.QueryContext(ctx, "EXPLAIN QUERY PLAN "+q.query, q.args...)
	if err != nil {
		return "", err
	}
	defer func() { _ = rows.Close() }()
	var plan strings.Builder
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			return "", err
		}
		plan.WriteString(detail + "\n")
	}
	return plan.String(), rows.Err()
}

// explainPostgres gives the plan for these arguments, and the one for any.
func explainPostgres(ctx context.Context, s *Store, q asked) (string, error) {
	if strings.Contains(q.query, "pg_advisory") {
		return "", nil
	}
	conn, err := s.reader.Conn(ctx)
	if err != nil {
		return "", err
	}
	defer func() { _ = conn.Close() }()
	plan := ""
	for _, run := range []string{
		"PREPARE explained AS " + q.query,
		"SET plan_cache_mode = force_custom_plan", "EXPLAIN EXECUTE explained" + literals(q.args),
		"SET plan_cache_mode = force_generic_plan", "EXPLAIN EXECUTE explained" + literals(q.args),
		"RESET plan_cache_mode", "DEALLOCATE explained",
	} {
		lines, err := many(&tx{ctx: ctx, prepare: func(_ context.Context, query string) (statement, error) { return text{conn, query}, nil }},
			value[string], run)
		if err != nil {
			return "", err
		}
		plan += strings.Join(lines, "\n") + "\n"
	}
	return plan, nil
}

// literals writes arguments as SQL.
func literals(args []any) string {
	if len(args) == 0 {
		return ""
	}
	var all []string
	for _, arg := range args {
		switch v := arg.(type) {
		case nil:
			all = append(all, "NULL")
		case []byte:
			all = append(all, fmt.Sprintf(`'\x%x'`, v))
		default:
			all = append(all, "'"+strings.ReplaceAll(fmt.Sprint(v), "'", "''")+"'")
		}
	}
	return "(" + strings.Join(all, ", ") + ")"
}
