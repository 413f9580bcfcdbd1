package config_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"foureyes/internal/config"
)

var update = flag.Bool("update", false, "write docs/configuration.md again")

const (
	document = "../../docs/configuration.md"
	// The table stands between these lines; the text around it is written by hand.
	tableBegins = "<!-- From the settings themselves: go test ./internal/config -run Documented -update -->\n"
	tableEnds   = "<!-- End of the table -->\n"
)

// settingsTable is what the document must say of each flag of serve.
func settingsTable(t *testing.T) string {
	t.Helper()
	parser, err := kong.New(&struct{ config.Serve }{}, kong.DefaultEnvars("FOUREYES"))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("| Flag | Environment | Default | |\n| --- | --- | --- | --- |\n")
	for _, f := range parser.Model.Flags {
		if f.Name == "help" {
			continue
		}
		byDefault := ""
		if f.HasDefault {
			byDefault = "`" + f.Default + "`"
		}
		fmt.Fprintf(&b, "| `--%s` | `%s` | %s | %s |\n", f.Name, strings.Join(f.Envs, " "), byDefault, strings.ReplaceAll(f.Help, "|", `\|`))
	}
	return b.String()
}

func TestSettingsAreDocumented(t *testing.T) {
	text, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(text), tableBegins)
	_, after, ends := strings.Cut(rest, tableEnds)
	if !begins || !ends {
		t.Fatalf("%s has no place for the table", document)
	}
	want := before + tableBegins + settingsTable(t) + tableEnds + after
	if want == string(text) {
		return
	}
	if !*update {
		t.Fatalf("%s is not what the settings are; run the test with -update", document)
	}
	if err := os.WriteFile(document, []byte(want), 0o644); err != nil { //nolint:gosec // documentation is for everybody
		t.Fatal(err)
	}
}
