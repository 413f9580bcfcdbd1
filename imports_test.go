// Package foureyes_test keeps the house in order: it holds the table of which
// package may import which, and compares it with what is really imported. What
// tests import is their own business. Links of documents, and the files that they
// name, are held against the tree.
package foureyes_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// module is the prefix of our own import paths.
const module = "foureyes/"

// groups are the names in the table that stand for several packages.
var groups = map[string]string{
	// The leafs know nothing of ours but each other. job and audit are some for the
	// sake of their rows: what must follow a change, and who made it, is saved with it.
	"leafs": "internal/audit internal/fault internal/limit internal/live internal/page internal/tag internal/job internal/aws/arn",
	"rooms": "internal/advice internal/flow internal/humanloop internal/prediction internal/taskui internal/workforce",
	// What the generated types of a door's contract are written in.
	"wire": "internal/aws internal/aws/shape",
}

// table says, package by package, what of ours may be imported; * is everything.
// Arrows point down: cmd, app, doors and hands, rooms, leafs. Languages stand
// apart. A line may be here before its package is.
var table = map[string]string{
	// Joins.
	"cmd/foureyes": "internal/audit/chain internal/awsimport internal/activation internal/activation/loopinput internal/advice internal/advice/chart internal/app internal/ddsql/syntax internal/preview internal/taskui internal/taskui/lint internal/taskui/trial internal/auth internal/config internal/fault internal/store conformance/suite internal/doctor internal/store/move internal/backup",
	"internal/app": "*",
	// What an operator asks when something is wrong, or before a first start.
	"internal/doctor":  "internal/audit/chain internal/auth internal/config internal/object/remote internal/oidc internal/store",
	"internal/preview": "internal/app internal/taskui internal/taskui/lint internal/taskui/trial web",

	// Copies of data folders, made while their server runs.
	"internal/backup": "internal/object internal/store",

	"internal/awsimport": "", // what an account has at Amazon, made anew in ours

	// Doors: decode, call one room, encode.
	"internal/api/a2iruntime":  "leafs wire internal/auth internal/api/gate internal/aws/restjson internal/humanloop",
	"internal/api/sagemaker":   "leafs wire internal/api/gate internal/aws/awsjson internal/flow internal/taskui internal/workforce",
	"internal/api/s3":          "leafs internal/api/gate internal/auth internal/aws internal/aws/sigv4 internal/object",
	"internal/api/predict":     "leafs internal/api/gate internal/auth internal/aws internal/aws/arn internal/prediction",
	"internal/api/rekognition": "leafs wire internal/api/gate internal/aws/awsjson internal/prediction internal/api/predict",
	"internal/api/textract":    "leafs wire internal/api/gate internal/aws/awsjson internal/prediction internal/api/predict",
	"internal/api/sts":         "internal/api/gate internal/aws",
	// Auth's session is what the portal signs people in with. A request's id and
	// time travel in the context, where aws keeps them.
	"internal/api/portal":   "leafs rooms internal/auth internal/api/jsonapi",
	"internal/api/console":  "leafs internal/imports internal/imports/rows internal/bulk internal/activation/loopinput internal/advice internal/aws internal/flow internal/humanloop internal/prediction internal/predictor internal/auth internal/event internal/workforce internal/api/jsonapi internal/taskui internal/object internal/taskui/lint internal/taskui/starter internal/taskui/trial",
	"internal/api/signedin": "leafs internal/auth internal/aws",
	"internal/api/signin":   "leafs internal/api/gate internal/auth internal/aws internal/oidc internal/workforce",
	"internal/api/jsonapi":  "leafs internal/api/gate internal/auth internal/aws",
	"internal/api/query":    "leafs internal/api/jsonapi internal/auth internal/aws internal/ddsql internal/ddsql/fn internal/ddsql/sqlerr internal/ddsql/table internal/ddsql/value internal/inventory internal/savedquery",
	"internal/api/datadog":  "leafs internal/auth internal/aws internal/ddsql internal/ddsql/fn internal/ddsql/sqlerr internal/ddsql/table internal/ddsql/value",
	"internal/api/postgres": "leafs internal/auth internal/aws internal/ddsql internal/ddsql/sqlerr internal/ddsql/table internal/ddsql/value internal/pgwire internal/pgwire/scram",
	// What the doors of AWS's APIs ask before anything else.
	"internal/api/gate": "leafs internal/auth internal/aws",
	// The tables that SQL shows: what rooms keep, in the words of the SQL dialect.
	"internal/inventory": "internal/ddsql/sqlerr internal/ddsql/table internal/ddsql/value",
	"internal/api/link":  "leafs internal/aws internal/object internal/taskui",

	// Hands: what rooms ask for, done with real things.
	"internal/auth":        "leafs internal/auth/policy internal/aws internal/mail internal/aws/sigv2 internal/aws/sigv4 internal/pgwire/scram internal/workforce",
	"internal/auth/policy": "", // a language: IAM's, as it could be published
	"internal/config":      "internal/mail",
	"internal/mail":        "",
	// What Prometheus is told; nobody but app knows it.
	"internal/metrics": "leafs internal/aws internal/flow internal/humanloop internal/store internal/taskui",
	// What an OpenTelemetry collector is told; app wires it. Who keeps work for later keeps
	// its trace too, and who calls others hands it on.
	"internal/trace":           "leafs internal/aws internal/flow internal/humanloop",
	"internal/leaktest":        "", // goroutines, for tests
	"internal/trace/tracetest": "", // a collector for tests
	"internal/object":          "leafs internal/flow",
	// The same for buckets of an S3 store outside, and the suite that both are held to.
	"internal/object/remote":             "leafs internal/flow internal/object",
	"internal/object/objecttest":         "internal/fault internal/flow internal/object",
	"internal/object/objecttest/gateway": "", // an S3 store for tests
	// The recogniser of documents that is built in; below it are its rules.
	"internal/ocr":            "internal/aws/recognition internal/ocr/layout internal/ocr/raster",
	"internal/ocr/layout":     "",
	"internal/ocr/raster":     "",
	"examples/documents/draw": "", // draws the samples
	// What events tell of is asked from rooms; each receiver is a folder below.
	"internal/event":         "leafs rooms internal/event/pattern",
	"internal/event/pattern": "", // a language: EventBridge's, as it could be published
	// Receivers: one folder each, and the table of them. call is what those over HTTP share.
	"internal/event/call":           "",
	"internal/event/webhook":        "internal/event internal/event/call internal/job internal/trace",
	"internal/event/awsapi":         "internal/event/call internal/job",
	"internal/event/awsapi/awstest": "internal/event internal/aws/sigv4", // a service for tests
	"internal/event/eventbridge":    "internal/event internal/event/awsapi",
	"internal/event/nats":           "internal/event",
	"internal/event/smtp":           "internal/event internal/mail",
	"internal/event/sns":            "internal/event internal/event/awsapi",
	"internal/event/sqs":            "internal/event internal/event/awsapi",
	"internal/event/receivers":      "internal/event internal/event/awsapi internal/event/eventbridge internal/event/nats internal/event/smtp internal/event/sns internal/event/sqs internal/event/webhook",
	// Sign-in at the OpenID Connect providers of workforces.
	"internal/oidc":                "internal/event/call internal/fault internal/workforce",
	"internal/oidc/oidctest":       "internal/workforce", // a provider for tests
	"internal/oidc/oidctest/serve": "internal/oidc/oidctest",
	// Sources of predictions; how AWS is called is what receivers of events know too.
	"internal/predictor": "leafs internal/event/awsapi internal/event/call internal/prediction",
	// The store keeps the rows of other hands too: keys, sessions, event targets,
	// prediction sources and objects.
	"internal/store":                  "leafs rooms internal/audit/chain internal/auth internal/event internal/inventory internal/object internal/predictor internal/savedquery internal/ddsql/table internal/imports internal/imports/rows internal/trace",
	"internal/store/move":             "internal/store",
	"internal/store/storetest":        "leafs rooms internal/audit/chain internal/auth internal/event internal/object internal/predictor internal/savedquery internal/imports internal/imports/rows",
	"internal/store/storetest/pgtest": "", // a server for tests

	// Rooms: what foureyes is about. One direction: humanloop, flow, the others.
	"internal/demo":         "leafs rooms internal/app internal/object",
	"internal/advice":       "leafs internal/flow internal/aws/recognition",
	"internal/advice/chart": "internal/advice", // drawings, without a file or a terminal
	"internal/prediction":   "leafs internal/flow internal/humanloop",
	"internal/bulk":         "leafs internal/flow internal/humanloop",
	"internal/imports":      "leafs internal/bulk internal/flow internal/humanloop internal/imports/rows",
	"internal/savedquery":   "leafs",
	"internal/imports/rows": "", // files as inputs; no product word
	"internal/humanloop":    "leafs internal/activation internal/activation/loopinput internal/flow internal/taskui internal/workforce",
	"internal/flow":         "leafs internal/activation internal/taskui internal/workforce",
	"internal/taskui":       "leafs internal/taskui/liquid",
	"internal/workforce":    "leafs",
	"internal/tag":          "internal/fault internal/aws/arn",

	"deploy": "", // tests of the files that run a server

	// Leafs.
	"internal/audit": "",
	// The same outside of the database: the form and order of its files, and a place for them.
	"internal/audit/chain":  "internal/audit",
	"internal/audit/folder": "",
	"internal/clock":        "", // rules about clocks; app alone has one
	"internal/job":          "internal/fault",
	"internal/limit":        "",
	"internal/live":         "internal/fault",
	"internal/page":         "internal/fault",
	"internal/fault":        "",

	// The language of activation conditions; it knows nothing of ours at all.
	"internal/activation": "",
	// Between a loop's input and that language.
	"internal/activation/loopinput": "internal/activation internal/aws/recognition",

	// Languages: how others speak. Each could be published as it is.
	"internal/aws":                "",
	"internal/aws/arn":            "",
	"internal/aws/awsjson":        "wire",
	"internal/aws/recognition":    "", // Textract's blocks and Rekognition's labels
	"internal/aws/restjson":       "wire",
	"internal/aws/shape":          "internal/aws",
	"internal/aws/shape/shapegen": "internal/aws/shape",
	"internal/aws/sigv2":          "internal/aws",
	"internal/aws/sigv4":          "internal/aws",
	"internal/taskui/liquid":      "",
	"internal/taskui/lint":        "",
	"internal/taskui/starter":     "",
	"internal/taskui/trial":       "internal/taskui internal/taskui/lint",
	// The SQL dialect, from the error that all of it returns to the engine.
	"internal/ddsql/sqlerr":   "",
	"internal/ddsql/syntax":   "internal/ddsql/sqlerr",
	"internal/ddsql/value":    "internal/ddsql/sqlerr",
	"internal/ddsql/table":    "internal/ddsql/sqlerr internal/ddsql/value",
	"internal/ddsql/fn":       "internal/ddsql/sqlerr internal/ddsql/value",
	"internal/ddsql/catalog":  "internal/ddsql/syntax internal/ddsql/value internal/ddsql/table internal/ddsql/fn",
	"internal/ddsql/plan":     "internal/ddsql/sqlerr internal/ddsql/syntax internal/ddsql/value internal/ddsql/table internal/ddsql/fn",
	"internal/ddsql/exec":     "internal/ddsql/sqlerr internal/ddsql/value internal/ddsql/table internal/ddsql/fn internal/ddsql/plan",
	"internal/ddsql/difftest": "", // tests only
	"internal/ddsql":          "internal/ddsql/sqlerr internal/ddsql/syntax internal/ddsql/value internal/ddsql/table internal/ddsql/fn internal/ddsql/plan internal/ddsql/exec",
	"internal/pgwire":         "internal/pgwire/scram",
	"internal/pgwire/scram":   "",

	// The browser's half, handed to Go as files; the suites that see only the wire.
	"web":               "",
	"contract":          "", // data
	"conformance/suite": "contract",
	"conformance":       "*", // tests only, so nothing that ships
	"bench":             "*", // tests only as well
	"bench/model":       "",
	"bench/sums":        "bench/model",
	"scenarios":         "",
	"endurance":         "",
}

// reserved says which outside parts, and what is below them, only a few of us
// may import. A name that ends in /... stands for all that is below it as well.
var reserved = map[string]string{
	"database/sql":                 "internal/store internal/store/move internal/store/storetest/pgtest",
	"github.com/jackc/pgx":         "internal/pgwire internal/store internal/store/move internal/store/storetest/pgtest",
	"modernc.org/sqlite":           "internal/store",
	"github.com/pressly/goose":     "internal/store",
	"net/http":                     "cmd/foureyes conformance/suite internal/app internal/preview internal/api/... internal/aws/... internal/auth internal/doctor internal/event/... internal/metrics internal/trace internal/trace/tracetest internal/object/remote internal/object/objecttest/gateway internal/predictor internal/oidc internal/oidc/oidctest internal/oidc/oidctest/serve",
	"github.com/danielgtaylor":     "internal/api/portal internal/api/console internal/api/query internal/api/jsonapi",
	"github.com/alecthomas/kong":   "cmd/foureyes internal/config",
	"github.com/aws/aws-sdk-go-v2": "internal/event/awsapi internal/object/remote internal/predictor cmd/foureyes",
	"github.com/aws/aws-sdk-go":    "", // a client for tests
	"github.com/nats-io":           "internal/event/nats",
	"github.com/coreos/go-oidc":    "internal/oidc",
	"golang.org/x/oauth2":          "internal/oidc",
	"github.com/zitadel":           "internal/oidc/oidctest",
	"net/smtp":                     "internal/mail",
	"go.opentelemetry.io":          "internal/trace internal/trace/tracetest",
	"testing":                      "internal/leaktest internal/object/objecttest internal/object/objecttest/gateway internal/event/awsapi/awstest internal/store/storetest internal/store/storetest/pgtest",
}

// inputOutput is what a rule has no use for; rooms and leafs import none of it.
var inputOutput = []string{"net", "os", "os/exec", "syscall"}

// listed is one package as `go list -json` tells of it.
type listed struct {
	ImportPath string
	Imports    []string
}

// name is the package's path inside the module.
func (l listed) name() string { return strings.TrimPrefix(l.ImportPath, module) }

func TestImportsKeepToTheTable(t *testing.T) {
	packages := list(t)
	if len(packages) < 2 {
		t.Fatalf("go list tells of %d packages: the test looks in the wrong place", len(packages))
	}
	for _, p := range packages {
		for _, broken := range judge(p) {
			t.Error(broken)
		}
	}
}

func TestTableNamesOnlyItself(t *testing.T) {
	for name, line := range table {
		for _, allowed := range expand(line) {
			if _, there := table[allowed]; !there && allowed != "*" {
				t.Errorf("%s may import %s, which has no line of its own in the table", name, allowed)
			}
		}
	}
}

// The judge itself is judged: each planted mistake must be found.
func TestJudgeFindsPlantedMistakes(t *testing.T) {
	tests := map[string]struct {
		pkg  listed
		want string // part of the one sentence, or empty when all is well
	}{
		"leaf in a room":             {listed{"foureyes/internal/flow", []string{"fmt", "foureyes/internal/fault"}}, ""},
		"app joins all":              {listed{"foureyes/internal/app", []string{"foureyes/internal/store", "net/http"}}, ""},
		"url is not the network":     {listed{"foureyes/internal/flow", []string{"net/url"}}, ""},
		"a tree of doors":            {listed{"foureyes/internal/api/s3", []string{"net/http"}}, ""},
		"unknown package":            {listed{"foureyes/internal/util", nil}, "has no line in the table"},
		"arrow pointing up":          {listed{"foureyes/internal/flow", []string{"foureyes/internal/humanloop"}}, "may not import foureyes/internal/humanloop"},
		"room and SQL":               {listed{"foureyes/internal/flow", []string{"database/sql"}}, "only internal/store internal/store/move internal/store/storetest/pgtest may"},
		"room and HTTP":              {listed{"foureyes/internal/flow", []string{"net/http/httptest"}}, "imports net/http/httptest"},
		"room and files":             {listed{"foureyes/internal/flow", []string{"os"}}, "rules have no I/O"},
		"language and product":       {listed{"foureyes/internal/aws/arn", []string{"foureyes/internal/fault"}}, "may not import"},
		"language and outside parts": {listed{"foureyes/internal/aws/arn", []string{"github.com/google/uuid"}}, "only the standard library"},
		"old SDK in the product":     {listed{"foureyes/internal/object", []string{"github.com/aws/aws-sdk-go/aws"}}, "nothing but tests may"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := judge(test.pkg)
			switch {
			case test.want == "" && len(got) > 0:
				t.Errorf("judge found %q in order", got)
			case test.want != "" && (len(got) != 1 || !strings.Contains(got[0], test.want)):
				t.Errorf("judge said %q, want one sentence with %q", got, test.want)
			}
		})
	}
}

// list asks the go command for every package of the module but this one. A
// package that does not build is listed too (-e); the build tells of that.
func list(t *testing.T) []listed {
	t.Helper()
	var stderr strings.Builder
	command := exec.CommandContext(t.Context(), "go", "list", "-e", "-json=ImportPath,Imports", "./...")
	command.Stderr = &stderr
	out, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var packages []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatalf("read go list's answer: %v", err)
		}
		if p.ImportPath+"/" != module {
			packages = append(packages, p)
		}
	}
}

// judge gives a sentence for each import that a package should not have.
func judge(p listed) []string {
	line, there := table[p.name()]
	if !there {
		return []string{fmt.Sprintf("%s has no line in the table of imports_test.go. "+
			"Decide on which floor it stands, and add a line with the packages of ours that it may import.", p.name())}
	}
	var sentences []string
	for _, path := range p.Imports {
		if why := refuse(p.name(), line, path); why != "" {
			sentences = append(sentences, fmt.Sprintf("%s imports %s: %s", p.name(), path, why))
		}
	}
	return sentences
}

// refuse says why the package may not import the path, or nothing.
func refuse(name, line, path string) string {
	if ours, is := strings.CutPrefix(path, module); is {
		allowed := expand(line)
		if slices.Contains(allowed, ours) || slices.Contains(allowed, "*") {
			return ""
		}
		return fmt.Sprintf("%s may not import %s; its line in the table of imports_test.go names what it may", name, path)
	}
	if few, is := reservation(path); is && !slices.ContainsFunc(strings.Fields(few), func(f string) bool { return covers(f, name) }) {
		if few == "" {
			few = "nothing but tests"
		}
		return fmt.Sprintf("only %s may", few)
	}
	if slices.Contains(expand("rooms leafs"), name) && slices.Contains(inputOutput, path) {
		return "rules have no I/O; let a hand do it, and declare the method that the room needs"
	}
	if covers("internal/aws/...", name) && strings.Contains(strings.Split(path, "/")[0], ".") {
		return "a language needs only the standard library"
	}
	return ""
}

// reservation finds who may import an outside path that is reserved.
func reservation(path string) (few string, is bool) {
	for part, few := range reserved {
		if covers(part+"/...", path) {
			return few, true
		}
	}
	return "", false
}

// covers reports whether a pattern is the name, or a tree that holds it.
func covers(pattern, name string) bool {
	root, tree := strings.CutSuffix(pattern, "/...")
	return name == root || tree && strings.HasPrefix(name, root+"/")
}

// expand gives the packages of a line, groups resolved.
func expand(line string) []string {
	var names []string
	for word := range strings.FieldsSeq(line) {
		if group, is := groups[word]; is {
			names = append(names, strings.Fields(group)...)
		} else {
			names = append(names, word)
		}
	}
	return names
}
