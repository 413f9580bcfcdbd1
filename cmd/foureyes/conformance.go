package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"

	"foureyes/conformance/suite"
)

type conformanceCommand struct {
	Endpoint            string `help:"Endpoint to ask. Default: as the config in --data says." placeholder:"URL"`
	RuntimeEndpoint     string `help:"Endpoint of the A2I runtime, when it is another one." placeholder:"URL"`
	S3Endpoint          string `name:"s3-endpoint" env:"FOUREYES_S3_ENDPOINT" help:"Endpoint of S3, when it is another one." placeholder:"URL"`
	TextractEndpoint    string `help:"Endpoint of Textract, when it is another one." placeholder:"URL"`
	RekognitionEndpoint string `help:"Endpoint of Rekognition, when it is another one." placeholder:"URL"`
	Region              string `help:"Work in this region. Default: one that nobody uses, which only Foureyes has."`
	Data                string `default:"./data" help:"Data folder of a server, whose credentials are used when the environment has none." type:"path"`
	AccessKeyID         string `env:"AWS_ACCESS_KEY_ID" help:"Id of the access key." placeholder:"ID"`
	SecretAccessKey     string `env:"AWS_SECRET_ACCESS_KEY" help:"Its secret." placeholder:"SECRET"`
	SessionToken        string `env:"AWS_SESSION_TOKEN" help:"Token of a temporary key." placeholder:"TOKEN"`
	Cases               string `name:"run" help:"Ask only the cases whose names match." placeholder:"REGEXP"`
	Parallel            int    `default:"8" help:"How many cases at once." placeholder:"N"`
	Verbose             bool   `help:"Show the requests and answers of failures."`
	JSON                bool   `name:"json" help:"Print the whole report as JSON."`
}

// Help tells what the command does to an endpoint.
func (conformanceCommand) Help() string {
	return "Asks an endpoint thousands of questions about the A2I API and compares its answers with Amazon's contract. " +
		"What it makes has a name of its own and is removed at the end. Exit code 1: some case failed."
}

// Validate refuses flags that cannot work.
func (c *conformanceCommand) Validate() error {
	if (c.AccessKeyID == "") != (c.SecretAccessKey == "") {
		return errors.New("an access key is its id and its secret: give both or neither")
	}
	if c.Parallel < 1 {
		return fmt.Errorf("--parallel: %d is too few", c.Parallel)
	}
	if _, err := regexp.Compile(c.Cases); err != nil {
		return fmt.Errorf("--run: %w", err)
	}
	return nil
}

// Run asks the endpoint and prints what was found.
func (c *conformanceCommand) Run(ctx context.Context, out io.Writer) error {
	options, err := c.options(ctx)
	if err != nil {
		return err
	}
	var done func()
	options.Progress, done = progress(os.Stderr)
	report, err := suite.Run(ctx, options)
	done()
	if errors.Is(err, suite.ErrNoCase) {
		return usageError{err}
	}
	if report == nil {
		return err
	}
	return errors.Join(c.print(out, report), err)
}

// options joins flags, environment and data folder.
func (c *conformanceCommand) options(ctx context.Context) (suite.Options, error) {
	o := suite.Options{
		Endpoint: c.Endpoint, RuntimeEndpoint: c.RuntimeEndpoint, S3Endpoint: c.S3Endpoint, Region: c.Region,
		TextractEndpoint: c.TextractEndpoint, RekognitionEndpoint: c.RekognitionEndpoint,
		Parallel: c.Parallel, Now: time.Now, Credentials: suite.Credentials{
			AccessKeyID: c.AccessKeyID, SecretAccessKey: c.SecretAccessKey, SessionToken: c.SessionToken,
		},
	}
	if c.Cases != "" {
		o.Run = regexp.MustCompile(c.Cases)
	}
	if o.Endpoint != "" && c.AccessKeyID != "" {
		return o, nil
	}
	s := server{Data: c.Data}
	settings, err := s.settings(ctx)
	if err != nil {
		return o, usageError{fmt.Errorf("whom to ask, and with which key? Give --endpoint and AWS_ACCESS_KEY_ID: %w", err)}
	}
	o.Endpoint = cmp.Or(o.Endpoint, settings["endpoint_url"])
	if c.AccessKeyID == "" {
		o.Credentials = suite.Credentials{AccessKeyID: settings["aws_access_key_id"], SecretAccessKey: settings["aws_secret_access_key"]}
	}
	return o, nil
}

func (c *conformanceCommand) print(out io.Writer, r *suite.Report) error {
	if c.JSON {
		if err := json.NewEncoder(out).Encode(r); err != nil {
			return fmt.Errorf("print: %w", err)
		}
	} else {
		r.Table(out)
		r.Failures(out, c.Verbose)
		fmt.Fprintf(out, "%d cases in %s\n", len(r.Results), r.Took.Round(time.Millisecond))
	}
	if failed := len(r.Failed()); failed > 0 {
		return fmt.Errorf("%d of %d cases failed", failed, len(r.Results))
	}
	return nil
}

// progress shows how far a run is: as a bar on a terminal, else as a line now and
// then. The second function ends it.
func progress(out *os.File) (told func(done, failed, all int), end func()) {
	if !isatty.IsTerminal(out.Fd()) {
		return func(done, failed, all int) {
			if step := max(1, all/10); done%step == 0 || done == all {
				fmt.Fprintf(out, "%d of %d cases, %d failed\n", done, all, failed)
			}
		}, func() {}
	}
	bar := progressbar.NewOptions(-1, progressbar.OptionSetWriter(out), progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	return func(done, failed, all int) {
		if done == 1 {
			bar.ChangeMax(all)
		}
		bar.Describe(fmt.Sprintf("%d failed", failed))
		_ = bar.Set(done) // a bar that cannot be drawn is no reason to stop
	}, func() { _ = bar.Finish() }
}
