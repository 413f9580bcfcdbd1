package aws

import (
	"net/http"
	"strings"
)

// exposed is the header that says what scripts of pages may read.
const exposed = "Access-Control-Expose-Headers"

// allowOrigins lets scripts of any page read an answer, as Amazon does: only
// who can sign gets one, and cookies play no part.
func allowOrigins(h http.Header) {
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set(exposed, "x-amzn-errortype,x-amzn-requestid")
}

// Preflight answers a browser that asks whether a script may call.
func Preflight(w http.ResponseWriter, methods ...string) {
	h := w.Header()
	allowOrigins(h)
	h.Set("Access-Control-Allow-Methods", strings.Join(methods, ","))
	// The star does not cover Authorization.
	h.Set("Access-Control-Allow-Headers", "*,authorization")
	h.Set("Access-Control-Max-Age", "86400")
	w.WriteHeader(http.StatusNoContent)
}
