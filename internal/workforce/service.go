package workforce

import (
	"context"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/tag"
)

// Store is what this room asks of the database.
type Store interface {
	// AccountCreatedAt tells when the account was made; NotFound for an unknown one.
	AccountCreatedAt(ctx context.Context, account string) (time.Time, error)
	// Workforce finds the stored workforce of an account and region; NotFound.
	Workforce(ctx context.Context, account, region string) (Workforce, error)
	// CreateWorkforce saves a workforce; InUse when the account has one already.
	CreateWorkforce(ctx context.Context, w Workforce, tags []tag.Tag) error
	// ChangeWorkforce runs a rule on the workforce, which it saves first if it is
	// virtual, and saves what the rule returns. teams is the number of its teams.
	ChangeWorkforce(ctx context.Context, w Workforce, rule func(w Workforce, teams int) (Workforce, error)) (Workforce, error)
	// DeleteWorkforce deletes a stored workforce if the rule allows it.
	DeleteWorkforce(ctx context.Context, w Workforce, now time.Time, rule func(teams int) error) error
	// RestrictedWorkforces lists the stored workforces that have address ranges.
	RestrictedWorkforces(ctx context.Context) ([]Workforce, error)
	// WorkforceIDsOf lists the stored workforces to which a person belongs, by one of
	// their teams or, without one, as everyone does to the default one.
	WorkforceIDsOf(ctx context.Context, personID string) ([]string, error)
	// WorkforceByID finds a stored workforce by its id; NotFound.
	WorkforceByID(ctx context.Context, id string) (Workforce, error)
	// ProvidedWorkforces lists up to limit stored workforces that have an OIDC provider.
	ProvidedWorkforces(ctx context.Context, limit int) ([]Workforce, error)
	// WorkteamIDs lists the stored teams of workforces, deleted ones too.
	WorkteamIDs(ctx context.Context, workforceIDs []string) ([]string, error)

	// Workteam finds a stored team by name; NotFound.
	Workteam(ctx context.Context, account, region, name string) (Workteam, error)
	// Workteams lists the stored teams of an account and region.
	Workteams(ctx context.Context, account, region string) ([]Workteam, error)
	// CreateWorkteam saves a team if the rule allows it, and its workforce if that is
	// virtual; InUse when the name is taken. teams is the number there are.
	CreateWorkteam(ctx context.Context, t Workteam, w Workforce, tags []tag.Tag, rule func(teams int) error) error
	// ChangeWorkteam saves a stored team anew.
	ChangeWorkteam(ctx context.Context, t Workteam) error
	// DeleteWorkteam deletes a stored team if the rule allows it. flows names a flow
	// definition that uses it; empty for none.
	DeleteWorkteam(ctx context.Context, t Workteam, now time.Time, rule func(flow string) error) error
}

// Sealer encrypts and decrypts the secret of an OIDC client.
type Sealer interface {
	Seal(owner string, secret []byte) []byte
	Open(owner string, sealed []byte) ([]byte, error)
}

// Service answers for workforces and work teams.
type Service struct {
	store    Store
	sealer   Sealer
	newID    func(time.Time) string
	maxTeams int
}

// NewService joins the room to what it asks. maxTeams is the greatest number of
// work teams in an account and region.
func NewService(store Store, sealer Sealer, newID func(time.Time) string, maxTeams int) *Service {
	return &Service{store: store, sealer: sealer, newID: newID, maxTeams: maxTeams}
}

// current is the workforce of an account and region, stored or virtual.
func (s *Service) current(ctx context.Context, account, region string) (Workforce, error) {
	w, err := s.store.Workforce(ctx, account, region)
	if !fault.Is(err, fault.NotFound) {
		return w, err
	}
	at, err := s.store.AccountCreatedAt(ctx, account)
	if err != nil {
		return Workforce{}, err
	}
	return DefaultWorkforce(account, region, at), nil
}

// Workforce finds a workforce by name.
func (s *Service) Workforce(ctx context.Context, account, region, name string) (Workforce, error) {
	w, err := s.current(ctx, account, region)
	if err == nil && w.Name != name {
		err = fault.New(fault.NotFound, fault.Workforce, "No workforce found with name %s in account %s.", name, account)
	}
	return w, err
}

// Workforces lists the one workforce that an account has in a region, unless the
// filters leave it out.
func (s *Service) Workforces(ctx context.Context, account, region string, l List) ([]Workforce, error) {
	w, err := s.current(ctx, account, region)
	if err != nil || l.After != nil || !l.contains(w.Name) {
		return nil, err
	}
	return []Workforce{w}, nil
}

// CreateRequest is what CreateWorkforce asks for.
type CreateRequest struct {
	Account, Region, Principal string
	Name                       string
	Cognito                    *Cognito
	OIDC                       *OIDC
	Secret                     string // of the OIDC client
	CIDRs                      []string
	VPC                        *VPC
	IPAddressType              string
	Tags                       []tag.Tag
}

// CreateWorkforce makes the account's workforce. It replaces a default one that
// was never used.
func (s *Service) CreateWorkforce(ctx context.Context, r CreateRequest, now time.Time) (Workforce, error) {
	if err := checkProvider(r.Cognito, r.OIDC); err != nil {
		return Workforce{}, err
	}
	if err := checkCIDRs(r.CIDRs); err != nil {
		return Workforce{}, err
	}
	if err := tag.Check(tag.Workforce, r.Tags); err != nil {
		return Workforce{}, err
	}
	w := Workforce{
		ID: s.newID(now), Account: r.Account, Region: r.Region, Name: r.Name, Cognito: r.Cognito, OIDC: r.OIDC,
		CIDRs: r.CIDRs, VPC: r.VPC.orNone(), IPAddressType: r.IPAddressType, CreatedBy: r.Principal, CreatedAt: now, UpdatedAt: now,
	}
	if r.OIDC != nil {
		w.SealedSecret = s.seal(w, r.Secret)
	}
	err := s.store.CreateWorkforce(ctx, w, r.Tags)
	if fault.Is(err, fault.InUse) {
		err = fault.New(fault.Invalid, fault.Workforce,
			"Cannot create more than one workforce for account %s. If you are trying to update existing workforce, please use UpdateWorkforce API", r.Account)
	}
	return w, err
}

// seal encrypts a client's secret for this workforce alone.
func (s *Service) seal(w Workforce, secret string) []byte {
	return s.sealer.Seal(w.sealOwner(), []byte(secret))
}

// UpdateRequest is what UpdateWorkforce asks for; nil leaves a setting as it is.
type UpdateRequest struct {
	Account, Region, Name string
	OIDC                  *OIDC
	Secret                string
	CIDRs                 *[]string
	VPC                   *VPC
	IPAddressType         string
}

// UpdateWorkforce changes a workforce.
func (s *Service) UpdateWorkforce(ctx context.Context, r UpdateRequest, now time.Time) (Workforce, error) {
	if r.CIDRs != nil {
		if err := checkCIDRs(*r.CIDRs); err != nil {
			return Workforce{}, err
		}
	}
	w, err := s.Workforce(ctx, r.Account, r.Region, r.Name)
	if err != nil {
		return Workforce{}, err
	}
	return s.store.ChangeWorkforce(ctx, s.named(w, now), func(w Workforce, teams int) (Workforce, error) {
		w, err := r.update(w, teams, now)
		if err == nil && r.OIDC != nil {
			w.SealedSecret = s.seal(w, r.Secret)
		}
		return w, err
	})
}

// update is the rule of UpdateWorkforce: the provider can change only while no
// work team depends on it, and never its kind.
func (r UpdateRequest) update(w Workforce, teams int, now time.Time) (Workforce, error) {
	if r.OIDC != nil {
		switch {
		case w.OIDC == nil:
			return w, fault.New(fault.Invalid, fault.Workforce,
				"Workforce %s uses Cognito. To use OIDC, delete it and create another one.", w.Name)
		case teams > 0:
			return w, fault.New(fault.Conflict, fault.Workforce,
				"OidcConfig can be changed only while the workforce has no work teams; %s has %d.", w.Name, teams)
		}
		w.OIDC = r.OIDC
	}
	if r.CIDRs != nil {
		w.CIDRs = *r.CIDRs
	}
	if r.VPC != nil {
		w.VPC = r.VPC.orNone()
	}
	if r.IPAddressType != "" {
		w.IPAddressType = r.IPAddressType
	}
	w.UpdatedAt = now
	return w, nil
}

// named gives a virtual workforce the id under which it will be stored.
func (s *Service) named(w Workforce, now time.Time) Workforce {
	if !w.Stored {
		w.ID = s.newID(now)
	}
	return w
}

// DeleteWorkforce deletes a workforce that has no work teams. A virtual one is as
// good as deleted.
func (s *Service) DeleteWorkforce(ctx context.Context, account, region, name string, now time.Time) error {
	w, err := s.Workforce(ctx, account, region, name)
	if err != nil || !w.Stored {
		return err
	}
	return s.store.DeleteWorkforce(ctx, w, now, func(teams int) error {
		if teams > 0 {
			return fault.New(fault.InUse, fault.Workforce,
				"Workforce %s cannot be deleted: it has %d work teams. Delete them first.", w.ARN(), teams)
		}
		return nil
	})
}
