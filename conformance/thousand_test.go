package conformance

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker/types"
	a2i "github.com/aws/aws-sdk-go/service/augmentedairuntime"
)

// many is how many items the paginators walk.
const many = 1000

// together calls do for 0 to n-1, a few at a time.
func together(n int, do func(i int)) {
	var all sync.WaitGroup
	places := make(chan struct{}, 16)
	for i := range n {
		places <- struct{}{}
		all.Go(func() {
			defer func() { <-places }()
			do(i)
		})
	}
	all.Wait()
}

// churn makes and removes other items until stop is called, which waits.
func churn(t *testing.T, do func(ctx context.Context, i int) error) (stop func()) {
	t.Helper()
	enough, done := make(chan struct{}), make(chan error, 1)
	ctx := t.Context()
	go func() {
		for i := 0; ; i++ {
			select {
			case <-enough:
				done <- nil
				return
			default:
			}
			if err := do(ctx, i); err != nil {
				done <- err
				return
			}
		}
	}()
	return func() {
		close(enough)
		if err := <-done; err != nil {
			t.Errorf("while items came and went: %v", err)
		}
	}
}

// wantAllOnce checks that every item that was there all the time was listed once,
// whatever else came and went.
func wantAllOnce(t *testing.T, what string, want, got []string) {
	t.Helper()
	seen := map[string]int{}
	for _, name := range got {
		seen[name]++
		if seen[name] > 1 {
			t.Errorf("%s: %s is listed twice", what, name)
		}
	}
	missing := slices.DeleteFunc(slices.Clone(want), func(name string) bool { return seen[name] > 0 })
	if len(missing) > 0 {
		t.Errorf("%s: %d items are missing, among them %s", what, len(missing), missing[0])
	}
}

func TestPaginatorsWalkAThousandItemsThatMove(t *testing.T) {
	s := start(t)
	c := s.in(t, home)
	c.createBucket(t, bucketName)
	uiARN := c.createUI(t, "form", plainForm)
	flowARN := c.createFlow(t, flowInput(home, "flow", uiARN))
	names := numbered("item", many)
	t.Run("human task UIs", func(t *testing.T) { walkUIs(t, c, names) })
	t.Run("human loops", func(t *testing.T) { walkLoops(t, c, flowARN, names) })
}

func walkUIs(t *testing.T, c clients, names []string) {
	create := func(ctx context.Context, name string) error {
		_, err := c.sagemaker.CreateHumanTaskUi(ctx, &sagemaker.CreateHumanTaskUiInput{
			HumanTaskUiName: &name, UiTemplate: &types.UiTemplate{Content: aws.String(plainForm)},
		})
		return err
	}
	together(many, func(i int) {
		if err := create(t.Context(), names[i]); err != nil {
			t.Error(err)
		}
	})
	for _, order := range types.SortOrder("").Values() {
		stop := churn(t, func(ctx context.Context, i int) error {
			name := fmt.Sprintf("other-%s-%d", map[types.SortOrder]string{"Ascending": "a", "Descending": "d"}[order], i)
			if err := create(ctx, name); err != nil {
				return err
			}
			_, err := c.sagemaker.DeleteHumanTaskUi(ctx, &sagemaker.DeleteHumanTaskUiInput{HumanTaskUiName: &name})
			return err
		})
		var got []string
		pages := sagemaker.NewListHumanTaskUisPaginator(c.sagemaker, &sagemaker.ListHumanTaskUisInput{SortOrder: order, MaxResults: aws.Int32(7)})
		for pages.HasMorePages() {
			page, err := pages.NextPage(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, u := range page.HumanTaskUiSummaries {
				got = append(got, *u.HumanTaskUiName)
			}
		}
		stop()
		wantAllOnce(t, string(order), names, got)
	}
}

func walkLoops(t *testing.T, c clients, flowARN string, names []string) {
	begin := func(ctx context.Context, name string) error {
		_, err := c.runtime.StartHumanLoopWithContext(ctx, loopInput(flowARN, name, `{"total":1}`))
		return err
	}
	together(many, func(i int) {
		if err := begin(t.Context(), names[i]); err != nil {
			t.Error(err)
		}
	})
	for _, order := range []string{a2i.SortOrderAscending, a2i.SortOrderDescending} {
		stop := churn(t, func(ctx context.Context, i int) error {
			name := fmt.Sprintf("other-%s-%d", order, i)
			if err := begin(ctx, name); err != nil {
				return err
			}
			if _, err := c.runtime.StopHumanLoopWithContext(ctx, &a2i.StopHumanLoopInput{HumanLoopName: &name}); err != nil {
				return err
			}
			_, err := c.runtime.DeleteHumanLoopWithContext(ctx, &a2i.DeleteHumanLoopInput{HumanLoopName: &name})
			return err
		})
		got, _ := c.loopNames(t, &a2i.ListHumanLoopsInput{FlowDefinitionArn: &flowARN, SortOrder: &order, MaxResults: aws.Int64(7)})
		stop()
		wantAllOnce(t, order, names, got)
	}
}
