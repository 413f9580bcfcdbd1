// Package restjson speaks AWS REST-JSON: the operation is the method and the
// path, inputs travel in path, query and body, errors are told by a header and
// their status.
//
// It owns the way from a request to an operation and the form of answers. What
// an operation's input may hold is package shape's, who calls is asked of the
// server's Authenticate, and what the errors of the rooms behind are called is
// the door's.
package restjson

import (
	"context"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"foureyes/internal/aws"
	"foureyes/internal/aws/shape"
)

// protocol has the statuses of the codes that no contract models.
var protocol = aws.Protocol{
	ContentType: "application/json; charset=UTF-8",
	Internal:    "InternalServerException",
	Statuses: map[string]int{
		"MissingAuthenticationTokenException": http.StatusForbidden,
		"UnrecognizedClientException":         http.StatusForbidden,
		"InvalidSignatureException":           http.StatusForbidden,
		"IncompleteSignatureException":        http.StatusForbidden,
		"AccessDeniedException":               http.StatusForbidden,
		"ThrottlingException":                 http.StatusTooManyRequests,
		"UnknownOperationException":           http.StatusNotFound,
		"InternalServerException":             http.StatusInternalServerError,
	},
	Body: faultBody,
}

func faultBody(f *aws.Fault, _ string) []byte {
	var w shape.Writer
	w.Open('{')
	w.Name("Message")
	w.Text(f.Message)
	w.Close('}')
	return w.Bytes()
}

// Server is the http.Handler of one service.
type Server struct {
	server aws.Server
	routes []route
}

// route is an operation and its path, cut at the slashes.
type route struct {
	shape.Handler

	segments []string
}

// New makes the server of a service.
func New(server aws.Server, operations ...shape.Handler) *Server {
	s := &Server{server: server}
	for _, operation := range operations {
		s.routes = append(s.routes, route{operation, strings.Split(operation.Path, "/")})
	}
	return s
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	found, labels, allowed := s.find(r)
	query, err := url.ParseQuery(r.URL.RawQuery)
	switch {
	case found == nil && len(allowed) > 0 && r.Method == http.MethodOptions:
		aws.Preflight(w, allowed...)
	case found == nil && len(allowed) > 0:
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		s.refuse(w, r, &aws.Fault{Code: "UnknownOperationException", Status: http.StatusMethodNotAllowed, Message: "No operation has this method and path."})
	case found == nil:
		s.refuse(w, r, aws.UnknownOperation("No operation has this path."))
	case err != nil:
		s.refuse(w, r, aws.Serialization("The query string cannot be read."))
	case !speaksJSON(r):
		s.refuse(w, r, aws.UnsupportedMediaType("The content type must be application/json."))
	default:
		s.server.Serve(w, r, &protocol, aws.Operation{
			Name: found.Name, Status: found.Status,
			Run: func(ctx context.Context, c aws.Call, body []byte) ([]byte, error) {
				return found.Run(ctx, c, shape.Parts{
					Path: labels, Query: query, Body: body, Permit: s.server.Permit(ctx, c, found.Name),
				})
			},
		})
	}
}

// find gives the route of a request and its labels; else the methods that the
// path has.
func (s *Server) find(r *http.Request) (found *route, labels map[string]string, allowed []string) {
	segments := strings.Split(r.URL.EscapedPath(), "/")
	for i := range s.routes {
		labels, ok := s.routes[i].match(segments)
		switch {
		case !ok:
		case s.routes[i].Method == r.Method:
			return &s.routes[i], labels, nil
		case !slices.Contains(allowed, s.routes[i].Method):
			allowed = append(allowed, s.routes[i].Method)
		}
	}
	return nil, nil, allowed
}

// match compares a path that is still escaped, so that a slash inside a label
// (%2F) stays there.
func (r *route) match(segments []string) (map[string]string, bool) {
	if len(segments) != len(r.segments) {
		return nil, false
	}
	var labels map[string]string
	for i, want := range r.segments {
		if !strings.HasPrefix(want, "{") {
			if segments[i] != want {
				return nil, false
			}
			continue
		}
		value, err := url.PathUnescape(segments[i])
		if err != nil || value == "" {
			return nil, false
		}
		if labels == nil {
			labels = map[string]string{}
		}
		labels[strings.Trim(want, "{}")] = value
	}
	return labels, true
}

func (s *Server) refuse(w http.ResponseWriter, r *http.Request, f *aws.Fault) {
	s.server.Refuse(w, r, &protocol, f)
}

// speaksJSON asks only for what a body claims to be; GET and DELETE have none.
func speaksJSON(r *http.Request) bool {
	header := r.Header.Get("Content-Type")
	if header == "" || r.ContentLength == 0 {
		return true
	}
	media, _, err := mime.ParseMediaType(header)
	return err == nil && media == "application/json"
}
