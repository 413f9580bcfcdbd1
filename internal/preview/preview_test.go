package preview

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"foureyes/internal/taskui"
	"foureyes/internal/taskui/lint"
)

// house is a folder with a template, an input and an object.
func house(t *testing.T, template, input string) Author {
	t.Helper()
	folder := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	a := Author{Template: write("page.liquid.html", template), Objects: filepath.Join(folder, "objects")}
	write("objects/bucket/in a folder/a & b.txt", "with bucket")
	write("objects/only-key.txt", "without bucket")
	if input != "" {
		a.Input = write("input.json", input)
	}
	return a
}

func still() time.Time { return time.UnixMilli(0) }

func get(t *testing.T, s *Server, path string) (*httptest.ResponseRecorder, string) {
	t.Helper()
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	return w, w.Body.String()
}

func server(a Author) *Server { return NewServer(a, still, slog.New(slog.DiscardHandler)) }

func TestATemplateThatFailsOnlyForWantOfAnInputIsUsable(t *testing.T) {
	const template = "<crowd-form>\n<img src=\"{{ task.input.u | grant_read_access }}\"></crowd-form>"
	for _, c := range []struct {
		name, template, input string
		fails                 bool
		line                  int
		begins                string
	}{
		{"no input", template, "", false, 2, "Without an input it cannot be rendered"},
		{"an input without the member", template, `{"u":null}`, true, 2, "It cannot be rendered: \"grant_read_access\""},
		{"broken Liquid", "<crowd-form>{% if %}</crowd-form>", "", true, 1, "It cannot be rendered: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := house(t, c.template, c.input).Look(t.Context(), taskui.New(taskui.Limits{}), still)
			if err != nil || len(r.Findings) == 0 {
				t.Fatal(r, err)
			}
			f := r.Findings[len(r.Findings)-1]
			if lint.Failed(r.Findings) != c.fails || f.Line != c.line || !strings.HasPrefix(f.Message, c.begins) {
				t.Errorf("got %+v", f)
			}
		})
	}
}

func TestTheTaskComesAsAWorkerGetsIt(t *testing.T) {
	s := server(house(t, `<crowd-form>{{ task.input.n }}</crowd-form>`, `{"n":"A & B"}`))
	answer, body := get(t, s, "/task")
	if !strings.Contains(body, "A &amp; B") || !strings.HasPrefix(body, "<!doctype html>") {
		t.Errorf("the page is %s", body)
	}
	if policy := answer.Header().Get("Content-Security-Policy"); policy != taskPolicy {
		t.Errorf("the policy is %s", policy)
	}
}

func TestTheTaskSaysWhyThereIsNone(t *testing.T) {
	_, body := get(t, server(house(t, "\n{{ 1 | nope }}", "{}")), "/task")
	if !strings.Contains(body, "Line 2: It cannot be rendered: unknown filter") {
		t.Errorf("the page is %s", body)
	}
	_, body = get(t, server(Author{Template: "/nowhere/at.all"}), "/task")
	if !strings.Contains(body, "The files cannot be read") {
		t.Errorf("the page is %s", body)
	}
}

func TestObjectsAreFilesOfTheFolderAndNoOthers(t *testing.T) {
	a := house(t, `{{ "s3://bucket/in a folder/a & b.txt" | grant_read_access }} {{ "s3://any/only-key.txt" | grant_read_access }}`, "{}")
	s := server(a)
	r, err := a.Look(t.Context(), taskui.New(taskui.Limits{}), still)
	if err != nil {
		t.Fatal(err)
	}
	links := strings.Fields(strings.ReplaceAll(r.Rendered, "&amp;", "&"))
	for i, want := range []string{"with bucket", "without bucket"} {
		if answer, body := get(t, s, links[i]); answer.Code != http.StatusOK || body != want {
			t.Errorf("%s gave %d %q", links[i], answer.Code, body)
		}
	}
	for _, out := range []string{"bucket/%2e%2e/%2e%2e/page.liquid.html", "x/..%2fpage.liquid.html", "bucket", "bucket/none"} {
		if answer, body := get(t, s, "/objects/"+out); answer.Code == http.StatusOK {
			t.Errorf("%s gave %q", out, body)
		}
	}
}

func TestTheReportTellsWhatWasFound(t *testing.T) {
	s := server(house(t, "<p>no form</p>", `{}`))
	_, body := get(t, s, "/report")
	var got Report
	if err := json.Unmarshal([]byte(body), &got); err != nil {
		t.Fatal(err)
	}
	if !lint.Failed(got.Findings) || got.Bytes == 0 {
		t.Errorf("got %+v", got)
	}
}

func TestAPageHearsOfAChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := house(t, "one", "{}")
		s := server(a)
		ctx, stop := context.WithCancel(t.Context())
		go a.Watch(ctx, time.Second, s.Changed)
		answers := make(chan string)
		ask := func(since string) {
			_, body := get(t, s, "/changes?since="+since)
			answers <- body
		}
		go ask("0")
		synctest.Wait()
		if err := os.WriteFile(a.Template, []byte("two"), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := <-answers; got != `{"version":1}` {
			t.Errorf("after a change: %s", got)
		}
		before := time.Now()
		go ask("1")
		if got := <-answers; got != `{"version":1}` || time.Since(before) != 25*time.Second {
			t.Errorf("without a change: %s after %s", got, time.Since(before))
		}
		stop()
	})
}
