package syntax_test

import (
	"strings"
	"testing"

	"foureyes/internal/ddsql/syntax"
)

// oneKilobyte is a query of the length that a dashboard sends.
var oneKilobyte = func() string {
	sql := `WITH recent AS (SELECT * FROM aws.sagemaker_human_loop WHERE creation_time >= now() - interval '7 days')
SELECT f.flow_definition_name, date_trunc('day', r.creation_time) AS day, r.tags->'team' AS team,
  count(*) AS loops, count(*) FILTER (WHERE r.human_loop_status = 'Completed') AS done,
  avg(extract(epoch FROM r.completion_time - r.creation_time)) AS seconds,
  json_extract_path_text(f.human_loop_config, 'WorkteamArn') AS workteam
FROM recent r LEFT JOIN aws.sagemaker_flow_definition f ON f.flow_definition_arn = r.flow_definition_arn
WHERE r.account_id = '111122223333' AND (r.tags->'env' IN ('prod', 'stage') OR r.tags IS NULL)
GROUP BY 1, 2, 3, 7 HAVING count(*) > 10 ORDER BY 2 DESC, loops DESC NULLS LAST LIMIT 100 `
	return sql + strings.Repeat(" ", max(0, 1024-len(sql)))
}()

func BenchmarkParseKilobyte(b *testing.B) {
	b.SetBytes(int64(len(oneKilobyte)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := syntax.Parse(oneKilobyte, syntax.DefaultLimits); err != nil {
			b.Fatal(err)
		}
	}
}
