package app

import (
	"fmt"
	"path/filepath"
	"time"

	"foureyes/internal/api/gate"
	"foureyes/internal/api/rekognition"
	"foureyes/internal/api/textract"
	"foureyes/internal/aws"
	"foureyes/internal/prediction"
	"foureyes/internal/predictor"
)

// predictorsFolder is where the programs lie that a prediction source may start,
// inside the data folder.
const predictorsFolder = "predictors"

// predictors make what asks prediction sources.
func (a *App) predictors(newID func(time.Time) string) error {
	folder, err := filepath.Abs(filepath.Join(a.config.Data, predictorsFolder))
	if err != nil {
		return fmt.Errorf("find the folder of predictors: %w", err)
	}
	a.sources = predictor.NewService(predictor.Parts{
		Store: a.store, Sealer: a.keys, NewID: newID, Now: a.clock, Log: a.Log,
		Callers: predictor.Callers(folder, recognisers()),
		Shapes: map[string]func() prediction.Shape{
			prediction.AnalyzeDocument.Service: textract.Plain, prediction.DetectModerationLabels.Service: rekognition.Plain,
		},
	})
	return nil
}

// predictions make the room of what the two AI services answer.
func (a *App) predictions() *prediction.Service {
	return prediction.NewService(prediction.Parts{Sources: a.sources, Flows: a.store, Loops: a.loops, Objects: a.objects})
}

// predictionDoors are the doors of the AI services.
func predictionDoors(room *prediction.Service, server aws.Server, before *gate.Gate) map[string]jsonDoor {
	return map[string]jsonDoor{
		prediction.AnalyzeDocument.Service:        {textract.New(room, server, before), prediction.AnalyzeDocument.Target + "."},
		prediction.DetectModerationLabels.Service: {rekognition.New(room, server, before), prediction.DetectModerationLabels.Target + "."},
	}
}
