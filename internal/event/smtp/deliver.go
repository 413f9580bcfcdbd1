package smtp

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/smtp"
	"net/textproto"
	"slices"
	"strings"
	"time"
)

// timeout bounds the whole conversation with a mail server.
const timeout = 14 * time.Second

// letter is a mail with its envelope.
type letter struct {
	from string
	to   []string
	text []byte
}

// deliver hands a letter to the server. Addresses that the server refuses for good
// do not keep it from the others; they come back with the reasons. The error says
// why nobody got it.
func (s server) deliver(ctx context.Context, roots *x509.CertPool, secret []byte, l letter) (refused map[string]error, err error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	c, err := s.connect(ctx, roots)
	if err != nil {
		return nil, err
	}
	defer func() { _ = c.Close() }()
	if err := s.authenticate(c, secret); err != nil {
		return nil, err
	}
	if err := c.Mail(l.from); err != nil {
		return nil, fmt.Errorf("the mail server refuses the sender: %w", err)
	}
	refused, err = address(c, l.to)
	if err != nil {
		return refused, err
	}
	w, err := c.Data()
	if err != nil {
		return refused, fmt.Errorf("the mail server takes no mail: %w", err)
	}
	if _, err := w.Write(l.text); err != nil {
		return refused, fmt.Errorf("send the mail: %w", err)
	}
	if err := w.Close(); err != nil {
		return refused, fmt.Errorf("the mail server refuses the mail: %w", err)
	}
	_ = c.Quit() // it has the mail, however it says goodbye
	return refused, nil
}

// connect greets the server, with TLS unless the operator did without.
func (s server) connect(ctx context.Context, roots *x509.CertPool) (*smtp.Client, error) {
	var d net.Dialer
	connection, err := d.DialContext(ctx, "tcp", net.JoinHostPort(s.host, s.port))
	if err != nil {
		return nil, fmt.Errorf("reach the mail server: %w", err)
	}
	context.AfterFunc(ctx, func() { _ = connection.Close() })
	safe := &tls.Config{ServerName: s.host, RootCAs: roots, MinVersion: tls.VersionTLS12}
	if s.implicit {
		connection = tls.Client(connection, safe)
	}
	c, err := smtp.NewClient(connection, s.host)
	if err != nil {
		_ = connection.Close()
		return nil, fmt.Errorf("greet the mail server: %w", cause(ctx, err))
	}
	if err := c.Hello(literal(connection.LocalAddr())); err != nil {
		_ = c.Close()
		return nil, fmt.Errorf("greet the mail server: %w", cause(ctx, err))
	}
	if s.implicit || s.plain {
		return c, nil
	}
	if offered, _ := c.Extension("STARTTLS"); !offered {
		_ = c.Close()
		return nil, errors.New("the mail server offers no STARTTLS; smtps:// asks for TLS from the beginning")
	}
	if err := c.StartTLS(safe); err != nil {
		_ = c.Close()
		return nil, fmt.Errorf("start TLS with the mail server: %w", cause(ctx, err))
	}
	return c, nil
}

// literal is how a client without a name in the DNS calls itself (RFC 5321, section
// 4.1.3).
func literal(a net.Addr) string {
	host, _, err := net.SplitHostPort(a.String())
	if err != nil {
		return "localhost"
	}
	if strings.Contains(host, ":") {
		return "[IPv6:" + host + "]"
	}
	return "[" + host + "]"
}

// cause prefers the end of the time to the connection that was closed because of it.
func cause(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

func (s server) authenticate(c *smtp.Client, password []byte) error {
	if s.user == "" {
		return nil
	}
	_, offered := c.Extension("AUTH")
	how := smtp.PlainAuth("", s.user, string(password), s.host)
	if ways := strings.Fields(strings.ToUpper(offered)); !slices.Contains(ways, "PLAIN") && slices.Contains(ways, "LOGIN") {
		how = login{s.user, string(password)}
	}
	if err := c.Auth(how); err != nil {
		return fmt.Errorf("sign in to the mail server as %s: %w", s.user, err)
	}
	return nil
}

// login is AUTH LOGIN, the only way with a password that some servers have. They ask
// for the name first and then for the password.
type login struct{ user, password string }

// Start names the way.
func (login) Start(*smtp.ServerInfo) (string, []byte, error) { return "LOGIN", nil, nil }

// Next answers a question.
func (l login) Next(asked []byte, more bool) ([]byte, error) {
	switch {
	case !more:
		return nil, nil
	case strings.HasPrefix(strings.ToLower(string(asked)), "user"):
		return []byte(l.user), nil
	case strings.HasPrefix(strings.ToLower(string(asked)), "pass"):
		return []byte(l.password), nil
	}
	return nil, errors.New("the mail server asks for something other than a name and a password")
}

// address names the recipients. One that is refused for good is left out; one that
// is refused for now lets the whole letter come again.
func address(c *smtp.Client, to []string) (refused map[string]error, err error) {
	refused = map[string]error{}
	for _, a := range to {
		err = c.Rcpt(a)
		if err == nil {
			continue
		}
		if code, ok := errors.AsType[*textproto.Error](err); !ok || code.Code/100 != 5 {
			return nil, fmt.Errorf("the mail server does not take mail for %s now: %w", a, err)
		}
		refused[a] = err
	}
	if len(refused) == len(to) {
		return nil, fmt.Errorf("the mail server takes mail for none of %d addresses: %w", len(to), err)
	}
	return refused, nil
}
