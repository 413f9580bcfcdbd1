package auth

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/fault"
	"foureyes/internal/job"
	"foureyes/internal/mail"
)

// MailPasswordLinkKind is the job that mails a link to somebody who has forgotten
// their password. It waits for a mail server, so it runs with deliveries of events.
const MailPasswordLinkKind = "mail-password-link"

// How often a link can be asked for within failureWindow: from one network address, and
// for one e-mail address from anywhere.
const (
	asksFromAddress = failureLimit
	asksForEmail    = 3
)

// Mailer sends mail.
type Mailer interface {
	// Send mails a message to one address; id tells it from all other mails.
	Send(ctx context.Context, to, id string, m mail.Message, now time.Time) error
}

// ResetQueue keeps the jobs of MailPasswordLinkKind.
type ResetQueue interface {
	// SaveDeliveries saves jobs; one that waits already becomes due anew.
	SaveDeliveries(ctx context.Context, rows []job.Row) error
}

// Resets lets people who have forgotten their passwords choose new ones, by links
// that are mailed to them. They are safe for concurrent use.
type Resets struct {
	sessions *Sessions
	queue    ResetQueue
	sealing  Sealing
	mailer   Mailer // nil where no mail is sent
	public   string
}

// NewResets makes Resets with links to the portal under a public URL, without a slash
// at its end. Without a mailer nothing can be asked for.
func NewResets(sessions *Sessions, queue ResetQueue, sealing Sealing, mailer Mailer, public string) *Resets {
	return &Resets{sessions: sessions, queue: queue, sealing: sealing, mailer: mailer, public: public}
}

// Offered tells whether links can be asked for.
func (r *Resets) Offered() bool { return r.mailer != nil }

// asking is the payload of a job of MailPasswordLinkKind, sealed: what is typed as an
// address is sometimes a password. Whose the address is, is found out when the mail is
// sent, and the link is made then.
type asking struct {
	Email   string    `json:"email"`
	AskedAt time.Time `json:"askedAt"`
}

const askingOwner = "forgotten password"

// Ask lets a link be mailed to whoever has an e-mail address, asked from a network
// address. It does the same for an address that nobody has, so it tells nothing of who
// there is. Too many for one e-mail address are dropped without a word; too many from
// one network address are fault.Throttled.
func (r *Resets) Ask(ctx context.Context, email, addr string, now time.Time) error {
	if !r.Offered() {
		return fault.New(fault.NotFound, SubjectPerson, "This server sends no mail. Ask an operator for a link to choose a new password.")
	}
	email, err := checkEmail(email)
	if err != nil {
		return err
	}
	few, err := r.count(ctx, newFailure("\x00"+askingOwner, addr, now), asksFromAddress, now)
	if err == nil && !few {
		err = fault.New(fault.Throttled, SubjectPerson, "Too many new passwords were asked for from your network address. Try again in a quarter of an hour.")
	}
	if err != nil {
		return err
	}
	byEmail := newFailure("\x00"+askingOwner+" of "+email, "", now)
	byEmail.Email = hashEmail(email) // which unlocking forgets too
	if few, err = r.count(ctx, byEmail, asksForEmail, now); err != nil || !few {
		return err
	}
	if err := r.queue.SaveDeliveries(ctx, []job.Row{r.job(email, now)}); err != nil {
		return fmt.Errorf("save that a link is to be mailed: %w", err)
	}
	return nil
}

// count counts one more of something, and tells whether there were fewer than limit.
// They are kept where failed sign-ins are, so that a start forgets none.
func (r *Resets) count(ctx context.Context, f FailureRow, limit int, now time.Time) (bool, error) {
	store := r.sessions.store
	earlier, err := store.Failures(ctx, f.Key, now)
	if err != nil {
		return false, fmt.Errorf("read how often it was asked for: %w", err)
	}
	if earlier.Count >= limit {
		return false, nil
	}
	if err := store.AddFailure(audit.Aside(ctx), f, now); err != nil {
		return false, fmt.Errorf("count how often it was asked for: %w", err)
	}
	return true, nil
}

// job is one for each address: who asks again before the mail is sent gets one mail.
func (r *Resets) job(email string, now time.Time) job.Row {
	text, _ := json.Marshal(asking{Email: email, AskedAt: now}) // a text and a time do not fail
	name := sha256.Sum256([]byte(askingOwner + " of " + email))
	return job.Row{
		ID: MailPasswordLinkKind + ":" + hex.EncodeToString(name[:]), Kind: MailPasswordLinkKind,
		Payload: base64.RawURLEncoding.EncodeToString(r.sealing.Seal(askingOwner, text)), DueAt: now, CreatedAt: now,
	}
}
