package event

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"foureyes/internal/humanloop"
	"foureyes/internal/job"
	"foureyes/internal/workforce"
)

// quiet is how long a team is not told again of tasks that wait.
const quiet = 15 * time.Minute

// Teams tells what waits for work teams.
type Teams interface {
	// WaitingFor tells how many tasks wait for a team, counted up to limit, if there are
	// some of which it was not told; else 0, and the job that asks is gone.
	WaitingFor(ctx context.Context, n humanloop.TeamNotice, limit int, now time.Time) (workforce.Workteam, int, error)
}

// notify saves a delivery of a team's notice for each target that wants it, and with
// them the job that asks anew after a while.
func (s *Service) notify(ctx context.Context, payload string, now time.Time) error {
	var n humanloop.TeamNotice
	if err := json.Unmarshal([]byte(payload), &n); err != nil {
		return fmt.Errorf("decode the notice: %w", err)
	}
	team, waiting, err := s.p.Teams.WaitingFor(ctx, n, humanloop.CountLimit+1, now)
	if err != nil || waiting == 0 {
		return err
	}
	e, err := s.notice(team, waiting, now)
	if err != nil {
		return err
	}
	targets, err := s.p.Store.EventTargetsOf(ctx, team.Account, team.Region)
	if err != nil {
		return err
	}
	rows, err := deliveries(e, targets, "", now)
	if err != nil {
		return err
	}
	n.Since = now.UnixMilli()
	return s.p.Queue.SaveDeliveries(ctx, append([]job.Row{n.Job(now.Add(quiet), now)}, rows...))
}

// notice makes the event.
func (s *Service) notice(team workforce.Workteam, waiting int, now time.Time) (Event, error) {
	return encode(document{
		ID: stableID(team.ID + " " + now.UTC().Format(time.RFC3339Nano)), DetailType: NoticeType, Source: OwnSource,
		Account: team.Account, Region: team.Region, Resources: []string{team.ARN()},
		Detail: Notice{
			WorkteamARN: team.ARN(), WorkteamName: team.Name, TopicARN: team.NotificationTopic, Waiting: waiting, PortalURL: s.p.PortalURL,
		},
	}, now)
}
