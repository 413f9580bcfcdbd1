package sigv2

import (
	"net/http"
	"strings"
	"unicode"

	"foureyes/internal/aws"
)

// carried gives the headers in a query. Signers put there what they signed of the
// headers, since whoever gets only the URL knows nothing of them. Names and values
// that no signer writes are refused: what is signed has a line for each header, and
// one with a line break or a colon inside would read as others. In capitals a name
// would not be signed, and yet be read by those who do not care about case.
func carried(query []parameter) (map[string]string, error) {
	headers := map[string]string{}
	for _, p := range query {
		if !strings.HasPrefix(strings.ToLower(p.name), amzPrefix) && p.name != "content-type" && p.name != "content-md5" {
			continue
		}
		if strings.Trim(p.name, nameCharacters) != "" || strings.ContainsFunc(p.value, unicode.IsControl) {
			return nil, aws.IncompleteSignature("The query string holds a header that cannot be signed.")
		}
		if before, twice := headers[p.name]; twice {
			headers[p.name] = before + "," + p.value
		} else {
			headers[p.name] = p.value
		}
	}
	return headers, nil
}

// nameCharacters are those of header names as they are signed.
const nameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789-_."

// Headers gives the headers of a request as they count: those that were sent, and
// those that the URL carries and that were not sent. All of them that matter are
// in what Verify checks, so after it they may be trusted. h itself stays as it is.
func (s *Signature) Headers(h http.Header) http.Header {
	if len(s.headers) == 0 {
		return h
	}
	all := h.Clone()
	if all == nil {
		all = http.Header{}
	}
	for name, value := range s.headers {
		if len(all.Values(name)) == 0 {
			all.Set(name, value)
		}
	}
	return all
}
