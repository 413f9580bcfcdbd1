package app_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"foureyes/internal/bulk"
)

const exportOfCheck = "/flow-definitions/check/export"

func TestExportOfHumanLoops(t *testing.T) {
	h := newHouse(t, withAdmin)
	h.flow()
	ann := h.worker("ann")
	h.answeredLoop(ann, "one", `{"confidence": 0.9}`, `{"right": true}`)
	h.answeredLoop(ann, "two", `{"confidence": 0.4}`, `{"right": "=false"}`)

	r := h.operator().console(http.MethodGet, exportOfCheck+"?format=csv&status=Completed", "", nil)
	rows, err := csv.NewReader(strings.NewReader(string(r.body))).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d rows, %v: %s", len(rows), err, r.body)
	}
	last := func(row []string) string { return strings.Join(row[len(row)-2:], " ") }
	if last(rows[0]) != "input.confidence answer.right" || last(rows[1]) != "0.9 true" || last(rows[2]) != "0.4 '=false" {
		t.Errorf("got %q", rows)
	}
	lines := strings.Split(strings.TrimSpace(string(h.operator().console(http.MethodGet, exportOfCheck, "", nil).body)), "\n")
	var line bulk.Line
	if err := json.Unmarshal([]byte(lines[0]), &line); err != nil || len(lines) != 2 || line.HumanLoopName != "one" || len(line.HumanAnswers) != 1 {
		t.Errorf("got %q, %v", lines, err)
	}
	if body := string(h.operator().console(http.MethodGet, exportOfCheck+"?format=parquet", "", nil).body); !strings.HasPrefix(body, "PAR1") || !strings.HasSuffix(body, "PAR1") {
		t.Error("the Parquet file is not whole")
	}
	if body := h.operator().console(http.MethodGet, exportOfCheck+"?from=2099-01-01T00:00:00Z", "", nil).body; len(body) != 0 {
		t.Errorf("of the future: %s", body)
	}
}

func TestWhoExports(t *testing.T) {
	h := newHouse(t, withAdmin)
	h.flow()
	o := h.operator()
	must(t, o.program("", `{"Version": "2012-10-17", "Statement": [
		{"Effect": "Allow", "Action": "foureyes:ExportHumanLoops", "Resource": "arn:aws:sagemaker:eu-west-1:000000000000:flow-definition/check"}]}`).console(http.MethodGet, exportOfCheck, "", nil))
	refused(t, "without permission", o.program("", "AmazonAugmentedAIFullAccess").console(http.MethodGet, exportOfCheck, "", nil), 403, "",
		"not authorized to perform: foureyes:ExportHumanLoops on resource: arn:aws:sagemaker:eu-west-1:000000000000:flow-definition/check")
	refused(t, "another account's", o.program("000000000077", "FullAccess").console(http.MethodGet, exportOfCheck, "", nil), 404, "", "does not exist")
	refused(t, "another format", o.console(http.MethodGet, exportOfCheck+"?format=xml", "", nil), 422, "", "validation failed")
	must(t, h.signIn().get(exportOfCheck+"?region=eu-west-1"))
	refused(t, "a worker", h.worker("ann").get(exportOfCheck+"?region=eu-west-1"), 403, "", "not authorized to perform: foureyes:ExportHumanLoops")
}

// at sends an operation of SageMaker to AWS's door for people in a region.
func (p person) at(region, operation, body string) reply {
	p.t.Helper()
	r, err := http.NewRequestWithContext(p.t.Context(), http.MethodPost, p.url+"/api/v1/aws/000000000000/"+region+"/", strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "SageMaker."+operation)
	r.Header.Set("Authorization", "Bearer "+p.token)
	return p.send(r)
}

// withRole makes a person with a role, and lets them in.
func (h *house) withRole(name, role string) person {
	h.t.Helper()
	p := h.worker(name)
	must(h.t, h.operator().console(http.MethodPut, "/users/"+name+"@example.com/roles", `{"roles": [{"role": "`+role+`"}]}`, nil))
	return p
}

func TestRequestersExportTheirOwnAndAuditorsAll(t *testing.T) {
	h := newHouse(t, withAdmin)
	h.flow()
	rita, otto := h.withRole("rita", "requester"), h.withRole("otto", "auditor")
	must(t, rita.at("eu-west-1", "CreateFlowDefinition", flowOf("hers")))
	must(t, rita.get("/flow-definitions/hers/export?region=eu-west-1"))
	must(t, otto.get("/flow-definitions/hers/export?region=eu-west-1"))
	must(t, otto.get(exportOfCheck+"?region=eu-west-1"))
	refused(t, "another's", rita.get(exportOfCheck+"?region=eu-west-1"), 403, "", "not authorized to perform: foureyes:ExportHumanLoops")
}
