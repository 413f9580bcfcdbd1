package auth

import (
	"net/http"
	"strings"
	"time"
)

// The name of the session cookie. A browser accepts the first only over TLS and
// for this very host, so no neighbour under the same domain can set it.
const (
	secureCookie = "__Host-foureyes"
	plainCookie  = "foureyes"
)

func cookieName(secure bool) string {
	if secure {
		return secureCookie
	}
	return plainCookie
}

// Cookie gives the browser a session's token. secure says that people reach us
// over TLS, as the public URL tells.
func Cookie(token string, expires time.Time, secure bool) http.Cookie {
	return http.Cookie{
		Name: cookieName(secure), Value: token, Path: "/", Expires: expires,
		HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode,
	}
}

// NoCookie takes the session's cookie away.
func NoCookie(secure bool) http.Cookie {
	return http.Cookie{
		Name: cookieName(secure), Path: "/", MaxAge: -1,
		HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode,
	}
}

// FromRequest returns the session token that a request carries, or nothing. A
// bearer token wins over the cookie. With secure the plain cookie does not count:
// anybody who can answer for a sibling host could have set it.
func FromRequest(r *http.Request, secure bool) string {
	if token, ok := bearer(r); ok {
		return token
	}
	c, err := r.Cookie(cookieName(secure))
	if err != nil {
		return ""
	}
	return c.Value
}

// bearer reads "Authorization: Bearer …" (RFC 6750); the scheme's case is free.
func bearer(r *http.Request) (string, bool) {
	scheme, token, ok := strings.Cut(r.Header.Get("Authorization"), " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return "", false
	}
	return strings.TrimSpace(token), true
}
