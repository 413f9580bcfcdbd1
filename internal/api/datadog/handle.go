package datadog

import (
	"encoding/json"
	"errors"
	"net"
	"net/http"

	"foureyes/internal/auth"
	"foureyes/internal/aws"
)

// mostBody bounds a request in bytes.
const mostBody = 1 << 20

// operation answers a request whose caller is known, with a body for status 200.
type operation func(r *http.Request, c auth.SQLCaller) ([]byte, error)

// handle finds out who calls, and sends what an operation gives.
func (d *Door) handle(o operation) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id, _ := aws.RequestFrom(r.Context())
		w.Header().Set("DD-Request-ID", id)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		body, err := d.answer(o, r)
		if err != nil {
			f := refusalOf(err)
			if f.status == http.StatusInternalServerError && r.Context().Err() == nil {
				d.p.Log.ErrorContext(r.Context(), "a request failed", "request_id", id, "error", err)
			}
			w.WriteHeader(f.status)
			body = f.body()
		}
		_, _ = w.Write(body) // a client that hung up is nobody's error
	}
}

func (d *Door) answer(o operation, r *http.Request) ([]byte, error) {
	_, now := aws.RequestFrom(r.Context())
	key, secret := r.Header.Get("DD-API-KEY"), r.Header.Get("DD-APPLICATION-KEY")
	c, err := d.p.Access.Password(r.Context(), key, secret, host(r.RemoteAddr), now)
	if err != nil {
		return nil, err
	}
	return o(r, c)
}

// read decodes a request of a type. Members that are not known are ignored, as
// Datadog's clients may have newer ones.
func read[T any](r *http.Request, kind string) (T, error) {
	var in struct {
		Data struct {
			Type       string `json:"type"`
			Attributes T      `json:"attributes"`
		} `json:"data"`
	}
	err := json.NewDecoder(http.MaxBytesReader(nil, r.Body, mostBody)).Decode(&in)
	if tooLong, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return in.Data.Attributes, invalid("/", "The request is longer than %d bytes.", tooLong.Limit)
	}
	if err != nil {
		return in.Data.Attributes, invalid("/", "The request is not JSON as it should be: %v.", err)
	}
	if in.Data.Type != kind {
		return in.Data.Attributes, invalid("/data/type", "The type must be %s.", kind)
	}
	return in.Data.Attributes, nil
}

// host is an address without its port.
func host(address string) string {
	h, _, err := net.SplitHostPort(address)
	if err != nil {
		return address
	}
	return h
}
