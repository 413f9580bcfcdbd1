package auth_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/job"
	"foureyes/internal/mail"
	"foureyes/internal/store"
	"foureyes/internal/workforce"
)

const asker = "192.0.2.1"

// postman keeps the jobs and the mail of resets, and refuses mail when it is told to.
type postman struct {
	jobs    map[string]job.Row
	saved   int
	mails   []mail.Message
	to      []string
	refuses error
}

// SaveDeliveries keeps jobs by their ids, as the store does.
func (p *postman) SaveDeliveries(_ context.Context, rows []job.Row) error {
	for _, r := range rows {
		p.jobs[r.ID] = r
		p.saved++
	}
	return nil
}

// Send keeps a mail.
func (p *postman) Send(_ context.Context, to, id string, m mail.Message, _ time.Time) error {
	if p.refuses != nil {
		return p.refuses
	}
	if id == "" {
		return errors.New("a mail without an id")
	}
	p.to, p.mails = append(p.to, to), append(p.mails, m)
	return nil
}

type forgetful struct {
	t        *testing.T
	store    *store.Store
	people   *auth.People
	sessions *auth.Sessions
	resets   *auth.Resets
	postman  *postman
	ann      auth.Person
}

func newForgetful(t *testing.T) *forgetful {
	t.Helper()
	s := openStore(t)
	people := auth.NewPeople(s, 2)
	f := &forgetful{t: t, store: s, people: people, sessions: sessionsOf(s, people), postman: &postman{jobs: map[string]job.Row{}}}
	f.ann = addAnn(t, people)
	f.resets = auth.NewResets(f.sessions, f.postman, newKeys(t, 1), f.postman, "https://review.example.org")
	return f
}

func (f *forgetful) ask(email, addr string, now time.Time) {
	f.t.Helper()
	if err := f.resets.Ask(f.t.Context(), email, addr, now); err != nil {
		f.t.Fatal(err)
	}
}

// work does all jobs, and gives the error of the last.
func (f *forgetful) work(now time.Time) (err error) {
	for _, row := range f.postman.jobs {
		err = f.resets.Handlers()[row.Kind](f.t.Context(), row.Payload, now)
	}
	return err
}

// link is the token of the last mail.
func (f *forgetful) link() string {
	f.t.Helper()
	if len(f.postman.mails) == 0 {
		f.t.Fatal("no mail")
	}
	token, ok := strings.CutPrefix(f.postman.mails[len(f.postman.mails)-1].Link, "https://review.example.org/portal#password=")
	if !ok {
		f.t.Fatal(f.postman.mails)
	}
	return token
}

func TestMailedLinkSetsAPasswordOnce(t *testing.T) {
	f := newForgetful(t)
	f.ask(" ANN@example.com", asker, noon)
	for _, row := range f.postman.jobs {
		if strings.Contains(row.ID+row.Payload, "ann") || row.Kind != auth.MailPasswordLinkKind {
			t.Errorf("%+v", row)
		}
	}
	if err := f.work(noon); err != nil || f.postman.to[0] != "ann@example.com" {
		t.Fatal(f.postman.to, err)
	}
	if _, _, err := f.sessions.SignIn(t.Context(), auth.Proof{Link: f.link()}, auth.Origin{Address: asker}, noon); !fault.Is(err, fault.Unauthenticated) {
		t.Error("the link signs in:", err)
	}
	if _, err := f.people.Choose(t.Context(), f.link(), "", "seven green apples", noon.Add(time.Hour-time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := f.sessions.SignIn(t.Context(), auth.Proof{Email: f.ann.Email, Password: "seven green apples"}, auth.Origin{Address: asker}, noon); err != nil {
		t.Error(err)
	}
	if _, err := f.people.Choose(t.Context(), f.link(), "", "another password", noon); !fault.Is(err, fault.Unauthenticated) {
		t.Error("the link works twice:", err)
	}
}

func TestMailedLinkEnds(t *testing.T) {
	f := newForgetful(t)
	f.ask("ann@example.com", asker, noon)
	if err := f.work(noon); err != nil {
		t.Fatal(err)
	}
	if _, err := f.people.Invited(t.Context(), f.link(), noon.Add(time.Hour)); !fault.Is(err, fault.Unauthenticated) {
		t.Error(err)
	}
}

// What is saved when a link is asked for is the same for everybody.
func TestNobodyIsMailedWhomALinkCouldNotHelp(t *testing.T) {
	f := newForgetful(t)
	if err := f.people.Disable(t.Context(), f.ann.ID, noon); err != nil {
		t.Fatal(err)
	}
	w := workforce.Workforce{ID: "workforce-1", Account: account, Region: "eu-west-1", Name: "default", CreatedAt: noon, UpdatedAt: noon}
	if err := f.store.CreateWorkforce(t.Context(), w, nil); err != nil {
		t.Fatal(err)
	}
	_, bob, err := f.sessions.Arrive(t.Context(), auth.Arrival{
		Identity: auth.Identity{WorkforceID: w.ID, Issuer: "https://id.example.org", Subject: "bob"},
		Account:  w.Account, Region: w.Region, Name: "Bob", Email: "bob@example.com",
	}, auth.Origin{Address: asker}, noon)
	if err != nil || bob.Person.Email != "bob@example.com" {
		t.Fatal(bob, err)
	}
	for i, email := range []string{"ann@example.com", "bob@example.com", "nobody@example.com"} {
		f.ask(email, asker, noon)
		if len(f.postman.jobs) != i+1 {
			t.Errorf("%s leaves %d jobs", email, len(f.postman.jobs))
		}
		if err := f.work(noon); err != nil || len(f.postman.mails) > 0 {
			t.Error(email, f.postman.mails, err)
		}
	}
}

func TestLinksAreAskedForSoOften(t *testing.T) {
	f := newForgetful(t)
	for i := range 5 {
		f.ask("ann@example.com", []string{asker, "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5"}[i], noon)
	}
	if f.postman.saved != 3 || len(f.postman.jobs) != 1 {
		t.Errorf("%d of 5 for one address are saved, %d jobs", f.postman.saved, len(f.postman.jobs))
	}
	if err := f.people.Unlock(t.Context(), "Ann@example.com"); err != nil {
		t.Fatal(err)
	}
	f.ask("ann@example.com", asker, noon)
	if f.postman.saved != 4 {
		t.Error("unlocking does not help")
	}
	for range 8 { // beside two of Ann's
		f.ask("nobody@example.com", asker, noon)
	}
	if err := f.resets.Ask(t.Context(), "bob@example.com", asker, noon); !fault.Is(err, fault.Throttled) {
		t.Error(err)
	}
	f.ask("bob@example.com", "192.0.2.2", noon)
	f.ask("bob@example.com", asker, noon.Add(15*time.Minute))
}

func TestMailThatIsNotTakenIsTriedForAnHour(t *testing.T) {
	f := newForgetful(t)
	f.ask("ann@example.com", asker, noon)
	f.postman.refuses = errors.New("away")
	if err := f.work(noon.Add(time.Hour)); !errors.Is(err, f.postman.refuses) {
		t.Error(err)
	}
	if err := f.work(noon.Add(time.Hour + time.Millisecond)); err != nil {
		t.Error("it is not given up:", err)
	}
	f.postman.refuses = nil
	if err := f.work(noon.Add(time.Minute)); err != nil || len(f.postman.mails) != 1 {
		t.Error(f.postman.mails, err)
	}
	damaged := f.resets.Handlers()[auth.MailPasswordLinkKind](t.Context(), "damaged", noon)
	if damaged == nil || len(f.postman.mails) != 1 {
		t.Error(f.postman.mails)
	}
}

func TestLinksCannotBeAskedForInVain(t *testing.T) {
	f := newForgetful(t)
	if err := f.resets.Ask(t.Context(), "ann", asker, noon); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	f.ask("ann@example.com", asker, noon)
	f.resets = auth.NewResets(f.sessions, f.postman, newKeys(t, 1), nil, "")
	if err := f.resets.Ask(t.Context(), "ann@example.com", asker, noon); f.resets.Offered() || !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	if err := f.work(noon); err == nil || !strings.Contains(err.Error(), "no mail server") {
		t.Error(err)
	}
}
