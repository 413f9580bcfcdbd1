package console

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/page"
	"foureyes/internal/predictor"
)

// PredictionSourceSettings are what sources can be told besides an address.
type PredictionSourceSettings struct {
	AccessKeyID    string `json:"accessKeyId,omitempty" maxLength:"128" doc:"aws: id of the key to sign with; the secret is its secret."`
	Region         string `json:"region,omitempty" maxLength:"64" doc:"aws: the region to sign for; that of the call when left out."`
	TimeoutSeconds int    `json:"timeoutSeconds,omitempty" minimum:"1" maximum:"300" doc:"For a call with its repetitions; when left out 30, and 120 for command and builtin."`
	MaxConcurrent  int    `json:"maxConcurrent,omitempty" minimum:"1" maximum:"256" doc:"How many calls it gets at once; 8 when left out."`
}

// text is the settings as they are saved; empty when there are none.
func (s *PredictionSourceSettings) text() string {
	if s == nil || *s == (PredictionSourceSettings{}) {
		return ""
	}
	b, _ := json.Marshal(s) // texts and numbers can always be encoded
	return string(b)
}

// PredictionSource is who answers for a service in an account and region.
type PredictionSource struct {
	Service   string                    `json:"service" enum:"textract,rekognition"`
	Account   string                    `json:"account" doc:"For whose calls."`
	Region    string                    `json:"region" doc:"* for all that have no source of their own."`
	Kind      string                    `json:"kind" enum:"aws,http,command,builtin"`
	Address   string                    `json:"address,omitempty" doc:"A URL, or the name of a command; empty for Amazon's own service and for what is built in."`
	Settings  *PredictionSourceSettings `json:"settings,omitempty"`
	CreatedAt time.Time                 `json:"createdAt" doc:"When it was set."`
}

func predictionSourceOf(o predictor.Source) PredictionSource {
	out := PredictionSource{
		Service: o.Service, Account: o.Account, Region: o.Region, Kind: o.Kind, Address: o.Address, CreatedAt: o.CreatedAt,
	}
	var s PredictionSourceSettings
	if o.Settings != "" && json.Unmarshal([]byte(o.Settings), &s) == nil {
		out.Settings = &s
	}
	return out
}

// PredictionSourceName names a source. It is exported so that its members are read
// where it is embedded.
type PredictionSourceName struct {
	Service string `path:"service" enum:"textract,rekognition"`
	Account string `query:"account" maxLength:"12" doc:"For whose calls; the operators' account when left out."`
	Region  string `query:"region" maxLength:"64" doc:"The region; * or nothing for the source of all that have none of their own."`
}

func (a *api) predictionSourceAt(in PredictionSourceName) (account, region string) {
	account, region = in.Account, in.Region
	if account == "" {
		account = a.Account
	}
	if region == "" {
		region = predictor.EveryRegion
	}
	return account, region
}

type setPredictionSourceInput struct {
	PredictionSourceName

	Body struct {
		Kind     string                    `json:"kind" enum:"aws,http,command,builtin"`
		Address  string                    `json:"address,omitempty" maxLength:"2048" doc:"http: a URL; aws: the URL of a service that is not Amazon's; command: the name of a file in the folder predictors of the data folder."`
		Settings *PredictionSourceSettings `json:"settings,omitempty"`
		Secret   string                    `json:"secret,omitempty" maxLength:"16384" writeOnly:"true" doc:"aws: the secret of the access key; http: a bearer token. It is kept under the master key and never shown."`
	}
}

type predictionSourceOutput struct{ Body PredictionSource }

type listPredictionSourcesInput struct {
	MaxResults int    `query:"maxResults" minimum:"1" maximum:"100" default:"100"`
	NextToken  string `query:"nextToken" maxLength:"8192"`
}

type listPredictionSourcesOutput struct {
	Body struct {
		PredictionSources []PredictionSource `json:"predictionSources" nullable:"false"`
		NextToken         string             `json:"nextToken,omitempty"`
	}
}

type testPredictionSourceInput struct {
	PredictionSourceName

	Body struct {
		Image []byte `json:"image,omitempty" doc:"What to show it, in base64; an empty sheet of paper when left out."`
	}
}

// PredictionTrial is what came of asking a source once.
type PredictionTrial struct {
	Answered         bool            `json:"answered"`
	Reason           string          `json:"reason,omitempty" doc:"Why it gave no answer that can be used."`
	TookMilliseconds int64           `json:"tookMilliseconds"`
	Answer           json.RawMessage `json:"answer,omitempty" doc:"As the operation answers."`
}

type testPredictionSourceOutput struct{ Body PredictionTrial }

// maxTrial bounds the body of a trial: an image of 15 MiB in base64.
const maxTrial = 21 << 20

func (a *api) predictionSourceRoutes() {
	const all, one = "/prediction-sources", "/prediction-sources/{service}"
	// A source may take long. The deadline for reading the body would, once it has passed,
	// end the request's context as well.
	patient := func(o *huma.Operation) { o.MaxBodyBytes, o.BodyReadTimeout = maxTrial, -1 }
	huma.Register(a, jsonapi.Operation("listPredictionSources", http.MethodGet, all, "Who answers for Textract and Rekognition", a.ForOperators), a.listPredictionSources)
	huma.Register(a, jsonapi.Operation("setPredictionSource", http.MethodPut, one, "Set who answers for a service", a.ForOperators), a.setPredictionSource)
	huma.Register(a, jsonapi.Operation("testPredictionSource", http.MethodPost, one+"/test", "Ask a prediction source at once", a.ForOperators, patient), a.testPredictionSource)
	huma.Register(a, jsonapi.Operation("removePredictionSource", http.MethodDelete, one, "Remove a prediction source", a.ForOperators), a.removePredictionSource)
}

func (a *api) setPredictionSource(ctx context.Context, in *setPredictionSourceInput) (*predictionSourceOutput, error) {
	n := predictor.NewSource{
		Service: in.Service, Kind: in.Body.Kind, Address: in.Body.Address, Settings: in.Body.Settings.text(), Secret: []byte(in.Body.Secret),
	}
	n.Account, n.Region = a.predictionSourceAt(in.PredictionSourceName)
	o, err := a.p.Predictors.Set(ctx, n, jsonapi.Now(ctx))
	return jsonapi.Answer(ctx, a.API, &predictionSourceOutput{predictionSourceOf(o)}, err)
}

func (a *api) listPredictionSources(ctx context.Context, in *listPredictionSourcesInput) (*listPredictionSourcesOutput, error) {
	const list = "prediction-sources"
	q, err := a.p.Tokens.Query(list, page.Request{MaxResults: &in.MaxResults, NextToken: &in.NextToken})
	if err != nil {
		return nil, huma.Error422UnprocessableEntity("nextToken is not valid for this list.")
	}
	sources, last, err := a.p.Predictors.List(ctx, q)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &listPredictionSourcesOutput{}
	out.Body.PredictionSources = make([]PredictionSource, 0, len(sources))
	for _, o := range sources {
		out.Body.PredictionSources = append(out.Body.PredictionSources, predictionSourceOf(o))
	}
	if next := a.p.Tokens.Next(list, q, last); next != nil {
		out.Body.NextToken = *next
	}
	return out, nil
}

func (a *api) testPredictionSource(ctx context.Context, in *testPredictionSourceInput) (*testPredictionSourceOutput, error) {
	account, region := a.predictionSourceAt(in.PredictionSourceName)
	t, err := a.p.Predictors.Try(ctx, account, region, in.Service, in.Body.Image)
	out := &testPredictionSourceOutput{PredictionTrial{Answered: err == nil && t.Refused == nil, TookMilliseconds: t.Took.Milliseconds(), Answer: t.Answer}}
	if t.Refused != nil {
		out.Body.Reason = t.Refused.Error()
	}
	return jsonapi.Answer(ctx, a.API, out, err)
}

func (a *api) removePredictionSource(ctx context.Context, in *PredictionSourceName) (*struct{}, error) {
	account, region := a.predictionSourceAt(*in)
	return jsonapi.Answer(ctx, a.API, &struct{}{}, a.p.Predictors.Remove(ctx, account, region, in.Service))
}
