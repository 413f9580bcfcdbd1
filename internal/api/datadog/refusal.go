package datadog

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/fault"
)

// refusal is an error as JSON:API has it; too many requests are told in a list of
// texts.
type refusal struct {
	status  int
	title   string
	detail  string
	pointer string // to the member of the request that is wrong
	meta    map[string]any
}

// Error gives the message.
func (f *refusal) Error() string { return f.detail }

// invalid refuses a request.
func invalid(pointer, format string, args ...any) *refusal {
	return &refusal{status: http.StatusBadRequest, title: "Bad Request", detail: fmt.Sprintf(format, args...), pointer: pointer}
}

func (f *refusal) body() []byte {
	if f.status == http.StatusTooManyRequests {
		b, _ := json.Marshal(map[string]any{"errors": []string{f.detail}})
		return b
	}
	item := map[string]any{"status": strconv.Itoa(f.status), "title": f.title, "detail": f.detail}
	if f.pointer != "" {
		item["source"] = map[string]string{"pointer": f.pointer}
	}
	if f.meta != nil {
		item["meta"] = f.meta
	}
	b, _ := json.Marshal(map[string]any{"errors": []any{item}})
	return b
}

// refusalOf gives an error its form. Of failures of ours nothing is told.
func refusalOf(err error) *refusal {
	if f, ok := errors.AsType[*refusal](err); ok {
		return f
	}
	if e, ok := errors.AsType[*sqlerr.Error](err); ok {
		return queryRefusal(e)
	}
	switch f := fault.Of(err); f.Kind {
	case fault.Unauthenticated, fault.Denied, fault.NotFound:
		return &refusal{status: http.StatusForbidden, title: "Forbidden", detail: f.Message}
	case fault.Throttled:
		return &refusal{status: http.StatusTooManyRequests, detail: f.Message}
	}
	return &refusal{status: http.StatusInternalServerError, title: "Internal Server Error", detail: "Something went wrong on the server."}
}

// queryRefusal tells why a query failed.
func queryRefusal(e *sqlerr.Error) *refusal {
	switch {
	case e.Code == sqlerr.TooManyConnections:
		return &refusal{status: http.StatusTooManyRequests, detail: e.Message}
	case strings.HasPrefix(e.Code, "XX"):
		return &refusal{status: http.StatusInternalServerError, title: "Internal Server Error", detail: e.Message}
	}
	f := &refusal{status: http.StatusBadRequest, title: "Query failed", detail: e.Message, pointer: "/data/attributes/query"}
	f.meta = map[string]any{"sqlstate": e.Code}
	for name, text := range map[string]string{"detail": e.Detail, "hint": e.Hint} {
		if text != "" {
			f.meta[name] = text
		}
	}
	if e.Position > 0 {
		f.meta["position"] = e.Position
	}
	return f
}
