package plan_test

import (
	"testing"

	"foureyes/internal/ddsql/plan"
	"foureyes/internal/ddsql/syntax"
)

// dashboard is a query of the length that a dashboard sends, about 1 KB.
const dashboard = `WITH recent AS (SELECT * FROM loop WHERE made >= '2026-01-01')
SELECT f.name, date_trunc('day', r.made) AS day, f.tags->'team' AS team,
  count(*) AS loops, count(*) FILTER (WHERE r.status = 'Done') AS done,
  avg(extract(epoch FROM r.made - f.made)) AS seconds, json_extract_path_text(f.config::json, 'WorkteamArn') AS workteam
FROM recent r LEFT JOIN flow f ON f._key = r.flow
WHERE r.status <> 'Gone' AND (f.tags->'env' IN ('prod', 'stage') OR f.tags IS NULL)
  AND EXISTS (SELECT 1 FROM loop o WHERE o.flow = f._key AND o.n > 3)
GROUP BY 1, 2, 3, 7 HAVING count(*) > 10 ORDER BY 2 DESC, loops DESC NULLS LAST LIMIT 100`

func BenchmarkBindKilobyte(b *testing.B) {
	statements, err := syntax.Parse(dashboard, syntax.DefaultLimits)
	if err != nil {
		b.Fatal(err)
	}
	tables := catalog()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := plan.Bind(statements[0].(*syntax.Query), plan.Env{Catalog: tables}); err != nil {
			b.Fatal(err)
		}
	}
}
