// Command foureyes is the human review server and its tools.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"foureyes/internal/auth"
)

// version is set when the binary is built.
var version = "dev"

type commands struct {
	Config kong.ConfigFlag `help:"YAML or JSON file with settings, by the names of the flags." type:"path" placeholder:"FILE"`

	// Without a twin in the environment: there FOUREYES_VERSION is somebody's own.
	ShowVersion kong.VersionFlag `name:"version" help:"Print the version, as the command of that name does." env:"-"`

	Serve    serveCommand    `cmd:"" help:"Run the server. The first start makes everything it needs and prints how to begin."`
	User     userCommand     `cmd:"" help:"Add people who answer, list them, make sign-in links, shut them out."`
	Key      keyCommand      `cmd:"" help:"Make access keys for programs, say what they may do, list, disable, rotate and delete them."`
	Jobs     jobsCommand     `cmd:"" help:"See which follow-up work waits or fails, and try it again."`
	Template templateCommand `cmd:"" help:"For those who write worker task templates: check a file, see it live."`
	Demo     demoCommand     `cmd:"" help:"Try it: a server on a temporary folder, with tasks of three kinds to answer."`
	Advise   adviseCommand   `cmd:"" help:"Say which predictions need no review, from human loops that are over or a file."`
	SQL      sqlCommand      `cmd:"" name:"sql" help:"Ask the SQL tables: one query, a file, or at a prompt."`
	Import   importCommand   `cmd:"" help:"Bring what an account has elsewhere to this server."`
	Loops    loopsCommand    `cmd:"" help:"Many human loops at once: start them from a file, export them with their answers."`
	Version  versionCommand  `cmd:"" help:"Print the version."`

	Team   teamCommand   `cmd:"" help:"See who is in a work team, put people in, take them out."`
	Audit  auditCommand  `cmd:"" help:"See who did what, when and from where, and examine the audit log."`
	Quotas quotasCommand `cmd:"" help:"See the limits of the account and region, and what is used of them."`

	Conditions  conditionsCommand  `cmd:"" help:"Try activation conditions: when would people be asked, and why."`
	EventTarget eventTargetCommand `cmd:"" help:"Say where events of finished loops are sent to, list, test, switch off and remove these targets."`
	Prediction  predictionCommand  `cmd:"" help:"Say who answers for Textract and Rekognition: list, set, test and remove these sources."`
	SQLRole     sqlRoleCommand     `cmd:"" name:"sql-role" help:"With PostgreSQL: roles that read the native views of one account."`
	Conformance conformanceCommand `cmd:"" help:"Ask an endpoint whether it behaves as Amazon Augmented AI does."`

	Doctor  doctorCommand  `cmd:"" help:"Examine where a server runs, with the settings of serve, and say what to do about what is wrong."`
	Migrate migrateCommand `cmd:"" help:"See how far the tables of a database are, and bring them up to date."`
	Move    moveCommand    `cmd:"" help:"Carry everything from SQLite to PostgreSQL, or back."`
	Backup  backupCommand  `cmd:"" help:"Copy a data folder while its server runs."`
	Restore restoreCommand `cmd:"" help:"Put a backup into a new data folder."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), ending()...)
	context.AfterFunc(ctx, stop) // a second signal does not wait for what the first has begun
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		if !explained(err) {
			fmt.Fprintln(os.Stderr, "foureyes:", err)
		}
		os.Exit(exitCode(err))
	}
}

// ending are the signals that end the process in order. SIGHUP comes when a terminal is
// closed, unless nohup was told to keep it away.
func ending() []os.Signal {
	if signal.Ignored(syscall.SIGHUP) {
		return []os.Signal{syscall.SIGINT, syscall.SIGTERM}
	}
	return []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP}
}

// usageError is a mistake on the command line: exit code 2.
type usageError struct{ error }

func exitCode(err error) int {
	if _, ok := errors.AsType[usageError](err); ok {
		return 2
	}
	if explained(err) {
		return 3
	}
	return 1
}

// explained reports whether a command has said itself how it ended: as it should, but
// not with what was hoped for.
func explained(err error) bool { return errors.Is(err, errNothingMet) || errors.Is(err, errBadRows) }

func run(ctx context.Context, args []string) error {
	var c commands
	parser, err := kong.New(&c,
		kong.Name("foureyes"),
		kong.Description("A second pair of eyes for machine predictions: a self-hosted human review server that speaks Amazon Augmented AI.\n\n"+
			"Every flag has an environment twin, such as FOUREYES_LISTEN for --listen. Flags win over the environment, which wins over the file of --config."),
		kong.Vars{"policies": strings.Join(auth.ManagedPolicies(), ", "), "version": version},
		kong.DefaultEnvars("FOUREYES"),
		kong.Configuration(readSettings),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.BindTo(os.Stdout, (*io.Writer)(nil)),
	)
	if err != nil {
		return fmt.Errorf("read the commands: %w", err)
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		return usageError{misread(err)}
	}
	return parsed.Run(unknownIn(os.Environ(), parser))
}

// misread adds to a mistake on the command line where help about it is found.
func misread(err error) error {
	command := "foureyes"
	if at, ok := errors.AsType[*kong.ParseError](err); ok && at.Context.Selected() != nil {
		command += " " + at.Context.Selected().Path()
	}
	end := "."
	if strings.HasSuffix(err.Error(), "?") {
		end = ""
	}
	return fmt.Errorf("%w%s Try: %s --help", err, end, command)
}

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(out io.Writer) error {
	if _, err := fmt.Fprintln(out, version); err != nil {
		return fmt.Errorf("print: %w", err)
	}
	return nil
}
