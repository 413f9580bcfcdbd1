package bench_test

// question is one that programs and the console's metrics ask in SQL.
type question struct {
	what, query string
	about       func(*town) []string
}

// parameters are the values of $1, $2 and so on.
func (q question) parameters(w *town) []string {
	if q.about == nil {
		return []string{}
	}
	return q.about(w)
}

// sinceDays is the first moment that counts, and no flow's name, as the metrics have them.
func sinceDays(days int) func(*town) []string {
	return func(w *town) []string {
		return []string{w.began.AddDate(0, 0, -days).Format("2006-01-02 15:04:05"), ""}
	}
}

// inSQL are few rows by an index, then whole tables, then the metrics of the console
// (web/console/pages/metrics/questions.ts).
var inSQL = []question{
	{"one loop by its name", `SELECT * FROM aws.sagemaker_human_loop WHERE human_loop_name = $1`, func(w *town) []string { return []string{w.name(w.open / 2)} }},
	{"the newest ten loops", `SELECT human_loop_name, human_loop_status FROM aws.sagemaker_human_loop ORDER BY creation_time DESC LIMIT 10`, nil},
	{"count of loops", `SELECT count(*) FROM aws.sagemaker_human_loop`, nil},
	{"loops by status", `SELECT human_loop_status, count(*) FROM aws.sagemaker_human_loop GROUP BY 1`, nil},
	{"loops by account", `SELECT account_id, count(*) FROM aws.sagemaker_human_loop GROUP BY 1`, nil},
	{"loops by flow", `SELECT flow_definition_name, count(*) FROM aws.sagemaker_human_loop GROUP BY 1`, nil},
	{"assignments by status", `SELECT status, count(*) FROM foureyes.assignment GROUP BY 1`, nil},
	{"metrics: what waits", `SELECT flow_definition_name, count(*) AS open, extract(epoch FROM now() - min(creation_time)) / 3600 AS oldest
		FROM aws.sagemaker_human_loop WHERE human_loop_status = 'InProgress' AND deleted_at IS NULL AND ($1 = '' OR flow_definition_name = $1)
		GROUP BY 1 ORDER BY 2 DESC LIMIT 100`, func(*town) []string { return []string{""} }},
	{"metrics: started in 7 days", `SELECT date_trunc('day', creation_time) AS at, count(*) AS loops FROM aws.sagemaker_human_loop
		WHERE creation_time >= cast($1 AS timestamp) AND ($2 = '' OR flow_definition_name = $2) GROUP BY 1 ORDER BY 1`, sinceDays(7)},
	{"metrics: completed in 30 days", `SELECT date_trunc('day', ended_at) AS at, count(*) AS loops FROM aws.sagemaker_human_loop
		WHERE human_loop_status = 'Completed' AND ended_at >= cast($1 AS timestamp) AND ($2 = '' OR flow_definition_name = $2) GROUP BY 1 ORDER BY 1`, sinceDays(30)},
	{"metrics: answers by flow, 30 days", `SELECT flow_definition_name, count(*) AS answers, avg(time_spent_in_seconds) AS seconds
		FROM foureyes.answer WHERE submitted_at >= cast($1 AS timestamp) AND ($2 = '' OR flow_definition_name = $2)
		GROUP BY 1 ORDER BY 2 DESC LIMIT 100`, sinceDays(30)},
	{"metrics: answers by worker, 30 days", `SELECT coalesce(w.name, a.worker_id), count(*) AS answers, avg(a.time_spent_in_seconds) AS seconds
		FROM foureyes.answer a LEFT JOIN foureyes.worker w ON w.worker_id = a.worker_id
		WHERE a.submitted_at >= cast($1 AS timestamp) AND ($2 = '' OR a.flow_definition_name = $2)
		GROUP BY a.worker_id, w.name ORDER BY 2 DESC LIMIT 100`, sinceDays(30)},
}
