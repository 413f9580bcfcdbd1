// Package smtp sends events as mail, each once with the same Message-ID and date, so
// that mail programs can drop repeats.
//
// It owns what a mail says of an event and who gets it; how mail is written and sent is
// the package mail's.
package smtp

import (
	"cmp"
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	netmail "net/mail"
	"net/url"
	"time"

	"foureyes/internal/event"
	"foureyes/internal/mail"
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

	server mail.Server
	from   *netmail.Address
	to     []*netmail.Address
}

func read(to event.Destination) (settings, error) {
	var s settings
	if err := to.Decode(&s); err != nil {
		return s, err
	}
	u, err := url.Parse(to.Address)
	if err != nil || u.RawQuery != "" {
		return s, mail.ErrServer
	}
	if _, has := u.User.Password(); has {
		return s, errors.New("the URL of a mail server holds no password: it is the secret")
	}
	if s.server, err = mail.ServerOf(u, s.Plain); err != nil {
		return s, err
	}
	if s.from, err = mail.ParseSender(s.From); err != nil {
		return s, err
	}
	for _, text := range s.To {
		a, err := netmail.ParseAddress(text)
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
	if err != nil {
		return err
	}
	if len(s.to) == 0 && !s.Team {
		return errors.New("it needs an address that mail goes to")
	}
	return s.server.Check(to.Secret)
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
	m, err := messageOf(e, v)
	if err != nil {
		return err
	}
	text, err := m.Compose(mail.Head{ID: e.ID, Date: v.Time, From: settings.from, To: settings.to})
	if err != nil {
		return err
	}
	refused, err := settings.server.Deliver(ctx, s.roots, to.Secret, mail.Letter{From: settings.from.Address, To: recipients, Text: text})
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
