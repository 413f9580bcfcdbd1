package auth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/job"
	"foureyes/internal/mail"
)

const (
	// resetLife is how long a mailed link can be used.
	resetLife = time.Hour
	// resetPatience is how long a mail that was asked for may wait for the mail server.
	// Later nobody looks for it any more.
	resetPatience = time.Hour
)

// PasswordPage is where the portal lets the holder of a link choose a password; the
// token follows.
const PasswordPage = "/portal#password="

// Handlers does the jobs that Ask saves.
func (r *Resets) Handlers() map[string]job.Handler {
	return map[string]job.Handler{MailPasswordLinkKind: r.mail}
}

// mail mails a link to the person who has the address that somebody typed; if there is
// nobody whom a link could help, it does nothing. Each attempt makes a link of its own:
// only a hash of one is kept.
func (r *Resets) mail(ctx context.Context, payload string, now time.Time) error {
	a, err := r.open(payload)
	if err != nil || now.Sub(a.AskedAt) > resetPatience {
		return err
	}
	if !r.Offered() {
		return errors.New("no mail server is set")
	}
	person, err := r.sessions.people.ByEmail(ctx, a.Email)
	if err != nil {
		return unlessNobody(err)
	}
	token, err := r.sessions.PasswordLink(ctx, person.ID, now.Add(resetLife), now)
	if err != nil {
		return unlessNobody(err)
	}
	id, err := newID(now)
	if err != nil {
		return err
	}
	return r.mailer.Send(ctx, person.Email, id, resetMessage(person, r.public+PasswordPage+token), now)
}

func (r *Resets) open(payload string) (a asking, err error) {
	sealed, ok := decodeToken(payload)
	if !ok {
		return a, errors.New("what was asked for is damaged")
	}
	text, err := r.sealing.Open(askingOwner, sealed)
	if err == nil {
		err = json.Unmarshal(text, &a)
	}
	if err != nil {
		return a, fmt.Errorf("open what was asked for: %w", err)
	}
	return a, nil
}

// unlessNobody forgets that there is no such person, that they are disabled, or that
// their provider alone lets them in.
func unlessNobody(err error) error {
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.InUse) {
		return nil
	}
	return err
}

// resetMessage is what the mail says.
func resetMessage(p Person, link string) mail.Message {
	return mail.Message{
		Subject: "Choose a new password",
		Lines: []string{
			"Hello " + p.Name + ",",
			"Somebody, hopefully you, has asked for a new password for " + p.Email + " at Foureyes.",
			"The link below lets you choose one. It works once, for an hour.",
			"If it was not you, there is nothing to do: your password stays as it is.",
		},
		Link: link, LinkText: "Choose a new password",
	}
}
