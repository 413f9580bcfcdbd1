package config

import "net/url"

// checkTraces refuses what no trace can be sent to.
func (s *Serve) checkTraces(add func(flag, format string, args ...any)) {
	if part := s.TracesRatio >= 0 && s.TracesRatio <= 1; !part { // not a number is none either
		add("traces-ratio", "%v is not between 0 and 1", s.TracesRatio)
	}
	if s.TracesURL == "" {
		return
	}
	u, err := url.Parse(s.TracesURL)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		add("traces-url", "it is not of the form http://host:4318")
	case u.User != nil || u.RawQuery != "":
		add("traces-url", "it holds no user, password or query: what the collector wants to see goes into OTEL_EXPORTER_OTLP_HEADERS")
	}
}
