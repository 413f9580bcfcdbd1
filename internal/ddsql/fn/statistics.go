package fn

import (
	"math"

	"foureyes/internal/ddsql/value"
)

// addStatistics adds deviations, variances, and what is computed of pairs.
func addStatistics(s *shelf) {
	for name, finish := range map[string]func(m *moments) (float64, bool){
		"stddev": sampleDeviation, "stddev_samp": sampleDeviation,
		"stddev_pop": func(m *moments) (float64, bool) { return math.Sqrt(m.xx / m.n), m.n > 0 },
		"variance":   sampleVariance, "var_samp": sampleVariance,
		"var_pop": func(m *moments) (float64, bool) { return m.xx / m.n, m.n > 0 },
	} {
		s.addAggregates(plain(name, value.Float8, value.Float8, func() State { return &moments{finish: finish} }))
	}
	for name, finish := range map[string]func(m *moments) (float64, bool){
		"covar_pop":      func(m *moments) (float64, bool) { return m.xy / m.n, m.n > 0 },
		"covar_samp":     func(m *moments) (float64, bool) { return m.xy / (m.n - 1), m.n > 1 },
		"corr":           func(m *moments) (float64, bool) { return m.xy / math.Sqrt(m.xx*m.yy), m.xx != 0 && m.yy != 0 },
		"regr_slope":     func(m *moments) (float64, bool) { return m.xy / m.yy, m.yy != 0 },
		"regr_intercept": func(m *moments) (float64, bool) { return m.x - m.xy/m.yy*m.y, m.yy != 0 },
		"regr_r2":        rSquared,
		"regr_avgx":      func(m *moments) (float64, bool) { return m.y, m.n > 0 },
		"regr_avgy":      func(m *moments) (float64, bool) { return m.x, m.n > 0 },
		"regr_sxx":       func(m *moments) (float64, bool) { return m.yy, m.n > 0 },
		"regr_syy":       func(m *moments) (float64, bool) { return m.xx, m.n > 0 },
		"regr_sxy":       func(m *moments) (float64, bool) { return m.xy, m.n > 0 },
	} {
		pair := plain(name, value.Float8, value.Float8, func() State { return &moments{finish: finish} })
		pair.Args = types(value.Float8, value.Float8)
		s.addAggregates(pair)
	}
	count := plain("regr_count", value.Float8, value.Int8, func() State { return &counter{} })
	count.Args = types(value.Float8, value.Float8)
	s.addAggregates(count)
}

func sampleVariance(m *moments) (float64, bool) { return m.xx / (m.n - 1), m.n > 1 }

func sampleDeviation(m *moments) (float64, bool) { return math.Sqrt(m.xx / (m.n - 1)), m.n > 1 }

func rSquared(m *moments) (float64, bool) {
	switch {
	case m.yy == 0:
		return 0, false
	case m.xx == 0:
		return 1, true
	}
	return m.xy * m.xy / (m.xx * m.yy), true
}

// moments follows means and sums of squared differences as rows come
// (Welford's way). x is the first argument, y the second, if there is one.
type moments struct {
	n, x, y, xx, yy, xy float64
	finish              func(m *moments) (float64, bool)
}

// Step adds a row.
func (m *moments) Step(_ *Env, a []value.Value) error {
	x, y := a[0].Float(), 0.0
	if len(a) > 1 {
		y = a[1].Float()
	}
	m.n++
	dx, dy := x-m.x, y-m.y
	m.x += dx / m.n
	m.y += dy / m.n
	m.xx += dx * (x - m.x)
	m.yy += dy * (y - m.y)
	m.xy += dx * (y - m.y)
	return nil
}

// Merge adds another one's rows.
func (m *moments) Merge(_ *Env, other State) error {
	o := other.(*moments)
	n := m.n + o.n
	if n == 0 {
		return nil
	}
	dx, dy, weight := o.x-m.x, o.y-m.y, m.n*o.n/n
	m.x, m.y = m.x+dx*o.n/n, m.y+dy*o.n/n
	m.xx, m.yy, m.xy = m.xx+o.xx+dx*dx*weight, m.yy+o.yy+dy*dy*weight, m.xy+o.xy+dx*dy*weight
	m.n = n
	return nil
}

// Result is the figure, NULL where it is not defined.
func (m *moments) Result(*Env) (value.Value, error) {
	if m.n == 0 {
		return value.Null, nil
	}
	f, ok := m.finish(m)
	if !ok {
		return value.Null, nil
	}
	return value.OfFloat(f), nil
}

// Size is that of a few words.
func (m *moments) Size() int64 { return 2 * fixedSize }
