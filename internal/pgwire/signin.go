package pgwire

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"sync"

	"github.com/jackc/pgx/v5/pgproto3"

	"foureyes/internal/pgwire/scram"
)

// start brings a connection to its session. Without one and without an error it was
// a cancellation.
func (c *conn) start() error {
	ctx, cancel := context.WithTimeout(c.ctx, c.config.SignInTimeout)
	defer cancel()
	// The server's end does not wait for those who have not even signed in.
	stop := context.AfterFunc(ctx, func() { _ = c.socket.Close() })
	defer stop()
	unwatch := c.closeOnStop()
	defer unwatch()
	h, binding, err := c.hello(ctx)
	if err != nil || h == nil {
		return err
	}
	if err := c.negotiate(h); err != nil {
		return err
	}
	c.in = pgproto3.NewBackend(c.input, nil)
	c.in.SetMaxBodyLen(maxStartup)
	if err := c.authenticate(ctx, h, binding); err != nil {
		return err
	}
	return c.open(h, unwatch)
}

// closeOnStop closes the socket when the server stops before sign-in. Once unwatch
// has returned, it does so no more.
func (c *conn) closeOnStop() (unwatch func()) {
	done, ended := make(chan struct{}), make(chan struct{})
	c.reading.Go(func() {
		defer close(ended)
		select {
		case <-c.server.stopping:
			_ = c.socket.Close()
		case <-done:
		}
	})
	return sync.OnceFunc(func() {
		close(done)
		<-ended
	})
}

// hello reads packets up to the startup packet: at most one request for each kind of
// encryption comes before it.
func (c *conn) hello(ctx context.Context) (h *hello, binding []byte, err error) {
	first, peeked, err := peek(c.net)
	if err != nil {
		return nil, nil, err
	}
	c.use(peeked)
	if first == tlsRecord && c.config.Certificate != nil {
		if binding, err = c.encrypt(ctx, true); err != nil {
			return nil, nil, err
		}
	}
	for range 3 {
		p, err := readPacket(c.net)
		if err != nil {
			return nil, nil, err
		}
		switch p.code {
		case codeSSL:
			if binding, err = c.answerSSL(ctx, binding); err != nil {
				return nil, nil, err
			}
		case codeGSS:
			if err := c.answerByte('N'); err != nil {
				return nil, nil, err
			}
		case codeCancel:
			if id, key, err := p.readCancel(); err == nil {
				c.server.cancel(id, key)
			}
			return nil, nil, nil // without a word, as it should be
		default:
			h, err := p.readHello()
			if err != nil {
				return nil, nil, err
			}
			h.Remote, h.TLS = c.socket.RemoteAddr(), c.encrypted
			return &h, binding, nil
		}
	}
	return nil, nil, refuseFatal(codeProtocol, "too many requests for encryption")
}

// answerSSL begins TLS if there is a certificate.
func (c *conn) answerSSL(ctx context.Context, binding []byte) ([]byte, error) {
	switch {
	case c.encrypted:
		return nil, refuseFatal(codeProtocol, "the connection is encrypted already")
	case c.config.Certificate == nil:
		return binding, c.answerByte('N')
	}
	if err := c.answerByte('S'); err != nil {
		return nil, err
	}
	return c.encrypt(ctx, false)
}

func (c *conn) encrypt(ctx context.Context, direct bool) ([]byte, error) {
	secure, binding, err := encrypt(ctx, c.net, c.config.Certificate, direct)
	if err != nil {
		return nil, err
	}
	c.use(secure)
	c.encrypted = true
	return binding, nil
}

func (c *conn) answerByte(b byte) error {
	c.out.buf = append(c.out.buf, b)
	return c.out.flush()
}

// negotiate tells a client that is newer than we are which version is spoken.
func (c *conn) negotiate(h *hello) error {
	if h.minor <= newestMinor && len(h.unknown) == 0 {
		return nil
	}
	h.minor = min(h.minor, newestMinor)
	return c.out.send(&pgproto3.NegotiateProtocolVersion{NewestMinorProtocol: uint32(3<<16 | h.minor), UnrecognizedOptions: h.unknown})
}

// authenticate lets the client prove that it knows the password. A user who does not
// exist goes through the same exchange.
func (c *conn) authenticate(ctx context.Context, h *hello, binding []byte) error {
	verifier, known, err := c.server.backend.Verifier(ctx, h.Startup)
	if err != nil {
		return err
	}
	mock := scram.Mock(c.config.MockKey, h.User)
	if !known {
		verifier = mock
	}
	err = c.exchange(verifier, binding)
	if errors.Is(err, scram.ErrProof) || err == nil && !known {
		c.server.backend.Failed(ctx, h.Startup)
		return refuseFatal(codePassword, "password authentication failed for user %q", h.User)
	}
	return err
}

// exchange is SASL (PostgreSQL documentation, SASL Authentication).
func (c *conn) exchange(verifier scram.Verifier, binding []byte) error {
	mechanisms := []string{scram.Mechanism}
	if binding != nil {
		mechanisms = []string{scram.MechanismPlus, scram.Mechanism}
	}
	answer, err := c.ask(&pgproto3.AuthenticationSASL{AuthMechanisms: mechanisms}, pgproto3.AuthTypeSASL)
	if err != nil {
		return err
	}
	first, ok := answer.(*pgproto3.SASLInitialResponse)
	if !ok {
		return errNotSASL(answer)
	}
	plus := first.AuthMechanism == scram.MechanismPlus
	if !plus && first.AuthMechanism != scram.Mechanism || plus && binding == nil {
		return refuseFatal(codeProtocol, "client selected an invalid SASL authentication mechanism")
	}
	e := scram.Exchange{Verifier: verifier, Nonce: newNonce(), Plus: plus, Binding: binding}
	challenge, err := e.First(first.Data)
	if err != nil {
		return malformed(err)
	}
	answer, err = c.ask(&pgproto3.AuthenticationSASLContinue{Data: challenge}, pgproto3.AuthTypeSASLContinue)
	if err != nil {
		return err
	}
	second, ok := answer.(*pgproto3.SASLResponse)
	if !ok {
		return errNotSASL(answer)
	}
	proof, err := e.Final(second.Data)
	if err != nil {
		return malformed(err)
	}
	return c.out.send(&pgproto3.AuthenticationSASLFinal{Data: proof})
}

// ask sends a message and waits for the answer to it.
func (c *conn) ask(m pgproto3.BackendMessage, kind uint32) (pgproto3.FrontendMessage, error) {
	if err := c.out.send(m); err != nil {
		return nil, err
	}
	if err := c.out.flush(); err != nil {
		return nil, err
	}
	if err := c.in.SetAuthType(kind); err != nil {
		return nil, fmt.Errorf("expect an answer of the client: %w", err)
	}
	return c.decode()
}

// malformed tells of a message that broke the protocol; a wrong password did not.
func malformed(err error) error {
	if errors.Is(err, scram.ErrProof) {
		return err
	}
	return refuseFatal(codeProtocol, "%v", err)
}

func errNotSASL(m pgproto3.FrontendMessage) error {
	if _, left := m.(*pgproto3.Terminate); left {
		return errLost
	}
	return refuseFatal(codeProtocol, "expected SASL response, got %T", m)
}

// newNonce makes 144 random bits in printable characters.
func newNonce() string {
	var b [18]byte
	_, _ = rand.Read(b[:]) // never fails
	return base64.StdEncoding.EncodeToString(b[:])
}

// open begins the session and greets the client.
func (c *conn) open(h *hello, unwatch func()) error {
	if err := c.out.send(&pgproto3.AuthenticationOk{}); err != nil {
		return err
	}
	if err := c.server.admit(c, h.User); err != nil {
		return err
	}
	session, err := c.server.backend.Open(c.ctx, h.Startup)
	if err != nil {
		return err
	}
	c.session = session
	c.in.SetMaxBodyLen(c.config.MaxMessage)
	// A client that was greeted is told when the server ends.
	unwatch()
	if err := c.greet(h); err != nil {
		return err
	}
	// From here on the socket is read ahead. What the decoder has read already is its.
	c.feed = newFeed(c.net, c.end, c.server.stopping)
	c.input.Reader = c.feed
	c.reading.Go(c.feed.run)
	return nil
}

// greet sends what every client is told at the beginning, and the key that lets it
// cancel queries.
func (c *conn) greet(h *hello) error {
	for _, s := range []Setting{
		{"application_name", h.Settings["application_name"]},
		{"client_encoding", h.encoding},
		{"DateStyle", "ISO, MDY"},
		{"default_transaction_read_only", "on"},
		{"in_hot_standby", "off"},
		{"integer_datetimes", "on"},
		{"IntervalStyle", "postgres"},
		{"is_superuser", "off"},
		{"server_encoding", "UTF8"},
		{"server_version", c.config.Version},
		{"session_authorization", h.User},
		{"standard_conforming_strings", "on"},
		{"TimeZone", "UTC"},
	} {
		if err := c.out.send(&pgproto3.ParameterStatus{Name: s.Name, Value: s.Value}); err != nil {
			return err
		}
	}
	if err := c.out.send(&pgproto3.BackendKeyData{ProcessID: c.id, SecretKey: c.newKey(h.minor)}); err != nil {
		return err
	}
	return c.ready()
}

// newKey makes the key of cancellations: long ones came with version 3.2.
func (c *conn) newKey(minor int) []byte {
	key := make([]byte, 4)
	if minor >= 2 {
		key = make([]byte, 32)
	}
	_, _ = rand.Read(key) // never fails
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	c.key = key
	return key
}
