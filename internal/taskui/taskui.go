// Package taskui owns worker task templates, which the API calls human task UIs:
// keeping them, rendering them with a loop's input, and making the page that a
// worker's frame shows.
//
// The language itself is in taskui/liquid. What a link to an object looks like
// and how long it lives is the caller's business (Request.GrantReadAccess); so
// are the headers that keep the page in its frame, and the custom elements.
package taskui

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"foureyes/internal/aws/arn"
	"foureyes/internal/fault"
	"foureyes/internal/page"
	"foureyes/internal/tag"
)

// UI is one worker task template. It never changes after it was made.
type UI struct {
	// ID never returns, unlike the name, which is free again after deletion.
	ID                    string
	Account, Region, Name string
	// Content is the template's text. Lists may leave it empty.
	Content string
	// SHA256 is the digest of Content's bytes in lowercase hexadecimal digits.
	SHA256 string
	// CreatedBy is the ARN of who made it.
	CreatedBy string
	CreatedAt time.Time
}

// ARN is the human task UI's Amazon Resource Name.
func (u UI) ARN() string {
	return arn.New("sagemaker", u.Region, u.Account, "human-task-ui", u.Name).String()
}

// Store is what this room asks of the database.
type Store interface {
	// CreateHumanTaskUI saves a template with its tags. The name being taken is InUse.
	// fits is asked how many others there are; nil for no limit.
	CreateHumanTaskUI(ctx context.Context, ui UI, tags []tag.Tag, fits func(existing int) error) error
	// HumanTaskUI finds a template by name; NotFound when there is none.
	HumanTaskUI(ctx context.Context, account, region, name string) (UI, error)
	// HumanTaskUIByID finds deleted ones too: loops that use them keep working.
	HumanTaskUIByID(ctx context.Context, id string) (UI, error)
	// ListHumanTaskUIs may leave Content empty.
	ListHumanTaskUIs(ctx context.Context, account, region string, q page.Query) ([]UI, error)
	// DeleteHumanTaskUI frees the name; NotFound when there is none.
	DeleteHumanTaskUI(ctx context.Context, account, region, name string, now time.Time) error
}

// Service creates, finds and deletes worker task templates.
type Service struct {
	store Store
	newID func(time.Time) string
	most  int
}

// NewService makes a Service over a store. newID makes an id that never returns.
// most is the greatest number of templates in an account and region; 0 sets no
// limit.
func NewService(store Store, newID func(time.Time) string, most int) *Service {
	return &Service{store: store, newID: newID, most: most}
}

// fits is the rule of the quota.
func (s *Service) fits() func(existing int) error {
	if s.most == 0 {
		return nil
	}
	return func(existing int) error {
		if existing >= s.most {
			return fault.New(fault.Quota, fault.HumanTaskUI,
				"The account-level service limit 'Number of human task UIs' is %d, with current utilization of %d and a request delta of 1.", s.most, existing)
		}
		return nil
	}
}

// CreateRequest is what CreateHumanTaskUi asks for.
type CreateRequest struct {
	Account, Region, Principal string
	Name                       string
	Content                    string
	Tags                       []tag.Tag
}

// Create saves a template. It is not rendered, nor its syntax checked: as at
// Amazon, a mistake shows when a loop renders it.
func (s *Service) Create(ctx context.Context, r CreateRequest, now time.Time) (UI, error) {
	if err := tag.Check(tag.HumanTaskUI, r.Tags); err != nil {
		return UI{}, err
	}
	u := r.ui(s.newID(now), now)
	return u, s.store.CreateHumanTaskUI(ctx, u, r.Tags, s.fits())
}

func (r CreateRequest) ui(id string, now time.Time) UI {
	return UI{
		ID: id, Account: r.Account, Region: r.Region, Name: r.Name,
		Content: r.Content, SHA256: Digest(r.Content),
		CreatedBy: r.Principal, CreatedAt: now,
	}
}

// Digest is the SHA-256 of a template's bytes in lowercase hexadecimal digits, as
// DescribeHumanTaskUi gives it.
func Digest(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

// Describe finds a template by name.
func (s *Service) Describe(ctx context.Context, account, region, name string) (UI, error) {
	u, err := s.store.HumanTaskUI(ctx, account, region, name)
	return u, about(err, account, region, name)
}

// List lists templates. Their Content may be empty.
func (s *Service) List(ctx context.Context, account, region string, q page.Query) ([]UI, error) {
	return s.store.ListHumanTaskUIs(ctx, account, region, q)
}

// Delete frees a template's name. Flow definitions that use it start no new
// loops; the loops they have keep working.
func (s *Service) Delete(ctx context.Context, account, region, name string, now time.Time) error {
	return about(s.store.DeleteHumanTaskUI(ctx, account, region, name, now), account, region, name)
}

// about puts a missing template's ARN into the sentence, whatever the store said.
func about(err error, account, region, name string) error {
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	u := UI{Account: account, Region: region, Name: name}
	return fault.Wrap(err, fault.NotFound, fault.HumanTaskUI, "Human task UI %s does not exist.", u.ARN())
}
