// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/kedja/kedja/sbom"
)

// writeInspections writes the counts for people, one block a document.
func writeInspections(out io.Writer, found []sbom.Inspection) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for i, in := range found {
		if i > 0 {
			fmt.Fprintln(w)
		}
		writeCounts(w, in)
		writeRemarks(w, in.Diagnostics)
	}
	return w.Flush()
}

func writeCounts(w io.Writer, in sbom.Inspection) {
	row := func(name string, value any) { fmt.Fprintf(w, "  %s\t%v\n", name, value) }
	fmt.Fprintln(w, printable(in.File))
	row("format", printable(strings.TrimSpace(fmt.Sprintf("%s %s %s", in.Format, in.SpecVersion, in.Serialization))))
	row("describes", printable(described(in)))
	row("created", printable(orUnknown(in.Created)))
	row("components", in.Components)
	if in.Services > 0 {
		row("services", in.Services)
	}
	if in.Files > 0 {
		row("files", in.Files)
	}
	row("dependencies", in.Dependencies)
	row("containments", in.Contains)
	row("dangling references", in.Dangling)
	row("cycles", in.Cycles)
	for _, f := range []struct {
		name string
		n    int
	}{
		{"supplier", in.WithSupplier}, {"version", in.WithVersion}, {"package URL", in.WithPURL},
		{"hash", in.WithHash}, {"licence", in.WithLicense},
	} {
		row("with "+f.name, portion(f.n, in.Components))
	}
	row("completeness", in.Completeness)
}

// described names what the document is about, with its reference where that
// says more.
func described(in sbom.Inspection) string {
	switch {
	case in.Root == nil:
		return "nothing in particular"
	case in.Name == "" || in.Name == *in.Root:
		return *in.Root
	}
	return in.Name + " (" + *in.Root + ")"
}

// maxAlike is how many diagnostics of one code are written out for people.
const maxAlike = 5

// writeRemarks writes what is wrong, the worst first. What is alike is counted
// after a few, and of what is not kept only the names are listed.
func writeRemarks(w io.Writer, list []sbom.InspectedDiagnostic) {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b sbom.InspectedDiagnostic) int { return cmp.Compare(a.Severity, b.Severity) })
	seen, left := map[string]int{}, map[string][]string{}
	var unlisted []string
	for _, d := range list {
		if name := lastName(d.Pointer); strings.HasSuffix(d.Code, "/not-kept") && name != "" {
			left[d.Code] = append(left[d.Code], name)
			continue
		}
		if seen[d.Code]++; seen[d.Code] > maxAlike {
			if !slices.Contains(unlisted, d.Code) {
				unlisted = append(unlisted, d.Code)
			}
			continue
		}
		remedy := d.Remedy
		if remedy != "" {
			remedy = "; " + remedy
		}
		fmt.Fprintf(w, "  %s%s: %s [%s]\n", d.Severity, place(d), printable(d.Message+remedy), d.Code)
	}
	for _, code := range unlisted {
		fmt.Fprintf(w, "  … and %d more like [%s]; -o json lists them\n", seen[code]-maxAlike, code)
	}
	for _, code := range slices.Sorted(maps.Keys(left)) {
		names := left[code]
		slices.Sort(names)
		fmt.Fprintf(w, "  info: read, but not kept, as nothing here uses it: %s [%s]\n", printable(strings.Join(slices.Compact(names), ", ")), code)
	}
}

func place(d sbom.InspectedDiagnostic) string {
	at := ""
	if d.Line > 0 {
		at = fmt.Sprintf("line %d ", d.Line)
	}
	if at = strings.TrimSpace(at + d.Pointer); at == "" {
		return ""
	}
	return " at " + printable(at)
}

// lastName is the name of the member that a JSON pointer leads to, or into.
func lastName(pointer string) string {
	for {
		i := strings.LastIndexByte(pointer, '/')
		if i < 0 {
			return ""
		}
		if name := pointer[i+1:]; strings.Trim(name, "0123456789") != "" {
			return strings.NewReplacer("~1", "/", "~0", "~").Replace(name)
		}
		pointer = pointer[:i]
	}
}

func orUnknown(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}

func portion(n, of int) string {
	if of == 0 {
		return "0"
	}
	return fmt.Sprintf("%d of %d", n, of)
}
