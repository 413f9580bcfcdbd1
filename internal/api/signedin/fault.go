package signedin

import (
	"net/http"

	"foureyes/internal/aws"
	"foureyes/internal/fault"
)

// unknown is the refusal of who is not signed in: 401, so that a page can tell it
// from what is merely not allowed.
func unknown(err error) error {
	if !fault.Is(err, fault.Unauthenticated) {
		return err
	}
	f := aws.MissingAuthenticationToken()
	f.Status, f.Message = http.StatusUnauthorized, fault.Of(err).Message
	return f
}
