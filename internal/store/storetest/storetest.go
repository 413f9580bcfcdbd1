// Package storetest is what a database must do to be foureyes' store, whichever
// engine it is: one suite, written against the interfaces of the rooms and of the
// other hands that keep rows in the store, and run on each engine by a test beside
// it.
//
// It owns no rules. Where the store runs a rule, the suite hands in one of its
// own that merely moves values, so that what is tested is reading, saving,
// ordering, uniqueness and isolation.
package storetest

import (
	"context"
	"testing"
	"time"

	"foureyes/internal/advice"
	"foureyes/internal/audit"
	"foureyes/internal/audit/chain"
	"foureyes/internal/auth"
	"foureyes/internal/event"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/imports"
	"foureyes/internal/job"
	"foureyes/internal/limit"
	"foureyes/internal/object"
	"foureyes/internal/page"
	"foureyes/internal/predictor"
	"foureyes/internal/savedquery"
	"foureyes/internal/tag"
	"foureyes/internal/taskui"
	"foureyes/internal/workforce"
)

// Store is everything that is asked of the database.
type Store interface {
	advice.Store
	audit.Store
	audit.RetentionStore
	chain.Store
	auth.AccessKeyStore
	auth.PersonStore
	auth.RoleStore
	auth.GroupStore
	auth.SecondFactorStore
	event.Members
	event.Store
	predictor.Store
	flow.Store
	humanloop.Store
	humanloop.CarryStore
	humanloop.History
	humanloop.Looks
	humanloop.RetentionStore
	humanloop.Templates
	imports.Store
	job.Store
	object.Index
	savedquery.Store
	tag.Store
	taskui.Store
	workforce.Store

	// WaitingFor tells what waits for a work team.
	WaitingFor(ctx context.Context, n humanloop.TeamNotice, limit int, now time.Time) (workforce.Workteam, int, error)
	// WorkerID gives the id by which requesters know a person.
	WorkerID(ctx context.Context, personID string) (string, error)
	// ImportJobs gives the jobs that go on with imports.
	ImportJobs() job.Store
	// Deliveries gives the jobs that send events.
	Deliveries() event.Pending
	// ListJobs lists jobs that are not done; only those put aside, if dead is set.
	ListJobs(ctx context.Context, dead bool, q page.Query) ([]job.Saved, error)
	// RecallJobs makes due now what waits for longer than anything may.
	RecallJobs(ctx context.Context, now time.Time) (int, error)
	// EndLeases makes due now what a server had in hand that has died.
	EndLeases(ctx context.Context, now time.Time) error
	// RetryJobs makes jobs due now, all or none.
	RetryJobs(ctx context.Context, ids []string, now time.Time) error
	// RetryDeadJobs makes all jobs that were put aside due now.
	RetryDeadJobs(ctx context.Context, now time.Time) (int64, error)

	// RetryFailingJobs makes all jobs that have failed due now.
	RetryFailingJobs(ctx context.Context, now time.Time) (int64, error)
	// ListAudit reads the record, the newest first.
	ListAudit(ctx context.Context, f audit.Filter, q page.Query) ([]audit.Kept, *page.Key, error)
	// Use counts what quotas are about.
	Use(ctx context.Context, account, region string) (limit.Use, error)
	// FlowDefinitionsOfTeam lists the definitions whose tasks go to a work team.
	FlowDefinitionsOfTeam(ctx context.Context, teamID string, q page.Query) ([]flow.Definition, error)

	// Ready answers whether the database can be read.
	Ready(ctx context.Context) error
	// Close waits for writes in flight and closes the database.
	Close() error
}

// Run holds an engine against the suite. database makes a new, empty database and
// returns what opens it; that is called again after Close.
func Run(t *testing.T, database func(t *testing.T) (open func() Store)) {
	t.Helper()
	for name, test := range map[string]func(*testing.T, *house){
		"opening again changes nothing": openAgain,

		"access keys":                    accessKeys,
		"access keys with policies":      keysWithPolicies,
		"people":                         people,
		"sessions and links":             sessions,
		"failures to sign in":            failures,
		"own sessions":                   ownSessions,
		"passwords chosen with links":    chosenPasswords,
		"second factors":                 secondFactors,
		"roles":                          roles,
		"what workers look back at":      lookBack,
		"what the console asks":          looks,
		"members of groups":              members,
		"the record of who did what":     auditRecord,
		"what is used of quotas":         useOfQuotas,
		"flows of a team":                flowsOfTeam,
		"who made what":                  whoMadeWhat,
		"tokens for SQL":                 sqlTokens,
		"template as saved":              templateAsSaved,
		"template names are free":        templateNames,
		"flow as saved":                  flowAsSaved,
		"flow changes by rule":           flowChanges,
		"virtual team is stored once":    virtualTeam,
		"workforce":                      workforces,
		"workforces that bar addresses":  fences,
		"people of a provider":           identities,
		"answers of a provider's people": answersOfIdentities,
		"attempts that were used":        spentStates,
		"work teams":                     workteams,
		"mail addresses of a team":       teamMails,
		"tags":                           tags,
		"buckets":                        buckets,
		"objects":                        objects,
		"uploads":                        uploads,
		"loop as saved":                  loopAsSaved,
		"loop names":                     loopNames,
		"loop of an unusable flow":       unusableFlow,
		"loop changes by rule":           loopChanges,
		"assignment as saved":            assignmentAsSaved,
		"assignment changes by rule":     assignmentChanges,
		"held assignments":               heldAssignments,
		"answers":                        answers,
		"drafts":                         drafts,
		"loops that were reviewed":       reviewedLoops,
		"many that were reviewed":        manyReviewedLoops,
		"take the oldest":                takeOldest,
		"take what is not barred":        takeBarred,
		"take what is open":              takeOpen,
		"take fails with its rule":       takeFails,
		"take what was passed":           takePassed,
		"take what came back":            takeReturned,
		"take in every history":          takeInHistories,
		"takers race":                    takersRace,
		"jobs of a worker":               workerJobs,
		"due assignments":                dueAssignments,
		"due loops":                      dueLoops,
		"deleted flow waits":             deletedFlowWaits,
		"deleted flow frees its names":   deletedFlowFreesNames,

		"pages of loops":     pagesOfLoops,
		"pages of flows":     pagesOfFlows,
		"pages of templates": pagesOfTemplates,
		"pages of people":    pagesOfPeople,

		"saved jobs are claimed once":     claimJobs,
		"jobs end":                        finishJobs,
		"jobs saved anew while they run":  rearmedJobs,
		"jobs given back":                 unstartedJobs,
		"jobs of a clock that was ahead":  recalledJobs,
		"jobs of a server that has died":  endedLeases,
		"jobs are saved with their cause": jobsWithCause,
		"claimers race":                   claimersRace,

		"words from outside":     foreignWords,
		"rows from outside":      foreignRows,
		"resources from outside": foreignResources,

		"loops from elsewhere":         carriedLoops,
		"loops from elsewhere, again":  carriedAgain,
		"loops from elsewhere, unkept": carriedToNoFlow,

		"open loops are counted":        loopsAreCounted,
		"the quota of loops holds":      quotaHolds,
		"quotas of flows and templates": quotasOfResources,

		"event targets":            eventTargets,
		"event targets of a loop":  eventTargetsOf,
		"pages of event targets":   pagesOfEventTargets,
		"deliveries":               deliveries,
		"jobs in line":             jobsInLine,
		"a line is retried":        retriedInLine,
		"many add to a line":       lineRace,
		"flows that tell of tasks": flowsThatTell,
		"notices of teams":         teamNotices,
		"many deliveries":          manyDeliveries,
		"saved jobs":               savedJobs,
		"what saved jobs are for":  jobsAbout,

		"prediction sources":             predictionSources,
		"prediction sources of a region": predictionSourceFor,
		"pages of prediction sources":    pagesOfPredictionSources,

		"saved queries":          savedQueries,
		"names of saved queries": savedQueryNames,
		"pages of saved queries": pagesOfSavedQueries,
		"savers race for a name": saversRace,

		"imports as saved":  importsAsSaved,
		"rows start once":   rowsStartOnce,
		"names of rows":     namesOfRows,
		"jobs of imports":   jobsOfImports,
		"old imports leave": oldImportsLeave,

		"old loops leave":               oldLoopsLeave,
		"old loops take all with them":  oldLoopsTakeAllWithThem,
		"old loops wait for their jobs": oldLoopsWaitForTheirJobs,
		"old flows leave":               oldFlowsLeave,
		"old audit entries leave":       oldAuditLeaves,
		"batches of the audit log":      auditBatches,
		"ranges of the audit":           auditRanges,

		"writers race for names":        writersRace,
		"creators race for room":        quotasRace,
		"a person's requests race":      personRaces,
		"everybody gets a task":         everybodyGetsOne,
		"starters race with deletion":   startersRaceDeletion,
		"enders race with deletion":     endersRaceDeletion,
		"drafts race with answers":      draftsRaceSubmit,
		"changes of tags race":          tagsRace,
		"sign-in races with a password": sessionsRacePassword,
		"writers race for a key":        objectsRace,
		"a bucket's end races":          bucketRaces,
		"an upload's end races":         partsRace,
		"jobs are saved while they run": savedJobsRace,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // most of the time is spent waiting for fsync
			test(t, newHouse(t, database(t)))
		})
	}
}
