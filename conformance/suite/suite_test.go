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
	a, err := app.Start(t.Context(), config.Serve{
		Listen: "127.0.0.1:0", Data: t.TempDir(), AccountID: account, AccessKeyID: keyID, SecretAccessKey: secretKey,
		AdminEmail: "admin@example.com", AdminPassword: "correct horse battery staple", MaxWorkteams: 25,
	}, app.Surroundings{Now: time.Now, Out: io.Discard, Version: "dev", Log: slog.New(slog.DiscardHandler)})
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

// TestRunLeavesNothingBehind looks into the region of a run with an SDK.
func TestRunLeavesNothingBehind(t *testing.T) {
	endpoint := start(t)
	report := run(t, only(options(endpoint), "^(CreateHumanTaskUi|CreateFlowDefinition|StartHumanLoop|CreateWorkteam)_(in_order|answers)"))
	if len(report.Results) < 8 || len(report.Failed()) > 0 {
		t.Fatalf("the run itself: %+v", report)
	}
	key := aws.Config{Region: report.Region, BaseEndpoint: &endpoint, Credentials: credentials.NewStaticCredentialsProvider(keyID, secretKey, "")}
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
