package doctor

import (
	"context"
	"net"
)

const checkMail = "mail"

// mail asks whether the mail servers can be reached.
func (e *examination) mail(ctx context.Context) {
	some := e.mailer(ctx)
	if !e.running || e.MailServers == nil {
		e.add(checkMail, Skipped, "mail servers of event targets are asked for only while the server runs", "")
		return
	}
	servers, err := e.MailServers(ctx)
	if err != nil {
		e.add(checkMail, Skipped, err.Error(), "")
		return
	}
	if len(servers) == 0 && !some {
		e.add(checkMail, Skipped, "no event target sends mail, and no --mail-url is set", "")
	}
	for _, address := range servers {
		conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
		if err != nil {
			e.add(checkMail, Failure, err.Error(), "Is the mail server there, and does a firewall let us out? foureyes event-target test sends a mail to a target.")
			continue
		}
		_ = conn.Close() // nothing was said
		e.good(checkMail, address+" answers")
	}
}

// mailer signs in to the server of --mail-url, and sends nothing. It tells whether there is
// one.
func (e *examination) mailer(ctx context.Context) bool {
	m, err := e.Settings.Mailer()
	if err != nil || m == nil { // settings tells of a mistake in it
		return false
	}
	if err := m.Try(ctx); err != nil {
		e.add("--mail-url", Failure, m.Address()+": "+err.Error(), "Is it a mail server, does a firewall let us out, and are name and password right? smtps:// has TLS from the first byte, smtp:// STARTTLS.")
	} else {
		e.good("--mail-url", m.Address()+" lets us send mail")
	}
	return true
}
