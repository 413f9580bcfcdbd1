package config

import "net"

// shortestToken keeps out tokens that can be guessed.
const shortestToken = 16

// checkMetrics refuses what cannot guard or show the metrics.
func (s *Serve) checkMetrics(add func(flag, format string, args ...any)) {
	if s.MetricsToken != "" && len(s.MetricsToken) < shortestToken {
		add("metrics-token", "it has less than %d characters; make one with: openssl rand -hex 16", shortestToken)
	}
	if s.MetricsListen == "" {
		return
	}
	if _, _, err := net.SplitHostPort(s.MetricsListen); err != nil {
		add("metrics-listen", "%q is not HOST:PORT", s.MetricsListen)
	}
}
