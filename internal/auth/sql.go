package auth

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"strings"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/aws"
	"foureyes/internal/fault"
	"foureyes/internal/pgwire/scram"
)

// ActionQuery is the action, in policies, of asking the SQL tables. Its resource is
// always *: what a query reads is an account, that of the key.
const ActionQuery = "foureyes:Query"

// SQLToken is a person's token for SQL as it is stored. The person's e-mail address
// is the user, and the token the password.
type SQLToken struct {
	PersonID  string
	Account   string // the one that it reads
	Verifier  string // as scram.Verifier writes it
	CreatedAt time.Time
}

// SQLCaller is who a SQL session is for.
type SQLCaller struct {
	// User is the name that the client signed in with.
	User string
	// Account is the one whose rows the session sees.
	Account string
	// Principal and AccessKeyID are those of a program; empty for people.
	Principal, AccessKeyID string
	// PersonID is who signed in with a token; empty for programs.
	PersonID string
	SourceIP string
}

// SQL says who may open SQL sessions: programs with id and secret of an access key
// whose policies allow ActionQuery, and people with a SQL token. It is safe for
// concurrent use.
type SQL struct {
	keys     *AccessKeys
	people   PersonStore
	guard    *Guard
	failures failures
}

// NewSQL makes SQL over the keys that guard knows.
func NewSQL(guard *Guard, people *People) *SQL {
	return &SQL{keys: guard.keys, people: people.store, guard: guard}
}

// Verifier gives what a user's password is checked with; false for a user who does
// not exist or is disabled. Too many failures from an address are fault.Throttled,
// whether or not there is such a user.
func (s *SQL) Verifier(ctx context.Context, user, addr string, now time.Time) (scram.Verifier, bool, error) {
	if err := s.failures.check(keyOf(user, addr), now); err != nil {
		return scram.Verifier{}, false, err
	}
	v, err := s.verifier(ctx, user)
	if fault.Is(err, fault.NotFound) {
		return scram.Verifier{}, false, nil
	}
	return v, err == nil, err
}

func (s *SQL) verifier(ctx context.Context, user string) (scram.Verifier, error) {
	if isEmail(user) {
		token, err := s.people.SQLToken(ctx, canonicalEmail(user))
		if err != nil {
			return scram.Verifier{}, err
		}
		return scram.Parse(token.Verifier)
	}
	// From the store, not from the cache: whoever is disabled stays out at once.
	k, err := s.keys.store.AccessKey(ctx, user)
	if err != nil {
		return scram.Verifier{}, err
	}
	if !k.DisabledAt.IsZero() {
		return scram.Verifier{}, errSQLEnded()
	}
	return s.keys.verifier(k)
}

// isEmail tells people from access keys, whose ids have no @.
func isEmail(user string) bool { return strings.Contains(user, "@") }

func errSQLEnded() error {
	return fault.New(fault.NotFound, SubjectSQL, "The access key or the token is not valid any more.")
}

// Failed counts a wrong password.
func (s *SQL) Failed(user, addr string, now time.Time) { s.failures.add(keyOf(user, addr), now) }

// Password names a caller who sends user and password in the clear, as headers of
// HTTP have them. A wrong one is fault.Unauthenticated and counts as on the wire;
// the other refusals are those of Verifier and Enter.
func (s *SQL) Password(ctx context.Context, user, password, addr string, now time.Time) (SQLCaller, error) {
	v, known, err := s.Verifier(ctx, user, addr, now)
	if err != nil {
		return SQLCaller{}, err
	}
	if !known { // to take as long as for somebody who exists
		v = scram.Mock(s.keys.keys.SQLStrangers(), user)
	}
	given, err := scram.Derive(password, v.Salt, v.Iterations)
	if err != nil {
		return SQLCaller{}, fmt.Errorf("derive from the password: %w", err)
	}
	if subtle.ConstantTimeCompare(given.StoredKey, v.StoredKey) != 1 || !known {
		s.Failed(user, addr, now)
		return SQLCaller{}, fault.New(fault.Unauthenticated, SubjectSQL, "The access key or its secret is not right.")
	}
	return s.Enter(ctx, user, addr, now)
}

// Enter names a user who knew the password, and refuses with fault.Denied whom the
// policies do not allow ActionQuery.
func (s *SQL) Enter(ctx context.Context, user, addr string, now time.Time) (SQLCaller, error) {
	s.failures.clear(keyOf(user, addr))
	c, err := s.caller(ctx, user, addr)
	if err != nil {
		return SQLCaller{}, err
	}
	return c, s.Check(ctx, c, now)
}

func (s *SQL) caller(ctx context.Context, user, addr string) (SQLCaller, error) {
	if isEmail(user) {
		token, err := s.people.SQLToken(ctx, canonicalEmail(user))
		return SQLCaller{User: user, Account: token.Account, PersonID: token.PersonID, SourceIP: addr}, err
	}
	k, err := s.keys.store.AccessKey(ctx, user)
	return SQLCaller{User: user, Account: k.Account, Principal: k.Principal, AccessKeyID: k.ID, SourceIP: addr}, err
}

// Check lets a session go on: its key or token must still be valid (fault.NotFound)
// and allow ActionQuery (fault.Denied). It is asked before each query.
func (s *SQL) Check(ctx context.Context, c SQLCaller, now time.Time) error {
	if c.AccessKeyID == "" {
		token, err := s.people.SQLToken(ctx, canonicalEmail(c.User))
		if fault.Is(err, fault.NotFound) || err == nil && (token.PersonID != c.PersonID || token.Account != c.Account) {
			return errSQLEnded()
		}
		return err
	}
	call := aws.Call{Time: now, Account: c.Account, Principal: c.Principal, AccessKeyID: c.AccessKeyID, SourceIP: c.SourceIP}
	err := s.guard.Check(ctx, call, Permission{Action: ActionQuery, Resource: "*"})
	if refusal, ok := errors.AsType[*aws.Fault](err); ok {
		if refusal.Code == aws.UnrecognizedClient().Code {
			return errSQLEnded()
		}
		return fault.New(fault.Denied, SubjectSQL, "%s", refusal.Message)
	}
	return err
}

// SQLToken makes a person's token for SQL, which reads an account, and ends the one
// before. It is in the answer and nowhere else in the clear.
func (p *People) SQLToken(ctx context.Context, personID, account string, now time.Time) (string, error) {
	if !accountPattern.MatchString(account) {
		return "", fault.New(fault.Invalid, SubjectPerson, "An account id has 12 digits.")
	}
	token, _ := newToken()
	v, err := scram.New(token)
	if err != nil {
		return "", err
	}
	audit.From(ctx).Note(func(e *audit.Entry) { e.Account = account })
	err = p.store.SaveSQLToken(ctx, SQLToken{PersonID: personID, Account: account, Verifier: v.Encode(), CreatedAt: now})
	if err != nil {
		return "", fmt.Errorf("save the SQL token: %w", err)
	}
	return token, nil
}

// EndSQLToken ends a person's token for SQL. Its sessions end with their next query.
func (p *People) EndSQLToken(ctx context.Context, personID string) error {
	if err := p.store.DeleteSQLToken(ctx, personID); err != nil {
		return fmt.Errorf("end the SQL token: %w", err)
	}
	return nil
}
