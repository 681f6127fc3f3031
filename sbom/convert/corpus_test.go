// SPDX-License-Identifier: Apache-2.0

package convert_test

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/convert"
	"github.com/kedja/kedja/sbom/read"
)

// TestCorpus converts every real file to every target and reads the result:
// the parts, with version, package URL and supplier, and the dependencies
// between them must be the same.
func TestCorpus(t *testing.T) {
	compared := 0
	for _, path := range corpus.Files(t, 1<<20, "cyclonedx", "spdx2", "spdx3", "graphs", "vex") {
		doc, _, err := read.Bytes(path, corpus.Read(t, path), nil)
		if err != nil {
			continue
		}
		for _, target := range convert.Targets() {
			if again := through(t, path, doc, target); again != nil {
				compared++
				if diff := gocmp.Diff(viewOf(doc, target), viewOf(again, target)); diff != "" {
					t.Errorf("%s as %s (-source +converted)\n%s", path, target, diff)
				}
			}
		}
	}
	t.Logf("%d conversions are equal", compared)
	if compared < 2400 {
		t.Errorf("only %d conversions were compared", compared)
	}
}

// through converts a document, twice, and reads what comes out.
func through(t *testing.T, path string, doc *sbom.Document, target string) *sbom.Document {
	t.Helper()
	var first, second bytes.Buffer
	list, err := convert.To(&first, doc, target, nil)
	if err != nil {
		t.Errorf("%s as %s: %v", path, target, err)
		return nil
	}
	for _, d := range list {
		if strings.HasPrefix(d.Code, "convert/") && (d.Message == "" || d.Severity == diag.Error) {
			t.Errorf("%s as %s: %#v", path, target, d)
		}
	}
	if _, err := convert.To(&second, doc, target, nil); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Errorf("%s as %s: two conversions differ, %v", path, target, err)
	}
	again, list, err := read.Bytes(path, first.Bytes(), nil)
	if d, ok := errors.AsType[diag.Diagnostic](err); ok && d.Code == "sbom/not-read" {
		return nil
	}
	if err != nil {
		t.Errorf("%s as %s is not read: %v", path, target, err)
		return nil
	}
	if errs := list.Errors(); len(errs) > 0 {
		t.Errorf("%s as %s: %v", path, target, errs)
	}
	return again
}

// view is what every format can say of a document, sorted.
type view struct{ Parts, Services, Depends []string }

func viewOf(doc *sbom.Document, target string) view {
	var v view
	packages := strings.HasPrefix(target, "spdx")
	for id, n := range doc.All() {
		if n.Kind == sbom.KindService {
			if !packages {
				v.Services = append(v.Services, n.Group+"/"+n.Name)
			}
			continue
		}
		// The supplier of what a document describes stands at the document or
		// at the component.
		supplier := n.Supplier
		if supplier == nil && id == doc.Root {
			supplier = doc.Supplier
		}
		v.Parts = append(v.Parts, label(n, packages)+" "+mainPURL(n)+" "+partyName(supplier))
	}
	for _, e := range doc.Depends {
		from, to := doc.Node(e.From), doc.Node(e.To)
		if packages && (from.Kind == sbom.KindService || to.Kind == sbom.KindService) {
			continue
		}
		v.Depends = append(v.Depends, label(from, packages)+" → "+label(to, packages))
	}
	slices.Sort(v.Parts)
	slices.Sort(v.Services)
	slices.Sort(v.Depends)
	return v
}

// label names a part. SPDX demands a name of each: the reference stands in.
func label(n *sbom.Node, packages bool) string {
	name := n.Name
	if packages && name == "" {
		name = cmp.Or(n.Ref, "NOASSERTION")
	}
	return name + " " + n.Version
}

// mainPURL returns the first package URL; CycloneDX has no room for more. SPDX
// forbids the spaces that wrong ones have.
func mainPURL(n *sbom.Node) string {
	if len(n.PURLs) == 0 {
		return ""
	}
	return strings.ReplaceAll(n.PURLs[0], " ", "%20")
}

func partyName(p *sbom.Party) string {
	if p == nil {
		return ""
	}
	for _, s := range append([]string{p.Name, p.Email}, p.URLs...) {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}
