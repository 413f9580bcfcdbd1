package config

import "foureyes/internal/mail"

// Mailer reads --mail-url; nil when no mail is sent.
func (s *Serve) Mailer() (*mail.Mailer, error) {
	if s.MailURL == "" {
		return nil, nil //nolint:nilnil // no mail server is no mistake
	}
	return mail.ParseMailer(s.MailURL)
}
