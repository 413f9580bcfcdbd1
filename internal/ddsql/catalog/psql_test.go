package catalog

import (
	"bufio"
	"fmt"
	"maps"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The queries of psql's commands, as the psql at hand sends them to PostgreSQL, run
// here as well: with the same columns, and with the same rows where those are about
// our tables.
func TestPsql(t *testing.T) {
	b := openBoth(t)
	all := psqlQueries(t, b, slices.Sorted(maps.Keys(psqlCommands)))
	for command, rows := range psqlCommands {
		t.Run(command, func(t *testing.T) {
			if len(all[command]) == 0 {
				t.Error("psql told no queries")
			}
			for _, query := range all[command] {
				b.agree(t, query, rows)
			}
		})
	}
}

// psqlCommands are commands, and whether their rows are the same: those about
// PostgreSQL's own functions or roles are not.
var psqlCommands = map[string]bool{
	`\d`: true, `\d+`: false, `\d aws.loop`: true, `\d+ aws.loop`: true, `\d own.worker`: true, `\d aws.loop_pkey`: true, `\d+ aws.loop_by_time`: true,
	`\d own.summary`: true, `\d+ own.summary`: false, `\d pg_catalog.pg_class`: false, `\d information_schema.columns`: false,
	`\dt`: true, `\dt *.*`: false, `\dt+ aws.*`: false, `\dv`: true, `\dv own.*`: true, `\di`: true, `\di+ aws.*`: false, `\ds`: true, `\dm`: true, `\dE`: true,
	`\dP`: true, `\dS pg_class`: false, `\dn`: false, `\dn+`: false, `\l`: false, `\l+`: false, `\du`: false, `\du+`: false, `\dg`: false,
	`\dx`: false, `\dx+ hstore`: false, `\df`: true, `\df lower`: false, `\df+ lower`: false, `\dfaS count`: false, `\dT`: false, `\dTS hstore`: false, `\dT+`: false,
	`\dp`: false, `\z aws.*`: false, `\ddp`: true, `\do`: false, `\doS ||`: false, `\dO`: false, `\dc`: true, `\dC`: false, `\dCS`: false, `\dD`: true,
	`\dF`: false, `\dFd`: false, `\dFp`: false, `\dFt`: false, `\dy`: true, `\drds`: true, `\dRp`: true, `\dRs`: true, `\des`: true, `\deu`: true, `\dew`: true,
	`\det`: true, `\dA`: false, `\dAc btree int8`: false, `\dAf btree`: false, `\dAp`: false, `\dX`: true, `\db`: false, `\db+`: false,
	`\dconfig max_index*`: true, `\dl`: true, `\dL`: false, `\dd`: true,
}

// psqlQueries has psql do commands and tell its queries.
func psqlQueries(t *testing.T, b *both, commands []string) map[string][]string {
	t.Helper()
	script := "SET search_path = aws, own;\n"
	for i, command := range commands {
		script += fmt.Sprintf("\\echo command %d\n%s\n", i, command)
	}
	run := exec.CommandContext(t.Context(), "psql", "-X", "-E", "-q", "-d", b.theirs.Config().ConnString())
	run.Stdin = strings.NewReader(script)
	out, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	queries := map[string][]string{}
	var command string
	var query strings.Builder
	inside := false
	lines := bufio.NewScanner(strings.NewReader(string(out)))
	for lines.Scan() {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "command "):
			i, err := strconv.Atoi(strings.TrimPrefix(line, "command "))
			if err != nil {
				t.Fatal(err)
			}
			command = commands[i]
		case strings.HasPrefix(line, "********* QUERY"):
			inside = true
		case inside && strings.HasPrefix(line, "************"):
			queries[command], inside = append(queries[command], query.String()), false
			query.Reset()
		case inside:
			query.WriteString(line + "\n")
		}
	}
	return queries
}
