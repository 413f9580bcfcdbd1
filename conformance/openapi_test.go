package conformance

import (
	"bytes"
	"encoding/json"
	"flag"
	"mime"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// update writes the checked-in document from the served one:
// go test ./conformance -run OpenAPI -update.
var update = flag.Bool("update", false, "write the checked-in OpenAPI document from the served one")

const (
	servedDocument  = "/api/v1/openapi.json"
	consoleDocument = "/api/v1/console/openapi.json"

	checkedInDocument = "../internal/api/portal/openapi.json"
	checkedInConsole  = "../internal/api/console/openapi.json"
	checkedInSQL      = "../internal/api/query/openapi.json"
)

// document is how an API of ours describes itself. Real answers are held
// against it.
type document struct {
	url      string
	paths    map[string]any
	compiler *jsonschema.Compiler
	schemas  map[string]*jsonschema.Schema
}

// document reads what is served at a path.
func (s *server) document(t *testing.T, path string) *document {
	t.Helper()
	a := s.send(t, request{method: http.MethodGet, path: path, unsigned: true})
	root, err := jsonschema.UnmarshalJSON(bytes.NewReader(a.body))
	if err != nil || a.status != http.StatusOK {
		t.Fatalf("GET %s: status %d, %v", path, a.status, err)
	}
	d := &document{url: s.url + path, compiler: jsonschema.NewCompiler(), schemas: map[string]*jsonschema.Schema{}}
	d.compiler.AssertFormat()
	if err := d.compiler.AddResource(d.url, root); err != nil {
		t.Fatalf("read the OpenAPI document: %v", err)
	}
	d.paths = member(root, "paths")
	return d
}

// member steps down through objects; nil where there is none of that name.
func member(v any, names ...string) map[string]any {
	for _, name := range names {
		m, _ := v.(map[string]any)
		v = m[name]
	}
	m, _ := v.(map[string]any)
	return m
}

// template finds the documented path that a real one is an example of.
func (d *document) template(path string) string {
	path, _, _ = strings.Cut(path, "?")
	if d.paths[path] != nil {
		return path
	}
	segments := strings.Split(path, "/")
	for template := range d.paths {
		if fits(strings.Split(template, "/"), segments) {
			return template
		}
	}
	return ""
}

func fits(template, segments []string) bool {
	if len(template) != len(segments) {
		return false
	}
	for i, want := range template {
		if !strings.HasPrefix(want, "{") && want != segments[i] {
			return false
		}
	}
	return true
}

// check holds an answer against what is documented: its status, its media type,
// and every member of its body.
func (d *document) check(t *testing.T, r request, a answer) {
	t.Helper()
	template, method := d.template(r.path), strings.ToLower(r.method)
	status := strconv.Itoa(a.status)
	documented := member(d.paths, template, method, "responses", status)
	if documented == nil {
		t.Errorf("%s %s answered %s, which is not documented: %s", r.method, r.path, status, a.body)
		return
	}
	content := member(documented, "content")
	if len(a.body) == 0 && content == nil {
		return
	}
	media, _, err := mime.ParseMediaType(a.header.Get("Content-Type"))
	if err != nil || content[media] == nil {
		t.Errorf("%s %s answered %s as %q, which is not documented", r.method, r.path, status, a.header.Get("Content-Type"))
		return
	}
	if strings.HasSuffix(media, "json") {
		d.checkBody(t, d.url+"#"+pointer("paths", template, method, "responses", status, "content", media, "schema"), a.body)
	}
}

func (d *document) checkBody(t *testing.T, location string, body []byte) {
	t.Helper()
	schema, ok := d.schemas[location]
	if !ok {
		var err error
		if schema, err = d.compiler.Compile(location); err != nil {
			t.Errorf("compile %s: %v", location, err)
			return
		}
		d.schemas[location] = schema
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		t.Errorf("an answer is not JSON: %v\n%s", err, body)
		return
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("an answer is not as documented: %v\n%s", err, body)
	}
}

// pointer makes a JSON pointer as a URL's fragment.
func pointer(names ...string) string {
	var p strings.Builder
	for _, name := range names {
		p.WriteString("/" + url.PathEscape(strings.NewReplacer("~", "~0", "/", "~1").Replace(name)))
	}
	return p.String()
}

// The checked-in documents are what the pages' types are made of.
func TestOpenAPIDocumentsAreTheCheckedInOnes(t *testing.T) {
	s := start(t)
	for path, file := range map[string]string{
		servedDocument: checkedInDocument, consoleDocument: checkedInConsole, sqlDocument: checkedInSQL,
	} {
		t.Run(path, func(t *testing.T) { s.compareDocument(t, path, file) })
	}
}

func (s *server) compareDocument(t *testing.T, path, file string) {
	t.Helper()
	a := s.send(t, request{method: http.MethodGet, path: path, unsigned: true})
	if got := a.header.Get("Content-Type"); a.status != http.StatusOK || !strings.Contains(got, "json") {
		t.Fatalf("GET %s: status %d, content type %q", path, a.status, got)
	}
	var served bytes.Buffer
	if err := json.Indent(&served, bytes.TrimSpace(a.body), "", "  "); err != nil {
		t.Fatalf("the served document is not JSON: %v", err)
	}
	served.WriteByte('\n')
	if *update {
		if err := os.WriteFile(file, served.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	checkedIn, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("read the checked-in document (write it with -update): %v", err)
	}
	if diff := cmp.Diff(string(checkedIn), served.String()); diff != "" {
		t.Errorf("the served document differs; run go test ./conformance -run OpenAPI -update (-checked in +served):\n%s", diff)
	}
}

// The document's judge is judged too: answers that break the document are found.
func TestOpenAPIFindsWrongAnswers(t *testing.T) {
	s := start(t)
	d := s.document(t, servedDocument)
	schema, err := d.compiler.Compile(d.url + "#" + pointer("components", "schemas", "Worker"))
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		body string
		good bool
	}{
		"right":         {`{"workerId":"0123456789abcdef","email":"a@b","name":"A","administrator":true}`, true},
		"wrong type":    {`{"workerId":"0123456789abcdef","email":"a@b","name":"A","administrator":"yes"}`, false},
		"missing":       {`{"workerId":"0123456789abcdef","email":"a@b","name":"A"}`, false},
		"undocumented":  {`{"workerId":"0123456789abcdef","email":"a@b","name":"A","administrator":true,"x":1}`, false},
		"not an object": {`[]`, false},
	} {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(test.body))
		if err != nil {
			t.Fatal(err)
		}
		if got := schema.Validate(value) == nil; got != test.good {
			t.Errorf("%s: found good %t, want %t", name, got, test.good)
		}
	}
	if got := d.template("/api/v1/assignments/x1/submit"); got != "/api/v1/assignments/{id}/submit" {
		t.Errorf("the path of a submit is documented as %q", got)
	}
	if got := d.template("/api/v1/nothing"); got != "" {
		t.Errorf("a path that is not documented was found as %q", got)
	}
}
