package flow

import (
	"context"
	"encoding/json"
	"time"

	"foureyes/internal/aws/arn"
	"foureyes/internal/fault"
	"foureyes/internal/job"
	"foureyes/internal/page"
	"foureyes/internal/tag"
	"foureyes/internal/taskui"
	"foureyes/internal/workforce"
)

// Store is what this room asks of the database.
type Store interface {
	// CreateFlowDefinition saves a definition with its tags, and makes the team's
	// rows if it is a virtual one. The name being taken is InUse. fits is asked how
	// many others there are; nil for no limit.
	CreateFlowDefinition(ctx context.Context, d Definition, team workforce.Workteam, tags []tag.Tag,
		fits func(existing int) error) error
	FlowDefinition(ctx context.Context, account, region, name string) (Definition, error)
	FlowDefinitionByID(ctx context.Context, id string) (Definition, error)
	ListFlowDefinitions(ctx context.Context, account, region string, q page.Query) ([]Definition, error)
	// ChangeFlowDefinition runs a rule on the definition of this name and saves the
	// status and jobs that it returns, in one transaction.
	ChangeFlowDefinition(ctx context.Context, account, region, name string,
		rule func(Definition) (Definition, []job.Row, error)) error
}

// Workteams finds work teams, and gives those that are virtual an id.
type Workteams interface {
	Workteam(ctx context.Context, account, region, name string) (workforce.Workteam, error)
	Materialise(t workforce.Workteam, now time.Time) workforce.Workteam
}

// HumanTaskUIs finds worker task templates.
type HumanTaskUIs interface {
	HumanTaskUI(ctx context.Context, account, region, name string) (taskui.UI, error)
}

// Buckets tells whether a bucket is there to be written to.
type Buckets interface {
	BucketExists(ctx context.Context, as Access, bucket string) (bool, error)
}

// Service creates, finds and deletes flow definitions.
type Service struct {
	store   Store
	teams   Workteams
	uis     HumanTaskUIs
	buckets Buckets
	newID   func(time.Time) string
	most    int
}

// NewService joins the room to what it asks. most is the greatest number of flow
// definitions in an account and region; 0 sets no limit.
func NewService(store Store, teams Workteams, uis HumanTaskUIs, buckets Buckets, newID func(time.Time) string, most int) *Service {
	return &Service{store: store, teams: teams, uis: uis, buckets: buckets, newID: newID, most: most}
}

// fits is the rule of the quota; those being deleted count until they are gone.
func (s *Service) fits() func(existing int) error {
	if s.most == 0 {
		return nil
	}
	return func(existing int) error {
		if existing >= s.most {
			return fault.New(fault.Quota, fault.FlowDefinition,
				"The account-level service limit 'Number of flow definitions' is %d, with current utilization of %d and a request delta of 1.", s.most, existing)
		}
		return nil
	}
}

// CreateRequest is what CreateFlowDefinition asks for.
type CreateRequest struct {
	Account, Region, Principal string
	Name                       string
	RoleARN                    string
	RequestSource              string
	Conditions                 string
	WorkteamARN                string
	HumanTaskUIARN             string
	TaskTitle                  string
	TaskDescription            string
	TaskCount                  int
	Availability               time.Duration
	TimeLimit                  time.Duration
	TaskKeywords               []string
	TaskPrice                  json.RawMessage
	OutputPath                 string
	KMSKeyID                   string
	Tags                       []tag.Tag
}

// Create checks everything that a flow definition refers to and saves it. It is
// Active at once.
func (s *Service) Create(ctx context.Context, r CreateRequest, now time.Time) (Definition, error) {
	if err := r.check(); err != nil {
		return Definition{}, err
	}
	team, err := s.team(ctx, r)
	if err != nil {
		return Definition{}, err
	}
	ui, err := s.ui(ctx, r)
	if err != nil {
		return Definition{}, err
	}
	if err := s.checkBucket(ctx, r); err != nil {
		return Definition{}, err
	}
	team = s.teams.Materialise(team, now)
	d := r.definition(s.newID(now), team.ID, ui.ID, now)
	return d, s.store.CreateFlowDefinition(ctx, d, team, r.Tags, s.fits())
}

// check refuses what can be refused without asking anybody.
func (r CreateRequest) check() error {
	if err := tag.Check(tag.FlowDefinition, r.Tags); err != nil {
		return err
	}
	return Definition{RequestSource: r.RequestSource, Conditions: r.Conditions}.checkConditions(r.Tags)
}

func (r CreateRequest) definition(id, teamID, uiID string, now time.Time) Definition {
	limit := r.TimeLimit
	if limit == 0 {
		limit = DefaultTimeLimit
	}
	return Definition{
		ID: id, Account: r.Account, Region: r.Region, Name: r.Name, Status: Active,
		RoleARN: r.RoleARN, RequestSource: r.RequestSource, Conditions: r.Conditions,
		WorkteamID: teamID, WorkteamARN: r.WorkteamARN, HumanTaskUIID: uiID, HumanTaskUIARN: r.HumanTaskUIARN,
		TaskTitle: r.TaskTitle, TaskDescription: r.TaskDescription, TaskCount: r.TaskCount,
		Availability: r.Availability, TimeLimit: limit, TaskKeywords: r.TaskKeywords, TaskPrice: r.TaskPrice,
		OutputPath: r.OutputPath, KMSKeyID: r.KMSKeyID, CreatedBy: r.Principal, CreatedAt: now,
	}
}

// team finds the work team that the request names. Amazon tells a missing team
// and one of another account or region apart from nothing, and so do we.
func (s *Service) team(ctx context.Context, r CreateRequest) (workforce.Workteam, error) {
	missing := fault.New(fault.Invalid, fault.Workteam,
		"The specified Workteam '%s' does not exist or you do not have access to it.", r.WorkteamARN)
	a, err := arn.Parse(r.WorkteamARN)
	if err != nil || a.Account != r.Account || a.Region != r.Region {
		return workforce.Workteam{}, missing
	}
	t, err := s.teams.Workteam(ctx, r.Account, r.Region, a.Name())
	if fault.Is(err, fault.NotFound) || (err == nil && t.ARN() != r.WorkteamARN) {
		return workforce.Workteam{}, missing
	}
	return t, err
}

func (s *Service) ui(ctx context.Context, r CreateRequest) (taskui.UI, error) {
	missing := fault.New(fault.Invalid, fault.HumanTaskUI,
		"The specified HumanTaskUi '%s' does not exist or you do not have access to it.", r.HumanTaskUIARN)
	a, err := arn.Parse(r.HumanTaskUIARN)
	if err != nil || a.Account != r.Account || a.Region != r.Region {
		return taskui.UI{}, missing
	}
	ui, err := s.uis.HumanTaskUI(ctx, r.Account, r.Region, a.Name())
	if fault.Is(err, fault.NotFound) || (err == nil && ui.ARN() != r.HumanTaskUIARN) {
		return taskui.UI{}, missing
	}
	return ui, err
}

// checkBucket makes sure at creation that outputs will have a place to go.
func (s *Service) checkBucket(ctx context.Context, r CreateRequest) error {
	at, err := ParseOutputPath(r.OutputPath)
	if err != nil {
		return err
	}
	if err := at.checkKeys(r.OutputPath, r.Name); err != nil {
		return err
	}
	exists, err := s.buckets.BucketExists(ctx, Access{Account: r.Account, RoleARN: r.RoleARN, KMSKeyID: r.KMSKeyID}, at.Bucket)
	if err != nil && !fault.Is(err, fault.Denied) {
		return err
	}
	if !exists {
		return fault.New(fault.Invalid, fault.Bucket,
			"The bucket %q of S3OutputPath does not exist or you do not have access to it.", at.Bucket)
	}
	return nil
}

// Describe finds a flow definition by name.
func (s *Service) Describe(ctx context.Context, account, region, name string) (Definition, error) {
	return s.store.FlowDefinition(ctx, account, region, name)
}

// List gives one page of an account's flow definitions, those being deleted included.
func (s *Service) List(ctx context.Context, account, region string, q page.Query) ([]Definition, error) {
	return s.store.ListFlowDefinitions(ctx, account, region, q)
}

// Delete begins the deletion of a flow definition. Its loops are wound up by the
// job that is saved with it.
func (s *Service) Delete(ctx context.Context, account, region, name string, now time.Time) error {
	return s.store.ChangeFlowDefinition(ctx, account, region, name, func(d Definition) (Definition, []job.Row, error) {
		return startDeleting(d, now)
	})
}
