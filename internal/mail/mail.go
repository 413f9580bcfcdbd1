// Package mail writes mail and hands it to a mail server.
//
// It owns how a mail server is told by a URL and what it must offer, the form of a
// mail, and the conversation with the server. What a mail says and who gets it is for
// callers, and what happens to a mail that the server has taken is the server's.
package mail

import (
	"errors"
	"net"
	"net/mail"
	"net/url"
)

// Server is how a mail server is reached.
type Server struct {
	Host, Port, User string
	Implicit         bool // TLS from the first byte
	Plain            bool // no TLS at all
}

// ErrServer is a text that tells no mail server.
var ErrServer = errors.New("a mail server is told by a URL such as smtp://user@host:587 or smtps://user@host:465")

// ServerOf reads the URL of a mail server; its password and its query are for the
// caller. plain does without TLS.
func ServerOf(u *url.URL, plain bool) (Server, error) {
	if u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Path != "" {
		return Server{}, ErrServer
	}
	s := Server{Host: u.Hostname(), Port: u.Port(), User: u.User.Username(), Implicit: u.Scheme == "smtps", Plain: plain}
	if s.Port == "" {
		s.Port = map[bool]string{false: "587", true: "465"}[s.Implicit]
	}
	return s, nil
}

// ParseSender reads the address that mail comes from, such as Foureyes <a@b>.
func ParseSender(text string) (*mail.Address, error) {
	a, err := mail.ParseAddress(text)
	if err != nil {
		return nil, errors.New("it needs the address that mail comes from, such as reviews@example.org")
	}
	return a, nil
}

// Check refuses what cannot work, and passwords that would be read on their way.
func (s Server) Check(password []byte) error {
	switch {
	case s.User != "" && len(password) == 0:
		return errors.New("it needs the password of the user")
	case s.User == "" && len(password) > 0:
		return errors.New("a password is of no use without a user: smtp://user@host")
	case s.Plain && s.Implicit:
		return errors.New("smtps is always with TLS")
	case s.Plain && s.User != "" && !s.loopback():
		return errors.New("a password is sent to another machine only with TLS")
	}
	return nil
}

func (s Server) loopback() bool {
	ip := net.ParseIP(s.Host)
	return s.Host == "localhost" || ip != nil && ip.IsLoopback()
}
