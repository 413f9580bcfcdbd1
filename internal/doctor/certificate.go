package doctor

import (
	"context"
	"crypto/tls"
	"fmt"
	"time"
)

// renewal is how long before its end a certificate should have been renewed.
const renewal = 14 * 24 * time.Hour

// certificate asks whether the SQL tables can be offered with TLS, and for how long.
func (e *examination) certificate(context.Context) {
	const check = "--sql-tls-cert"
	c := e.Settings
	if c.SQLTLSCert == "" || c.SQLTLSKey == "" {
		return // one alone is told by settings
	}
	pair, err := tls.LoadX509KeyPair(c.SQLTLSCert, c.SQLTLSKey)
	if err != nil {
		e.add(check, Failure, err.Error(), "Name a certificate and its key in PEM that the server's user can read; without them the server does not start.")
		return
	}
	from, until := pair.Leaf.NotBefore, pair.Leaf.NotAfter
	found := fmt.Sprintf("%s, from %s until %s", c.SQLTLSCert, from.UTC().Format(time.DateTime), until.UTC().Format(time.DateTime))
	switch now := e.Now(); {
	case now.After(until) || now.Before(from):
		e.add(check, Failure, found, "Renew it; clients that look at it do not connect. The server reads it again when it changes.")
	case now.Add(renewal).After(until):
		e.add(check, Warning, found, "Renew it soon; the server reads it again when it changes.")
	default:
		e.good(check, found)
	}
}
