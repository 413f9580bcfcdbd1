// Package signedin opens the doors of AWS's APIs to people who are signed in:
// /api/v1/aws/{account}/{region}/ takes the same requests and gives the same answers
// as the one port does for programs, with the session's cookie or bearer token in the
// place of a signature. So the console does nothing that a program could not do, and
// what an operation checks is written once.
//
// It owns who the caller is and for which account and region they speak. What they
// may do there is asked of their roles by the gate of each door; the operations are
// the doors' own.
package signedin

import (
	"net/http"
	"regexp"
	"strings"

	"foureyes/internal/auth"
	"foureyes/internal/aws"
)

// Path is where the doors stand, with account and region to follow.
const Path = "/api/v1/aws/"

// Doors are the handlers that authenticate with Authenticate.
type Doors struct {
	// Targets take what X-Amz-Target names, by what stands before its dot; Runtime
	// the paths below /human-loops.
	Targets map[string]http.Handler
	Runtime http.Handler
}

// Mount puts the doors on a mux.
func Mount(mux *http.ServeMux, d Doors) {
	mux.HandleFunc(Path+"{account}/{region}/", func(w http.ResponseWriter, r *http.Request) {
		rest := strings.TrimPrefix(r.URL.Path, Path+r.PathValue("account")+"/"+r.PathValue("region"))
		door := d.pick(r, rest)
		inner := r.Clone(r.Context())
		inner.SetPathValue("account", r.PathValue("account"))
		inner.SetPathValue("region", r.PathValue("region"))
		inner.URL.Path, inner.URL.RawPath = rest, ""
		door.ServeHTTP(w, inner)
	})
}

func (d Doors) pick(r *http.Request, rest string) http.Handler {
	if strings.HasPrefix(rest, "/human-loops") {
		return d.Runtime
	}
	service, _, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if door, known := d.Targets[service]; known {
		return door
	}
	return http.NotFoundHandler()
}

var (
	accountPattern = regexp.MustCompile(`^[0-9]{12}$`)
	regionPattern  = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)
)

// Authenticator names the person behind a request by their session.
type Authenticator struct {
	Sessions *auth.Sessions
	// Secure tells that people reach us over TLS.
	Secure bool
}

// Authenticate finds the session of a request that came through Mount and reads its
// body. A refusal is an *aws.Fault.
func (a Authenticator) Authenticate(r *http.Request) (aws.Call, []byte, error) {
	id, now := aws.RequestFrom(r.Context())
	account, region := r.PathValue("account"), r.PathValue("region")
	if !accountPattern.MatchString(account) || !regionPattern.MatchString(region) {
		return aws.Call{}, nil, aws.AccessDenied("The address has no account of 12 digits and region: " + Path + "{account}/{region}/.")
	}
	s, err := a.Sessions.Find(r.Context(), auth.FromRequest(r, a.Secure), now)
	if err != nil {
		return aws.Call{}, nil, unknown(err)
	}
	sent, err := aws.ReadBody(r)
	if err != nil {
		return aws.Call{}, nil, err
	}
	body, err := aws.PlainBody(r, sent)
	if err != nil {
		return aws.Call{}, nil, err
	}
	return aws.Call{
		RequestID: id, Time: now, Region: region, Account: account, SourceIP: auth.SourceIP(r),
		Principal: auth.PersonARN(account, s.Person), PersonID: s.Person.ID, Administrator: s.Person.Administrator,
	}, body, nil
}
