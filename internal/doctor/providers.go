package doctor

import (
	"context"

	"foureyes/internal/oidc"
	"foureyes/internal/store"
)

// providers asks whether people can sign in at the OpenID Connect providers of workforces.
func (e *examination) providers(ctx context.Context) {
	const check = "OpenID Connect"
	found, err := store.ReadProviders(ctx, store.Place{Folder: e.Settings.Data, URL: e.Settings.DatabaseURL})
	if err != nil {
		e.add(check, Skipped, "the database cannot be asked for workforces", "") // database tells why
		return
	}
	if len(found) == 0 {
		e.add(check, Skipped, "no workforce has a provider", "")
	}
	client := oidc.NewHTTP()
	for _, w := range found {
		name := w.Name + " (" + w.Account + ", " + w.Region + ")"
		troubles := oidc.Examine(ctx, client, *w.OIDC)
		for _, t := range troubles {
			level := Warning
			if t.Certain {
				level = Failure
			}
			e.add(check, level, name+": "+t.Found, t.Do)
		}
		if len(troubles) == 0 {
			e.good(check, name+": "+w.OIDC.Issuer+" has keys, and its endpoints answer")
		}
	}
}
