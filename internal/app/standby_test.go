package app_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"foureyes/internal/config"
	"foureyes/internal/store/storetest/pgtest"
)

// SQL is asked of the standby, and metrics say so.
func TestSQLOnAStandby(t *testing.T) {
	server := pgtest.NewBreakable(t)
	key := filepath.Join(t.TempDir(), "master.key")
	if err := os.WriteFile(key, []byte(strings.Repeat("A", 43)+"="), 0o600); err != nil {
		t.Fatal(err)
	}
	h := newHouse(t, func(c *config.Serve) {
		c.DatabaseURL, c.MasterKeyFile = server.URL(), key
		c.SQLDatabaseURL, c.SQLMaxLag = server.StandbyURL(), time.Hour
		c.MetricsListen = "127.0.0.1:0"
	})
	server.Follow(t)
	var answer struct{ Rows [][]any }
	must(t, h.operator().console(http.MethodPost, "/sql", `{"query": "SELECT count(*) FROM aws.sagemaker_human_loop"}`, &answer))
	if len(answer.Rows) != 1 {
		t.Errorf("answered %+v", answer)
	}
	metrics := get(t, http.DefaultClient, "http://"+h.app.MetricsAddress().String()+"/metrics").body
	for _, want := range []string{`foureyes_sql_standby_queries_total{asked="standby"} 1`, `foureyes_sql_standby_lag_seconds `} {
		if !strings.Contains(metrics, want) {
			t.Errorf("no %s among the metrics", want)
		}
	}
}
