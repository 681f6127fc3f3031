// SPDX-License-Identifier: Apache-2.0

// Command library embeds kedja in a program: it assesses the example world
// nordmark and prints the verdict and the worst finding of three rules.
//
//	go run ./examples/library
package main

import (
	"context"
	"fmt"
	"log"
	"slices"
	"time"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/result"
)

func main() {
	in, diagnostics, err := kedja.Load([]string{world()}, nil)
	if err != nil {
		log.Fatal(err)
	}
	asOf := time.Date(2026, time.November, 20, 0, 0, 0, 0, time.UTC)
	a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: asOf})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s: %s, with %d failures and %d unknowns; %d remarks on the input\n", a.Subject.ID, a.Verdict.State, a.Verdict.Fail, a.Verdict.Unknown, len(diagnostics))
	// Findings come worst first; one of each rule is enough here.
	worst := slices.CompactFunc(a.Findings, func(f, g result.Finding) bool { return f.Rule == g.Rule })
	for _, f := range worst[:min(3, len(worst))] {
		fmt.Printf("- %s (%s): %s\n", f.Rule, f.Severity, f.Message)
	}
}
