// Package awsjson speaks AWS JSON 1.1: POST with the operation in X-Amz-Target,
// JSON both ways, errors told by __type.
//
// It owns the way from the target to an operation and the form of answers. What
// an operation's input may hold is package shape's, who calls is asked of the
// server's Authenticate, and what the errors of the rooms behind are called is
// the door's.
package awsjson

import (
	"context"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strings"

	"foureyes/internal/aws"
	"foureyes/internal/aws/shape"
)

const contentType = "application/x-amz-json-1.1"

// protocol answers with 400 for every fault of the caller, as AWS JSON does.
var protocol = aws.Protocol{
	ContentType: contentType,
	Internal:    "InternalFailure",
	Statuses: map[string]int{
		"InternalFailure":     http.StatusInternalServerError,
		"InternalServerError": http.StatusInternalServerError,
	},
	Body: faultBody,
}

// faultBody carries the message under both names: AWS's own models use Message,
// and SDKs look for either. Members of modelled errors follow.
func faultBody(f *aws.Fault, _ string) []byte {
	var w shape.Writer
	w.Open('{')
	w.Name("__type")
	w.Text(f.Code)
	w.Name("message")
	w.Text(f.Message)
	w.Name("Message")
	w.Text(f.Message)
	for _, name := range slices.Sorted(maps.Keys(f.Members)) {
		w.Name(name)
		w.Text(f.Members[name])
	}
	w.Close('}')
	return w.Bytes()
}

// Server is the http.Handler of one service.
type Server struct {
	server     aws.Server
	prefix     string
	operations map[string]shape.Handler
}

// New makes the server of a service: targetPrefix is what stands before the dot
// in X-Amz-Target.
func New(server aws.Server, targetPrefix string, operations ...shape.Handler) *Server {
	s := &Server{server: server, prefix: targetPrefix + ".", operations: map[string]shape.Handler{}}
	for _, operation := range operations {
		s.operations[operation.Name] = operation
	}
	return s
}

// ServeHTTP answers one request. Operations without output answer with an empty
// body, as Amazon's documentation says of them; SDKs take {} and nothing alike.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, ok := strings.CutPrefix(r.Header.Get("X-Amz-Target"), s.prefix)
	operation, known := s.operations[name]
	switch {
	case r.Method == http.MethodOptions:
		aws.Preflight(w, http.MethodPost)
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		s.refuse(w, r, &aws.Fault{Code: "UnknownOperationException", Status: http.StatusMethodNotAllowed, Message: "Operations are asked for with POST."})
	case !ok || !known:
		s.refuse(w, r, aws.UnknownOperation("X-Amz-Target names no operation of this service."))
	case !speaksJSON(r.Header.Get("Content-Type")):
		s.refuse(w, r, aws.UnsupportedMediaType("The content type must be "+contentType+"."))
	default:
		s.server.Serve(w, r, &protocol, aws.Operation{
			Name: operation.Name, Status: operation.Status,
			Run: func(ctx context.Context, c aws.Call, body []byte) ([]byte, error) {
				return operation.Run(ctx, c, shape.Parts{Body: body, Permit: s.server.Permit(ctx, c, operation.Name)})
			},
		})
	}
}

func (s *Server) refuse(w http.ResponseWriter, r *http.Request, f *aws.Fault) {
	s.server.Refuse(w, r, &protocol, f)
}

// speaksJSON is lenient about which JSON: old tools say application/json or
// 1.0, and mean the same.
func speaksJSON(header string) bool {
	if header == "" {
		return true
	}
	media, _, err := mime.ParseMediaType(header)
	return err == nil && (strings.HasPrefix(media, "application/x-amz-json-") || media == "application/json")
}
