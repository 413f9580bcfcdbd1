package store

import (
	"context"
	"strconv"
	"strings"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/page"
)

// ListMembers reads a page of the people who are in one of the groups.
func (s *Store) ListMembers(ctx context.Context, account, region string, groups []string, q page.Query) ([]auth.Person, error) {
	if len(groups) == 0 {
		return nil, nil
	}
	in, args := places([]any{account, region, likePattern(q.NameContains)}, groups)
	q.NameContains = ""
	where, args := listClause("person.", q, args...)
	return many(s.read(ctx), scanPerson, `SELECT `+personColumns+` FROM person
		WHERE person.id IN (SELECT person_id FROM membership WHERE account_id = $1 AND region IN ($2, '*') AND group_name IN (`+in+`))
		AND (lower(person.name) LIKE $3 ESCAPE '\' OR person.email LIKE $3 ESCAPE '\')`+where, args...)
}

// places adds values to the arguments of a query and gives their places: $3, $4.
func places(args []any, values []string) (string, []any) {
	at := make([]string, 0, len(values))
	for _, v := range values {
		args = append(args, v)
		at = append(at, "$"+strconv.Itoa(len(args)))
	}
	return strings.Join(at, ", "), args
}

// AddMember puts a person into a group; false when they were in it already, there or
// in every region.
func (s *Store) AddMember(ctx context.Context, personID string, m auth.Membership, now time.Time) (bool, error) {
	added := false
	err := s.write(ctx, func(t *tx) error {
		if _, err := one(t, value[string], `SELECT id FROM person WHERE id = $1`+t.forUpdate("person"), personID); err != nil {
			return missingPerson(err)
		}
		there, err := one(t, value[int], `SELECT COUNT(*) FROM membership
			WHERE person_id = $1 AND account_id = $2 AND region IN ($3, '*') AND group_name = $4`, personID, m.Account, m.Region, m.Group)
		if err != nil || there > 0 {
			return err
		}
		if err := createAccount(t, m.Account, now); err != nil {
			return err
		}
		added = true
		return t.insertMembership(personID, m, now)
	})
	return added && err == nil, err
}

func (t *tx) insertMembership(personID string, m auth.Membership, now time.Time) error {
	_, err := t.exec(`INSERT INTO membership (person_id, account_id, region, group_name, created_at) VALUES ($1, $2, $3, $4, $5)`,
		personID, m.Account, m.Region, m.Group, millis(now))
	return err
}

// RemoveMember takes a person out of groups and tells of how many.
func (s *Store) RemoveMember(ctx context.Context, personID, account, region string, groups []string) (int64, error) {
	if len(groups) == 0 {
		return 0, nil
	}
	in, args := places([]any{personID, account, region}, groups)
	var n int64
	err := s.write(ctx, func(t *tx) (err error) {
		n, err = t.exec(`DELETE FROM membership
			WHERE person_id = $1 AND account_id = $2 AND region IN ($3, '*') AND group_name IN (`+in+`)`, args...)
		return err
	})
	return n, err
}
