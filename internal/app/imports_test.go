package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// importAnswer is an import as the console API gives it.
type importAnswer struct {
	ID, Status, Reason string
	ChunkSize, Size    int64
	Received           int64
}

const importsOfCheck = "/flow-definitions/check/imports"

func TestWhoImportsLoops(t *testing.T) {
	h := newHouse(t, withAdmin)
	h.flow()
	o := h.operator()
	const wanted = `{"fileName": "a.jsonl", "size": 3, "layout": {"format": "jsonl"}}`
	var i importAnswer
	r := o.console(http.MethodPost, importsOfCheck, wanted, &i)
	if r.status != http.StatusCreated || i.Status != "Uploading" || i.ChunkSize != 1<<20 {
		t.Fatalf("%d %s", r.status, r.body)
	}
	one := importsOfCheck + "/" + i.ID
	upload := func(p program, body string) reply {
		return p.send("sagemaker", http.MethodPut, "/api/v1"+one+"/file?offset=0", body, "Content-Type", "application/octet-stream")
	}
	refused(t, "a start of what is not there", o.console(http.MethodPost, one+"/start", "", nil), 409, "", "The import is Uploading")
	reader := o.program("", "ReadOnlyAccess")
	must(t, reader.console(http.MethodGet, one, "", nil))
	must(t, reader.console(http.MethodGet, one+"/problems", "", nil))
	must(t, reader.console(http.MethodGet, importsOfCheck, "", nil))
	refused(t, "a file from a reader", upload(reader, "{}\n"), 403, "", "not authorized to perform: foureyes:ImportHumanLoops on resource: arn:aws:sagemaker:eu-west-1:000000000000:flow-definition/check")
	refused(t, "an import of a reader", reader.console(http.MethodPost, importsOfCheck, wanted, nil), 403, "", "not authorized")
	refused(t, "another account's", o.program("000000000077", "FullAccess").console(http.MethodGet, one, "", nil), 404, "", "does not exist")
	refused(t, "a worker's", h.worker("ann").get(one+"?region=eu-west-1"), 403, "", "not authorized to perform: foureyes:GetImport")
	refused(t, "no such import", o.console(http.MethodGet, importsOfCheck+"/nothing", "", nil), 404, "", "There is no import nothing.")
	refused(t, "another length", upload(o, "{}"), 422, "", "Each chunk but the last")
	must(t, upload(o, "{}\n"))
	if r := o.console(http.MethodPost, one+"/cancel", "", &i); r.status != http.StatusOK || i.Status != "Cancelled" {
		t.Errorf("%d %s", r.status, r.body)
	}
	if r := o.console(http.MethodGet, one+"/problems/file", "", nil); string(r.body) != "row,humanLoopName,problem\r\n" {
		t.Errorf("%d %q", r.status, r.body)
	}
	told := 0
	for _, e := range h.audit() {
		if strings.Contains(e.Action, "Import") {
			told++
		}
	}
	if told < 2 {
		t.Errorf("the audit tells of %d calls", told)
	}
}

func TestFilesComeInWholeChunks(t *testing.T) {
	h := newHouse(t, withAdmin)
	h.flow()
	o := h.operator()
	const chunk = 1 << 20
	text := `"` + strings.Repeat("x", 2*chunk) + `"`
	wanted := fmt.Sprintf(`{"fileName": "a.jsonl", "size": %d, "layout": {"format": "jsonl"}}`, len(text))
	var i importAnswer
	must(t, o.console(http.MethodPost, importsOfCheck, wanted, &i))
	upload := func(from, end int) reply {
		path := fmt.Sprintf("/api/v1%s/%s/file?offset=%d", importsOfCheck, i.ID, from)
		return o.send("sagemaker", http.MethodPut, path, text[from:end], "Content-Type", "application/octet-stream")
	}
	refused(t, "more than a chunk", upload(0, chunk+1), 413, "", "too large")
	for from := 0; from < len(text); from += chunk {
		end := min(from+chunk, len(text))
		must(t, upload(from, end))
		must(t, o.console(http.MethodGet, importsOfCheck+"/"+i.ID, "", &i))
		if i.Received != int64(end) {
			t.Fatalf("%d bytes are there after %d", i.Received, end)
		}
	}
}
