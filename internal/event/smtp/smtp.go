// Package smtp sends events as mail, each once with the same Message-ID and date, so
// that mail programs can drop repeats.
//
// It owns the mail's text and the conversation with the mail server. What happens to
// a mail that the server has taken is the server's.
package smtp

import (
	"cmp"
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/mail"
	"net/url"
	"time"

	"foureyes/internal/event"
)

// Sender sends mail. It is safe for concurrent use.
type Sender struct {
	members event.Members
	log     *slog.Logger
	roots   *x509.CertPool // nil for the machine's
}

// New makes a Sender.
func New(members event.Members, log *slog.Logger) *Sender {
	return &Sender{members: members, log: log}
}

type settings struct {
	From string   `json:"from"`
	To   []string `json:"to"`
	// Team sends notices to the team's people as well.
	Team bool `json:"team"`
	// Plain does without TLS.
	Plain bool `json:"plain"`

	server server
	from   *mail.Address
	to     []*mail.Address
}

// server is how a mail server is reached.
type server struct {
	host, port, user string
	implicit         bool // TLS from the first byte
	plain            bool
}

func (s server) loopback() bool {
	ip := net.ParseIP(s.host)
	return s.host == "localhost" || ip != nil && ip.IsLoopback()
}

func read(to event.Destination) (settings, error) {
	var s settings
	if err := to.Decode(&s); err != nil {
		return s, err
	}
	u, err := url.Parse(to.Address)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Path != "" || u.RawQuery != "" {
		return s, errors.New("a mail server is told by a URL such as smtp://user@host:587 or smtps://user@host:465")
	}
	if _, has := u.User.Password(); has {
		return s, errors.New("the URL of a mail server holds no password: it is the secret")
	}
	s.server = server{host: u.Hostname(), port: u.Port(), user: u.User.Username(), implicit: u.Scheme == "smtps", plain: s.Plain}
	if s.server.port == "" {
		s.server.port = map[bool]string{false: "587", true: "465"}[s.server.implicit]
	}
	if s.from, err = mail.ParseAddress(s.From); err != nil {
		return s, errors.New("it needs the address that mail comes from, such as reviews@example.org")
	}
	for _, text := range s.To {
		a, err := mail.ParseAddress(text)
		if err != nil {
			return s, fmt.Errorf("%q is no address that mail can go to", text)
		}
		s.to = append(s.to, a)
	}
	return s, nil
}

// Check wants a server, a sender and somebody to write to.
func (*Sender) Check(to event.Destination) error {
	s, err := read(to)
	switch {
	case err != nil:
		return err
	case len(s.to) == 0 && !s.Team:
		return errors.New("it needs an address that mail goes to")
	case s.server.user != "" && len(to.Secret) == 0:
		return errors.New("it needs the password of the user")
	case s.server.user == "" && len(to.Secret) > 0:
		return errors.New("a password is of no use without a user: smtp://user@host")
	case s.Plain && s.server.implicit:
		return errors.New("smtps is always with TLS")
	case s.Plain && s.server.user != "" && !s.server.loopback():
		return errors.New("a password is sent to another machine only with TLS")
	}
	return nil
}

// Send sends one event as one mail; nil once the mail server has taken it for
// somebody. For an event that none of the target's addresses wants there is nothing
// to do.
func (s *Sender) Send(ctx context.Context, to event.Destination, e event.Event, _ time.Time) error {
	settings, err := read(to)
	if err != nil {
		return err
	}
	v, err := e.Envelope()
	if err != nil {
		return err
	}
	recipients, err := s.recipients(ctx, settings, v)
	if err != nil || len(recipients) == 0 {
		return err
	}
	text, err := compose(settings.from, settings.to, e, v)
	if err != nil {
		return err
	}
	refused, err := settings.server.deliver(ctx, s.roots, to.Secret, letter{settings.from.Address, recipients, text})
	for address, why := range refused {
		s.log.WarnContext(ctx, "a mail was refused", "event", e.ID, "address", address, "error", why)
	}
	return err
}

// recipients are the target's addresses and, for a notice, the team's people, who do
// not see each other's addresses.
func (s *Sender) recipients(ctx context.Context, to settings, v event.Envelope) ([]string, error) {
	var all []string
	for _, a := range to.to {
		all = append(all, a.Address)
	}
	if !to.Team || v.DetailType != event.NoticeType {
		return all, nil
	}
	var n event.Notice
	if err := json.Unmarshal(v.Detail, &n); err != nil {
		return nil, fmt.Errorf("read the notice: %w", err)
	}
	people, err := s.members.TeamMails(ctx, v.Account, v.Region, n.WorkteamName)
	if err != nil {
		return nil, fmt.Errorf("find the people of %s: %w", cmp.Or(n.WorkteamName, "no team"), err)
	}
	return append(all, people...), nil
}
