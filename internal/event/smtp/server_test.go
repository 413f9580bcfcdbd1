package smtp

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	gosmtp "github.com/emersion/go-smtp"
)

// post is a mail server for tests.
type post struct {
	*gosmtp.Server

	address string
	roots   *x509.CertPool
	login   bool // AUTH LOGIN instead of PLAIN
	user    string
	refuse  map[string]*gosmtp.SMTPError // by recipient; "data" for the mail

	mu    sync.Mutex
	mails []received
}

// received is one mail that was taken.
type received struct {
	from string
	to   []string
	text string
}

// open starts a mail server, with TLS from the first byte when implicit.
func open(t *testing.T, implicit bool, changes ...func(*post)) *post {
	t.Helper()
	certified := httptest.NewTLSServer(nil) // only its certificate is of use
	defer certified.Close()
	p := &post{roots: x509.NewCertPool(), refuse: map[string]*gosmtp.SMTPError{}}
	p.roots.AddCert(certified.Certificate())
	p.Server = gosmtp.NewServer(p)
	p.Domain, p.ErrorLog = "mail.example", silent{}
	p.TLSConfig = &tls.Config{Certificates: certified.TLS.Certificates, MinVersion: tls.VersionTLS12}
	for _, c := range changes {
		c(p)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.address = l.Addr().String()
	if implicit {
		l = tls.NewListener(l, p.TLSConfig)
	}
	served := make(chan error, 1)
	go func() { served <- p.Serve(l) }()
	t.Cleanup(func() {
		_ = p.Close()
		_ = l.Close() // Serve may not have begun, and then Close has not heard of it
		if err := <-served; err != nil && !errors.Is(err, gosmtp.ErrServerClosed) {
			t.Error(err)
		}
	})
	return p
}

type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

// NewSession begins a conversation.
func (p *post) NewSession(c *gosmtp.Conn) (gosmtp.Session, error) {
	if !strings.HasPrefix(c.Hostname(), "[127.0.0.1]") {
		return nil, errors.New("who is " + c.Hostname() + "?")
	}
	return &conversation{post: p}, nil
}

func (p *post) got() []received {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]received(nil), p.mails...)
}

type conversation struct {
	post *post
	user string
	mail received
}

// AuthMechanisms lists the ways to sign in.
func (c *conversation) AuthMechanisms() []string {
	if c.post.login {
		return []string{"LOGIN"}
	}
	return []string{sasl.Plain}
}

// Auth knows one user.
func (c *conversation) Auth(mechanism string) (sasl.Server, error) {
	check := func(user, password string) error {
		if user != "reviews" || password != "right" {
			return errors.New("no")
		}
		c.user = user
		return nil
	}
	if mechanism == "LOGIN" {
		return &loginServer{check: check}, nil
	}
	return sasl.NewPlainServer(func(_, user, password string) error { return check(user, password) }), nil
}

// loginServer is the other side of AUTH LOGIN, which the library leaves out.
type loginServer struct {
	check func(user, password string) error
	step  int
	user  string
}

// Next asks for a name, then for a password.
func (l *loginServer) Next(answer []byte) (challenge []byte, done bool, err error) {
	l.step++
	switch l.step {
	case 1:
		return []byte("Username:"), false, nil
	case 2:
		l.user = string(answer)
		return []byte("Password:"), false, nil
	}
	return nil, true, l.check(l.user, string(answer))
}

// Reset forgets the mail.
func (c *conversation) Reset() { c.mail = received{} }

// Logout ends the conversation.
func (c *conversation) Logout() error { return nil }

// Mail begins a mail.
func (c *conversation) Mail(from string, _ *gosmtp.MailOptions) error {
	if c.user != c.post.user {
		return gosmtp.ErrAuthRequired
	}
	c.mail.from = from
	return nil
}

// Rcpt takes a recipient.
func (c *conversation) Rcpt(to string, _ *gosmtp.RcptOptions) error {
	if e := c.post.refuse[to]; e != nil {
		return e
	}
	c.mail.to = append(c.mail.to, to)
	return nil
}

// Data takes the mail.
func (c *conversation) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if e := c.post.refuse["data"]; e != nil {
		return e
	}
	c.mail.text = string(text)
	c.post.mu.Lock()
	defer c.post.mu.Unlock()
	c.post.mails = append(c.post.mails, c.mail)
	return nil
}
