package metrics

import (
	"context"
	"runtime"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"foureyes/internal/store"
)

// build tells which binary runs.
func build(p Parts) prometheus.Collector {
	g := prometheus.NewGauge(prometheus.GaugeOpts{
		Namespace: namespace, Name: "build_info", Help: "Always 1; the labels tell which binary runs on which database.",
		ConstLabels: prometheus.Labels{"version": p.Version, "go": runtime.Version(), "database": p.Database},
	})
	g.Set(1)
	return g
}

// registerState registers what is read when somebody asks.
func (m *Metrics) registerState(p Parts) {
	read := func(name, help string, f func() float64) {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: namespace, Name: name, Help: help}, f))
	}
	if p.Leads != nil {
		read("leads", "1 while this server does what is due by time; of all servers on one database, one does.", func() float64 { return number(p.Leads()) })
	}
	if p.Jump != nil {
		read("clock_jump_seconds", "How far the clock has jumped forward, while that is not believed and nothing becomes due; else 0.",
			func() float64 { return p.Jump().Seconds() })
	}
	if p.Pool != nil {
		m.registerPool(p.Pool)
	}
	if p.Standby != nil {
		m.registerStandby(p.Standby)
	}
	if p.Figures != nil {
		m.registry.MustRegister(newFigures(p.Figures, p.Now))
	}
}

// registerPool registers what tells whether requests wait for connections.
func (m *Metrics) registerPool(stats func() store.Connections) {
	for _, one := range []struct {
		name, help string
		value      func(store.Connections) float64
	}{
		{"database_connections", "Open connections to the database: for reading on SQLite, for everything but SQL queries on PostgreSQL.", func(s store.Connections) float64 { return float64(s.Open) }},
		{"database_connections_in_use", "Connections to the database that work for a request or a job.", func(s store.Connections) float64 { return float64(s.InUse) }},
		{"database_connections_limit", "How many connections there may be; 0 for no limit.", func(s store.Connections) float64 { return float64(s.Limit) }},
	} {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: namespace, Name: one.name, Help: one.help},
			func() float64 { return one.value(stats()) }))
	}
	m.registry.MustRegister(prometheus.NewCounterFunc(
		prometheus.CounterOpts{Namespace: namespace, Name: "database_connection_wait_seconds_total", Help: "Time that was spent waiting for a connection to the database."},
		func() float64 { return stats().Waited.Seconds() }))
}

// registerStandby registers how near the standby is, and how often it was near enough.
func (m *Metrics) registerStandby(of func() store.StandbyFigures) {
	count := func(asked string, value func(store.StandbyFigures) int64) prometheus.Collector {
		return prometheus.NewCounterFunc(prometheus.CounterOpts{
			Namespace: namespace, Name: "sql_standby_queries_total", ConstLabels: prometheus.Labels{"asked": asked},
			Help: "SQL queries that were asked of the standby, and of the database because the standby was away or too far behind.",
		}, func() float64 { return float64(value(of())) })
	}
	m.registry.MustRegister(
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Namespace: namespace, Name: "sql_standby_lag_seconds", Help: "How far the standby was behind, at most, when a SQL query last asked it.",
		}, func() float64 { return of().Lag.Seconds() }),
		count("standby", func(f store.StandbyFigures) int64 { return f.Answered }),
		count("database", func(f store.StandbyFigures) int64 { return f.Passed }),
	)
}

func number(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// patience bounds one question to the database: a scrape must come back although
// the database hangs.
func patience(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, 3*time.Second)
}
