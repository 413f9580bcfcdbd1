package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"foureyes/internal/ocr"
	"foureyes/internal/prediction"
	"foureyes/internal/predictor"
)

// findReader looks for the programs that read documents, once for all servers of the
// process: they share the processors.
var findReader = sync.OnceValues(ocr.Find)

// recognisers are those that are built in.
func recognisers() predictor.Recognisers {
	return predictor.Recognisers{prediction.AnalyzeDocument.Service: func() (predictor.Recogniser, error) {
		r, err := findReader()
		if err != nil {
			return nil, err
		}
		return documents{r}, nil
	}}
}

// lookForRecognisers tells in the log, soon after the start, whether documents can be
// read here.
func (a *App) lookForRecognisers(ctx context.Context) {
	if _, err := findReader(); err != nil {
		a.Log.InfoContext(ctx, "prediction sources of the kind builtin cannot be used", "reason", err.Error())
	}
}

// documents reads documents as AnalyzeDocument does.
type documents struct{ reader *ocr.Recogniser }

// Recognise reads a document; body says which features are asked for.
func (d documents) Recognise(ctx context.Context, document, body []byte) ([]byte, error) {
	var request struct{ FeatureTypes []string }
	if err := json.Unmarshal(body, &request); err != nil {
		return nil, fmt.Errorf("read the request: %w", err)
	}
	answer, err := d.reader.Analyze(ctx, document, request.FeatureTypes)
	if refusal, is := errors.AsType[*ocr.Error](err); is {
		return nil, &predictor.Refusal{Code: string(refusal.Reason), Message: refusal.Message, Cause: refusal.Cause}
	}
	if err != nil {
		return nil, fmt.Errorf("read the document: %w", err)
	}
	out, err := json.Marshal(answer)
	if err != nil {
		return nil, fmt.Errorf("write the answer: %w", err)
	}
	return out, nil
}
