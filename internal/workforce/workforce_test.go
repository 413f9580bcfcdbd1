package workforce_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/fault"
	"foureyes/internal/page"
	"foureyes/internal/workforce"
)

const (
	account = "000000000042"
	region  = "eu-west-1"
)

var noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

// rows is a database with these rows, of an account that was made at noon.
type rows struct {
	workforces []workforce.Workforce
	teams      []workforce.Workteam // as ListWorkteams gives them
	err        error
}

func (r rows) AccountCreatedAt(_ context.Context, id string) (time.Time, error) {
	if id != account {
		return time.Time{}, fault.New(fault.NotFound, "account", "There is no account %s.", id)
	}
	return noon, nil
}

func (r rows) Workforce(_ context.Context, _, _, name string) (workforce.Workforce, error) {
	for _, w := range r.workforces {
		if w.Name == name {
			return w, r.err
		}
	}
	return workforce.Workforce{}, errors.Join(r.err, fault.New(fault.NotFound, fault.Workforce, "No workforce found with name %s.", name))
}

func (r rows) Workteam(_ context.Context, _, _, name string) (workforce.Workteam, error) {
	for _, t := range r.teams {
		if t.Name == name {
			return t, r.err
		}
	}
	return workforce.Workteam{}, fault.New(fault.NotFound, fault.Workteam, "The work team %s does not exist.", name)
}

func (r rows) ListWorkteams(context.Context, string, string, page.Query) ([]workforce.Workteam, error) {
	return r.teams, r.err
}

func team(name string) workforce.Workteam {
	return workforce.Workteam{ID: "id-" + name, Account: account, Region: region, Name: name, WorkforceName: "default", Stored: true}
}

func TestDefaultWorkforceIsThereBeforeItIsStored(t *testing.T) {
	got, err := workforce.NewService(rows{}).Workforce(t.Context(), account, region, "default")
	want := workforce.Workforce{Account: account, Region: region, Name: "default", CreatedAt: noon, UpdatedAt: noon}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	stored := workforce.Workforce{ID: "w", Account: account, Region: region, Name: "default"}
	if got, err := workforce.NewService(rows{workforces: []workforce.Workforce{stored}}).Workforce(t.Context(), account, region, "default"); err != nil || got != stored {
		t.Errorf("stored: %+v, %v", got, err)
	}
}

func TestTeamOfEveryoneIsThereBeforeItIsStored(t *testing.T) {
	got, err := workforce.NewService(rows{}).Workteam(t.Context(), account, region, workforce.EveryoneTeam)
	want := workforce.Workteam{
		Account: account, Region: region, Name: "Everyone-in-private-workforce", WorkforceName: "default",
		Description: "Everyone who works for this account.", CreatedAt: noon, UpdatedAt: noon,
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
}

func TestOtherNamesAreNotInvented(t *testing.T) {
	s := workforce.NewService(rows{})
	if _, err := s.Workforce(t.Context(), account, region, "Default"); !fault.Is(err, fault.NotFound) {
		t.Errorf("workforce: %v", err)
	}
	if _, err := s.Workteam(t.Context(), account, region, "clerks"); !fault.Is(err, fault.NotFound) {
		t.Errorf("team: %v", err)
	}
	if _, err := s.Workforce(t.Context(), "000000000043", region, "default"); !fault.Is(err, fault.NotFound) {
		t.Errorf("account that does not exist: %v", err)
	}
	if _, err := s.Workteam(t.Context(), "000000000043", region, workforce.EveryoneTeam); !fault.Is(err, fault.NotFound) {
		t.Errorf("account that does not exist: %v", err)
	}
}

func TestFailingDatabaseIsNotAnEmptyOne(t *testing.T) {
	broken := errors.New("the disk is gone")
	s := workforce.NewService(rows{teams: []workforce.Workteam{team(workforce.EveryoneTeam)}, err: broken})
	if _, err := s.Workteam(t.Context(), account, region, workforce.EveryoneTeam); !errors.Is(err, broken) {
		t.Errorf("team: %v", err)
	}
	if _, err := s.Workteams(t.Context(), account, region, page.Query{Limit: 1}); !errors.Is(err, broken) {
		t.Errorf("teams: %v", err)
	}
}

func TestOneWorkforceIsListed(t *testing.T) {
	s := workforce.NewService(rows{})
	for _, c := range []struct {
		name string
		q    page.Query
		want int
	}{
		{"all", page.Query{Limit: 1}, 1},
		{"part of the name, in another case", page.Query{Limit: 1, NameContains: "FAU"}, 1},
		{"another name", page.Query{Limit: 1, NameContains: "clerks"}, 0},
		{"the second page", page.Query{Limit: 1, After: &page.Key{}}, 0},
	} {
		if got, err := s.Workforces(t.Context(), account, region, c.q); err != nil || len(got) != c.want {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
	}
}

func TestVirtualTeamStandsAsTheOldestInLists(t *testing.T) {
	a, b, everyone := team("a"), team("b"), team(workforce.EveryoneTeam)
	for _, c := range []struct {
		name   string
		stored []workforce.Workteam
		q      page.Query
		want   []string
	}{
		{"nothing stored", nil, page.Query{Limit: 9}, []string{"Everyone-in-private-workforce"}},
		{"oldest first", []workforce.Workteam{a, b}, page.Query{Limit: 9}, []string{"Everyone-in-private-workforce", "a", "b"}},
		{"newest first", []workforce.Workteam{b, a}, page.Query{Limit: 9, Descending: true}, []string{"b", "a", "Everyone-in-private-workforce"}},
		{"stored meanwhile", []workforce.Workteam{everyone, a}, page.Query{Limit: 9}, []string{"Everyone-in-private-workforce", "a"}},
		{"oldest first, second page", []workforce.Workteam{b}, page.Query{Limit: 9, After: &page.Key{ID: "id-a"}}, []string{"b"}},
		{"newest first, second page", []workforce.Workteam{a}, page.Query{Limit: 9, Descending: true, After: &page.Key{ID: "id-b"}}, []string{"a", "Everyone-in-private-workforce"}},
		{"newest first, after itself", nil, page.Query{Limit: 9, Descending: true, After: &page.Key{}}, nil},
		{"its name is asked for", nil, page.Query{Limit: 9, NameContains: "everyone-IN"}, []string{"Everyone-in-private-workforce"}},
		{"another name is asked for", nil, page.Query{Limit: 9, NameContains: "clerks"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			teams, err := workforce.NewService(rows{teams: c.stored}).Workteams(t.Context(), account, region, c.q)
			var got []string
			for _, team := range teams {
				got = append(got, team.Name)
			}
			if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
				t.Errorf("%v %s", err, diff)
			}
		})
	}
}

func TestNamesOfAmazonsKind(t *testing.T) {
	everyone := team(workforce.EveryoneTeam)
	for got, want := range map[string]string{
		everyone.ARN():                      "arn:aws:sagemaker:eu-west-1:000000000042:workteam/private-crowd/Everyone-in-private-workforce",
		everyone.WorkforceARN():             "arn:aws:sagemaker:eu-west-1:000000000042:workforce/default",
		workforce.UserPool(account, region): "eu-west-1_foureyes000000000042",
		workforce.Issuer(account, region):   "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_foureyes000000000042",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
