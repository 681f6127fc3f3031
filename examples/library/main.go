// SPDX-License-Identifier: Apache-2.0

// Command library embeds kedja in a program: it assesses the example world
// nordmark and prints the verdict and the three worst findings.
//
//	go run ./examples/library
package main

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/kedja/kedja"
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
	for _, f := range a.Findings[:min(3, len(a.Findings))] {
		fmt.Printf("- %s (%s): %s\n", f.Rule, f.Severity, f.Message)
	}
}
