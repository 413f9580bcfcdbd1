// Package nats publishes events to a JetStream stream of a NATS server, each with
// its id as Nats-Msg-Id, so that the stream drops repeats.
//
// It owns the connection and the message. It keeps no connection from one event to
// the next. Which stream holds the subject, and for how long, is the server's.
package nats

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"foureyes/internal/event"
)

const (
	// timeout bounds a whole send.
	timeout = 10 * time.Second
	// dialTimeout bounds the way to one of several servers.
	dialTimeout = 3 * time.Second
)

// Sender publishes events. It is safe for concurrent use.
type Sender struct{}

// New makes a Sender.
func New() *Sender { return &Sender{} }

type settings struct {
	// Subject is where events are published.
	Subject string `json:"subject"`

	servers []string
	user    string
}

// subjectPattern leaves out wildcards, empty tokens and the server's own subjects.
var subjectPattern = regexp.MustCompile(`^[^\s.*>$\pC][^\s.*>\pC]*(\.[^\s.*>\pC]+)*$`)

// read reads settings and addresses. The user is the same at all servers.
func read(to event.Destination) (settings, error) {
	var s settings
	if err := to.Decode(&s); err != nil {
		return s, err
	}
	for text := range strings.SplitSeq(to.Address, ",") {
		u, err := url.Parse(strings.TrimSpace(text))
		if err != nil || u.Host == "" || u.Scheme != "nats" && u.Scheme != "tls" {
			return s, errors.New("a NATS server is told by a URL such as nats://host:4222 or tls://host:4222")
		}
		if _, has := u.User.Password(); has {
			return s, errors.New("the URL of a NATS server holds no password: it is the secret")
		}
		if name := u.User.Username(); name != "" {
			s.user = name
		}
		u.User = nil // the library would take a lone name for a token
		s.servers = append(s.servers, u.String())
	}
	return s, nil
}

// Check wants URLs of servers and a subject.
func (*Sender) Check(to event.Destination) error {
	s, err := read(to)
	switch {
	case err != nil:
		return err
	case s.Subject == "":
		return errors.New("it needs a subject to publish on")
	case len(s.Subject) > 256 || !subjectPattern.MatchString(s.Subject):
		return errors.New("the subject is of words and dots, without spaces and wildcards, such as reviews.events")
	case s.user != "" && len(to.Secret) == 0:
		return errors.New("it needs the password of the user")
	}
	return nil
}

// Send publishes one event; nil once a stream has stored it.
func (*Sender) Send(ctx context.Context, to event.Destination, e event.Event, _ time.Time) error {
	s, err := read(to)
	if err != nil {
		return err
	}
	v, err := e.Envelope()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	connection, err := nats.Connect(strings.Join(s.servers, ","), options(s, to.Secret)...)
	if err != nil {
		return fmt.Errorf("reach the NATS server: %w", err)
	}
	defer connection.Close()
	stream, err := jetstream.New(connection)
	if err != nil {
		return fmt.Errorf("speak JetStream: %w", err)
	}
	_, err = stream.PublishMsg(ctx, message(s.Subject, e, v), jetstream.WithMsgID(e.ID), jetstream.WithRetryAttempts(0))
	if errors.Is(err, jetstream.ErrNoStreamResponse) {
		return fmt.Errorf("no stream holds the subject %s, or JetStream is off: %w", s.Subject, err)
	}
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	return nil
}

// message has the texts to filter on in its headers.
func message(subject string, e event.Event, v event.Envelope) *nats.Msg {
	m := nats.NewMsg(subject)
	m.Data = e.Body
	m.Header.Set("Content-Type", "application/json")
	for _, a := range v.Attributes() {
		m.Header.Set("Foureyes-"+a[0], a[1])
	}
	return m
}

// options say who connects, and that a lost connection is not made again: the event
// comes again by itself. What the secret is shows in what it looks like.
func options(s settings, secret []byte) []nats.Option {
	all := []nats.Option{nats.Name("foureyes"), nats.Timeout(dialTimeout), nats.NoReconnect()}
	switch {
	case bytes.Contains(secret, []byte("-----BEGIN NATS USER JWT-----")):
		return append(all, nats.UserCredentialBytes(secret))
	case s.user != "":
		return append(all, nats.UserInfo(s.user, string(secret)))
	case len(secret) > 0:
		return append(all, nats.Token(string(secret)))
	}
	return all
}
