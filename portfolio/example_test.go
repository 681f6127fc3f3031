// SPDX-License-Identifier: Apache-2.0

package portfolio_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/kedja/kedja/portfolio"
	"github.com/kedja/kedja/sbom/read"
	"github.com/kedja/kedja/supplier"
)

// What a folder of SBOMs depends on.
func ExampleRun() {
	dir, err := os.MkdirTemp("", "portfolio")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	for name, text := range three() {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			fmt.Println(err)
			return
		}
	}
	r, _, err := portfolio.Run(context.Background(), []string{dir}, portfolio.Options{AsOf: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range r.Dependence {
		if d.By == "component" || d.By == "supplier" {
			fmt.Println(d.By, d.Key, d.SBOMs.Any, "of", d.SBOMs.Of, "directly", d.SBOMs.Direct)
		}
	}
	// Output:
	// supplier name:anders [2, 3] of 3 directly [1, 3]
	// supplier name:berta [2, 3] of 3 directly [1, 3]
	// component pkg:generic/ui 2 of 3 directly [1, 2]
	// component pkg:generic/zlib 2 of 3 directly 1
	// component pkg:generic/own 1 of 3 directly 0
}

// Summaries are made anywhere and joined in any order.
func ExampleSummary_Merge() {
	catalog, _ := supplier.NewCatalog(nil, nil, nil, nil)
	asOf := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	reader := portfolio.Reader{Catalog: catalog, AsOf: asOf}
	whole := portfolio.NewSummary()
	for name, text := range three() { // in an order that nobody knows
		doc, _, err := read.Bytes(name, []byte(text), nil)
		if err != nil {
			fmt.Println(err)
			return
		}
		whole.Merge(reader.Summarize(doc))
	}
	r := whole.Measure(portfolio.Measure{Catalog: catalog, AsOf: asOf})
	fmt.Println(r.Counts.SBOMs, "SBOMs list", r.Counts.Components, "components", r.Counts.Listings, "times")
	// Output: 3 SBOMs list 4 components 5 times
}
