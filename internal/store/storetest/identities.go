package storetest

import (
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/humanloop"
	"foureyes/internal/page"
	"foureyes/internal/workforce"
)

// arrival is somebody whom the provider of a workforce has let in.
func arrival(w workforce.Workforce, subject, name, email string, groups ...string) auth.Arrival {
	return auth.Arrival{
		Identity: auth.Identity{WorkforceID: w.ID, Issuer: w.OIDC.Issuer, Subject: subject},
		Account:  w.Account, Region: w.Region, Name: name, Email: email, Groups: groups,
	}
}

// arrive signs somebody in and gives the person they are.
func (h *house) arrive(t *testing.T, a auth.Arrival) (auth.Person, error) {
	t.Helper()
	id := h.id()
	fresh := auth.Person{ID: id, Email: id + "@oidc.invalid", Name: a.Name, WorkerID: "worker-" + id, CreatedAt: noon}
	row := auth.SessionRow{TokenHash: []byte("session " + id), CreatedAt: noon, ExpiresAt: noon.Add(time.Hour), SeenAt: noon}
	if err := h.CreateSessionOfArrival(t.Context(), a, fresh, row); err != nil {
		return auth.Person{}, err
	}
	s, err := h.Session(t.Context(), row.TokenHash, noon)
	return s.Person, err
}

// identities are people who sign in at the provider of their workforce.
func identities(t *testing.T, h *house) {
	w := h.clerks()
	must(t, h.CreateWorkforce(t.Context(), w, nil))
	must(t, h.CreateWorkteam(t.Context(), h.team(w, "desk"), w, nil, allow))
	ann := h.person(t, "ann")

	ines, err := h.arrive(t, arrival(w, "u-17", "Ines", "ines@example.com", "a", "z", "a"))
	same(t, "a new person", []string{"Ines", "ines@example.com"}, []string{ines.Name, ines.Email}, err)
	members := func(group string) []string {
		people, err := h.ListMembers(t.Context(), account, region, []string{group}, page.Query{Limit: 9})
		must(t, err)
		return column(people, emailOf)
	}
	same(t, "her group", []string{ines.Email}, members("z"), nil)
	again, err := h.arrive(t, arrival(w, "u-17", "Ines M.", "", "b"))
	same(t, "the same person", []string{ines.ID, ines.WorkerID, "Ines M.", ines.Email}, []string{again.ID, again.WorkerID, again.Name, again.Email}, err)
	same(t, "groups are those of now", [][]string{nil, {ines.Email}}, [][]string{members("z"), members("b")}, nil)
	id, err := h.IdentityOf(t.Context(), ines.ID)
	same(t, "her identity", auth.Identity{WorkforceID: w.ID, Issuer: w.OIDC.Issuer, Subject: "u-17"}, id, err)
	_, err = h.IdentityOf(t.Context(), ann.ID)
	refused(t, "the directory's people", err, fault.NotFound)

	impostor, err := h.arrive(t, arrival(w, "u-18", "Ann?", ann.Email, "a"))
	same(t, "an address that somebody has", false, impostor.ID == ann.ID || impostor.Email == ann.Email, err)
	mails, err := h.TeamMails(t.Context(), account, region, "desk")
	same(t, "placeholders get no mail", []string{ines.Email}, mails, err)
	otherIssuer := arrival(w, "u-17", "Ines", "", "a")
	otherIssuer.Issuer = "https://elsewhere.example"
	other, err := h.arrive(t, otherIssuer)
	same(t, "the same subject of another issuer", false, other.ID == ines.ID, err)

	onlyByTheirProvider(t, h, ines)
	must(t, h.DisablePerson(t.Context(), ines.ID, noon))
	_, err = h.arrive(t, arrival(w, "u-17", "Ines", "", "a"))
	refused(t, "who was shut out", err, fault.Denied)
	endOfProvider(t, h, w)
}

func onlyByTheirProvider(t *testing.T, h *house, p auth.Person) {
	refused(t, "a password", h.SetPassword(t.Context(), p.ID, "hash"), fault.InUse)
	refused(t, "a password of her own", h.ChangePassword(t.Context(), p.ID, "", "hash", nil), fault.InUse)
	refused(t, "a link", h.CreateLink(t.Context(), auth.LinkRow{TokenHash: []byte("l"), PersonID: p.ID, Purpose: auth.ToSignIn, CreatedAt: noon, ExpiresAt: noon.Add(time.Hour)}), fault.InUse)
}

func endOfProvider(t *testing.T, h *house, w workforce.Workforce) {
	cem, err := h.arrive(t, arrival(w, "u-19", "Cem", "", "a"))
	must(t, err)
	team, err := h.Workteam(t.Context(), account, region, "desk")
	must(t, err)
	must(t, h.DeleteWorkteam(t.Context(), team, noon, func(string) error { return nil }))
	must(t, h.DeleteWorkforce(t.Context(), w, noon, allow))
	sessions, err := h.SessionsOf(t.Context(), cem.ID, noon)
	same(t, "sessions after the workforce's deletion", 0, len(sessions), err)
	people, err := h.ListMembers(t.Context(), account, region, []string{"a"}, page.Query{Limit: 9})
	same(t, "members after it", 0, len(people), err)
	_, err = h.arrive(t, arrival(w, "u-19", "Cem", "", "a"))
	refused(t, "after the workforce's deletion", err, fault.Denied)
}

// answersOfIdentities tell who gave them by the provider's words.
func answersOfIdentities(t *testing.T, h *house) {
	f := h.flow(t, "f")
	w := h.clerks()
	w.Region = "us-east-2" // the other region's workforce is the built-in directory
	must(t, h.CreateWorkforce(t.Context(), w, nil))
	ines, err := h.arrive(t, arrival(w, "u-17", "Ines", "", "a"))
	must(t, err)
	l := h.start(t, f, "one", noon)
	for _, p := range []auth.Person{h.person(t, "ann"), ines} {
		h.end(t, h.take(t, p, noon.Add(time.Minute), f), humanloop.Submitted, noon.Add(2*time.Minute))
	}
	answers, err := h.Answers(t.Context(), l.ID)
	must(t, err)
	issuers := map[string]string{}
	for _, a := range answers {
		issuers[a.Subject] = a.Issuer
	}
	same(t, "who answered", "https://id.example.org", issuers["u-17"], nil)
	same(t, "how many", 2, len(issuers), nil)
}

// spentStates are attempts to sign in at a provider that were used up.
func spentStates(t *testing.T, h *house) {
	spend := func(state string, now time.Time) bool {
		t.Helper()
		fresh, err := h.SpendState(t.Context(), []byte(state), now.Add(time.Minute), now)
		must(t, err)
		return fresh
	}
	same(t, "a new one", true, spend("a", noon), nil)
	same(t, "the same again", false, spend("a", noon.Add(59*time.Second)), nil)
	same(t, "another", true, spend("b", noon), nil)
	same(t, "one that has ended leaves", true, spend("a", noon.Add(2*time.Minute)), nil)
}
