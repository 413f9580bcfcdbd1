package signin

import (
	"net/http"

	"foureyes/internal/auth"
	"foureyes/internal/aws"
	"foureyes/internal/fault"
	"foureyes/internal/oidc"
)

// logout ends the session that a browser has, and sends it to the provider of its
// workforce to end that one too. It is also where the provider sends it back to: then
// there is no session, and the portal comes.
func (d *Door) logout(w http.ResponseWriter, r *http.Request) {
	_, now := aws.RequestFrom(r.Context())
	token := auth.FromRequest(r, d.p.Secure)
	s, err := d.p.Sessions.FindAny(r.Context(), token, now)
	if err != nil && !fault.Is(err, fault.Unauthenticated) {
		d.refuse(w, r, err)
		return
	}
	to := portalPath
	if err == nil {
		to, err = d.leave(r, s)
		if err == nil {
			err = d.p.Sessions.SignOut(r.Context(), token)
		}
		if err != nil {
			d.refuse(w, r, err)
			return
		}
	}
	gone := auth.NoCookie(d.p.Secure)
	http.SetCookie(w, &gone)
	d.redirect(w, r, to)
}

// leave tells where somebody goes who signs out: to the provider of their workforce, if
// it has one.
func (d *Door) leave(r *http.Request, s auth.Session) (string, error) {
	id, err := d.p.Sessions.IdentityOf(r.Context(), s.Person.ID)
	if err != nil {
		return portalPath, ignore(err, fault.NotFound)
	}
	f, err := d.p.Workforces.ProvidedByID(r.Context(), id.WorkforceID)
	if err != nil {
		return portalPath, ignore(err, fault.NotFound)
	}
	return oidc.LogoutURL(*f.OIDC, d.p.PublicURL+logoutPath)
}

func ignore(err error, kind fault.Kind) error {
	if fault.Is(err, kind) {
		return nil
	}
	return err
}
