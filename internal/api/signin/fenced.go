package signin

import (
	"net/http"

	"foureyes/internal/auth"
	"foureyes/internal/aws"
)

// Fenced puts the address ranges of workforces before the portal's page: to who is
// signed in and may not work from where they are, it is not there.
func (d *Door) Fenced(portal http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if d.barred(r) {
			notice{
				Title: "Not found", Text: "Your workforce cannot be reached from the network address " + auth.SourceIP(r) + ".",
			}.send(w, http.StatusNotFound)
			return
		}
		portal.ServeHTTP(w, r)
	}
}

// barred tells whether all workforces of whoever is signed in bar their address. The
// page itself has nothing that could be kept from anybody, so when that cannot be
// told it is shown, and the worker API tells why.
func (d *Door) barred(r *http.Request) bool {
	_, now := aws.RequestFrom(r.Context())
	s, err := d.p.Sessions.FindAny(r.Context(), auth.FromRequest(r, d.p.Secure), now)
	if err != nil {
		return false
	}
	f, err := d.p.Workforces.Fence(r.Context(), s.Person.ID, auth.SourceIP(r))
	return err == nil && f.Whole
}
