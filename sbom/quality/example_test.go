// SPDX-License-Identifier: Apache-2.0

package quality_test

import (
	"fmt"
	"os"

	"github.com/kedja/kedja/sbom/quality"
	"github.com/kedja/kedja/sbom/read"
)

// ExampleAssess measures a file by the list of 2021 and prints what to do.
func ExampleAssess() {
	doc, _, err := read.File("testdata/gateway.cdx.json", nil)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	report, err := quality.Assess(doc, "ntia")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	result := report.Results[0]
	fmt.Printf("%s: %.2f, %s\n", result.Profile, *result.Score, result.Verdict)
	for _, f := range result.Fields {
		if f.Level == quality.Required && f.Fix != "" {
			fmt.Println(f.Fix, f.Examples)
		}
	}
	// Output:
	// ntia/1: 0.89, gaps
	// state the supplier name of 1 component: CycloneDX components[].supplier.name [{/components/0 11 parser}]
	// state the component version of 1 component: CycloneDX components[].version [{/components/1 12 queue}]
}

// ExampleReport_Text prints a report for people.
func ExampleReport_Text() {
	doc, _, err := read.File("testdata/gateway.cdx.json", nil)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	report, err := quality.Assess(doc, "kedja")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	if err := report.Text(os.Stdout, quality.TextOptions{}); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	// Output:
	// SBOM QUALITY · testdata/gateway.cdx.json · CycloneDX 1.6 · 3 components
	//
	// kedja/1 · What the analysis draws on (kedja, 2026-11-22)
	//   Score 69 %: 3 of 7 required fields stated throughout · document 50 % · components 76 %
	//   required
	//     component that the SBOM describes           stated
	//     completeness of the inventory               not stated
	//     supplier                                    2 of 3, 66 %; 1 need not
	//     component name                              4 of 4, 100 %
	//     component version                           2 of 3, 66 %; 1 need not
	//     package URL                                 1 of 2, 50 %; 2 need not
	//     relation to the other components            3 of 3, 100 %; 1 need not
	//     provider                                    does not apply
	//   to do
	//     state the completeness of the inventory: CycloneDX compositions[]
	//     state the supplier of 1 component: CycloneDX components[].supplier.name
	//       /components/0 line 11 parser
	//     state the component version of 1 component: CycloneDX components[].version
	//       /components/1 line 12 queue
	//     state the package URL of 1 component: CycloneDX components[].purl
	//       /components/1 line 12 queue
}
