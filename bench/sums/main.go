// Command sums prints what so many human loops a day ask of an installation on
// PostgreSQL, and which of its parts gives out first: the tables of docs/scale.md, or
// the same for other numbers.
//
//	go run ./bench/sums -loops 2e6,5e6 -peak 5 -retention 7
//
// The costs of one loop are those that were measured (measured.go); the arithmetic is
// foureyes/bench/model.
package main

import (
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"

	"foureyes/bench/model"
)

func main() {
	loops := flag.String("loops", "1e6,1e7,1e8", "loops a day, one column for each")
	var p model.Plan
	flag.Float64Var(&p.Peak, "peak", 3, "how many times the average the busiest minutes have")
	flag.Float64Var(&p.AnswerSeconds, "answer", 30, "seconds for which a person has a task")
	flag.Float64Var(&p.WorkHours, "hours", 6, "hours a day in which a person answers tasks")
	flag.Float64Var(&p.RetentionDays, "retention", 30, "days that loops stay (--retention-days)")
	flag.Float64Var(&p.AuditDays, "audit", 365, "days that entries of the audit stay (--audit-retention-days)")
	flag.Parse()
	if err := run(os.Stdout, p, *loops); err != nil {
		fmt.Fprintln(os.Stderr, "sums:", err)
		os.Exit(1)
	}
}

func run(out io.Writer, p model.Plan, loops string) error {
	perDay, err := numbers(loops)
	if err != nil {
		return err
	}
	printMachines(out, p)
	fmt.Fprintln(out)
	printNeeds(out, p, perDay)
	fmt.Fprintln(out)
	printLimits(out, p)
	return nil
}

func numbers(text string) ([]float64, error) {
	var all []float64
	for word := range strings.SplitSeq(text, ",") {
		n, err := strconv.ParseFloat(word, 64)
		if err != nil || n <= 0 || math.IsInf(n, 0) {
			return nil, fmt.Errorf("-loops: %q is not a number of loops", word)
		}
		all = append(all, n)
	}
	return all, nil
}

// printNeeds writes a column of sums for each number of loops a day.
func printNeeds(out io.Writer, p model.Plan, perDay []float64) {
	fmt.Fprint(out, "| loops a day |")
	var columns [][]model.Need
	for _, n := range perDay {
		p.LoopsPerDay = n
		columns = append(columns, model.Needs(p, measured))
		fmt.Fprintf(out, " %s |", figure(n))
	}
	fmt.Fprint(out, "\n|---|"+strings.Repeat("---:|", len(perDay))+"\n")
	for i, need := range columns[0] {
		fmt.Fprintf(out, "| %s |", strings.TrimSuffix(need.What+", "+need.Unit, ", "))
		for _, column := range columns {
			fmt.Fprintf(out, " %s |", figure(column[i].Amount))
		}
		fmt.Fprintln(out)
	}
}

// printLimits writes which part gives out first, and then.
func printLimits(out io.Writer, p model.Plan) {
	fmt.Fprint(out, "| what gives out | at loops a day |\n|---|---:|\n")
	p.LoopsPerDay = 1
	for _, l := range model.Limits(p, measured, site) {
		fmt.Fprintf(out, "| %s | %s |\n", l.What, figure(l.LoopsPerDay))
	}
}

// printMachines writes how fast one machine lets 64 callers live, by its cores, as it is
// calculated and as it is played, and how many loops a day the latter is with the
// plan's peak.
func printMachines(out io.Writer, p model.Plan) {
	const callers, loops, day = 64, 5_000, 86_400
	fmt.Fprint(out, "| cores | SQLite, loops/s | played | loops a day | PostgreSQL beside its server, loops/s | played | loops a day |\n|"+strings.Repeat("---:|", 7)+"\n")
	for _, cores := range []int{2, 4, 8, 16, 32} {
		fmt.Fprintf(out, "| %d |", cores)
		for _, life := range []model.Life{onSQLite, onPostgres} {
			played := life.Simulate(cores, callers, loops, rand.New(rand.NewPCG(1, 2))).Rate
			fmt.Fprintf(out, " %s | %s | %s |", figure(life.Predict(float64(cores), callers).Rate), figure(played), figure(played*day/p.Peak))
		}
		fmt.Fprintln(out)
	}
}

// figure writes a number with two digits that count, since the measurements have no more.
func figure(n float64) string {
	if n <= 0 {
		return "0"
	}
	unit := math.Pow(10, math.Floor(math.Log10(n))-1)
	n = math.Round(n/unit) * unit
	if n < 10 {
		return strconv.FormatFloat(n, 'g', 2, 64)
	}
	text := strconv.FormatFloat(n, 'f', 0, 64)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
