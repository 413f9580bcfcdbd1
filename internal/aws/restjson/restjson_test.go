package restjson

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"foureyes/internal/aws"
	"foureyes/internal/aws/shape"
)

type page struct{ Book, Text, Size string }

// newOperation makes an operation whose input has its members in path, query and body.
func newOperation(name, method, path string, members ...shape.Member) shape.Operation[page, page] {
	return shape.Operation[page, page]{
		Name: name, Method: method, Path: path, Status: 200,
		Decode: func(p shape.Parts) (*page, error) {
			var v page
			r := shape.NewReader(p.Body)
			for member := range r.Parts(p, members) {
				switch text := r.Text(&shape.Text{Max: 5}); member {
				case "Book":
					v.Book = text
				case "Size":
					v.Size = text
				default:
					v.Text = text
				}
			}
			return &v, r.Finish()
		},
		Encode: func(w *shape.Writer, v *page) {
			w.Open('[')
			w.Text(name)
			w.Text(v.Book)
			w.Text(v.Size)
			w.Text(v.Text)
			w.Close(']')
		},
	}
}

var (
	book = shape.Member{Name: "Book", Label: "book", Required: true, In: shape.InPath}
	size = shape.Member{Name: "Size", Label: "size", In: shape.InQuery}
	text = shape.Member{Name: "Text", Label: "text", Required: true}
)

// faults are what the operation Fail can be asked to return.
var faults = map[string]error{
	"quota": &aws.Fault{Code: "ServiceQuotaExceededException", Status: 402, Message: "full"},
	"slow":  aws.Throttling(), "deny": aws.AccessDenied("no"), "other": errors.New("broken"),
	"odd": &aws.Fault{Code: "InternalServerException", Message: "odd"},
}

func newServer() *Server {
	same := func(_ context.Context, _ aws.Call, in *page) (*page, error) { return in, nil }
	server := aws.Server{
		Authenticate: func(r *http.Request) (aws.Call, []byte, error) {
			switch r.Header.Get("Authorization") {
			case "":
				return aws.Call{}, nil, aws.MissingAuthenticationToken()
			case "unknown":
				return aws.Call{}, nil, aws.UnrecognizedClient()
			case "forged":
				return aws.Call{}, nil, aws.InvalidSignature("does not match")
			case "cut":
				return aws.Call{}, nil, aws.IncompleteSignature("no date")
			}
			body, err := aws.ReadBody(r)
			return aws.Call{}, body, err
		},
		Fault: func(err error) *aws.Fault {
			return &aws.Fault{Code: "ConflictException", Status: 409, Message: err.Error()}
		},
		Log: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return time.Time{} },
	}
	remove := newOperation("Remove", http.MethodDelete, "/books/{Book}", book)
	remove.Empty = true
	return New(server,
		newOperation("Add", http.MethodPost, "/books", text).Bind(same),
		newOperation("List", http.MethodGet, "/books", size).Bind(same),
		newOperation("Read", http.MethodGet, "/books/{Book}", book, size).Bind(same),
		newOperation("Close", http.MethodPost, "/books/close", text).Bind(same),
		remove.Bind(same),
		newOperation("Fail", http.MethodPut, "/fail/{Book}", book).Bind(
			func(_ context.Context, _ aws.Call, in *page) (*page, error) { return nil, faults[in.Book] },
		),
	)
}

type answer struct {
	status int
	header http.Header
	body   string
}

func ask(t testing.TB, method, target, body string, header map[string]string) answer {
	t.Helper()
	r := httptest.NewRequestWithContext(aws.WithRequest(t.Context(), "request-1", time.Time{}), method, target, strings.NewReader(body))
	r.Header.Set("Authorization", "somebody")
	for name, value := range header {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	newServer().ServeHTTP(w, r)
	got := w.Result()
	defer got.Body.Close()
	var read bytes.Buffer
	if _, err := io.Copy(&read, got.Body); err != nil {
		t.Fatal(err)
	}
	return answer{got.StatusCode, got.Header, read.String()}
}

func TestServeHTTPRoutes(t *testing.T) {
	tests := []struct {
		method, target, body string
		status               int
		want                 string
	}{
		{"POST", "/books", `{"Text":"a"}`, 200, `["Add","","","a"]`},
		{"GET", "/books", "", 200, `["List","","",""]`},
		{"GET", "/books?Size=a%20b&Other=c", "", 200, `["List","","a b",""]`},
		{"GET", "/books?Size=a+b", "", 200, `["List","","a b",""]`},
		{"GET", "/books/moby?Size=1&Size=2", "", 200, `["Read","moby","1",""]`},
		{"GET", "/books/close", "", 200, `["Read","close","",""]`},
		{"GET", "/books/a%2Fb", "", 200, `["Read","a/b","",""]`},
		{"GET", "/books/%C3%A9%2B~", "", 200, `["Read","é+~","",""]`},
		{"POST", "/books/close", `{"Text":"a"}`, 200, `["Close","","","a"]`},
		{"DELETE", "/books/moby", "", 200, ""},
		{"GET", "/books/toolong", "", 400, "Value 'toolong' at 'book' failed to satisfy constraint: Member must have length less than or equal to 5"},
		{"POST", "/books", `{}`, 400, "Value null at 'text' failed to satisfy constraint: Member must not be null"},
		{"POST", "/books", ``, 400, "Value null at 'text' failed to satisfy constraint: Member must not be null"},
		{"POST", "/books", `{"Text":`, 400, "Unexpected end of the JSON document"},
		{"GET", "/books?Size=%zz", "", 400, "The query string cannot be read."},
		{"GET", "/books?a;b", "", 400, "The query string cannot be read."},
		{"GET", "/books/", "", 404, "No operation has this path."},
		{"GET", "/books/a/b", "", 404, "No operation has this path."},
		{"GET", "/", "", 404, "No operation has this path."},
		{"GET", "/BOOKS", "", 404, "No operation has this path."},
		{"PATCH", "/books/moby", "", 405, "No operation has this method and path."},
		{"POST", "/books/moby", "", 405, "No operation has this method and path."},
	}
	for _, test := range tests {
		t.Run(test.method+" "+test.target, func(t *testing.T) {
			got := ask(t, test.method, test.target, test.body, nil)
			if got.status != test.status || !strings.Contains(got.body, test.want) || test.want == "" && got.body != "" {
				t.Errorf("got %d %s\nwant %d %s", got.status, got.body, test.status, test.want)
			}
			h := got.header
			if h.Get("Content-Type") != "application/json; charset=UTF-8" || h.Get("X-Amzn-Requestid") != "request-1" || h.Get("Access-Control-Allow-Origin") != "*" {
				t.Errorf("headers %v", h)
			}
			if (h.Get("X-Amzn-Errortype") != "") != (test.status != 200) {
				t.Errorf("X-Amzn-Errortype is %q", h.Get("X-Amzn-Errortype"))
			}
			if test.status == 405 && h.Get("Allow") == "" {
				t.Error("no Allow header")
			}
		})
	}
}

func TestServeHTTPFaults(t *testing.T) {
	tests := map[string]struct {
		book, authorization string
		status              int
		code, body          string
	}{
		"own status":    {"quota", "x", 402, "ServiceQuotaExceededException", `{"Message":"full"}`},
		"throttled":     {"slow", "x", 429, "ThrottlingException", `{"Message":"Rate exceeded"}`},
		"denied":        {"deny", "x", 403, "AccessDeniedException", `{"Message":"no"}`},
		"the door's":    {"other", "x", 409, "ConflictException", `{"Message":"broken"}`},
		"ours":          {"odd", "x", 500, "InternalServerException", `{"Message":"odd"}`},
		"a panic":       {"nil", "x", 500, "InternalServerException", `{"Message":"An internal error occurred"}`}, // neither output nor error
		"no signature":  {"a", "", 403, "MissingAuthenticationTokenException", `{"Message":"Missing Authentication Token"}`},
		"unknown key":   {"a", "unknown", 403, "UnrecognizedClientException", `{"Message":"The security token included in the request is invalid."}`},
		"bad signature": {"a", "forged", 403, "InvalidSignatureException", `{"Message":"does not match"}`},
		"half of one":   {"a", "cut", 403, "IncompleteSignatureException", `{"Message":"no date"}`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := ask(t, http.MethodPut, "/fail/"+test.book, "", map[string]string{"Authorization": test.authorization})
			if got.status != test.status || got.header.Get("X-Amzn-Errortype") != test.code || got.body != test.body {
				t.Errorf("got %d %q %s", got.status, got.header.Get("X-Amzn-Errortype"), got.body)
			}
		})
	}
}

func TestServeHTTPContentTypes(t *testing.T) {
	for media, want := range map[string]int{
		"": 200, "application/json": 200, "Application/JSON; charset=utf-8": 200,
		"text/plain": 415, "application/x-www-form-urlencoded": 415, "a b": 415,
	} {
		if got := ask(t, http.MethodPost, "/books", `{"Text":"a"}`, map[string]string{"Content-Type": media}); got.status != want {
			t.Errorf("%q: %d", media, got.status)
		}
	}
	// Without a body there is nothing to say what it is.
	if got := ask(t, http.MethodDelete, "/books/moby", "", map[string]string{"Content-Type": "text/plain"}); got.status != 200 {
		t.Errorf("an empty body: %d", got.status)
	}
}

func TestServeHTTPPreflight(t *testing.T) {
	got := ask(t, http.MethodOptions, "/books", "", map[string]string{"Authorization": "", "Origin": "https://example.com"})
	if got.status != http.StatusNoContent || got.header.Get("Access-Control-Allow-Methods") != "POST,GET" ||
		got.header.Get("Access-Control-Allow-Headers") != "*,authorization" || got.header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("got %d %v", got.status, got.header)
	}
}

// Whatever path, query and body arrive, the answer is one of a known few.
func FuzzServeHTTP(f *testing.F) {
	f.Add("GET", "/books/a%2Fb", "Size=1", "")
	f.Add("POST", "/books", "", `{"Text":"a"}`)
	f.Add("OPTIONS", "//", "%", "\xff")
	f.Fuzz(func(t *testing.T, method, path, query, body string) {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", strings.NewReader(body))
		r.Method, r.URL.Path, r.URL.RawQuery = method, path, query
		r.Header.Set("Authorization", "somebody")
		w := httptest.NewRecorder()
		newServer().ServeHTTP(w, r)
		switch w.Code {
		case 200, 204, 400, 404, 405:
		default: // the operation Fail can be asked for any
			if !strings.HasPrefix(path, "/fail/") {
				t.Errorf("%s %s: %d", method, path, w.Code)
			}
		}
	})
}
