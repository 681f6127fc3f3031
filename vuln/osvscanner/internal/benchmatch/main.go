// SPDX-License-Identifier: Apache-2.0

// Command benchmatch builds an index of OSV records, or matches an SBOM with
// one and prints how much it found, and does nothing else: it is what
// .ci/bench-vuln times when it is not told another command.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/kedja/kedja/sbom/read"
	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/osv"
)

func main() {
	var err error
	switch {
	case len(os.Args) == 4 && os.Args[1] == "index":
		_, _, err = osv.Build(context.Background(), os.Args[3], osv.BuildOptions{Sources: []string{os.Args[2]}})
	case len(os.Args) == 4 && os.Args[1] == "match":
		err = match(os.Args[2], os.Args[3])
	default:
		fmt.Fprintln(os.Stderr, "usage: benchmatch index DIR INDEX | benchmatch match INDEX SBOM")
		os.Exit(64)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "benchmatch:", err)
		os.Exit(65)
	}
}

func match(file, name string) error {
	index, _, err := osv.Open(file)
	if err != nil {
		return err
	}
	doc, _, err := read.File(name, nil)
	if err != nil {
		return err
	}
	var queries []vuln.Query
	for id, n := range doc.Components() {
		q := vuln.Query{Name: n.Name, Version: n.Version, Where: doc.Position(id)}
		if len(n.PURLs) > 0 {
			q.PURL = n.PURLs[0]
		}
		queries = append(queries, q)
	}
	answers, _, err := index.Match(context.Background(), queries)
	if err != nil {
		return err
	}
	found := 0
	for i := range answers {
		found += len(answers[i].Found)
	}
	fmt.Printf("%d components, %d vulnerabilities\n", len(queries), found)
	return index.Close()
}
