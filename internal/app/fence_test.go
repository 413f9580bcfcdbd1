package app_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"foureyes/internal/config"
)

// from sends a request that comes from a network address, by a trusted proxy.
func (p person) from(address, method, path, body string) reply {
	p.t.Helper()
	r, err := http.NewRequestWithContext(p.t.Context(), method, p.url+path, strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	r.Header.Set("X-Forwarded-For", address)
	r.Header.Set("Content-Type", "application/json")
	if p.token != "" {
		r.Header.Set("Authorization", "Bearer "+p.token)
	}
	return p.send(r)
}

const office, home = "203.0.113.7", "198.51.100.9"

// restrict lets the workforce of eu-west-1 work from some ranges only.
func (h *house) restrict(cidrs string) {
	h.t.Helper()
	must(h.t, h.operator().sagemaker("UpdateWorkforce", `{"WorkforceName": "default", "SourceIpConfig": {"Cidrs": [`+cidrs+`]}}`))
}

// link makes what signs ann in once.
func (h *house) link() string {
	h.t.Helper()
	var link struct{ SignInLink string }
	must(h.t, h.operator().console(http.MethodPost, "/users/ann@example.com/sign-in-link", "{}", &link))
	_, token, _ := strings.Cut(link.SignInLink, "#sign-in=")
	return `{"signInToken": "` + token + `"}`
}

func fencedHouse(t *testing.T) (h *house, ann person) {
	h = newHouse(t, func(c *config.Serve) {
		withAdmin(c)
		c.TrustedProxies = []string{"127.0.0.1"}
	})
	h.flow()
	must(t, h.operator().startLoop("one"))
	return h, h.worker("ann")
}

func TestAddressRangesOfAWorkforceHold(t *testing.T) {
	h, ann := fencedHouse(t)
	h.restrict(`"203.0.113.0/24"`)
	must(t, ann.from(office, http.MethodGet, "/api/v1/jobs", ""))
	var task struct{ ID string }
	if err := json.Unmarshal(ann.from(office, http.MethodPost, "/api/v1/next", "").body, &task); err != nil || task.ID == "" {
		t.Fatalf("no task at the office: %v", err)
	}
	const reason = "Not found. Your workforce cannot be reached from the network address " + home + "."
	one := "/assignments/" + task.ID
	for _, path := range []string{"/jobs", "/events", "/answers", "/assignments", one, one + "/content"} {
		refused(t, path, ann.from(home, http.MethodGet, "/api/v1"+path, ""), http.StatusNotFound, "", reason)
	}
	refused(t, "the next task", ann.from(home, http.MethodPost, "/api/v1/next", ""), http.StatusNotFound, "", reason)
	refused(t, "an answer", ann.from(home, http.MethodPost, "/api/v1"+one+"/submit", `{"answerContent": {}}`), http.StatusNotFound, "", reason)
	link := h.link()
	refused(t, "signing in", person{house: h}.from(home, http.MethodPost, "/api/v1/session", link), http.StatusNotFound, "", reason)
	must(t, person{house: h}.from(office, http.MethodPost, "/api/v1/session", link)) // the refusal has not used it up
	refused(t, "a link that was used", person{house: h}.from(office, http.MethodPost, "/api/v1/session", link), http.StatusUnauthorized, "", "")
	must(t, ann.from(home, http.MethodGet, "/api/v1/session", ""))
	if r := ann.from(home, http.MethodGet, "/portal", ""); r.status != http.StatusNotFound || !strings.Contains(string(r.body), home) {
		t.Errorf("the portal's page: %d %s", r.status, r.body)
	}

	admin := h.signIn()
	refused(t, "an administrator's work", admin.from(home, http.MethodGet, "/api/v1/jobs", ""), http.StatusNotFound, "", reason)
	must(t, admin.from(home, http.MethodGet, "/api/v1/users", ""))
	must(t, person{house: h}.from(home, http.MethodPost, "/api/v1/session", `{"email": "admin@localhost", "password": "`+adminPassword+`"}`))
	h.restrict("")
	must(t, ann.from(home, http.MethodGet, "/api/v1"+one, ""))
}

func TestAddressRangesLeaveOtherWorkforcesAlone(t *testing.T) {
	h, ann := fencedHouse(t)
	h.restrict(`"203.0.113.0/24"`)
	there := func(operation, body string) {
		t.Helper()
		must(t, h.signIn().at("us-east-2", operation, strings.ReplaceAll(body, "eu-west-1", "us-east-2")))
	}
	there("CreateHumanTaskUi", `{"HumanTaskUiName": "form", "UiTemplate": {"Content": "<p>x</p>"}}`)
	there("CreateFlowDefinition", flowOf("open"))
	jobs := func(address string) string {
		t.Helper()
		var out struct {
			Jobs []struct{ FlowDefinitionName string }
		}
		r := ann.from(address, http.MethodGet, "/api/v1/jobs", "")
		if err := json.Unmarshal(r.body, &out); err != nil {
			t.Fatalf("%d %s", r.status, r.body)
		}
		names := ""
		for _, j := range out.Jobs {
			names += j.FlowDefinitionName + " "
		}
		return names
	}
	if got := jobs(office) + "| " + jobs(home); got != "check open | open " {
		t.Errorf("jobs at the office and at home: %s", got)
	}
	refused(t, "a job that is not there", ann.from(home, http.MethodPost, "/api/v1/jobs/check/next", ""), http.StatusNotFound, "", `There is no job "check" for you.`)
	if r := ann.from(home, http.MethodPost, "/api/v1/next", ""); r.status != http.StatusNoContent {
		t.Errorf("the next task: %d %s", r.status, r.body)
	}
	must(t, person{house: h}.from(home, http.MethodPost, "/api/v1/session", h.link()))
}
