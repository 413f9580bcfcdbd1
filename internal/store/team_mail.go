package store

import "context"

// TeamMails lists the mail addresses of a work team's people. Those who were shut out
// are left out, and those whose address is a placeholder (auth.Person.Reachable).
func (s *Store) TeamMails(ctx context.Context, account, region, team string) ([]string, error) {
	return many(s.read(ctx), value[string], `SELECT DISTINCT person.email FROM person JOIN membership ON membership.person_id = person.id
		WHERE membership.account_id = $1 AND membership.region IN ($2, '*') AND person.disabled_at IS NULL
		AND person.email NOT LIKE '%@oidc.invalid' AND membership.group_name IN (
			SELECT workteam_group.name FROM workteam_group JOIN workteam ON workteam.id = workteam_group.workteam_id
			WHERE workteam.account_id = $1 AND workteam.region = $2 AND workteam.name = $3 AND workteam.deleted_at IS NULL)
		ORDER BY person.email`, account, region, team)
}
