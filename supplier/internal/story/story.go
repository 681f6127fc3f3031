// SPDX-License-Identifier: Apache-2.0

// Package story compares what an importer makes of a sample with a file that
// a person can read: the records, what was read and taken over, and what was
// said. Tests of the importers use it, and nobody else.
package story

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/supplier/importer"
)

// Compare compares the result with the file, or writes it there when it is to
// be updated; read the difference before it is kept. It returns the text.
func Compare(t testing.TB, file string, update bool, r *importer.Result) string {
	t.Helper()
	got := Records(t, r) + said(r)
	if update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
	return got
}

// Records returns the system, where there is one, and the parties as a user
// finds them in files.
func Records(t testing.TB, r *importer.Result) string {
	t.Helper()
	var b strings.Builder
	if r.System != nil {
		if err := importer.WriteRecord(&b, "System", r.System); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range r.Suppliers {
		if err := importer.WriteRecord(&b, "Supplier", s); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// said returns the counts and diagnostics.
func said(r *importer.Result) string {
	var b strings.Builder
	fmt.Fprintln(&b, "===")
	for _, c := range r.Counts {
		fmt.Fprintf(&b, "%s: %d read, %d taken over\n", c.Kind, c.Read, c.Taken)
	}
	for _, d := range r.Diagnostics {
		fmt.Fprintln(&b, d.Severity, d.Error())
	}
	return b.String()
}
