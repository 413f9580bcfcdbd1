package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
)

// secretVariable is the environment variable that can hold a target's secret.
const secretVariable = "FOUREYES_TARGET_SECRET"

type eventTargetAddCommand struct {
	server
	output

	Name string `arg:"" help:"What to call it: letters, digits and hyphens."`

	URL         string `name:"url" xor:"kind" required:"" group:"Where to (one of these)" help:"Webhook: where it is listened for, http or https. Its signing secret is printed once." placeholder:"URL"`
	EventBridge string `name:"eventbridge" xor:"kind" required:"" group:"Where to (one of these)" help:"Event bus of Amazon EventBridge: its name or ARN." placeholder:"BUS"`
	SNS         string `name:"sns" xor:"kind" required:"" group:"Where to (one of these)" help:"Topic of Amazon SNS." placeholder:"ARN"`
	SQS         string `name:"sqs" xor:"kind" required:"" group:"Where to (one of these)" help:"Queue of Amazon SQS." placeholder:"URL"`
	NATS        string `name:"nats" xor:"kind" required:"" group:"Where to (one of these)" help:"NATS server with JetStream: nats://[user@]host:4222 or tls://…; several with commas." placeholder:"URL"`
	SMTP        string `name:"smtp" xor:"kind" required:"" group:"Where to (one of these)" help:"Mail server: smtp://[user@]host:587 (STARTTLS) or smtps://[user@]host:465 (TLS)." placeholder:"URL"`

	Pattern string `help:"File with an event pattern as EventBridge's, which chooses events. Default: all." type:"existingfile" placeholder:"FILE"`
	Region  string `help:"Only events of this region. Default: all."`
	Account string `help:"Account whose events, 12 digits. Default: that of the server's first key." placeholder:"ID"`

	SecretFile string `help:"File with the secret access key, password, token or NATS credentials; - for standard input. Or set FOUREYES_TARGET_SECRET." type:"path" placeholder:"FILE"`

	AccessKeyID string `group:"For --eventbridge, --sns and --sqs" help:"Access key to sign with. The AWS_* variables and profiles are not looked at." placeholder:"ID"`
	AWSRegion   string `name:"aws-region" group:"For --eventbridge, --sns and --sqs" help:"Region to sign for. Default: that of the ARN or the queue's URL." placeholder:"REGION"`
	AWSEndpoint string `name:"aws-endpoint" group:"For --eventbridge, --sns and --sqs" help:"Service to ask instead of Amazon's." placeholder:"URL"`
	Source      string `group:"For --eventbridge, --sns and --sqs" help:"Only --eventbridge: what stands for the source aws.sagemaker. Default: foureyes.sagemaker at Amazon, which refuses sources that begin with aws." placeholder:"NAME"`

	Subject string `group:"For --nats" help:"Subject to publish on; a stream must hold it." placeholder:"SUBJECT"`

	From   string   `group:"For --smtp" help:"Address that mail comes from." placeholder:"MAIL"`
	To     []string `group:"For --smtp" help:"Address that mail goes to; may be repeated." placeholder:"MAIL"`
	ToTeam bool     `group:"For --smtp" help:"Tell the people of a work team as well when tasks wait for it."`
	Plain  bool     `group:"For --smtp" help:"Do without TLS. Only for a server on the same machine or network."`
}

// Help teaches by examples.
func (*eventTargetAddCommand) Help() string {
	return `Examples:

    foureyes event-target add shop --url https://shop.example/hooks/reviews

    foureyes event-target add bus --access-key-id AKIA… --secret-file aws.key \
      --eventbridge arn:aws:events:eu-west-1:123456789012:event-bus/default

    foureyes event-target add team --access-key-id AKIA… --secret-file aws.key \
      --sns arn:aws:sns:eu-west-1:123456789012:reviews

    foureyes event-target add work --access-key-id AKIA… --secret-file - < aws.key \
      --sqs https://sqs.eu-west-1.amazonaws.com/123456789012/reviews.fifo

    foureyes event-target add stream --nats nats://reviews@nats.example:4222 \
      --subject reviews.events --secret-file nats.password

    foureyes event-target add mail --smtp smtp://reviews@mail.example:587 \
      --from reviews@example.org --to ops@example.org \
      --pattern failures.json --secret-file mail.password

Try it at once with: foureyes event-target test NAME`
}

// Run adds a target.
func (c *eventTargetAddCommand) Run(ctx context.Context, w io.Writer) error {
	in := map[string]any{"name": c.Name, "region": c.Region, "account": c.Account, "settings": c.settings()}
	in["kind"], in["address"] = c.where()
	secret, err := c.secret(os.Stdin)
	if err != nil {
		return err
	}
	if secret != "" {
		in["secret"] = secret
	}
	if c.Pattern != "" {
		text, err := os.ReadFile(c.Pattern)
		if err != nil {
			return fmt.Errorf("read the pattern: %w", err)
		}
		in["pattern"] = string(text)
	}
	var out newEventTarget
	if err := c.call(ctx, http.MethodPost, "/event-targets", in, &out); err != nil {
		return err
	}
	name := out.EventTarget.Name
	if out.SigningSecret == "" {
		return c.print(w, out, fmt.Sprintf("%s gets events from now on. Try it: foureyes event-target test %s\n", name, name))
	}
	return c.print(w, out, fmt.Sprintf("%s gets events from now on. They are signed with this secret, which is shown once:\n%s\n",
		name, out.SigningSecret))
}

// where gives the kind and the address of the one flag that was used.
func (c *eventTargetAddCommand) where() (kind, address string) {
	for _, k := range [][2]string{
		{"eventbridge", c.EventBridge}, {"sns", c.SNS}, {"sqs", c.SQS}, {"nats", c.NATS}, {"smtp", c.SMTP},
	} {
		if k[1] != "" {
			return k[0], k[1]
		}
	}
	return "webhook", c.URL
}

// settings are those that were given; the server refuses what the kind does not have.
func (c *eventTargetAddCommand) settings() map[string]any {
	s := map[string]any{}
	for name, value := range map[string]string{
		"accessKeyId": c.AccessKeyID, "region": c.AWSRegion, "endpoint": c.AWSEndpoint, "source": c.Source,
		"subject": c.Subject, "from": c.From,
	} {
		if value != "" {
			s[name] = value
		}
	}
	if len(c.To) > 0 {
		s["to"] = c.To
	}
	if c.ToTeam {
		s["team"] = true
	}
	if c.Plain {
		s["plain"] = true
	}
	return s
}

// secret reads the secret from where it cannot be seen in a list of processes.
func (c *eventTargetAddCommand) secret(stdin io.Reader) (string, error) {
	return secretFrom(c.SecretFile, secretVariable, stdin)
}
