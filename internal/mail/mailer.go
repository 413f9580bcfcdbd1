package mail

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"strconv"
	"time"
)

// Mailer is a mail server that a whole program sends its mail by, and as whom.
type Mailer struct {
	server   Server
	password []byte
	from     *mail.Address
}

// mailerForm is what the URL of a mailer looks like.
const mailerForm = "smtp://user:password@host:587?from=reviews@example.org"

// ParseMailer reads the URL of a mailer: smtp://user:password@host:port?from=…, or
// smtps for TLS from the first byte; plain=true does without TLS. Its errors do not
// tell the password.
func ParseMailer(text string) (*Mailer, error) {
	u, err := url.Parse(text)
	if err != nil {
		return nil, errors.New("it is not of the form " + mailerForm)
	}
	q, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return nil, errors.New("what follows the question mark cannot be read: " + mailerForm)
	}
	for name := range q {
		if name != "from" && name != "plain" {
			return nil, fmt.Errorf("it has %q, which is neither from nor plain", name)
		}
	}
	plain := false
	if text := q.Get("plain"); text != "" {
		if plain, err = strconv.ParseBool(text); err != nil {
			return nil, fmt.Errorf("its plain %q is neither true nor false", text)
		}
	}
	l := &Mailer{}
	if l.server, err = ServerOf(u, plain); err != nil {
		return nil, err
	}
	password, _ := u.User.Password()
	l.password = []byte(password)
	if l.from, err = ParseSender(q.Get("from")); err != nil {
		return nil, fmt.Errorf("%w: %s", err, mailerForm)
	}
	return l, l.server.Check(l.password)
}

// Address is where the mail server is reached, as host:port.
func (l *Mailer) Address() string { return net.JoinHostPort(l.server.Host, l.server.Port) }

// Send mails a message to one address. id tells it from all other mails; the error says
// why the server did not take it.
func (l *Mailer) Send(ctx context.Context, to, id string, m Message, now time.Time) error {
	text, err := m.Compose(Head{ID: id, Date: now, From: l.from, To: []*mail.Address{{Address: to}}})
	if err != nil {
		return err
	}
	_, err = l.server.Deliver(ctx, nil, l.password, Letter{From: l.from.Address, To: []string{to}, Text: text})
	return err
}

// Try greets the mail server, signs in and leaves; the error says why that did not work.
func (l *Mailer) Try(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	c, err := l.server.enter(ctx, nil, l.password)
	if err != nil {
		return err
	}
	_ = c.Quit() // we were let in, however it says goodbye
	return nil
}
