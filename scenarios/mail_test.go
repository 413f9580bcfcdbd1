package scenarios

import (
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
	"github.com/rogpeppe/go-internal/testscript"
)

// post is a mail server of the requester's:
//
//	post start        $POST is its URL with the user reviews, $MAIL that of a mailer
//	post read COUNT   so many mails, once they are there
func post(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: post start | read COUNT")
	}
	s := storyOf(ts)
	switch args[0] {
	case "start":
		s.post = &office{mails: make(chan string, 100)}
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		ts.Check(err)
		mailServer := smtp.NewServer(s.post)
		mailServer.AllowInsecureAuth = true // it never leaves the machine
		go func() { _ = mailServer.Serve(listener) }()
		ts.Defer(func() { _ = mailServer.Close() })
		ts.Setenv("POST", "smtp://reviews@"+listener.Addr().String())
		ts.Setenv("MAIL", "smtp://reviews:mail%20password@"+listener.Addr().String()+"?from=reviews@example.org&plain=true")
	case "read":
		for range number(ts, args[1]) {
			select {
			case m := <-s.post.mails:
				_, _ = fmt.Fprint(ts.Stdout(), m)
			case <-time.After(patience):
				ts.Fatalf("no mail came")
			}
		}
	default:
		ts.Fatalf("post %s: no such word", args[0])
	}
}

// office is where mail arrives.
type office struct{ mails chan string }

// NewSession begins a conversation.
func (o *office) NewSession(*smtp.Conn) (smtp.Session, error) { return &conversation{office: o}, nil }

type conversation struct {
	office   *office
	signedIn bool
	to       []string
}

// AuthMechanisms lists the ways to sign in.
func (*conversation) AuthMechanisms() []string { return []string{sasl.Plain} }

// Auth knows one user.
func (c *conversation) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "reviews" || password != "mail password" {
			return errors.New("wrong user or password")
		}
		c.signedIn = true
		return nil
	}), nil
}

// Reset forgets the mail.
func (c *conversation) Reset() { c.to = nil }

// Logout ends the conversation.
func (*conversation) Logout() error { return nil }

// Mail begins a mail.
func (c *conversation) Mail(string, *smtp.MailOptions) error {
	if !c.signedIn {
		return smtp.ErrAuthRequired
	}
	return nil
}

// Rcpt takes a recipient.
func (c *conversation) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.to = append(c.to, to)
	return nil
}

// Data takes the mail.
func (c *conversation) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err == nil {
		c.office.mails <- "for " + strings.Join(c.to, " ") + "\n" + strings.ReplaceAll(string(text), "\r\n", "\n")
	}
	return err
}
