package mail

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

// Letter is a mail with its envelope.
type Letter struct {
	From string // an address alone
	To   []string
	Text []byte // as Compose writes it
}

// Deliver hands a letter to the server, whose certificate roots must vouch for; nil
// for the machine's. Addresses that the server refuses for good do not keep it from
// the others; they come back with the reasons. The error says why nobody got it.
func (s Server) Deliver(ctx context.Context, roots *x509.CertPool, password []byte, l Letter) (refused map[string]error, err error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	c, err := s.enter(ctx, roots, password)
	if err != nil {
		return nil, err
	}
	defer func() { _ = c.Close() }()
	if err := c.Mail(l.From); err != nil {
		return nil, fmt.Errorf("the mail server refuses the sender: %w", err)
	}
	refused, err = address(c, l.To)
	if err != nil {
		return refused, err
	}
	w, err := c.Data()
	if err != nil {
		return refused, fmt.Errorf("the mail server takes no mail: %w", err)
	}
	if _, err := w.Write(l.Text); err != nil {
		return refused, fmt.Errorf("send the mail: %w", err)
	}
	if err := w.Close(); err != nil {
		return refused, fmt.Errorf("the mail server refuses the mail: %w", err)
	}
	_ = c.Quit() // it has the mail, however it says goodbye
	return refused, nil
}

// enter greets the server and signs in.
func (s Server) enter(ctx context.Context, roots *x509.CertPool, password []byte) (*smtp.Client, error) {
	c, err := s.connect(ctx, roots)
	if err != nil {
		return nil, err
	}
	if err := s.authenticate(c, password); err != nil {
		_ = c.Close()
		return nil, err
	}
	return c, nil
}

// connect greets the server, with TLS unless the operator did without.
func (s Server) connect(ctx context.Context, roots *x509.CertPool) (*smtp.Client, error) {
	var d net.Dialer
	connection, err := d.DialContext(ctx, "tcp", net.JoinHostPort(s.Host, s.Port))
	if err != nil {
		return nil, fmt.Errorf("reach the mail server: %w", err)
	}
	context.AfterFunc(ctx, func() { _ = connection.Close() })
	safe := &tls.Config{ServerName: s.Host, RootCAs: roots, MinVersion: tls.VersionTLS12}
	if s.Implicit {
		connection = tls.Client(connection, safe)
	}
	c, err := smtp.NewClient(connection, s.Host)
	if err != nil {
		_ = connection.Close()
		return nil, fmt.Errorf("greet the mail server: %w", cause(ctx, err))
	}
	if err := c.Hello(literal(connection.LocalAddr())); err != nil {
		_ = c.Close()
		return nil, fmt.Errorf("greet the mail server: %w", cause(ctx, err))
	}
	if s.Implicit || s.Plain {
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

func (s Server) authenticate(c *smtp.Client, password []byte) error {
	if s.User == "" {
		return nil
	}
	_, offered := c.Extension("AUTH")
	how := smtp.PlainAuth("", s.User, string(password), s.Host)
	if ways := strings.Fields(strings.ToUpper(offered)); !slices.Contains(ways, "PLAIN") && slices.Contains(ways, "LOGIN") {
		how = login{s.User, string(password)}
	}
	if err := c.Auth(how); err != nil {
		return fmt.Errorf("sign in to the mail server as %s: %w", s.User, err)
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
