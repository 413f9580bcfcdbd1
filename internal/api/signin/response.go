package signin

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"foureyes/internal/audit"
	"foureyes/internal/auth"
	"foureyes/internal/aws"
	"foureyes/internal/fault"
	"foureyes/internal/oidc"
	"foureyes/internal/workforce"
)

// respond takes a provider's answer: with a code that is good, the browser is signed
// in.
func (d *Door) respond(w http.ResponseWriter, r *http.Request) {
	id, now := aws.RequestFrom(r.Context())
	r = r.WithContext(audit.Begin(r.Context(), audit.Entry{
		At: now, RequestID: id, Action: "foureyes:SignIn", Resource: "session", SourceIP: auth.SourceIP(r),
	}))
	gone := auth.NoAttemptCookie(d.p.Secure)
	http.SetCookie(w, &gone)
	token, session, to, err := d.arrive(r)
	if err != nil {
		d.refuse(w, r, err)
		return
	}
	cookie := auth.Cookie(token, session.ExpiresAt, d.p.Secure)
	http.SetCookie(w, &cookie)
	d.redirect(w, r, to)
}

// arrive trades an answer for a session, and tells where to go with it.
func (d *Door) arrive(r *http.Request) (token string, session auth.Session, to string, err error) {
	_, now := aws.RequestFrom(r.Context())
	q := r.URL.Query()
	attempt, err := d.p.Keys.AttemptFrom(r, q.Get("state"), d.p.Secure, now)
	if err != nil {
		return "", auth.Session{}, "", err
	}
	if err := d.p.Sessions.Spend(r.Context(), attempt, now); err != nil {
		return "", auth.Session{}, "", err
	}
	f, err := d.provided(r, attempt.Workforce)
	if err != nil {
		return "", auth.Session{}, "", err
	}
	if q.Get("code") == "" {
		return "", auth.Session{}, "", refusal(q.Get("error"))
	}
	claims, err := d.redeem(r.Context(), f, attempt, q.Get("code"))
	if err != nil {
		return "", auth.Session{}, "", err
	}
	token, session, err = d.p.Sessions.Arrive(r.Context(), auth.Arrival{
		Identity: auth.Identity{WorkforceID: f.ID, Issuer: f.OIDC.Issuer, Subject: claims.Subject},
		Account:  f.Account, Region: f.Region, Name: claims.Name, Email: claims.Email, Groups: claims.Groups,
	}, origin(r), d.p.Now())
	return token, session, attempt.To, err
}

func (d *Door) redeem(ctx context.Context, f workforce.Workforce, a auth.Attempt, code string) (oidc.Claims, error) {
	client, err := d.client(f)
	if err != nil {
		return oidc.Claims{}, err
	}
	claims, err := client.Redeem(ctx, oidc.Attempt{State: a.State, Nonce: a.Nonce, Verifier: a.Verifier}, code, d.p.Now())
	if err != nil && fault.Of(err).Kind == fault.Internal {
		err = unanswered{err}
	}
	return claims, err
}

// refusal is what a provider answers in the place of a code (RFC 6749, section 4.1.2.1).
func refusal(code string) error {
	if code == "access_denied" {
		return fault.New(fault.Denied, oidc.Subject, "The identity provider did not let you in.")
	}
	if len(code) > 80 || code == "" {
		code = "no code"
	}
	return fault.New(fault.Denied, oidc.Subject, "The identity provider answered with an error: %s.", code)
}

// unanswered is a provider that cannot be asked, or makes no sense.
type unanswered struct{ cause error }

// Error tells what was tried.
func (u unanswered) Error() string { return fmt.Sprintf("the identity provider: %v", u.cause) }

// refuse shows why somebody is not let in, and where to try again.
func (d *Door) refuse(w http.ResponseWriter, r *http.Request, err error) {
	id, _ := aws.RequestFrom(r.Context())
	n := notice{Title: "You are not signed in", Link: portalPath, Label: "Back to the portal"}
	status, known := statuses[fault.Of(err).Kind]
	switch _, silent := err.(unanswered); { //nolint:errorlint // made by redeem and handed on as it is
	case known && !silent:
		n.Text = fault.Of(err).Message
		d.p.Log.InfoContext(r.Context(), "somebody was not let in", "request_id", id, "error", err)
	case silent:
		status, n.Text = http.StatusBadGateway, "The identity provider of your workforce does not answer as it should. Try again in a while. Request "+id+"."
		d.p.Log.WarnContext(r.Context(), "a sign-in failed at the provider", "request_id", id, "error", err)
	default:
		status, n.Text = http.StatusInternalServerError, "Something went wrong on the server. Try again in a while. Request "+id+"."
		d.p.Log.ErrorContext(r.Context(), "a sign-in failed", "request_id", id, "error", err)
	}
	d.p.Gate.Leave(r.Context(), strconv.Itoa(status))
	n.send(w, status)
}
