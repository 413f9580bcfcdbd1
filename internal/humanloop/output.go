package humanloop

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"time"

	"foureyes/internal/flow"
	"foureyes/internal/workforce"
)

// Answer is one worker's submitted assignment, with what the output document
// tells of the worker.
type Answer struct {
	Assignment Assignment
	WorkerID   string // 16 lowercase hex digits
	Subject    string // the worker's identity in the directory, or at the Issuer
	Issuer     string // the OpenID Connect provider; empty for the built-in directory
	Content    json.RawMessage
}

// OutputKey is where output.json lies under the flow's output path: by the loop's
// creation time in UTC, never by its completion (A2I Developer Guide, output data).
func OutputKey(d flow.Definition, l Loop) (flow.Location, string, error) {
	at, err := flow.ParseOutputPath(d.OutputPath)
	if err != nil {
		return flow.Location{}, "", err
	}
	return at, at.Key(d.Name + "/" + l.CreatedAt.UTC().Format("2006/01/02/15/04/05") + "/" + l.Name + "/output.json"), nil
}

// OutputURI is the S3 URI of output.json, known from the loop's creation on.
func OutputURI(d flow.Definition, l Loop) (string, error) {
	if l.Carried() {
		return l.OutputURI, nil
	}
	at, key, err := OutputKey(d, l)
	if err != nil {
		return "", err
	}
	return "s3://" + at.Bucket + "/" + key, nil
}

// outputDocument and its parts have their members in alphabetical order, as all
// of Amazon's documents do.
type outputDocument struct {
	RequestSource     string          `json:"awsManagedHumanLoopRequestSource,omitempty"`
	FlowDefinitionARN string          `json:"flowDefinitionArn"`
	HumanAnswers      []humanAnswer   `json:"humanAnswers"`
	HumanLoopName     string          `json:"humanLoopName"`
	InputContent      json.RawMessage `json:"inputContent"`
}

type humanAnswer struct {
	AcceptanceTime     string          `json:"acceptanceTime"`
	AnswerContent      json.RawMessage `json:"answerContent"`
	SubmissionTime     string          `json:"submissionTime"`
	TimeSpentInSeconds float64         `json:"timeSpentInSeconds"`
	WorkerID           string          `json:"workerId"`
	WorkerMetadata     workerMetadata  `json:"workerMetadata"`
}

type workerMetadata struct {
	IdentityData identityData `json:"identityData"`
}

type identityData struct {
	IdentityProviderType string `json:"identityProviderType"`
	Issuer               string `json:"issuer"`
	Sub                  string `json:"sub"`
}

// Output makes the output document of a loop. Answers come in the order in which
// they were submitted. The same loop always gives the same bytes.
func Output(d flow.Definition, l Loop, input string, answers []Answer) ([]byte, error) {
	doc := outputDocument{
		RequestSource: d.RequestSource, FlowDefinitionARN: d.ARN(), HumanLoopName: l.Name,
		InputContent: json.RawMessage(input), HumanAnswers: make([]humanAnswer, 0, len(answers)),
	}
	for _, a := range answers {
		doc.HumanAnswers = append(doc.HumanAnswers, answerOf(l, a))
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(doc); err != nil {
		return nil, fmt.Errorf("encode output.json: %w", err)
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

func answerOf(l Loop, a Answer) humanAnswer {
	return humanAnswer{
		AcceptanceTime:     instant(a.Assignment.AcceptedAt),
		AnswerContent:      a.Content,
		SubmissionTime:     instant(a.Assignment.EndedAt),
		TimeSpentInSeconds: math.Round(a.Assignment.TimeSpent.Seconds()*1000) / 1000,
		WorkerID:           a.WorkerID,
		WorkerMetadata:     workerMetadata{identityOf(l, a)},
	}
}

// identityOf tells who gave an answer. The built-in directory stands for a Cognito pool.
func identityOf(l Loop, a Answer) identityData {
	if a.Issuer != "" {
		return identityData{IdentityProviderType: "Oidc", Issuer: a.Issuer, Sub: a.Subject}
	}
	return identityData{IdentityProviderType: "Cognito", Issuer: workforce.Issuer(l.Account, l.Region), Sub: a.Subject}
}

// instant prints a time as output documents do: UTC, milliseconds, Z.
func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
