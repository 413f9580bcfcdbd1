package doctor_test

import (
	"io"
	"testing"

	"github.com/emersion/go-smtp"

	"foureyes/internal/doctor"
)

// nobody is a mail server that lets everybody in and takes no mail.
type nobody struct{}

func (nobody) NewSession(*smtp.Conn) (smtp.Session, error) { return nobody{}, nil }

func (nobody) Reset()                               {}
func (nobody) Logout() error                        { return nil }
func (nobody) Mail(string, *smtp.MailOptions) error { return smtp.ErrAuthRequired }
func (nobody) Rcpt(string, *smtp.RcptOptions) error { return smtp.ErrAuthRequired }
func (nobody) Data(io.Reader) error                 { return smtp.ErrAuthRequired }

func TestMailServerIsGreetedAlsoBeforeTheFirstStart(t *testing.T) {
	l := taken(t)
	server := smtp.NewServer(nobody{})
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
	c := fresh(t)
	c.MailURL = "smtp://" + l.Addr().String() + "?from=reviews@example.org&plain=true"
	expect(t, examine(t, c), "--mail-url", doctor.Good, l.Addr().String()+" lets us send mail")
	c.MailURL = "smtp://reviews:hidden@" + l.Addr().String() + "?from=reviews@example.org"
	expect(t, examine(t, c), "--mail-url", doctor.Failure, "offers no STARTTLS")
	c.MailURL = "smtp://" + serving(t, "ready") + "?from=reviews@example.org&plain=true"
	expect(t, examine(t, c), "--mail-url", doctor.Failure, "greet the mail server")
	c.MailURL = "smtp://" + closed + "?from=reviews@example.org&plain=true"
	expect(t, examine(t, c), "--mail-url", doctor.Failure, "refused")
}

func TestCollectorOfTraces(t *testing.T) {
	c := fresh(t)
	if _, told := examine(t, c)["--traces-url"]; told {
		t.Error("there is none")
	}
	c.TracesURL = "http://" + serving(t, "ready")
	expect(t, examine(t, c), "--traces-url", doctor.Good, "answers")
	c.TracesURL = "http://" + closed
	expect(t, examine(t, c), "--traces-url", doctor.Warning, "refused")
}
