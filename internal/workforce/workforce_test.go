package workforce_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/page"
	"foureyes/internal/store"
	"foureyes/internal/tag"
	"foureyes/internal/workforce"
)

const (
	account = "000000000042"
	region  = "eu-west-1"
)

var noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

// open gives the room over a real database with one account, made at noon.
func open(t *testing.T) *workforce.Service {
	t.Helper()
	s, err := store.OpenSQLite(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	key := auth.AccessKey{ID: "AKIATEST", Account: account, Principal: "arn:aws:iam::" + account + ":user/a", SealedSecret: []byte{1}, CreatedAt: noon}
	if err := s.CreateAccessKey(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	n := 0
	return workforce.NewService(s, plain{}, func(time.Time) string { n++; return fmt.Sprintf("id-%03d", n) }, 3)
}

// plain seals nothing: what sealing means is auth's business.
type plain struct{}

func (plain) Seal(owner string, secret []byte) []byte { return []byte(owner + ":" + string(secret)) }

func (plain) Open(owner string, sealed []byte) ([]byte, error) {
	secret, ok := bytes.CutPrefix(sealed, []byte(owner+":"))
	if !ok {
		return nil, errors.New("another's")
	}
	return secret, nil
}

var pool = workforce.Cognito{UserPool: "eu-west-1_abc", ClientID: "client"}

func group(name string) workforce.Member {
	return workforce.Member{Cognito: &workforce.CognitoGroup{Cognito: pool, Group: name}}
}

func teamRequest(name string, members ...workforce.Member) workforce.TeamRequest {
	if members == nil {
		members = []workforce.Member{group("clerks")}
	}
	return workforce.TeamRequest{Account: account, Region: region, Name: name, Description: "d", Members: members}
}

func names(teams []workforce.Workteam) []string {
	out := []string{}
	for _, t := range teams {
		out = append(out, t.Name)
	}
	return out
}

func mustTeam(t *testing.T, s *workforce.Service, name string, at time.Time) workforce.Workteam {
	t.Helper()
	team, err := s.CreateWorkteam(t.Context(), teamRequest(name), at)
	if err != nil {
		t.Fatal(err)
	}
	return team
}

func TestDefaultsAreThereBeforeTheyAreStored(t *testing.T) {
	s := open(t)
	w, err := s.Workforce(t.Context(), account, region, "default")
	if err != nil || w.Stored || w.ID != "" || !w.CreatedAt.Equal(noon) || w.Cognito == nil {
		t.Errorf("workforce: %+v, %v", w, err)
	}
	team, err := s.Workteam(t.Context(), account, region, workforce.EveryoneTeam)
	if err != nil || team.Stored || !team.CreatedAt.Equal(noon) {
		t.Errorf("team: %+v, %v", team, err)
	}
	if diff := cmp.Diff([]string{workforce.EveryoneTeam}, team.Groups()); diff != "" {
		t.Error(diff)
	}
}

func TestOtherNamesAreNotInvented(t *testing.T) {
	s := open(t)
	_, err1 := s.Workforce(t.Context(), account, region, "Default")
	_, err2 := s.Workteam(t.Context(), account, region, "clerks")
	_, err3 := s.Workforce(t.Context(), "000000000043", region, "default")
	for i, err := range []error{err1, err2, err3} {
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("case %d: %v", i+1, err)
		}
	}
}

func TestNewWorkforceReplacesAnUnusedDefault(t *testing.T) {
	s := open(t)
	r := workforce.CreateRequest{Account: account, Region: region, Name: "mine", Cognito: &pool, CIDRs: []string{"203.0.113.0/24"}}
	if _, err := s.CreateWorkforce(t.Context(), r, noon); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Workforce(t.Context(), account, region, "default"); !fault.Is(err, fault.NotFound) {
		t.Errorf("the default is still there: %v", err)
	}
	if _, err := s.Workteam(t.Context(), account, region, workforce.EveryoneTeam); !fault.Is(err, fault.NotFound) {
		t.Errorf("so is its team: %v", err)
	}
	if teams, err := s.Workteams(t.Context(), account, region, workforce.List{Query: page.Query{Limit: 9}}); err != nil || len(teams) != 0 {
		t.Errorf("teams: %v, %v", names(teams), err)
	}
	if _, err := s.Workforce(t.Context(), account, "us-east-1", "default"); err != nil {
		t.Errorf("another region: %v", err)
	}
	want := "Cannot create more than one workforce for account 000000000042. If you are trying to update existing workforce, please use UpdateWorkforce API"
	r.Name = "second"
	if _, err := s.CreateWorkforce(t.Context(), r, noon); !fault.Is(err, fault.Invalid) || fault.Of(err).Message != want {
		t.Errorf("second: %v", err)
	}
	if err := s.DeleteWorkforce(t.Context(), account, region, "mine", noon); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Workforce(t.Context(), account, region, "default"); err != nil {
		t.Errorf("the default did not come back: %v", err)
	}
}

func TestDefaultInUseIsNotReplaced(t *testing.T) {
	s := open(t)
	mustTeam(t, s, "clerks", noon)
	r := workforce.CreateRequest{Account: account, Region: region, Name: "mine", Cognito: &pool}
	if _, err := s.CreateWorkforce(t.Context(), r, noon); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if err := s.DeleteWorkforce(t.Context(), account, region, "default", noon); !fault.Is(err, fault.InUse) {
		t.Errorf("deleted with a team: %v", err)
	}
}

func TestWorkforceThatCannotBeIsRefused(t *testing.T) {
	s := open(t)
	many := make([]string, 11)
	for i := range many {
		many[i] = fmt.Sprintf("203.0.113.%d/32", i)
	}
	for name, r := range map[string]workforce.CreateRequest{
		"no provider":   {},
		"two providers": {Cognito: &pool, OIDC: &workforce.OIDC{}},
		"no CIDR":       {Cognito: &pool, CIDRs: []string{"203.0.113.0"}},
		"eleven CIDRs":  {Cognito: &pool, CIDRs: many},
		"a tag twice":   {Cognito: &pool, Tags: []tag.Tag{{Key: "a"}, {Key: "a"}}},
	} {
		r.Account, r.Region, r.Name = account, region, "mine"
		if _, err := s.CreateWorkforce(t.Context(), r, noon); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if w, err := s.Workforce(t.Context(), account, region, "default"); err != nil || w.Stored {
		t.Errorf("something was stored: %+v, %v", w, err)
	}
}

func TestProviderChangesOnlyWithoutTeams(t *testing.T) {
	s, one := open(t), workforce.OIDC{ClientID: "one", Issuer: "https://id.example.org"}
	create := workforce.CreateRequest{Account: account, Region: region, Name: "mine", OIDC: &one, Secret: "s1"}
	if _, err := s.CreateWorkforce(t.Context(), create, noon); err != nil {
		t.Fatal(err)
	}
	two, later := workforce.OIDC{ClientID: "two", Issuer: "https://id.example.org"}, noon.Add(time.Hour)
	update := workforce.UpdateRequest{Account: account, Region: region, Name: "mine", OIDC: &two, Secret: "s2"}
	w, err := s.UpdateWorkforce(t.Context(), update, later)
	if err != nil || w.OIDC.ClientID != "two" || string(w.SealedSecret) != "workforce "+w.ID+":s2" || !w.UpdatedAt.Equal(later) {
		t.Fatalf("%+v, %v", w, err)
	}
	if _, err := s.CreateWorkteam(t.Context(), teamRequest("t"), noon); !fault.Is(err, fault.Invalid) {
		t.Errorf("Cognito members in an OIDC workforce: %v", err)
	}
	if _, err := s.CreateWorkteam(t.Context(), teamRequest("t", workforce.Member{Groups: []string{"g", "h", "g"}}), noon); err != nil {
		t.Fatal(err)
	}
	if _, err := s.UpdateWorkforce(t.Context(), update, later); !fault.Is(err, fault.Conflict) {
		t.Errorf("with a team: %v", err)
	}
	none := []string{}
	if w, err := s.UpdateWorkforce(t.Context(), workforce.UpdateRequest{Account: account, Region: region, Name: "mine", CIDRs: &none}, later); err != nil || w.OIDC.ClientID != "two" {
		t.Errorf("addresses: %+v, %v", w, err)
	}
}

// UpdateWorkforce has no other way to say that there shall be none.
func TestEmptySettingsOfAVPCTakeItAway(t *testing.T) {
	s := open(t)
	create := workforce.CreateRequest{
		Account: account, Region: region, Name: "mine", Cognito: &pool,
		VPC: &workforce.VPC{ID: "vpc-1", Subnets: []string{"subnet-1"}, SecurityGroupIDs: []string{"sg-1"}},
	}
	if _, err := s.CreateWorkforce(t.Context(), create, noon); err != nil {
		t.Fatal(err)
	}
	update := workforce.UpdateRequest{Account: account, Region: region, Name: "mine", IPAddressType: "ipv4"}
	if w, err := s.UpdateWorkforce(t.Context(), update, noon); err != nil || w.VPC == nil || w.VPC.ID != "vpc-1" {
		t.Errorf("left out: %+v, %v", w.VPC, err)
	}
	update.VPC = &workforce.VPC{}
	if w, err := s.UpdateWorkforce(t.Context(), update, noon); err != nil || w.VPC != nil {
		t.Errorf("empty: %+v, %v", w.VPC, err)
	}
	if w, err := s.Workforce(t.Context(), account, region, "mine"); err != nil || w.VPC != nil {
		t.Errorf("read again: %+v, %v", w.VPC, err)
	}
}

func TestCognitoNeverBecomesOIDC(t *testing.T) {
	s := open(t)
	r := workforce.UpdateRequest{Account: account, Region: region, Name: "default", OIDC: &workforce.OIDC{ClientID: "x"}}
	if _, err := s.UpdateWorkforce(t.Context(), r, noon); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	cidrs := []string{"2001:db8::/32"}
	w, err := s.UpdateWorkforce(t.Context(), workforce.UpdateRequest{Account: account, Region: region, Name: "default", CIDRs: &cidrs}, noon)
	if err != nil || !w.Stored || len(w.CIDRs) != 1 {
		t.Errorf("updating the virtual one did not store it: %+v, %v", w, err)
	}
}

func TestMembersThatDoNotFitAreRefused(t *testing.T) {
	s := open(t)
	other := group("a")
	other.Cognito.UserPool = "eu-west-1_other"
	for name, members := range map[string][]workforce.Member{
		"neither":   {{}},
		"both":      {{Cognito: group("a").Cognito, Groups: []string{"b"}}},
		"OIDC":      {{Groups: []string{"b"}}},
		"two pools": {group("a"), other},
	} {
		if _, err := s.CreateWorkteam(t.Context(), teamRequest("t", members...), noon); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTeamsHaveALimitAndNamesOfTheirOwn(t *testing.T) {
	s := open(t)
	mustTeam(t, s, "a", noon)
	if _, err := s.CreateWorkteam(t.Context(), teamRequest("a"), noon); !fault.Is(err, fault.InUse) {
		t.Errorf("taken: %v", err)
	}
	if _, err := s.CreateWorkteam(t.Context(), teamRequest(workforce.EveryoneTeam), noon); !fault.Is(err, fault.InUse) {
		t.Errorf("the virtual team's name: %v", err)
	}
	mustTeam(t, s, "b", noon)
	mustTeam(t, s, "c", noon)
	if _, err := s.CreateWorkteam(t.Context(), teamRequest("d"), noon); !fault.Is(err, fault.Quota) {
		t.Errorf("the fourth: %v", err)
	}
	if err := s.DeleteWorkteam(t.Context(), account, region, "a", noon); err != nil {
		t.Fatal(err)
	}
	mustTeam(t, s, "a", noon)
}

func TestUpdatingATeamReplacesAllMembers(t *testing.T) {
	s, text := open(t), "new"
	mustTeam(t, s, "a", noon)
	got, err := s.UpdateWorkteam(t.Context(), workforce.TeamUpdate{
		Account: account, Region: region, Name: "a", Members: []workforce.Member{group("x"), group("y")}, Description: &text,
	}, noon.Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	stored, err := s.Workteam(t.Context(), account, region, "a")
	if diff := cmp.Diff(got, stored); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if diff := cmp.Diff([]string{"x", "y"}, stored.Groups()); diff != "" {
		t.Error(diff)
	}
	virtual, err := s.UpdateWorkteam(t.Context(), workforce.TeamUpdate{Account: account, Region: region, Name: workforce.EveryoneTeam, Description: &text}, noon)
	if err != nil || virtual.ID == "" || virtual.Description != text {
		t.Errorf("the virtual team: %+v, %v", virtual, err)
	}
	if again, err := s.Workteam(t.Context(), account, region, workforce.EveryoneTeam); err != nil || !again.Stored || again.Description != text {
		t.Errorf("it was not stored: %+v, %v", again, err)
	}
}

func TestTeamsAreListedInEveryOrder(t *testing.T) {
	s, everyone := open(t), workforce.EveryoneTeam
	mustTeam(t, s, "b", noon.Add(time.Minute))
	mustTeam(t, s, "a", noon.Add(2*time.Minute))
	for _, c := range []struct {
		name string
		list workforce.List
		want []string
	}{
		{"oldest first", workforce.List{}, []string{everyone, "b", "a"}},
		{"newest first", workforce.List{Query: page.Query{Descending: true}}, []string{"a", "b", everyone}},
		{"by name", workforce.List{ByName: true}, []string{everyone, "a", "b"}},
		{"by name, backwards", workforce.List{ByName: true, Query: page.Query{Descending: true}}, []string{"b", "a", everyone}},
		{"part of a name, in another case", workforce.List{Query: page.Query{NameContains: "EVERY"}}, []string{everyone}},
		{"no such name", workforce.List{Query: page.Query{NameContains: "z"}}, []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.list.Limit = 1
			got := []string{}
			for range 4 {
				teams, err := s.Workteams(t.Context(), account, region, c.list)
				if err != nil {
					t.Fatal(err)
				}
				teams, last := page.More(teams, 1)
				got = append(got, names(teams)...)
				if last == nil {
					break
				}
				c.list.After = &page.Key{CreatedAt: last.CreatedAt, ID: last.ID, Name: last.Name}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestKeepingStoresOnlyWhatTheARNNames(t *testing.T) {
	s := open(t)
	virtual, _ := s.Workteam(t.Context(), account, region, workforce.EveryoneTeam)
	if err := s.Keep(t.Context(), account, region, "arn:aws:sagemaker:eu-west-1:000000000042:flow-definition/x", noon); err != nil {
		t.Fatal(err)
	}
	if w, _ := s.Workforce(t.Context(), account, region, "default"); w.Stored {
		t.Error("the workforce was stored for a flow definition")
	}
	if err := s.Keep(t.Context(), account, region, virtual.ARN(), noon); err != nil {
		t.Fatal(err)
	}
	if team, err := s.Workteam(t.Context(), account, region, workforce.EveryoneTeam); err != nil || !team.Stored {
		t.Errorf("%+v, %v", team, err)
	}
	if err := s.Keep(t.Context(), account, region, virtual.ARN(), noon); err != nil {
		t.Errorf("twice: %v", err)
	}
}

// broken is a database that fails.
type broken struct{ workforce.Store }

var errDisk = errors.New("the disk is gone")

func (broken) Workforce(context.Context, string, string) (workforce.Workforce, error) {
	return workforce.Workforce{}, errDisk
}

func (broken) Workteam(context.Context, string, string, string) (workforce.Workteam, error) {
	return workforce.Workteam{}, errDisk
}

func TestFailingDatabaseIsNotAnEmptyOne(t *testing.T) {
	s := workforce.NewService(broken{}, plain{}, nil, 3)
	_, err1 := s.Workforce(t.Context(), account, region, "default")
	_, err2 := s.Workteam(t.Context(), account, region, workforce.EveryoneTeam)
	if !errors.Is(err1, errDisk) || !errors.Is(err2, errDisk) {
		t.Errorf("%v, %v", err1, err2)
	}
}
