package suite_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker"

	"foureyes/conformance/suite"
	"foureyes/internal/app"
	"foureyes/internal/config"
)

const (
	account   = "123456789012"
	keyID     = "AKIACONFORMANCE00001"
	secretKey = "conformance/secret+access=key-0123456789"
)

// start runs a server until the test ends, and gives its URL.
func start(t *testing.T) string {
	t.Helper()
	return startWith(t, config.Serve{})
}

// startWith is start with some settings made.
func startWith(t *testing.T, c config.Serve) string {
	t.Helper()
	c.Listen, c.Data, c.AccountID, c.AccessKeyID, c.SecretAccessKey = "127.0.0.1:0", t.TempDir(), account, keyID, secretKey
	c.AdminEmail, c.AdminPassword, c.MaxWorkteams = "admin@example.com", "correct horse battery staple", 25
	a, err := app.Start(t.Context(), c, app.Surroundings{Now: time.Now, Out: io.Discard, Version: "dev", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatalf("start the server: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 30*time.Second)
		defer cancel()
		if err := a.Stop(ctx); err != nil {
			t.Errorf("stop the server: %v", err)
		}
	})
	return a.URL()
}

func options(endpoint string) suite.Options {
	return suite.Options{
		Endpoint: endpoint, Now: time.Now,
		Credentials: suite.Credentials{AccessKeyID: keyID, SecretAccessKey: secretKey},
	}
}

func run(t *testing.T, o suite.Options) *suite.Report {
	t.Helper()
	report, err := suite.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// TestServerPassesEveryCase is the whole suite against a server of its own.
func TestServerPassesEveryCase(t *testing.T) {
	report := run(t, options(start(t)))
	report.Table(t.Output())
	report.Failures(t.Output(), true)
	if n := len(report.Failed()); n > 0 {
		t.Errorf("%d of %d cases failed", n, len(report.Results))
	}
}

func TestRunLeavesNothingBehind(t *testing.T) {
	endpoint := start(t)
	report := run(t, only(options(endpoint), "^(CreateHumanTaskUi|CreateFlowDefinition|StartHumanLoop|CreateWorkteam)_(in_order|answers)"))
	if len(report.Results) < 8 || len(report.Failed()) > 0 {
		t.Fatalf("the run itself: %+v", report)
	}
	wantNothing(t, endpoint, report.Region)
}

// wantNothing looks into a region with an SDK.
func wantNothing(t *testing.T, endpoint, region string) {
	t.Helper()
	key := aws.Config{Region: region, BaseEndpoint: &endpoint, Credentials: credentials.NewStaticCredentialsProvider(keyID, secretKey, "")}
	c := sagemaker.NewFromConfig(key)
	flows, err := c.ListFlowDefinitions(t.Context(), &sagemaker.ListFlowDefinitionsInput{})
	if err != nil || len(flows.FlowDefinitionSummaries) > 0 {
		t.Errorf("flow definitions are left: %+v, %v", flows, err)
	}
	uis, err := c.ListHumanTaskUis(t.Context(), &sagemaker.ListHumanTaskUisInput{})
	if err != nil || len(uis.HumanTaskUiSummaries) > 0 {
		t.Errorf("templates are left: %+v, %v", uis, err)
	}
	teams, err := c.ListWorkteams(t.Context(), &sagemaker.ListWorkteamsInput{})
	if err != nil || len(teams.Workteams) != 1 || *teams.Workteams[0].WorkteamName != "Everyone-in-private-workforce" {
		t.Errorf("work teams are left: %+v, %v", teams, err)
	}
	buckets, err := s3.NewFromConfig(key).ListBuckets(t.Context(), &s3.ListBucketsInput{})
	if err != nil || len(buckets.Buckets) > 0 {
		t.Errorf("buckets are left: %+v, %v", buckets, err)
	}
}

// TestInterruptedRunLeavesNothingBehind either.
func TestInterruptedRunLeavesNothingBehind(t *testing.T) {
	endpoint := start(t)
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	o := only(options(endpoint), "^(CreateHumanTaskUi|CreateFlowDefinition|StartHumanLoop)_")
	o.Progress = func(done, _, _ int) {
		if done == 40 {
			interrupt()
		}
	}
	report, err := suite.Run(ctx, o)
	if !errors.Is(err, context.Canceled) || report == nil || len(report.Results) > 100 {
		t.Fatalf("the run ended with %v", err)
	}
	wantNothing(t, endpoint, report.Region)
}

// TestNamedRegionIsSpared: whoever names a region keeps the workforce in it.
func TestNamedRegionIsSpared(t *testing.T) {
	o := only(options(start(t)), "^(CreateWorkforce|ListWorkforces)_")
	o.Region = "eu-west-1"
	report := run(t, o)
	if report.Region != o.Region || len(report.Failed()) > 0 {
		t.Errorf("region %s, failed %+v", report.Region, report.Failed())
	}
	if !slices.Contains(report.LeftOut, "CreateWorkforce_replaces_a_default_that_nobody_used") {
		t.Errorf("left out is %v", report.LeftOut)
	}
	for _, one := range report.Results {
		if slices.Contains(report.LeftOut, one.Name) {
			t.Errorf("%s was left out and run", one.Name)
		}
	}
}

// TestThrottledEndpointPasses: what is refused because it came too fast is asked
// again, and the refusals have the right form.
func TestThrottledEndpointPasses(t *testing.T) {
	endpoint := startWith(t, config.Serve{MaxRequestsPerSecond: 25})
	report := run(t, only(options(endpoint), "^(DescribeHumanLoop|DescribeWorkforce)_(human|workforce)"))
	report.Failures(t.Output(), true)
	if n := len(report.Failed()); n > 0 || len(report.Results) < 100 {
		t.Errorf("%d of %d cases failed", n, len(report.Results))
	}
	if report.Took < time.Second {
		t.Errorf("%d cases took %s: nothing was throttled", len(report.Results), report.Took)
	}
}

// TestTwoRunsAtOnce do not get into each other's way, even in one region.
func TestTwoRunsAtOnce(t *testing.T) {
	endpoint := start(t)
	reports := make(chan *suite.Report, 2)
	for range 2 {
		go func() {
			o := only(options(endpoint), "(Human|Flow|Tags).*_(answers|refuses|takes|gives|tells|leaves)_[a-z]+_[a-z]")
			o.Region = "eu-west-1"
			report, err := suite.Run(t.Context(), o)
			if err != nil {
				t.Error(err)
			}
			reports <- report
		}()
	}
	for range 2 {
		if report := <-reports; report != nil {
			report.Failures(t.Output(), true)
			if n := len(report.Failed()); n > 0 {
				t.Errorf("%d cases failed", n)
			}
		}
	}
}

func TestProgressIsTold(t *testing.T) {
	o := only(options(start(t)), "taskCount")
	last, told := 0, 0
	o.Progress = func(done, failed, all int) {
		told++
		if done != last+1 || failed != 0 || all < 10 {
			t.Errorf("told %d of %d, %d failed, after %d", done, all, failed, last)
		}
		last = done
	}
	if report := run(t, o); told != len(report.Results) {
		t.Errorf("told %d times of %d cases", told, len(report.Results))
	}
}

func TestRunThatCannotBegin(t *testing.T) {
	endpoint := start(t)
	if _, err := suite.Run(t.Context(), only(options(endpoint), "no case is called so")); !errors.Is(err, suite.ErrNoCase) {
		t.Errorf("without a case: %v", err)
	}
	wrong := options(endpoint)
	wrong.Credentials.SecretAccessKey = "wrong"
	if report, err := suite.Run(t.Context(), wrong); report != nil || err == nil || !strings.Contains(err.Error(), "InvalidSignatureException") {
		t.Errorf("with a wrong secret: %+v, %v", report, err)
	}
}
