package workforce

import (
	"context"
	"fmt"
	"strings"

	"foureyes/internal/fault"
)

// Address names a workforce on this server: account/region/name.
func (w Workforce) Address() string { return w.Account + "/" + w.Region + "/" + w.Name }

// Provided finds the workforce at an address whose people sign in at an OpenID Connect
// provider; NotFound where there is none.
func (s *Service) Provided(ctx context.Context, address string) (Workforce, error) {
	parts := strings.Split(address, "/")
	if len(parts) != 3 {
		return Workforce{}, unprovided(address)
	}
	w, err := s.store.Workforce(ctx, parts[0], parts[1])
	if fault.Is(err, fault.NotFound) || err == nil && (w.Name != parts[2] || w.OIDC == nil) {
		err = unprovided(address)
	}
	return w, err
}

func unprovided(address string) error {
	return fault.New(fault.NotFound, fault.Workforce, "There is no workforce %q whose people sign in through an identity provider.", address)
}

// Offered gives the workforce at whose provider people may sign in: the one at the
// address, or without an address the only one on this server that has a provider. nil
// when there is none, or it cannot be reached from the network address from.
func (s *Service) Offered(ctx context.Context, address, from string) (*Workforce, error) {
	var w Workforce
	if address != "" {
		var err error
		if w, err = s.Provided(ctx, address); err != nil {
			if fault.Is(err, fault.NotFound) {
				return nil, nil
			}
			return nil, err
		}
	} else {
		all, err := s.store.ProvidedWorkforces(ctx, 2)
		if err != nil || len(all) != 1 {
			return nil, err
		}
		w = all[0]
	}
	if !w.Allows(from) {
		return nil, nil
	}
	return &w, nil
}

// Secret opens the secret of the workforce's OIDC client.
func (s *Service) Secret(w Workforce) (string, error) {
	secret, err := s.sealer.Open(w.sealOwner(), w.SealedSecret)
	if err != nil {
		return "", fmt.Errorf("open the client secret of %s: %w", w.ARN(), err)
	}
	return string(secret), nil
}

// sealOwner is whose the client's secret is: of this workforce alone.
func (w Workforce) sealOwner() string { return "workforce " + w.ID }

// ProvidedByID finds a stored workforce whose people sign in at a provider; NotFound.
func (s *Service) ProvidedByID(ctx context.Context, id string) (Workforce, error) {
	w, err := s.store.WorkforceByID(ctx, id)
	if err == nil && w.OIDC == nil {
		err = unprovided(w.Address())
	}
	return w, err
}
