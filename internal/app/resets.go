package app

import "foureyes/internal/auth"

// makeResets makes what mails links to people who have forgotten their passwords.
func (a *App) makeResets(queue auth.ResetQueue) error {
	set, err := a.config.Mailer()
	if err != nil {
		return err
	}
	var mailer auth.Mailer // none is not a nil pointer
	if set != nil {
		mailer = set
	}
	a.resets = auth.NewResets(a.sessions, queue, a.keys, mailer, a.public)
	return nil
}
