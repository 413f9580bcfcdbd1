// Package deploy_test holds the files of this folder against the server that they
// run: settings that exist, versions that are pinned, builds as the Makefile's.
// Neither an image nor a cluster is made here; docs/operations.md says what was run.
package deploy_test

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"

	"foureyes/internal/config"
)

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// tree reads a file of YAML, of which JSON is a part.
func tree(t *testing.T, file string) map[string]any {
	t.Helper()
	var all map[string]any
	if err := yaml.Unmarshal([]byte(read(t, file)), &all); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return all
}

// at goes down into a tree.
func at(t *testing.T, of any, path ...string) any {
	t.Helper()
	for _, name := range path {
		m, ok := of.(map[string]any)
		if !ok || m[name] == nil {
			t.Fatalf("there is no %s (of %v)", name, path)
		}
		of = m[name]
	}
	return of
}

// variables are the environment twins of the settings.
func variables(t *testing.T) []string {
	t.Helper()
	parser, err := kong.New(&struct{ config.Serve }{}, kong.DefaultEnvars("FOUREYES"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range parser.Model.Flags {
		names = append(names, f.Envs...)
	}
	return names
}

func TestSettingsExist(t *testing.T) {
	known, name := variables(t), regexp.MustCompile(`FOUREYES_[A-Z0-9_]+`)
	for _, file := range []string{"systemd/foureyes.service", "docker/Dockerfile", "compose/compose.yaml", "compose/example.env"} {
		for _, used := range name.FindAllString(read(t, file), -1) {
			if !slices.Contains(known, used) {
				t.Errorf("%s sets %s, which no flag of serve has", file, used)
			}
		}
	}
}

func TestEveryVariableOfComposeIsInTheExample(t *testing.T) {
	example := read(t, "compose/example.env")
	for _, used := range regexp.MustCompile(`\$\{([A-Z0-9_]+)`).FindAllStringSubmatch(read(t, "compose/compose.yaml"), -1) {
		if !strings.Contains(example, "\n"+used[1]+"=") {
			t.Errorf("example.env does not name %s", used[1])
		}
	}
}

// pinned is an image with a version that does not move to another.
var pinned = regexp.MustCompile(`:(v?[0-9]+(\.[0-9]+)*(-[a-z0-9]+)?|local)$`)

func TestCompose(t *testing.T) {
	c := tree(t, "compose/compose.yaml")
	services, ok := at(t, c, "services").(map[string]any)
	if !ok {
		t.Fatal("no services")
	}
	first := at(t, services, "foureyes-1")
	for name, s := range services {
		if image, _ := at(t, s, "image").(string); !pinned.MatchString(image) {
			t.Errorf("the image of %s is not pinned: %s", name, image)
		}
		if !strings.HasPrefix(name, "foureyes-") {
			continue
		}
		if s, ok := s.(map[string]any); !ok || s["read_only"] != true || !reflect.DeepEqual(s["cap_drop"], []any{"ALL"}) {
			t.Errorf("%s may do more than it needs", name)
		}
		if !reflect.DeepEqual(at(t, s, "environment"), at(t, first, "environment")) {
			t.Errorf("%s has other settings than its sisters", name)
		}
		if !strings.Contains(read(t, "compose/Caddyfile"), name+":8080") {
			t.Errorf("the proxy does not know %s", name)
		}
	}
}

func TestImage(t *testing.T) {
	file := read(t, "docker/Dockerfile")
	for rule, broken := range map[string]bool{
		"runs as nobody in particular":       !strings.Contains(file, "\nUSER 65532:65532\n"),
		"starts without a shell":             !strings.Contains(file, "\nENTRYPOINT [\"") || !strings.Contains(file, "\nCMD [\""),
		"copies files, and fetches none":     strings.Contains(file, "\nADD "),
		"has no version that moves":          strings.Contains(file, ":latest"),
		"asks npm for the locked packages":   !strings.Contains(file, "npm ci"),
		"is built with the Go of the module": !strings.Contains(read(t, "../go.mod"), "\ngo "+between(file, "ARG GO_VERSION=", "\n")),
	} {
		if broken {
			t.Errorf("the Dockerfile breaks a rule: it %s", rule)
		}
	}
}

func between(text, from, to string) string {
	_, rest, _ := strings.Cut(text, from)
	found, _, _ := strings.Cut(rest, to)
	return found
}

func TestBuildsAreTheSameEverywhere(t *testing.T) {
	for _, file := range []string{"../Makefile", "docker/Dockerfile", "../scripts/reproducible"} {
		text := read(t, file)
		if !strings.Contains(text, `go build -buildvcs=false -trimpath -ldflags "-s -w -X main.version=`) || !strings.Contains(text, "CGO_ENABLED=0") {
			t.Errorf("%s builds another binary than the others", file)
		}
	}
	builds, ok := at(t, tree(t, "../.goreleaser.yaml"), "builds").([]any)
	if !ok || len(builds) != 1 {
		t.Fatal("not one build")
	}
	for name, want := range map[string][]any{
		"env": {"CGO_ENABLED=0"}, "flags": {"-trimpath", "-buildvcs=false"}, "ldflags": {"-s -w -X main.version={{ .Tag }}"},
	} {
		if got := at(t, builds[0], name); !reflect.DeepEqual(got, want) {
			t.Errorf("goreleaser's %s are %v, want %v", name, got, want)
		}
	}
}

func TestUnitIsConfined(t *testing.T) {
	unit := read(t, "systemd/foureyes.service")
	for _, want := range []string{
		"DynamicUser=yes", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=\n", "StateDirectory=foureyes\n",
		"FOUREYES_DATA=/var/lib/foureyes", "UMask=0077", "SystemCallFilter=@system-service",
	} {
		if !strings.Contains(unit, want) {
			t.Errorf("the unit has no %s", want)
		}
	}
}

func TestAlertsSayWhatToDo(t *testing.T) {
	groups, ok := at(t, tree(t, "prometheus/alerts.yaml"), "groups").([]any)
	if !ok || len(groups) != 1 {
		t.Fatal("not one group")
	}
	rules, ok := at(t, groups[0], "rules").([]any)
	if !ok || len(rules) < 8 {
		t.Fatalf("%d rules", len(rules))
	}
	for _, r := range rules {
		for _, path := range [][]string{{"alert"}, {"expr"}, {"labels", "severity"}, {"annotations", "summary"}, {"annotations", "action"}} {
			if text, _ := at(t, r, path...).(string); strings.TrimSpace(text) == "" {
				t.Errorf("%v has no %v", at(t, r, "alert"), path)
			}
		}
	}
}

// promtool runs the cases; here it is seen to that there is one for each alert.
func TestEveryAlertHasACase(t *testing.T) {
	cases := read(t, "prometheus/alerts_test.yaml")
	for _, r := range regexp.MustCompile(`- alert: (\w+)`).FindAllStringSubmatch(read(t, "prometheus/alerts.yaml"), -1) {
		if !strings.Contains(cases, "alertname: "+r[1]+"\n        exp_alerts:") {
			t.Errorf("alerts_test.yaml has no figures with which %s sounds", r[1])
		}
	}
}

func TestPanelsOfTheDashboard(t *testing.T) {
	panels, ok := at(t, tree(t, "grafana/foureyes.json"), "panels").([]any)
	if !ok || len(panels) < 20 {
		t.Fatalf("%d panels", len(panels))
	}
	ids := map[any]bool{}
	for _, p := range panels {
		id := at(t, p, "id")
		if ids[id] {
			t.Errorf("two panels have the id %v", id)
		}
		ids[id] = true
	}
}
