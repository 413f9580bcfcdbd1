package app_test

import (
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"sync"
	"testing"

	"foureyes/internal/config"
)

// cloud is an S3 store with one picture wherever one looks, and an STS whose roles trust
// everybody; it remembers with which session tokens the picture was read.
type cloud struct {
	mu     sync.Mutex
	tokens []string
}

const picture = "<svg/>"

func (c *cloud) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost {
		_, _ = io.WriteString(w, `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey>`+
			`<SessionToken>`+r.FormValue("RoleArn")+`</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`)
		return
	}
	if r.URL.Path != "/reviews" {
		c.mu.Lock()
		c.tokens = append(c.tokens, r.Header.Get("X-Amz-Security-Token"))
		c.mu.Unlock()
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	_, _ = io.WriteString(w, picture)
}

// Pages of tasks read objects in the execution role of their flow definition, previews with
// what the server has itself.
func TestMediaAreReadInTheExecutionRole(t *testing.T) {
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "s", "AWS_SESSION_TOKEN": "",
		"AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
	} {
		t.Setenv(name, value)
	}
	c := &cloud{}
	outside := httptest.NewServer(c)
	defer outside.Close()
	at := url.QueryEscape(outside.URL)
	h := newHouse(t, func(s *config.Serve) {
		s.ObjectsURL, s.ObjectsAssumeRole = "s3://?region=eu-west-1&endpoint="+at+"&stsEndpoint="+at, true
	})
	o := h.operator()
	const template = `{{ \"s3://reviews/a.svg\" | grant_read_access }}`
	must(t, o.sagemaker("CreateHumanTaskUi", `{"HumanTaskUiName": "form", "UiTemplate": {"Content": "`+template+`"}}`))
	must(t, o.sagemaker("CreateFlowDefinition", flowOf("check")))
	must(t, o.send("sagemaker", http.MethodPost, "/human-loops", `{"HumanLoopName": "one",
		"FlowDefinitionArn": "arn:aws:sagemaker:eu-west-1:000000000000:flow-definition/check", "HumanLoopInput": {"InputContent": "{}"}}`, "Content-Type", "application/json"))
	ann := h.worker("ann")
	var task struct{ ID string }
	if err := json.Unmarshal(ann.call(http.MethodPost, "/next", "").body, &task); err != nil || task.ID == "" {
		t.Fatal("no task", err)
	}
	page := ann.get("/assignments/" + task.ID + "/content")
	h.look(page.body)
	preview := o.sagemaker("RenderUiTemplate", `{"RoleArn": "arn:aws:iam::000000000000:role/a2i", "UiTemplate": {"Content": "`+template+`"}, "Task": {"Input": "{}"}}`)
	h.look(preview.body)

	const role = "arn:aws:iam::000000000000:role/a2i"
	if c.mu.Lock(); len(c.tokens) != 4 || c.tokens[0] != role || c.tokens[1] != role || c.tokens[2] != "" || c.tokens[3] != "" {
		t.Errorf("read with %q, want HEAD and GET in the role, then without", c.tokens)
	}
	c.mu.Unlock()
}

var mediaLink = regexp.MustCompile(`/media/[^"\s<]+`)

// look opens the first media link of a page.
func (h *house) look(page []byte) {
	h.t.Helper()
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodGet, h.url+html.UnescapeString(string(mediaLink.Find(page))), nil)
	if err != nil {
		h.t.Fatal(err)
	}
	if got := (person{house: h}).send(r); got.status != http.StatusOK || string(got.body) != picture {
		h.t.Errorf("%d %s of %s", got.status, got.body, page)
	}
}
