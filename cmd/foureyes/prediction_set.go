package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

// sourceSecretVariable is the environment variable that can hold a source's secret.
const sourceSecretVariable = "FOUREYES_SOURCE_SECRET"

type predictionSetCommand struct {
	namedSource
	output

	Builtin bool   `xor:"kind" required:"" group:"Who (one of these)" help:"Only textract: the recogniser of this server, which needs Tesseract."`
	URL     string `name:"url" xor:"kind" required:"" group:"Who (one of these)" help:"HTTP endpoint that answers in the same shape." placeholder:"URL"`
	AWS     bool   `name:"aws" xor:"kind" required:"" group:"Who (one of these)" help:"Amazon's own service, with an access key of yours."`
	Command string `xor:"kind" required:"" group:"Who (one of these)" help:"Program in the folder predictors of the data folder, started for each call." placeholder:"NAME"`

	SecretFile string `help:"File with the secret access key or the bearer token; - for standard input. Or set FOUREYES_SOURCE_SECRET." type:"path" placeholder:"FILE"`

	AccessKeyID string `group:"For --aws" help:"Access key to sign with. The AWS_* variables and profiles are not looked at." placeholder:"ID"`
	AWSRegion   string `name:"aws-region" group:"For --aws" help:"Region to ask. Default: that of the call." placeholder:"REGION"`
	AWSEndpoint string `name:"aws-endpoint" group:"For --aws" help:"Service to ask instead of Amazon's." placeholder:"URL"`

	TimeoutSeconds int `help:"How long a call may take, with its repetitions. Default: 30." placeholder:"SECONDS"`
	MaxConcurrent  int `help:"How many calls it gets at once. Default: 8." placeholder:"N"`
}

// Help teaches by examples.
func (*predictionSetCommand) Help() string {
	return `Examples:

    foureyes prediction set textract --builtin

    foureyes prediction set rekognition --url http://127.0.0.1:9000/

    foureyes prediction set rekognition --aws --access-key-id AKIA… --secret-file aws.key \
      --aws-region eu-west-1

    install -D -m 755 read-forms data/predictors/read-forms
    foureyes prediction set textract --command read-forms --region eu-west-1

Try it at once with: foureyes prediction test textract`
}

// Run sets a source.
func (c *predictionSetCommand) Run(ctx context.Context, w io.Writer) error {
	in := map[string]any{"settings": c.settings()}
	in["kind"], in["address"] = c.who()
	secret, err := c.secret(os.Stdin)
	if err != nil {
		return err
	}
	if secret != "" {
		in["secret"] = secret
	}
	var out predictionSource
	if err := c.call(ctx, http.MethodPut, c.path(""), in, &out); err != nil {
		return err
	}
	return c.print(w, out, fmt.Sprintf("%s is answered from now on. Try it: foureyes prediction test %s\n", out.Service, out.Service))
}

// who gives the kind and the address of the one flag that was used.
func (c *predictionSetCommand) who() (kind, address string) {
	switch {
	case c.AWS:
		return "aws", c.AWSEndpoint
	case c.URL != "":
		return "http", c.URL
	case c.Command != "":
		return "command", c.Command
	}
	return "builtin", ""
}

// settings are those that were given; the server refuses what the kind does not have.
func (c *predictionSetCommand) settings() map[string]any {
	s := map[string]any{}
	for name, value := range map[string]string{"accessKeyId": c.AccessKeyID, "region": c.AWSRegion} {
		if value != "" {
			s[name] = value
		}
	}
	for name, value := range map[string]int{"timeoutSeconds": c.TimeoutSeconds, "maxConcurrent": c.MaxConcurrent} {
		if value != 0 {
			s[name] = value
		}
	}
	return s
}

// secret reads the secret from where it cannot be seen in a list of processes.
func (c *predictionSetCommand) secret(stdin io.Reader) (string, error) {
	return secretFrom(c.SecretFile, sourceSecretVariable, stdin)
}

// secretFrom reads a secret from a file, from standard input for -, or from a
// variable when no file is named. The end of its last line is not part of it.
func secretFrom(file, variable string, stdin io.Reader) (string, error) {
	var text []byte
	var err error
	switch file {
	case "":
		return os.Getenv(variable), nil
	case "-":
		text, err = io.ReadAll(stdin)
	default:
		text, err = os.ReadFile(file)
	}
	if err != nil {
		return "", fmt.Errorf("read the secret: %w", err)
	}
	return strings.TrimRight(string(text), "\r\n"), nil
}
