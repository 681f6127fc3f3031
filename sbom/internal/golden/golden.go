// SPDX-License-Identifier: Apache-2.0

// Package golden runs the tests of SBOMs that are written as txtar
// files: a story, an input and what must come of it, so that a person can
// read one without the code.
//
// For [Run] a file holds the member input, and want: the document as [Dump]
// writes it; [Stories] runs files with other members. `go test -update` writes
// what is wanted anew; read the difference before it is kept.
package golden

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// Reader reads one input.
type Reader func(name string, data []byte) (*sbom.Document, diag.List, error)

// Run tests every story that matches the pattern.
func Run(t *testing.T, pattern string, update bool, read Reader) {
	t.Helper()
	Stories(t, pattern, update, func(t *testing.T, s *Story) {
		s.Want(t, "want", Dump(read("input", s.Member(t, "input"))))
	})
}

// Dump writes what was read as text: one line a node, an edge, a diagnostic.
// What is unknown is left out.
func Dump(doc *sbom.Document, list diag.List, err error) string {
	var b strings.Builder
	if err != nil {
		fmt.Fprintf(&b, "error: %v\n", err)
	}
	if doc != nil {
		head(&b, doc)
		for id, n := range doc.All() {
			node(&b, doc, id, n)
		}
		relations(&b, doc)
	}
	for _, d := range list {
		fmt.Fprintf(&b, "%s: %s: %s", place(d.Position), d.Severity, d.Message)
		if d.Remedy != "" {
			fmt.Fprintf(&b, "; %s", d.Remedy)
		}
		fmt.Fprintf(&b, " [%s]\n", d.Code)
	}
	return b.String()
}

func place(p diag.Position) string {
	return strings.TrimPrefix(strings.TrimPrefix(p.String(), p.File), ":")
}

// line writes a line of fields, leaving out those without a value.
type line struct {
	b   *strings.Builder
	sep string
}

func (l *line) add(name, value string) {
	if value != "" {
		fmt.Fprintf(l.b, "%s%s=%s", l.sep, name, value)
		l.sep = " "
	}
}

func (l *line) list(name string, values []string) { l.add(name, strings.Join(values, ",")) }

func (l *line) party(name string, p *sbom.Party) {
	if p != nil {
		l.add(name, party(*p))
	}
}

func (l *line) parties(name string, list []sbom.Party) {
	var all []string
	for _, p := range list {
		all = append(all, party(p))
	}
	l.list(name, all)
}

func party(p sbom.Party) string {
	kind := [...]string{"?", "organization", "person", "tool"}[p.Kind]
	s := fmt.Sprintf("%s:%q", kind, p.Name)
	for _, extra := range append([]string{p.Email, p.Country}, p.URLs...) {
		if extra != "" {
			s += "|" + extra
		}
	}
	return s
}

func head(b *strings.Builder, doc *sbom.Document) {
	fmt.Fprintf(b, "%s %s %s\n", doc.Format, doc.SpecVersion, doc.Serialization)
	l := &line{b: b, sep: "  "}
	l.add("name", doc.Name)
	l.add("identifier", doc.Identifier)
	l.add("created", doc.Created)
	l.add("tlp", doc.TLP)
	l.parties("authors", doc.Authors)
	l.list("tools", doc.Tools)
	l.party("supplier", doc.Supplier)
	l.party("manufacturer", doc.Manufacturer)
	l.list("lifecycles", doc.Lifecycles)
	l.add("completeness", doc.Completeness.String())
	if doc.Root != sbom.None {
		l.add("root", doc.Pointer(doc.Root))
	}
	if l.sep == " " {
		b.WriteByte('\n')
	}
}

func node(b *strings.Builder, doc *sbom.Document, id sbom.ID, n *sbom.Node) {
	fmt.Fprintf(b, "%d %s %d %s:", id, [...]string{"component", "root", "service", "file", "artifact"}[n.Kind], n.Line, doc.Pointer(id))
	l := &line{b: b, sep: " "}
	l.add("ref", n.Ref)
	l.add("type", n.Type)
	l.add("group", n.Group)
	l.add("name", n.Name)
	l.add("version", n.Version)
	l.list("purl", n.PURLs)
	l.list("cpe", n.CPEs)
	for _, h := range n.Hashes {
		l.add(h.Alg, h.Value)
	}
	l.list("license", n.Licenses)
	l.list("unknown", unknown(n.Unknown&^sbom.UnknownDownload)) // of which SPDX 2 demands that something be said
	l.add("scope", n.Scope.String())
	l.party("supplier", n.Supplier)
	l.party("manufacturer", n.Manufacturer)
	l.party("originator", n.Originator)
	l.party("provider", n.Provider)
	l.add("publisher", n.Publisher)
	l.parties("authors", n.Authors)
	l.add("completeness", n.Completeness.String())
	l.add("download", n.DownloadURL)
	if n.External {
		l.add("external", "true")
	}
	b.WriteByte('\n')
}

func unknown(set sbom.Unknown) (names []string) {
	for i, name := range []string{"supplier", "originator", "version", "declared", "concluded", "copyright", "download"} {
		if set&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return names
}

func relations(b *strings.Builder, doc *sbom.Document) {
	for _, e := range doc.Depends {
		b.WriteString(strings.TrimSpace(fmt.Sprintf("%d depends on %d %s", e.From, e.To, e.Scope)) + "\n")
	}
	for _, e := range doc.Contains {
		fmt.Fprintf(b, "%d contains %d\n", e.From, e.To)
	}
	for _, r := range doc.Dangling {
		fmt.Fprintf(b, "dangling %q to %q %d %s\n", r.From, r.To, r.Line, r.Pointer)
	}
	for _, v := range doc.Vulnerabilities {
		fmt.Fprintf(b, "vulnerability %s %s %s affects %v\n", v.ID, v.Severity, v.State, v.Affects)
	}
}
