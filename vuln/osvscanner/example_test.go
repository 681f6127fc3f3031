// SPDX-License-Identifier: Apache-2.0

package osvscanner_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/kedja/kedja/vuln/osvscanner"
)

// A lockfile without a database: the packages are found, and that nothing is
// known of them is said.
func ExampleScan() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "requirements.txt")
	if err := os.WriteFile(name, []byte("flask==2.0.0\n"), 0o600); err != nil {
		panic(err)
	}
	result, err := osvscanner.Scan(context.Background(), osvscanner.Options{Lockfiles: []string{name}})
	if err != nil {
		panic(err)
	}
	for id, n := range result.Document.Components() {
		a := result.Answers[id]
		fmt.Printf("%s, %s\n%s: %s\n", n.PURLs[0], n.More.SourceInfo, a.State, a.Detail)
	}
	// Output:
	// pkg:pypi/flask@2.0.0, found in requirements.txt
	// unknown: the database has no records of PyPI
}
