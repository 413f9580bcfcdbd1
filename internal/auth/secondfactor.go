package auth

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"
	"time"

	"foureyes/internal/fault"
)

// SubjectCode is what a sign-in lacks that came without the second factor's code, or
// with a wrong one.
const SubjectCode fault.Subject = "code of the second factor"

// recoveryCodes is how many codes there are for who has lost the authenticator app.
const recoveryCodes = 10

// recoverySize is the length of a recovery code in bytes: with 80 bits a plain hash of
// it in the store tells nothing.
const recoverySize = 10

// SecondFactorRow is a person's second factor as it is stored.
type SecondFactorRow struct {
	PersonID     string
	SealedSecret []byte
	CreatedAt    time.Time
	// ConfirmedAt is when a first code proved that an app has the secret; the zero time
	// until then, while nothing asks for codes.
	ConfirmedAt time.Time
	// UsedStep is that of the last code that was used.
	UsedStep int64
	// RecoveryCodes is how many are left.
	RecoveryCodes int
}

// On tells whether signing in needs a code.
func (r SecondFactorRow) On() bool { return !r.ConfirmedAt.IsZero() }

// SecondFactorStore keeps second factors.
type SecondFactorStore interface {
	// SecondFactor reads a person's; the zero row for none.
	SecondFactor(ctx context.Context, personID string) (SecondFactorRow, error)
	// OfferSecondFactor saves one that is not confirmed, in the place of an earlier one
	// that is not either; else fault.Conflict.
	OfferSecondFactor(ctx context.Context, r SecondFactorRow) error
	// ConfirmSecondFactor turns on the one with this sealed secret, with recovery codes
	// by their hashes, and ends the person's links that sign in; fault.Conflict when it
	// is on or another was offered.
	ConfirmSecondFactor(ctx context.Context, r SecondFactorRow, recovery [][]byte) error
	// UseStep notes that the code of a step was used, and tells whether it was the first
	// of that step or later.
	UseStep(ctx context.Context, personID string, step int64) (bool, error)
	// UseRecoveryCode takes a recovery code away, and tells whether there was one.
	UseRecoveryCode(ctx context.Context, personID string, hash []byte) (bool, error)
	// SaveRecoveryCodes puts new recovery codes, by their hashes, in the place of those
	// that are left of a second factor that is on; else fault.Conflict.
	SaveRecoveryCodes(ctx context.Context, personID string, recovery [][]byte) error
	// DeleteSecondFactor turns it off.
	DeleteSecondFactor(ctx context.Context, personID string) error
}

// Sealing encrypts secrets for storage, as Keys do.
type Sealing interface {
	Seal(owner string, secret []byte) []byte
	Open(owner string, sealed []byte) ([]byte, error)
}

// SecondFactors are the codes that people's authenticator apps make, which signing in
// with a password asks for too. They are safe for concurrent use.
type SecondFactors struct {
	store   SecondFactorStore
	people  *People
	sealing Sealing
}

// NewSecondFactors makes SecondFactors for these people.
func NewSecondFactors(store SecondFactorStore, people *People, sealing Sealing) *SecondFactors {
	return &SecondFactors{store: store, people: people, sealing: sealing}
}

// Offer is a secret that an authenticator app is to take.
type Offer struct {
	Secret string // base32, as people type it
	URI    string // otpauth, as apps read it
}

// Of reads a person's second factor; the zero row for none.
func (f *SecondFactors) Of(ctx context.Context, personID string) (SecondFactorRow, error) {
	row, err := f.store.SecondFactor(ctx, personID)
	if err != nil {
		return row, fmt.Errorf("read the second factor: %w", err)
	}
	return row, nil
}

// Offer makes a secret for a person who proves their password again: who merely finds
// an open page shall not lock its owner out. Nothing asks for codes before Confirm.
func (f *SecondFactors) Offer(ctx context.Context, in Session, password, addr string, now time.Time) (Offer, error) {
	if !in.HasPassword {
		return Offer{}, fault.New(fault.InUse, SubjectPerson, "Choose a password first: the code is asked for beside it.")
	}
	if _, err := f.people.prove(ctx, in.Person, password, addr, now); err != nil {
		return Offer{}, err
	}
	secret := randomBytes(totpSecretSize)
	row := SecondFactorRow{PersonID: in.Person.ID, SealedSecret: f.sealing.Seal(factorOwner(in.Person.ID), secret), CreatedAt: now}
	if err := f.store.OfferSecondFactor(ctx, row); err != nil {
		return Offer{}, fmt.Errorf("save the second factor: %w", err)
	}
	return Offer{Secret: totpText(secret), URI: totpURI(secret, in.Person.Email)}, nil
}

func factorOwner(personID string) string { return "second factor of " + personID }

// Confirm turns on what was offered, with a code that the app makes of it, and gives
// the recovery codes: they are told this once.
func (f *SecondFactors) Confirm(ctx context.Context, p Person, code string, now time.Time) ([]string, error) {
	row, err := f.Of(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	if row.PersonID == "" || row.On() {
		return nil, fault.New(fault.Conflict, SubjectCode, "There is no second factor to be confirmed. Please begin again.")
	}
	step, ok, err := f.step(row, code, now)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fault.New(fault.Invalid, SubjectCode, "The code is wrong. Is the clock of the device right?")
	}
	row.ConfirmedAt, row.UsedStep = now, step
	codes, hashes := newRecoveryCodes()
	if err := f.store.ConfirmSecondFactor(ctx, row, hashes); err != nil {
		return nil, fmt.Errorf("turn on the second factor: %w", err)
	}
	return codes, nil
}

func (f *SecondFactors) step(row SecondFactorRow, code string, now time.Time) (int64, bool, error) {
	secret, err := f.sealing.Open(factorOwner(row.PersonID), row.SealedSecret)
	if err != nil {
		return 0, false, fmt.Errorf("open the second factor: %w", err)
	}
	step, ok := totpStep(secret, plainCode(code), row.UsedStep, now)
	return step, ok, nil
}

// TurnOff ends a person's second factor, which one more code proves to be theirs.
func (f *SecondFactors) TurnOff(ctx context.Context, p Person, code string, now time.Time) error {
	if err := f.prove(ctx, p, code, now); err != nil {
		return err
	}
	return f.Reset(ctx, p.ID)
}

// Renew gives new recovery codes in the place of all that are left, against one more
// code. They are told this once.
func (f *SecondFactors) Renew(ctx context.Context, p Person, code string, now time.Time) ([]string, error) {
	if err := f.prove(ctx, p, code, now); err != nil {
		return nil, err
	}
	codes, hashes := newRecoveryCodes()
	if err := f.store.SaveRecoveryCodes(ctx, p.ID, hashes); err != nil {
		return nil, fmt.Errorf("save the recovery codes: %w", err)
	}
	return codes, nil
}

// prove checks the code of somebody who is signed in.
func (f *SecondFactors) prove(ctx context.Context, p Person, code string, now time.Time) error {
	err := f.check(ctx, p, code, now)
	if fault.Is(err, fault.Unauthenticated) {
		err = fault.New(fault.Invalid, SubjectCode, "The code is wrong, or was used before.")
	}
	return err
}

// Reset ends a person's second factor by an operator's right.
func (f *SecondFactors) Reset(ctx context.Context, personID string) error {
	if err := f.store.DeleteSecondFactor(ctx, personID); err != nil {
		return fmt.Errorf("turn off the second factor: %w", err)
	}
	return nil
}

// check asks for the code of a person whose second factor is on: fault.Unauthenticated
// with SubjectCode without one or with a wrong one. Wrong ones count against the person, from
// wherever they come, because whoever may try knows the password.
func (f *SecondFactors) check(ctx context.Context, p Person, code string, now time.Time) error {
	row, err := f.Of(ctx, p.ID)
	if err != nil || !row.On() {
		return err
	}
	if code == "" {
		return fault.New(fault.Unauthenticated, SubjectCode, "Please enter the code that your authenticator app shows.")
	}
	release, err := f.people.hasher.acquire(ctx) // bounds attempts made all at once, as in verify
	if err != nil {
		return err
	}
	defer release()
	ok, err := f.people.lockout.attempt(ctx, newFailure(p.Email, "code", now), now, func() (bool, error) { return f.use(ctx, row, code, now) })
	if err == nil && !ok {
		err = fault.New(fault.Unauthenticated, SubjectCode, "The code is wrong, or was used before.")
	}
	return err
}

// use uses up a code of the app, or a recovery code.
func (f *SecondFactors) use(ctx context.Context, row SecondFactorRow, code string, now time.Time) (bool, error) {
	if plain := plainCode(code); len(plain) != totpDigits {
		return f.store.UseRecoveryCode(ctx, row.PersonID, hashRecovery(plain))
	}
	step, ok, err := f.step(row, code, now)
	if err != nil || !ok {
		return false, err
	}
	return f.store.UseStep(ctx, row.PersonID, step)
}

// plainCode is a code without what people put in to read it.
func plainCode(code string) string {
	return strings.ToLower(strings.NewReplacer(" ", "", "-", "").Replace(code))
}

func newRecoveryCodes() (codes []string, hashes [][]byte) {
	for range recoveryCodes {
		text := strings.ToLower(base32.StdEncoding.EncodeToString(randomBytes(recoverySize)))
		codes = append(codes, text[:4]+"-"+text[4:8]+"-"+text[8:12]+"-"+text[12:])
		hashes = append(hashes, hashRecovery(text))
	}
	return codes, hashes
}

func hashRecovery(plain string) []byte {
	sum := sha256.Sum256([]byte(plain))
	return sum[:]
}
