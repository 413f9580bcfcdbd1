package bulk

import (
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// Line is one human loop in JSON Lines, whole: nothing is flattened.
type Line struct {
	HumanLoopName   string          `json:"humanLoopName"`
	HumanLoopStatus string          `json:"humanLoopStatus"`
	CreationTime    time.Time       `json:"creationTime"`
	EndTime         *time.Time      `json:"endTime,omitempty"`
	FailureReason   string          `json:"failureReason,omitempty"`
	InputContent    json.RawMessage `json:"inputContent"`
	HumanAnswers    []LineAnswer    `json:"humanAnswers"`
}

// LineAnswer is one worker's answer.
type LineAnswer struct {
	AcceptanceTime     time.Time       `json:"acceptanceTime"`
	AnswerContent      json.RawMessage `json:"answerContent"`
	SubmissionTime     time.Time       `json:"submissionTime"`
	TimeSpentInSeconds float64         `json:"timeSpentInSeconds"`
	WorkerID           string          `json:"workerId"`
}

func lineOf(r record) Line {
	l := Line{
		HumanLoopName: r.loop.Name, HumanLoopStatus: string(r.loop.Status.Shown()), CreationTime: r.loop.CreatedAt,
		FailureReason: r.loop.FailureReason, InputContent: json.RawMessage(r.input), HumanAnswers: make([]LineAnswer, 0, len(r.answers)),
	}
	if !r.loop.EndedAt.IsZero() {
		l.EndTime = &r.loop.EndedAt
	}
	for _, a := range r.answers {
		l.HumanAnswers = append(l.HumanAnswers, LineAnswer{
			AcceptanceTime: a.AcceptedAt, AnswerContent: a.Answer, SubmissionTime: a.EndedAt,
			TimeSpentInSeconds: a.TimeSpent.Seconds(), WorkerID: a.WorkerID,
		})
	}
	return l
}

// linesWriter writes JSON Lines.
func linesWriter(w io.Writer) func(record) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return func(r record) error {
		if err := e.Encode(lineOf(r)); err != nil {
			return fmt.Errorf("write a line: %w", err)
		}
		return nil
	}
}
