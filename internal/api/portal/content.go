package portal

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/fault"
	"foureyes/internal/tag"
	"foureyes/internal/taskui"
)

// taskPolicy keeps a requester's page in an origin of its own: it runs scripts
// and forms, from anywhere as at Amazon, but has neither the portal's cookie nor
// its storage, and only the portal may frame it.
const taskPolicy = "sandbox allow-scripts allow-forms allow-modals allow-popups allow-downloads; frame-ancestors 'self'"

type contentOutput struct {
	Status      int
	ContentType string `header:"Content-Type"`
	Policy      string `header:"Content-Security-Policy"`
	Referrer    string `header:"Referrer-Policy"`
	Body        []byte
}

// enclosed is what a page may load that shall load nothing from outside: what we
// serve, and what it makes by itself. Scripts inside the page stay: they are the
// requester's own.
const enclosed = "; default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; form-action 'none'; base-uri 'none'"

// policyOf is the policy of a page, by its flow's setting or else the server's.
func policyOf(setting string, blocks bool) string {
	if setting == tag.Block || setting == "" && blocks {
		return taskPolicy + enclosed
	}
	return taskPolicy
}

// html says that the answer is a page, not JSON.
func html(o *huma.Operation) {
	page := map[string]*huma.MediaType{"text/html": {Schema: &huma.Schema{Type: huma.TypeString}}}
	o.Responses = map[string]*huma.Response{
		"200": {Description: "The task's page, for a sandboxed frame.", Content: page},
		"410": {Description: "The task is no longer yours; a page that says so.", Content: page},
	}
}

func (a *api) content(ctx context.Context, in *AssignmentPath) (*contentOutput, error) {
	out := &contentOutput{
		Status: http.StatusOK, ContentType: "text/html; charset=utf-8",
		Policy: taskPolicy, Referrer: "no-referrer",
	}
	rendered, err := a.loops.Content(ctx, person(ctx), in.ID, jsonapi.Now(ctx))
	switch {
	case fault.Is(err, fault.Gone):
		out.Status = http.StatusGone
		out.Body = []byte(taskui.Unavailable("This task cannot be shown", fault.Of(err).Message, a.assets))
	case err != nil:
		return nil, a.Problem(ctx, err)
	default:
		out.Policy = policyOf(rendered.ExternalScripts, a.blockExternal)
		out.Body = []byte(taskui.Page(rendered.HTML, a.assets))
	}
	return out, nil
}
