// Package flow owns flow definitions, which the console calls human review
// workflows: who is asked, with which template, how many of them, for how long,
// and where the output goes. A flow definition never changes after its creation;
// it can only be deleted.
//
// States: Active, then Deleting until nothing is left to wait for, then gone.
// What happens to the human loops of a deleted flow is humanloop's business.
package flow

import (
	"encoding/json"
	"time"

	"foureyes/internal/aws/arn"
)

// Status is where a flow definition stands in its life.
type Status string

// The states of a flow definition. Amazon also has Initializing and Failed;
// everything is checked at creation here, so neither arises.
const (
	Active   Status = "Active"
	Deleting Status = "Deleting"
)

// DefaultTimeLimit is how long a worker may hold a task when the flow definition
// does not say (SageMaker API, HumanLoopConfig).
const DefaultTimeLimit = time.Hour

// DefaultAvailability is how long a task waits for workers when the flow
// definition does not say. Amazon documents no default for A2I; ten days was
// long its greatest value.
const DefaultAvailability = 864000 * time.Second

// Definition is one flow definition.
type Definition struct {
	ID, Account, Region, Name string
	Status                    Status
	RoleARN                   string
	RequestSource             string // empty for the custom task type
	Conditions                string // activation conditions, JSON text as given
	WorkteamID                string
	WorkteamARN               string
	HumanTaskUIID             string
	HumanTaskUIARN            string
	TaskTitle                 string
	TaskDescription           string
	TaskCount                 int
	Availability              time.Duration // zero when not given
	TimeLimit                 time.Duration
	TaskKeywords              []string
	TaskPrice                 json.RawMessage // PublicWorkforceTaskPrice as given, or nil
	OutputPath                string
	KMSKeyID                  string
	CreatedBy                 string
	CreatedAt                 time.Time
}

// ARN is the flow definition's Amazon Resource Name.
func (d Definition) ARN() string { return ARN(d.Account, d.Region, d.Name) }

// ARN builds the Amazon Resource Name of a flow definition.
func ARN(account, region, name string) string {
	return arn.New("sagemaker", region, account, "flow-definition", name).String()
}

// AvailableFor is how long a task of this flow waits for workers.
func (d Definition) AvailableFor() time.Duration {
	if d.Availability == 0 {
		return DefaultAvailability
	}
	return d.Availability
}
