package app_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestMetricsHaveAnAddressOfTheirOwn(t *testing.T) {
	c := settings(t)
	c.MetricsListen = "127.0.0.1:0"
	a, _ := start(t, c)
	defer stop(t, a)
	if got := get(t, http.DefaultClient, a.URL()+"/metrics"); got.status != http.StatusNotFound {
		t.Errorf("on the one port, without a token: %+v", got)
	}
	if got := get(t, http.DefaultClient, a.URL()+"/api/v1/openapi.json"); got.status != http.StatusOK {
		t.Fatalf("%+v", got)
	}
	own := "http://" + a.MetricsAddress().String()
	got := get(t, http.DefaultClient, own+"/metrics")
	for _, want := range []string{
		`foureyes_requests_total{code="404",door="web",operation="other"} 1`,
		`foureyes_build_info{database="SQLite",`, "foureyes_human_loops_in_progress 0", "foureyes_database_answers 1", "go_goroutines",
	} {
		if !strings.Contains(got.body, want) {
			t.Errorf("no %s in\n%s", want, got.body)
		}
	}
	if got := get(t, http.DefaultClient, own+"/portal"); got.status != http.StatusNotFound {
		t.Errorf("something else than metrics: %d", got.status)
	}
}
