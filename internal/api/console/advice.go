package console

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"foureyes/internal/advice"
	"foureyes/internal/api/jsonapi"
	"foureyes/internal/fault"
)

// mostAdvising is how many advices are given at a time: each reads through all loops of
// a flow definition.
const mostAdvising = 2

// progressEvery is how many loops are read from one line of progress to the next.
const progressEvery = 500

type adviceInput struct {
	Place

	Name            string    `path:"name" maxLength:"63" doc:"The flow definition."`
	Risk            float64   `query:"risk" default:"0.01" doc:"The greatest share of errors among what nobody reviews."`
	ConfidenceLevel float64   `query:"confidenceLevel" default:"0.95" doc:"How sure that must be kept."`
	Confidence      string    `query:"confidence" maxLength:"512" doc:"Path to the confidence in the input, such as input.confidence. Custom task type only, as the next two."`
	Prediction      string    `query:"prediction" maxLength:"512" doc:"Path to the prediction in the input. When left out, the answer itself tells by true or false whether it was right."`
	Answer          string    `query:"answer" maxLength:"512" doc:"Path to what is compared in an answer, such as answer.category.label."`
	Sampled         string    `query:"sampled" maxLength:"512" doc:"Path in the input: only loops count where true stands there, which chance alone has chosen."`
	Field           string    `query:"field" maxLength:"1024" doc:"Only this key of forms, or this moderation label."`
	Agreement       string    `query:"agreement" enum:"majority,every" default:"majority" doc:"How many of several answers must confirm a prediction."`
	All             bool      `query:"all" doc:"Count what conditions have chosen also where a sample is at hand."`
	From            time.Time `query:"from" doc:"Only loops that ended at this time or later."`
	Until           time.Time `query:"until" doc:"Only loops that ended before."`
	Progress        bool      `query:"progress" doc:"Answer with lines of JSON: some with humanLoops, the number read so far, then one with advice or problem."`
}

// AdviceLine is a line of an answer with progress.
type AdviceLine struct {
	HumanLoops int            `json:"humanLoops,omitempty" doc:"How many were read so far."`
	Advice     *advice.Report `json:"advice,omitempty"`
	Problem    string         `json:"problem,omitempty" doc:"Why there is no advice."`
}

func (a *api) adviceRoutes() {
	huma.Register(a, jsonapi.Operation("getAdvice", http.MethodGet, "/flow-definitions/{name}/advice", "Say which predictions need no review",
		a.ForRequesters("foureyes:GetAdvice", flowOf), a.answersAdvice), a.advice)
}

// answersAdvice describes both kinds of answer.
func (a *api) answersAdvice(o *huma.Operation) {
	schema := func(v any) *huma.MediaType {
		return &huma.MediaType{Schema: huma.SchemaFromType(a.OpenAPI().Components.Schemas, reflect.TypeOf(v))}
	}
	o.Description = "Reads the finished human loops of a flow definition and finds the lowest confidence above which nobody needs to look, " +
		"such that the share of errors there is no greater than the risk, with a guarantee (docs/advice.md). " +
		"At most 2 are given at a time. Programs and people need the permission foureyes:GetAdvice on the flow definition."
	o.Responses = map[string]*huma.Response{"200": {
		Description: "The advice, or with progress lines of JSON.",
		Content:     map[string]*huma.MediaType{"application/json": schema(advice.Report{}), "application/x-ndjson": schema(AdviceLine{})},
	}}
}

func (a *api) advice(ctx context.Context, in *adviceInput) (*huma.StreamResponse, error) {
	account, region, err := in.of(ctx, a)
	if err != nil {
		return nil, err
	}
	read, err := a.p.Advice.Read(ctx, advice.Request{
		Account: account, Region: region, Flow: in.Name,
		Question: advice.Question{Risk: in.Risk, ConfidenceLevel: in.ConfidenceLevel},
		Where: advice.Where{
			Confidence: in.Confidence, Prediction: in.Prediction, Answer: in.Answer, Sampled: in.Sampled,
			Field: in.Field, Agreement: advice.Agreement(in.Agreement), All: in.All,
		},
		Span: advice.Span{From: in.From, Until: in.Until},
	})
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	select {
	case a.advising <- struct{}{}:
	default:
		return nil, a.Problem(ctx, fault.New(fault.Throttled, advice.Subject, "Other advice is being given. Ask again in a moment."))
	}
	if in.Progress {
		return &huma.StreamResponse{Body: func(h huma.Context) {
			defer func() { <-a.advising }()
			a.adviseWithProgress(ctx, h, read)
		}}, nil
	}
	defer func() { <-a.advising }()
	result, err := read(nil)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	return &huma.StreamResponse{Body: func(h huma.Context) {
		h.SetHeader("Content-Type", "application/json")
		_ = json.NewEncoder(h.BodyWriter()).Encode(result.Report()) // a client that hung up is nobody's error
	}}, nil
}

// adviseWithProgress writes a line now and then while loops are read.
func (a *api) adviseWithProgress(ctx context.Context, h huma.Context, read func(func(int)) (advice.Result, error)) {
	_, w := humago.Unwrap(h)
	h.SetHeader("Content-Type", "application/x-ndjson")
	out, lines := http.NewResponseController(w), json.NewEncoder(w)
	line := func(l AdviceLine) {
		_ = lines.Encode(l) // a client that hung up ends ctx, and the reading
		_ = out.Flush()
	}
	result, err := read(func(loops int) {
		if loops%progressEvery == 0 {
			line(AdviceLine{HumanLoops: loops})
		}
	})
	if err != nil {
		line(AdviceLine{Problem: a.Problem(ctx, err).Detail})
		return
	}
	report := result.Report()
	line(AdviceLine{HumanLoops: result.Loops, Advice: &report})
}
