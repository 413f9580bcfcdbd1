package storetest

import (
	"testing"
	"time"

	"foureyes/internal/humanloop"
	"foureyes/internal/job"
	"foureyes/internal/workforce"
)

// teamNotices: one job for a team with a topic while tasks begin to wait, however
// many, and none for a team without.
func teamNotices(t *testing.T, h *house) {
	d := h.flow(t, "one")
	begin := func(name string, at time.Time) {
		s := starting(h.newLoop(d, name, at), d)
		s.Notice = humanloop.TeamNotice{WorkteamID: d.WorkteamID}.Job(at, at)
		_, err := h.StartLoop(t.Context(), s)
		must(t, err)
	}
	begin("a", noon)
	same(t, "a team without a topic", nil, column(h.claim(t, noon), jobID), nil)
	team, err := h.Workteam(t.Context(), account, region, workforce.EveryoneTeam)
	must(t, err)
	team.NotificationTopic = "arn:aws:sns:eu-west-1:000000000042:tasks"
	must(t, h.ChangeWorkteam(t.Context(), team))
	begin("b", noon)
	begin("c", noon.Add(time.Second))
	id := humanloop.NotifyTeamKind + ":" + team.ID
	rows := h.claim(t, noon)
	same(t, "one job for all", []string{id}, column(rows, jobID), nil)
	n := humanloop.TeamNotice{WorkteamID: team.ID}
	got, waiting, err := h.WaitingFor(t.Context(), n, 100, noon)
	same(t, "all that wait", 3, waiting, err)
	same(t, "the team", team.ARN(), got.ARN(), nil)
	_, waiting, err = h.WaitingFor(t.Context(), n, 2, noon)
	same(t, "counted to a limit", 2, waiting, err)
	n.Since = noon.UnixMilli()
	_, waiting, err = h.WaitingFor(t.Context(), n, 100, noon)
	same(t, "something is new", 3, waiting, err)

	// Told of all: the job makes way for the next.
	must(t, h.Deliveries().SaveDeliveries(t.Context(), []job.Row{n.Job(noon.Add(time.Minute), noon)}))
	begin("d", noon.Add(2*time.Second))
	quiet, err := h.ListJobs(t.Context(), false, all)
	same(t, "the quiet is not broken", 1, len(quiet), err)
	same(t, "and knows since when", n.Job(noon, noon).Payload, quiet[0].Payload, nil)
	n.Since = noon.Add(2 * time.Second).UnixMilli()
	_, waiting, err = h.WaitingFor(t.Context(), n, 100, noon)
	same(t, "nothing is new", 0, waiting, err)
	begin("e", noon.Add(3*time.Second))
	rows = h.claim(t, noon.Add(time.Hour))
	same(t, "a new job", []string{id}, column(rows, jobID), nil)
	h.finish(t, job.End{Row: rows[0]})

	h.deleting(t, d)
	n.Since = 0
	_, waiting, err = h.WaitingFor(t.Context(), n, 100, noon)
	same(t, "tasks of a flow that goes", 0, waiting, err)
	n.WorkteamID = "nobody"
	_, waiting, err = h.WaitingFor(t.Context(), n, 100, noon)
	same(t, "a team that is gone", 0, waiting, err)
}
