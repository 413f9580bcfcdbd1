// Command shapegen writes the typed side of an AWS contract: a Go type for
// each shape an operation uses, functions that decode and check inputs and
// encode outputs, an operation value for each operation, and a constructor for
// each modelled error.
//
// It owns how contracts become Go; the rules themselves and the bytes belong to
// package shape. The same contract always gives the same file. Run it through
// go generate.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	contract := flag.String("contract", "", "contract `file` to read")
	divergences := flag.String("divergences", "", "`file` of patterns that differ from the published ones on purpose")
	pkg := flag.String("package", "", "`name` of the package to write")
	answers := flag.Bool("answers", false, "also read outputs and write inputs, for who asks such an API")
	out := flag.String("out", "contract.gen.go", "`file` to write")
	flag.Parse()
	if err := run(*contract, *divergences, *pkg, *out, *answers); err != nil {
		fmt.Fprintln(os.Stderr, "shapegen:", err)
		os.Exit(1)
	}
}

func run(contract, divergences, pkg, out string, answers bool) error {
	c, err := readContract(contract, divergences)
	if err != nil {
		return err
	}
	source, err := generate(c, pkg, answers)
	if err != nil {
		return err
	}
	return os.WriteFile(out, source, 0o644)
}
