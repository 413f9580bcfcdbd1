package demo

import (
	"context"
	"fmt"
	"time"

	"foureyes/internal/aws/arn"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/object"
	"foureyes/internal/taskui"
	"foureyes/internal/workforce"
)

// seeder is a requester at work.
type seeder struct {
	Requester
	now time.Time
}

// next is a millisecond after the time before. Jobs and tasks are offered in the
// order of their creation, which is kept in that precision.
func (s *seeder) next() time.Time {
	s.now = s.now.Add(time.Millisecond)
	return s.now
}

// bucket makes the bucket and puts the pictures into it.
func (s *seeder) bucket(ctx context.Context) error {
	_, err := s.Objects.CreateBucket(ctx, object.Bucket{
		Name: Bucket, Account: s.Account, Region: s.Region, CreatedBy: s.Principal,
	})
	if err != nil {
		return fmt.Errorf("create the bucket %s: %w", Bucket, err)
	}
	return eachPicture(func(key string, picture []byte) error {
		if err := s.Objects.PutObject(ctx, flow.Access{Account: s.Account}, Bucket, key, "image/svg+xml", picture); err != nil {
			return fmt.Errorf("put the picture %s: %w", key, err)
		}
		return nil
	})
}

// review makes a template, a flow definition that uses it, and its loops.
func (s *seeder) review(ctx context.Context, k kind) (Review, error) {
	template, err := k.template()
	if err != nil {
		return Review{}, err
	}
	ui, err := s.UIs.Create(ctx, taskui.CreateRequest{
		Account: s.Account, Region: s.Region, Principal: s.Principal, Name: k.name, Content: template,
	}, s.next())
	if err != nil {
		return Review{}, fmt.Errorf("create the template %s: %w", k.name, err)
	}
	d, err := s.Flows.Create(ctx, s.definition(k, ui.ARN()), s.next())
	if err != nil {
		return Review{}, fmt.Errorf("create the flow definition %s: %w", k.name, err)
	}
	return s.start(ctx, k, d)
}

func (s *seeder) definition(k kind, uiARN string) flow.CreateRequest {
	team := workforce.Workteam{Account: s.Account, Region: s.Region, Name: workforce.EveryoneTeam}
	return flow.CreateRequest{
		Account: s.Account, Region: s.Region, Principal: s.Principal, Name: k.name,
		RoleARN:        arn.New("iam", "", s.Account, "role", "demo").String(),
		WorkteamARN:    team.ARN(),
		HumanTaskUIARN: uiARN,
		TaskTitle:      k.title, TaskDescription: k.description, TaskKeywords: k.keywords,
		TaskCount: 1, TimeLimit: k.timeLimit,
		OutputPath: "s3://" + Bucket + "/answers",
	}
}

// start starts the loops of a flow definition.
func (s *seeder) start(ctx context.Context, k kind, d flow.Definition) (Review, error) {
	review := Review{Title: k.title}
	loops, err := k.loops()
	if err != nil {
		return review, err
	}
	for i, l := range loops {
		started, err := s.Loops.Start(ctx, humanloop.StartRequest{
			Account: s.Account, Region: s.Region, Principal: s.Principal,
			Name: l.Name, FlowDefinitionARN: d.ARN(), InputContent: string(l.Input),
		}, s.next())
		if err != nil {
			return review, fmt.Errorf("start the human loop %s: %w", l.Name, err)
		}
		if i > 0 {
			continue
		}
		if review.OutputURI, err = humanloop.OutputURI(d, started.Loop); err != nil {
			return review, fmt.Errorf("find the output of %s: %w", l.Name, err)
		}
	}
	review.Tasks = len(loops)
	return review, nil
}
