package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"

	"foureyes/internal/awsimport"
)

type importCommand struct {
	AWS importAWSCommand `cmd:"" name:"aws" help:"Recreate here the work teams, templates and flow definitions of an account at Amazon."`
}

type importAWSCommand struct {
	server
	output
	loopFlags

	Profile     string `help:"Profile of the AWS files that has the account's credentials. Default: what AWS's default chain finds." placeholder:"NAME"`
	Region      string `help:"Region that is read, and made here under the same name. Default: that of the profile or of AWS_REGION." placeholder:"REGION"`
	EndpointURL string `name:"endpoint-url" help:"Another SageMaker endpoint than Amazon's of the region." placeholder:"URL"`
	Templates   string `type:"existingdir" help:"Folder with NAME.html for templates whose content Amazon does not give back." placeholder:"DIR"`
	DryRun      bool   `help:"Only say what would be made."`
}

// Help tells how to begin.
func (importAWSCommand) Help() string {
	return `Nothing that is here already is changed, so it can be run again until all is here. Begin with a dry run:

  foureyes import aws --profile reviews --region eu-west-1 --dry-run
  foureyes import aws --profile reviews --region eu-west-1

It reads with ListWorkteams, ListHumanTaskUis, ListFlowDefinitions, the Describe operations of the latter two and ListTags; with --loops
also with ListHumanLoops and DescribeHumanLoop, with --outputs from S3.

  foureyes import aws --profile reviews --region eu-west-1 --loops --outputs

docs/migration.md tells what cannot be carried. Exit code 1: something failed, or is here and different.`
}

// errImport is what is wrong when the report says it.
var errImport = errors.New("not all is as it was at the source; the report says what and why")

// Run reads one side, makes what is missing at the other, and prints what came of it.
func (c *importAWSCommand) Run(ctx context.Context, out io.Writer) error {
	if err := c.check(); err != nil {
		return err
	}
	from, region, err := c.source(ctx)
	if err != nil {
		return err
	}
	to, err := c.target(region)
	if err != nil {
		return err
	}
	loops, closed, err := c.options()
	if err != nil {
		return err
	}
	progress, done := importProgress(os.Stderr)
	report, err := awsimport.Run(ctx, from, to, awsimport.Options{DryRun: c.DryRun, Progress: progress, Loops: loops})
	done()
	err = errors.Join(err, closed())
	var text strings.Builder
	report.Text(&text)
	if err != nil && len(report.Items) == 0 {
		return err //nolint:wrapcheck // it says what was asked
	}
	if report.Count(awsimport.Failed, awsimport.Differs) > 0 {
		err = errors.Join(err, errImport)
	}
	return errors.Join(c.print(out, report, text.String()), err)
}

// source is the account that is read. AWS_ENDPOINT_URL does not count: on the machines of
// our users it is most likely the target.
func (c *importAWSCommand) source(ctx context.Context) (awsimport.Source, string, error) {
	options := []func(*config.LoadOptions) error{config.WithSharedConfigProfile(c.Profile)}
	if c.Region != "" {
		options = append(options, config.WithRegion(c.Region))
	}
	found, err := config.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return awsimport.Source{}, "", usageError{fmt.Errorf("read the AWS settings: %w", err)}
	}
	if found.Region == "" {
		return awsimport.Source{}, "", usageError{errors.New("which region is to be read? Give --region")}
	}
	ask := func(service string) awsJSON {
		return awsJSON{url: c.endpointOf(service, found.Region), region: found.Region, keys: found.Credentials}
	}
	return awsimport.Source{
		API: ask("api"), Fetch: fetch, Template: c.template,
		Loops: loopsAtAmazon{a2iRuntime{ask("a2i-runtime")}, outputsOf(ask("api"), c.EndpointURL)},
	}, found.Region, nil
}

// endpointOf is where a part of SageMaker is asked.
func (c *importAWSCommand) endpointOf(service, region string) string {
	at := c.EndpointURL
	if at == "" {
		at = "https://" + service + ".sagemaker." + region + ".amazonaws.com"
		if strings.HasPrefix(region, "cn-") {
			at += ".cn"
		}
	}
	return strings.TrimRight(at, "/") + "/"
}

// target is the server of the data folder: AWS's variables are about the source.
func (c *importAWSCommand) target(region string) (awsimport.Target, error) {
	here := c.server
	settings, err := here.ofFolder()
	if err != nil {
		return awsimport.Target{}, err
	}
	settings["region"] = region
	settings["endpoint_url"] = cmp.Or(strings.TrimRight(c.Endpoint, "/"), settings["endpoint_url"])
	here.found = settings
	keys := credentials.NewStaticCredentialsProvider(settings["aws_access_key_id"], settings["aws_secret_access_key"], "")
	ask := awsJSON{url: settings["endpoint_url"] + "/", region: region, keys: keys}
	return awsimport.Target{
		API: ask, Region: region, Buckets: here.buckets,
		Loops: loopsHere{a2iRuntime{ask}, outputsOf(ask, settings["endpoint_url"]), &here},
		MakeBucket: func(ctx context.Context, name string) error {
			return here.call(ctx, http.MethodPost, "/buckets", map[string]string{"name": name}, nil)
		},
	}, nil
}

// buckets lists the names of all buckets.
func (s *server) buckets(ctx context.Context) ([]string, error) {
	const most = 1000
	var names []string
	for after := ""; ; after = names[len(names)-1] {
		var page struct{ Buckets []struct{ Name string } }
		query := url.Values{"after": {after}, "maxResults": {fmt.Sprint(most)}}
		if err := s.call(ctx, http.MethodGet, "/buckets?"+query.Encode(), nil, &page); err != nil {
			return nil, err
		}
		for _, b := range page.Buckets {
			names = append(names, b.Name)
		}
		if len(page.Buckets) < most {
			return names, nil
		}
	}
}

// template reads a template from the folder; nil when it has none of this name.
func (c *importAWSCommand) template(name string) ([]byte, error) {
	if c.Templates == "" {
		return nil, nil
	}
	content, err := os.ReadFile(filepath.Join(c.Templates, filepath.Base(name)+".html"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return content, err //nolint:wrapcheck // it names the file
}

// largestTemplate is more than a template of 128,000 characters has, in bytes.
const largestTemplate = 1 << 20

// fetch opens the link of a template.
func fetch(ctx context.Context, link string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, link, nil)
	if err != nil {
		return nil, fmt.Errorf("make the request: %w", err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, fmt.Errorf("open the link: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the link answered %s", answer.Status)
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, largestTemplate))
	if err != nil {
		return nil, fmt.Errorf("read what the link leads to: %w", err)
	}
	return body, nil
}

// importProgress shows a bar on a terminal, and nothing elsewhere. The second function
// ends it.
func importProgress(out *os.File) (told func(done, all int), end func()) {
	if !isatty.IsTerminal(out.Fd()) {
		return nil, func() {}
	}
	bar := progressbar.NewOptions(-1, progressbar.OptionSetWriter(out), progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	return func(done, all int) {
		if done == 0 {
			bar.ChangeMax(all)
		}
		_ = bar.Set(done) // a bar that cannot be drawn is no reason to stop
	}, func() { _ = bar.Finish() }
}
