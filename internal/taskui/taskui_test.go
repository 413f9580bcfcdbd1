package taskui_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/page"
	"foureyes/internal/tag"
	"foureyes/internal/taskui"
)

// shelf keeps templates in memory by name.
type shelf struct {
	uis  map[string]taskui.UI
	tags map[string][]tag.Tag
	most int // templates; 0 is no limit
}

func (s *shelf) CreateHumanTaskUI(_ context.Context, ui taskui.UI, tags []tag.Tag, fits func(int) error) error {
	if _, taken := s.uis[ui.Name]; taken {
		return fault.New(fault.InUse, fault.HumanTaskUI, "Human task UI %s already exists.", ui.ARN())
	}
	if fits != nil {
		if err := fits(len(s.uis)); err != nil {
			return err
		}
	}
	s.uis[ui.Name], s.tags[ui.ID] = ui, tags
	return nil
}

func (s *shelf) HumanTaskUI(_ context.Context, _, _, name string) (taskui.UI, error) {
	ui, ok := s.uis[name]
	if !ok {
		return ui, fault.New(fault.NotFound, fault.HumanTaskUI, "no row")
	}
	return ui, nil
}

func (s *shelf) HumanTaskUIByID(_ context.Context, id string) (taskui.UI, error) {
	for _, ui := range s.uis {
		if ui.ID == id {
			return ui, nil
		}
	}
	return taskui.UI{}, fault.New(fault.NotFound, fault.HumanTaskUI, "no row")
}

func (s *shelf) ListHumanTaskUIs(context.Context, string, string, page.Query) ([]taskui.UI, error) {
	var all []taskui.UI
	for _, ui := range s.uis {
		all = append(all, ui)
	}
	return all, nil
}

func (s *shelf) DeleteHumanTaskUI(ctx context.Context, account, region, name string, _ time.Time) error {
	if _, err := s.HumanTaskUI(ctx, account, region, name); err != nil {
		return err
	}
	delete(s.uis, name)
	return nil
}

var now = time.Date(2026, time.March, 4, 5, 6, 7, 0, time.UTC)

func newService() (*taskui.Service, *shelf) {
	s := &shelf{uis: map[string]taskui.UI{}, tags: map[string][]tag.Tag{}}
	return s.service(), s
}

func (s *shelf) service() *taskui.Service {
	return taskui.NewService(s, func(t time.Time) string { return "id-" + t.Format("150405") }, s.most)
}

var photo = taskui.CreateRequest{
	Account: "123456789012", Region: "eu-west-1", Principal: "arn:aws:iam::123456789012:user/ann",
	Name: "photo", Content: "abc", Tags: []tag.Tag{{Key: "team", Value: "a"}},
}

func TestCreatedTemplateIsDescribed(t *testing.T) {
	s, store := newService()
	made, err := s.Create(t.Context(), photo, now)
	if err != nil {
		t.Fatal(err)
	}
	want := taskui.UI{
		ID: "id-050607", Account: "123456789012", Region: "eu-west-1", Name: "photo", Content: "abc",
		SHA256:    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		CreatedBy: "arn:aws:iam::123456789012:user/ann", CreatedAt: now,
	}
	if made != want {
		t.Errorf("made %+v", made)
	}
	if arn := "arn:aws:sagemaker:eu-west-1:123456789012:human-task-ui/photo"; made.ARN() != arn {
		t.Errorf("ARN %s", made.ARN())
	}
	found, err := s.Describe(t.Context(), "123456789012", "eu-west-1", "photo")
	if err != nil || found != want {
		t.Errorf("found %+v, error %v", found, err)
	}
	if !slices.Equal(store.tags[made.ID], photo.Tags) {
		t.Errorf("tags %v", store.tags[made.ID])
	}
	list, err := s.List(t.Context(), "123456789012", "eu-west-1", page.Query{Limit: 10})
	if err != nil || len(list) != 1 {
		t.Errorf("list %v, error %v", list, err)
	}
}

func TestRefusals(t *testing.T) {
	const arn = "arn:aws:sagemaker:eu-west-1:123456789012:human-task-ui/"
	s, _ := newService()
	if _, err := s.Create(t.Context(), photo, now); err != nil {
		t.Fatal(err)
	}
	refuse := func(err error, kind fault.Kind, message string) {
		t.Helper()
		if f := fault.Of(err); f.Kind != kind || f.Message != message {
			t.Errorf("%v: %s, want %v: %s", f.Kind, f.Message, kind, message)
		}
	}
	_, err := s.Create(t.Context(), photo, now)
	refuse(err, fault.InUse, "Human task UI "+arn+"photo already exists.")
	_, err = s.Describe(t.Context(), "123456789012", "eu-west-1", "zz")
	refuse(err, fault.NotFound, "Human task UI "+arn+"zz does not exist.")
	if err := s.Delete(t.Context(), "123456789012", "eu-west-1", "photo", now); err != nil {
		t.Fatal(err)
	}
	err = s.Delete(t.Context(), "123456789012", "eu-west-1", "photo", now)
	refuse(err, fault.NotFound, "Human task UI "+arn+"photo does not exist.")

	reserved := photo
	reserved.Tags = []tag.Tag{{Key: "aws:x"}}
	_, err = s.Create(t.Context(), reserved, now)
	refuse(err, fault.Invalid, `Tag key "aws:x" is not allowed: keys that begin with aws: are reserved.`)
	if _, err := s.Describe(t.Context(), "123456789012", "eu-west-1", "photo"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a refused template was saved: %v", err)
	}
}
