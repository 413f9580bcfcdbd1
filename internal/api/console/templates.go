package console

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/aws"
	"foureyes/internal/taskui"
	"foureyes/internal/taskui/lint"
	"foureyes/internal/taskui/starter"
	"foureyes/internal/taskui/trial"
)

// TemplateStarter is a worker task template to begin with.
type TemplateStarter struct {
	Name    string          `json:"name"`
	Title   string          `json:"title"`
	Group   string          `json:"group" enum:"image,document,text,form"`
	Content string          `json:"content" doc:"The template, in Liquid and HTML."`
	Input   json.RawMessage `json:"input" doc:"A sample of a human loop's input."`
}

type startersInput struct{ Place }

type startersOutput struct {
	Body struct {
		Starters []TemplateStarter `json:"starters" nullable:"false"`
	}
}

type checkTemplateInput struct {
	Place

	Body struct {
		Content string          `json:"content" maxLength:"128000" doc:"The template, in Liquid and HTML."`
		Input   json.RawMessage `json:"input,omitempty" doc:"A sample of a human loop's input; without one, what only lacks an input is a warning."`
	}
}

// TemplateFinding is one thing to tell a template's author.
type TemplateFinding struct {
	Line     int    `json:"line,omitempty" doc:"From 1; absent when it is about the whole."`
	Severity string `json:"severity" enum:"error,warning" doc:"With an error the template cannot be used."`
	Message  string `json:"message"`
}

// TemplateCheck is what came of rendering a template with a sample.
type TemplateCheck struct {
	Rendered             bool              `json:"rendered"`
	Bytes                int               `json:"bytes" doc:"Length of the rendered page."`
	DurationMilliseconds float64           `json:"durationMilliseconds" doc:"How long rendering took."`
	Findings             []TemplateFinding `json:"findings" nullable:"false" doc:"In the order of the lines, those about the whole first."`
}

type checkTemplateOutput struct{ Body TemplateCheck }

type previewTemplateInput struct {
	Place

	RawBody []byte `contentType:"application/x-www-form-urlencoded"`
}

func (a *api) templateRoutes() {
	may := a.ForRequesters("sagemaker:RenderUiTemplate", func(aws.Call, *http.Request) string { return "*" })
	huma.Register(a, jsonapi.Operation("listTemplateStarters", http.MethodGet, "/template-starters",
		"Worker task templates to begin with, with samples of their input", may), a.starters)
	huma.Register(a, jsonapi.Operation("checkTemplate", http.MethodPost, "/template-checks",
		"What is wrong with a worker task template, and with a sample of its input",
		func(o *huma.Operation) { o.MaxBodyBytes = 2*mostInput + 1<<20 }, may), a.checkTemplate)
	huma.Register(a, jsonapi.Operation("previewTemplate", http.MethodPost, "/template-previews",
		"A worker task template as workers would see it", describePreview, may), a.previewTemplate)
}

// describePreview says which fields the form has, and that the answer is a page.
func describePreview(o *huma.Operation) {
	// A form writes most signs of a template with three letters.
	o.MaxBodyBytes = 3*mostInput + 1<<20
	o.Description = "A form, since only a form can be posted into a frame. Its fields: content, the template; input, a sample of a human loop's input as JSON, {} when left out; " +
		"language, that of a page that names none, such as de, the reader's when left out. Nothing is kept."
	o.Responses = map[string]*huma.Response{"200": {
		Description: "A page for a sandboxed frame. When the template cannot be rendered, it says why.",
		Content:     map[string]*huma.MediaType{"text/html": {Schema: &huma.Schema{Type: huma.TypeString}}},
	}}
}

func (a *api) starters(ctx context.Context, _ *startersInput) (*startersOutput, error) {
	all, err := starter.All()
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &startersOutput{}
	for _, s := range all {
		out.Body.Starters = append(out.Body.Starters, TemplateStarter(s))
	}
	return out, nil
}

func (a *api) checkTemplate(ctx context.Context, in *checkTemplateInput) (*checkTemplateOutput, error) {
	account, _, err := in.of(ctx, a)
	if err != nil {
		return nil, err
	}
	r := a.try(ctx, account, in.Body.Content, in.Body.Input)
	out := TemplateCheck{
		Rendered: r.Rendered != "", Bytes: len(r.Rendered),
		DurationMilliseconds: float64(r.Took.Microseconds()) / 1000, Findings: make([]TemplateFinding, 0, len(r.Findings)),
	}
	for _, f := range r.Findings {
		out.Findings = append(out.Findings, TemplateFinding{Line: f.Line, Severity: string(f.Severity), Message: f.Message})
	}
	return &checkTemplateOutput{out}, nil
}

func (a *api) previewTemplate(ctx context.Context, in *previewTemplateInput) (*pageOutput, error) {
	account, _, err := in.of(ctx, a)
	if err != nil {
		return nil, err
	}
	form, err := url.ParseQuery(string(in.RawBody))
	if err != nil {
		return nil, huma.Error422UnprocessableEntity("The body is not a form: " + err.Error() + ".")
	}
	input := json.RawMessage(form.Get("input"))
	if len(input) == 0 {
		input = json.RawMessage("{}")
	}
	assets := a.p.Assets
	assets.Language = form.Get("language")
	// Browsers end a form's lines with CR LF, whatever the template has.
	r := a.try(ctx, account, strings.ReplaceAll(form.Get("content"), "\r\n", "\n"), input)
	page := taskui.Page(r.Rendered, assets)
	if r.Rendered == "" && lint.Failed(r.Findings) {
		page = taskui.Unavailable("The template cannot be rendered", r.Findings[len(r.Findings)-1].Message, assets)
	}
	return &pageOutput{
		ContentType: "text/html; charset=utf-8", Policy: jsonapi.TaskPolicy("", a.p.BlockExternal), Referrer: "no-referrer",
		Body: []byte(page),
	}, nil
}

// try renders a template for its author. Objects are those of the account, and the
// pictures of the starters' samples.
func (a *api) try(ctx context.Context, account, content string, input json.RawMessage) trial.Result {
	at := jsonapi.Now(ctx)
	return trial.Run(ctx, a.p.Renderer, taskui.Request{
		Template: content, Input: input,
		GrantReadAccess: func(bucket, key string) (string, error) {
			if picture, ok := starter.Picture(key); ok && bucket == starter.Bucket {
				return picture, nil
			}
			return a.p.PreviewURL(account, bucket, key, at), nil
		},
	}, a.p.Now)
}
