package mail_test

import (
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"foureyes/internal/mail"
)

func TestMailersThatCannotWorkAreRefused(t *testing.T) {
	for _, good := range []string{
		"smtp://mail.example?from=a@b", "smtps://user:x@mail.example:465?from=Foureyes%20<a@b>", "smtp://user:x@[::1]:25?from=a@b&plain=true",
	} {
		if _, err := mail.ParseMailer(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for bad, want := range map[string]string{
		"mail.example:587":                                 "is told by a URL",
		"smtp://:secret@[::1?from=a@b":                     "not of the form",
		"smtp://u:secret@mail.example/x?from=a@b":          "is told by a URL",
		"smtp://u:secret@mail.example":                     "the address that mail comes from",
		"smtp://u:secret@mail.example?from=a":              "the address that mail comes from",
		"smtp://u:secret@mail.example?from=a@b;c":          "cannot be read",
		"smtp://u:secret@mail.example?from=a@b&to=c":       `"to", which is neither from nor plain`,
		"smtp://u:secret@mail.example?from=a@b&plain=no":   `"no" is neither`,
		"smtp://u:secret@mail.example?from=a@b&plain=true": "only with TLS",
		"smtps://mail.example?from=a@b&plain=true":         "always with TLS",
		"smtp://u@mail.example?from=a@b":                   "password of the user",
		"smtp://:secret@mail.example?from=a@b":             "without a user",
	} {
		if _, err := mail.ParseMailer(bad); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v, want %s", bad, err, want)
		}
	}
}

// box is a mail server that keeps one mail.
type box struct{ mails chan string }

func (b box) NewSession(*smtp.Conn) (smtp.Session, error) { return b, nil }

func (box) Reset()        {}
func (box) Logout() error { return nil }

func (box) Mail(from string, _ *smtp.MailOptions) error {
	if from != "reviews@example.org" {
		return errors.New("who is that?")
	}
	return nil
}

func (box) Rcpt(to string, _ *smtp.RcptOptions) error {
	if to != "ann@example.org" {
		return errors.New("nobody here")
	}
	return nil
}

func (b box) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	b.mails <- strings.ReplaceAll(string(text), "\r\n", "\n")
	return err
}

func TestMailerSendsAMessage(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b := box{make(chan string, 1)}
	server := smtp.NewServer(b)
	served := make(chan struct{})
	go func() {
		defer close(served)
		_ = server.Serve(l) // it ends with the test
	}()
	t.Cleanup(func() {
		_ = server.Close()
		_ = l.Close() // Serve may not have begun, and then Close has not heard of it
		<-served
	})
	mailer, err := mail.ParseMailer("smtp://" + l.Addr().String() + "?from=Foureyes%20<reviews@example.org>&plain=true")
	if err != nil {
		t.Fatal(err)
	}
	m := mail.Message{Subject: "Grüße", Lines: []string{"Hello <Ann>,"}, Link: "https://review.example.org/portal#a", LinkText: "Open"}
	at := time.Date(2025, 2, 3, 4, 5, 6, 0, time.UTC)
	if err := mailer.Send(t.Context(), "ann@example.org", "1", m, at); err != nil {
		t.Fatal(err)
	}
	text := <-b.mails
	for _, want := range []string{
		"From: \"Foureyes\" <reviews@example.org>\n", "To: <ann@example.org>\n", "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\n", "Date: Mon, 03 Feb 2025 04:05:06 +0000\n",
		"Message-ID: <1@example.org>\n", "\nHello <Ann>,\n\nOpen: https://review.example.org/portal#a\n", "<p>Hello &lt;Ann&gt;,</p>",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if err := mailer.Send(t.Context(), "eve@example.org", "2", m, at); err == nil || !strings.Contains(err.Error(), "nobody here") {
		t.Error(err)
	}
	if err := mailer.Try(t.Context()); err != nil || len(b.mails) > 0 {
		t.Errorf("%v, and %d mails", err, len(b.mails))
	}
	safe, err := mail.ParseMailer("smtp://ann:secret@" + l.Addr().String() + "?from=reviews@example.org")
	if err != nil {
		t.Fatal(err)
	}
	if err := safe.Try(t.Context()); err == nil || !strings.Contains(err.Error(), "offers no STARTTLS") {
		t.Error(err)
	}
}
