package humanloop

import (
	"encoding/json"
	"time"

	"foureyes/internal/job"
)

// TeamNotice is the payload of a job of NotifyTeamKind. A team has one such job at
// most: while it is there, further tasks save none.
type TeamNotice struct {
	WorkteamID string `json:"workteamId"`
	// Since is when the team was told last, in milliseconds since the epoch; 0 for
	// never. Later tasks are what it is told of next.
	Since int64 `json:"since,omitempty"`
}

// Job is due at a time.
func (n TeamNotice) Job(due, now time.Time) job.Row {
	payload, _ := json.Marshal(n) // a text and a number
	return job.Row{ID: NotifyTeamKind + ":" + n.WorkteamID, Kind: NotifyTeamKind, Payload: string(payload), DueAt: due, CreatedAt: now}
}
