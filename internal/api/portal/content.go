package portal

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/fault"
	"foureyes/internal/humanloop"
	"foureyes/internal/taskui"
)

type contentOutput struct {
	Status      int
	ContentType string `header:"Content-Type"`
	Policy      string `header:"Content-Security-Policy"`
	Referrer    string `header:"Referrer-Policy"`
	Body        []byte
}

// html says that the answer is a page, not JSON.
func html(o *huma.Operation) {
	page := map[string]*huma.MediaType{"text/html": {Schema: &huma.Schema{Type: huma.TypeString}}}
	o.Responses = map[string]*huma.Response{
		"200": {Description: "The task's page, for a sandboxed frame.", Content: page},
		"410": {Description: "The task is no longer yours; a page that says so.", Content: page},
	}
}

// blank says of which page the answer is.
func blank(o *huma.Operation) {
	o.Description = "A page with the elements and without a task, for a sandboxed frame. The content of the job's next task can be written into it, where both have the same Content-Security-Policy: the meta element foureyes-policy repeats this page's."
	o.Responses = map[string]*huma.Response{"200": {
		Description: "The page.",
		Content:     map[string]*huma.MediaType{"text/html": {Schema: &huma.Schema{Type: huma.TypeString}}},
	}}
}

func (a *api) blank(ctx context.Context, in *AssignmentPath) (*contentOutput, error) {
	setting, err := a.loops.ExternalScripts(ctx, person(ctx), in.ID)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := pageOutput(jsonapi.TaskPolicy(setting, a.blockExternal))
	out.Body = []byte(taskui.Blank(out.Policy, a.assets))
	return out, nil
}

// pageOutput is a page for a frame, before it has a body.
func pageOutput(policy string) *contentOutput {
	return &contentOutput{
		Status: http.StatusOK, ContentType: "text/html; charset=utf-8",
		Policy: policy, Referrer: "no-referrer",
	}
}

func (a *api) content(ctx context.Context, in *AssignmentPath) (*contentOutput, error) {
	rendered, err := a.work(ctx).Content(ctx, person(ctx), in.ID, jsonapi.Now(ctx))
	return a.page(ctx, rendered, err)
}

// page is a rendered task, or a page that says why there is none.
func (a *api) page(ctx context.Context, rendered humanloop.Page, err error) (*contentOutput, error) {
	out := pageOutput(jsonapi.TaskPolicy("", false))
	switch {
	case fault.Is(err, fault.Gone):
		out.Status = http.StatusGone
		out.Body = []byte(taskui.Unavailable("This task cannot be shown", fault.Of(err).Message, a.assets))
	case err != nil:
		return nil, a.Problem(ctx, err)
	default:
		out.Policy = jsonapi.TaskPolicy(rendered.ExternalScripts, a.blockExternal)
		out.Body = []byte(taskui.Page(rendered.HTML, a.assets))
	}
	return out, nil
}
