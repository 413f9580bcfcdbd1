package suite

import (
	"io"
	"net/http"
	"strings"
	"time"
)

// signatureCases are about who asks. AWS JSON answers 400, REST-JSON 403.
func signatureCases() []testCase {
	var all []testCase
	both := func(name string, check func(p *probe, r request)) { all = append(all, inBoth(name, check)...) }
	refuses := func(name, code string, change func(p *probe, r *request)) {
		both("refuses "+name, func(p *probe, r request) {
			change(p, &r)
			p.refuses(r, code)
		})
	}
	tampered := func(name string, tamper func(*http.Request)) {
		refuses(name, "InvalidSignatureException", func(_ *probe, r *request) { r.tamper = tamper })
	}
	refuses("no signature", "MissingAuthenticationTokenException", func(_ *probe, r *request) { r.unsigned = true })
	refuses("an unknown key", "UnrecognizedClientException", func(p *probe, r *request) {
		r.key = &Credentials{AccessKeyID: "AKIA" + strings.ToUpper(p.token()), SecretAccessKey: "x"}
	})
	refuses("another secret", "InvalidSignatureException", func(p *probe, r *request) {
		r.key = &Credentials{AccessKeyID: p.Credentials.AccessKeyID, SecretAccessKey: "not it", SessionToken: p.Credentials.SessionToken}
	})
	refuses("a session token that nobody gave", "UnrecognizedClientException", func(p *probe, r *request) {
		r.key = &Credentials{AccessKeyID: p.Credentials.AccessKeyID, SecretAccessKey: p.Credentials.SecretAccessKey, SessionToken: "made up"}
	})
	refuses("a signature of ten minutes ago", "InvalidSignatureException", func(_ *probe, r *request) { r.skew = -10 * time.Minute })
	refuses("a signature of ten minutes ahead", "InvalidSignatureException", func(_ *probe, r *request) { r.skew = 10 * time.Minute })
	both("takes a clock that is four minutes wrong", func(p *probe, r request) {
		r.skew = -4 * time.Minute
		p.understood(r)
		r.skew = 4 * time.Minute
		p.understood(r)
	})
	tampered("another path than was signed", func(h *http.Request) {
		if h.URL.Path != "/" { // of REST-JSON, where the path must stay one that there is
			h.Method, h.URL.Path = http.MethodGet, "/human-loops/other"
			return
		}
		h.URL.Path = "/other"
	})
	tampered("another query than was signed", func(h *http.Request) { h.URL.RawQuery = "a=1" })
	tampered("another host than was signed", func(h *http.Request) { h.Host = "elsewhere.example.org" })
	tampered("another date than was signed", func(h *http.Request) {
		t, err := time.Parse(stamp, h.Header.Get("X-Amz-Date"))
		if err == nil {
			h.Header.Set("X-Amz-Date", t.Add(time.Second).Format(stamp))
		}
	})
	tampered("another header than was signed", func(h *http.Request) { h.Header.Set("Content-Type", h.Header.Get("Content-Type")+"; charset=utf-8") })
	tampered("a signature that is cut", func(h *http.Request) {
		h.Header.Set("Authorization", strings.TrimRight(h.Header.Get("Authorization")[:len(h.Header.Get("Authorization"))-1], " "))
	})
	tampered("a signature in capitals", func(h *http.Request) {
		head, tail, _ := strings.Cut(h.Header.Get("Authorization"), "Signature=")
		h.Header.Set("Authorization", head+"Signature="+strings.ToUpper(tail)+"F")
	})
	tampered("an x-amz header that was not signed", func(h *http.Request) { h.Header.Set("X-Amz-Meta-Extra", "x") })
	both("takes headers that were not signed", func(p *probe, r request) {
		r.tamper = func(h *http.Request) { h.Header.Set("X-Forwarded-For", "192.0.2.1") }
		p.understood(r)
	})
	refuses("another body than was signed", "InvalidSignatureException", func(_ *probe, r *request) {
		r.tamper = func(h *http.Request) {
			h.Body, h.ContentLength = io.NopCloser(strings.NewReader("{}")), 2
		}
	})
	refuses("a header without its parts", "IncompleteSignatureException", func(_ *probe, r *request) {
		r.tamper = func(h *http.Request) {
			head, _, _ := strings.Cut(h.Header.Get("Authorization"), ", SignedHeaders=")
			h.Header.Set("Authorization", head)
		}
	})
	refuses("a scope of another day", "IncompleteSignatureException", func(_ *probe, r *request) {
		r.tamper = func(h *http.Request) {
			day := h.Header.Get("X-Amz-Date")[:8]
			h.Header.Set("Authorization", strings.Replace(h.Header.Get("Authorization"), "/"+day+"/", "/20010101/", 1))
		}
	})
	refuses("a signature without a date", "IncompleteSignatureException", func(_ *probe, r *request) {
		r.tamper = func(h *http.Request) { h.Header.Del("X-Amz-Date") }
	})
	return all
}
