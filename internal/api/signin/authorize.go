package signin

import (
	"net/http"

	"foureyes/internal/auth"
	"foureyes/internal/aws"
	"foureyes/internal/fault"
	"foureyes/internal/oidc"
	"foureyes/internal/workforce"
)

// authorize sends a browser to the provider of the workforce that it names.
func (d *Door) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	f, err := d.provided(r, q.Get("workforce"))
	if err != nil {
		d.refuse(w, r, err)
		return
	}
	client, err := d.client(f)
	if err != nil {
		d.refuse(w, r, err)
		return
	}
	_, now := aws.RequestFrom(r.Context())
	a := oidc.NewAttempt()
	cookie := d.p.Keys.AttemptCookie(auth.Attempt{
		Workforce: f.Address(), State: a.State, Nonce: a.Nonce, Verifier: a.Verifier,
		To: local(q.Get("to")), EndsAt: now.Add(auth.AttemptLife),
	}, d.p.Secure)
	http.SetCookie(w, &cookie)
	d.redirect(w, r, client.AuthorizationURL(a))
}

// provided finds a workforce with a provider that can be reached from where the
// browser is.
func (d *Door) provided(r *http.Request, address string) (workforce.Workforce, error) {
	f, err := d.p.Workforces.Provided(r.Context(), address)
	if err == nil && !f.Allows(auth.SourceIP(r)) {
		err = fault.New(fault.NotFound, fault.Workforce, "Your workforce cannot be reached from the network address %s.", auth.SourceIP(r))
	}
	return f, err
}

// redirect sends a browser on. Nothing of it may be kept, or told to where it goes.
func (d *Door) redirect(w http.ResponseWriter, r *http.Request, to string) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer")
	http.Redirect(w, r, to, http.StatusSeeOther)
}
