// Package signin is the door at which browsers stand before the portal is theirs: it
// keeps the portal's page from those whose workforces do not allow their network
// address.
//
// It leaves passwords and links, which the worker API takes, to portal, and what is
// allowed to the room workforce.
package signin

import (
	"foureyes/internal/auth"
	"foureyes/internal/workforce"
)

// Parts are what the door is made of.
type Parts struct {
	Sessions   *auth.Sessions
	Workforces *workforce.Service
	// Secure tells that people reach us over TLS.
	Secure bool
}

// Door serves what stands before the portal.
type Door struct{ p Parts }

// New makes the door.
func New(p Parts) *Door { return &Door{p} }
