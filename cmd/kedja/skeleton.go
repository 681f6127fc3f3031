// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
)

// skeletonFile is one file of records to fill in.
type skeletonFile struct {
	name string // slash path below the folder
	text []byte
}

// namedParty is a supplier that SBOMs name.
type namedParty struct {
	id, name   string
	components int
}

// skeleton makes the records of the documents. The folder is where the files
// will lie; "" is standard output.
func skeleton(docs []*sbom.Document, dir string) ([]skeletonFile, error) {
	slices.SortFunc(docs, func(a, b *sbom.Document) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.SHA256, b.SHA256))
	})
	parties, owner := named(docs)
	system, err := systemSkeleton(docs, parties, owner, dir)
	if err != nil {
		return nil, err
	}
	files := []skeletonFile{{"system.yaml", system}}
	for _, p := range parties {
		files = append(files, skeletonFile{"suppliers/" + p.id + ".yaml", supplierSkeleton(p)})
	}
	return files, nil
}

// named lists the parties that the documents name, those with most components
// first, and for each document the one that supplies what it describes.
// Natural persons are left out, and so are owners of package namespaces, whom
// no document names as suppliers.
func named(docs []*sbom.Document) (parties []namedParty, owner []string) {
	catalog, _ := supplier.NewCatalog(nil, nil, nil, nil)
	byParty := map[string]*namedParty{}
	owner = make([]string, len(docs))
	for i, doc := range docs {
		at, _ := catalog.Attribute(doc)
		for id, n := range doc.All() {
			a := at[id]
			if a.Party == "" || a.Kind == "person" || a.Step > supplier.ByPublisher || n.Kind == sbom.KindFile {
				continue
			}
			p := byParty[a.Party]
			if p == nil {
				p = &namedParty{name: a.Name}
				byParty[a.Party] = p
			}
			p.name = min(p.name, a.Name) // one of several spellings, whatever the order of files
			if n.Kind == sbom.KindComponent {
				p.components++
			}
			if id == doc.Root {
				owner[i] = a.Party
			}
		}
	}
	taken := map[string]bool{}
	for _, key := range slices.Sorted(maps.Keys(byParty)) {
		p := byParty[key]
		p.id = unique(taken, identifier(supplier.FoldName(p.name), "supplier"))
		parties = append(parties, *p)
	}
	for i, key := range owner {
		if p := byParty[key]; p != nil {
			owner[i] = p.id
		}
	}
	slices.SortStableFunc(parties, func(a, b namedParty) int { return cmp.Compare(b.components, a.components) })
	return parties, owner
}

// identifier makes an id of a name: letters, digits and hyphens.
func identifier(name, fallback string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9')
	})
	id := strings.Join(words, "-")
	const most = 40
	if len(id) > most {
		id = strings.TrimRight(id[:most], "-")
	}
	return cmp.Or(id, fallback)
}

func unique(taken map[string]bool, id string) string {
	out := id
	for i := 2; taken[out]; i++ {
		out = id + "-" + strconv.Itoa(i)
	}
	taken[out] = true
	return out
}

func systemSkeleton(docs []*sbom.Document, parties []namedParty, owner []string, dir string) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# What is assessed. Fill in what you know; leave out what you do not: absent is\n# unknown. \"kedja schema System\" lists all fields and their form.\n")
	fmt.Fprintf(&b, "apiVersion: %s\nkind: System\nid: my-system\n# name: the system in words\n# currency: EUR\n", load.APIVersion)
	fmt.Fprintf(&b, "# entity: {id: my-organisation, country: SE, sectors: [nis2:digital-infrastructure]}\n")
	fmt.Fprintf(&b, "assets:\n  - id: main\n    # criticality: moderate         # low | moderate | high | critical\n    needs: [")
	taken := map[string]bool{"main": true}
	ids := make([]string, len(docs))
	for i, doc := range docs {
		ids[i] = unique(taken, identifier(cmp.Or(doc.Name, filepath.Base(doc.File)), "product"))
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(ids[i])
	}
	b.WriteString("]\nproducts:\n")
	for i, doc := range docs {
		fmt.Fprintf(&b, "  - id: %s\n    name: %s\n    # kind: software               # system | software | hardware | service\n", ids[i], quote(cmp.Or(doc.Name, ids[i])))
		if owner[i] != "" {
			fmt.Fprintf(&b, "    supplier: %s\n", owner[i])
		} else {
			b.WriteString("    # supplier: the id of its supplier\n")
		}
		file, inside := below(cmp.Or(dir, "."), doc.File)
		switch {
		case doc.File == "stdin":
			b.WriteString("    # sbom: the file of the SBOM that came from standard input\n")
		case inside:
			fmt.Fprintf(&b, "    sbom: %s\n", quote(file))
		case dir == "":
			fmt.Fprintf(&b, "    # sbom: %s   # a file in or below the folder of this one\n", quote(file))
		default:
			return nil, usagef("%s is not in %s or below it, where the system file could refer to it; copy it there, or name another folder", doc.File, dir)
		}
	}
	fmt.Fprintf(&b, "# The SBOMs name %s.\n", plural(len(parties), "supplier"))
	return b.Bytes(), nil
}

func supplierSkeleton(p namedParty) []byte {
	var b bytes.Buffer
	if b.WriteString("---\n"); p.components > 0 {
		fmt.Fprintf(&b, "# named by %s\n", plural(p.components, "component"))
	} else {
		b.WriteString("# named as the supplier of a product\n")
	}
	fmt.Fprintf(&b, "apiVersion: %s\nkind: Supplier\nid: %s\nname: %s\n", load.APIVersion, p.id, quote(p.name))
	b.WriteString(`# established: SE                 # country by law, ISO 3166-1 alpha-2
# headquarters: SE
# match: {purl: ["pkg:npm/%40scope/*"], domains: [supplier.example]}
# owners: [{party: owner-id, share: 0.6}]
# practices: {cvdPolicy: true, psirt: true, sbomProvided: true}
`)
	return b.Bytes()
}

// quote writes a text as a YAML scalar in double quotes; JSON's escapes are
// YAML's too.
func quote(s string) string {
	var b bytes.Buffer
	if err := writeJSON(&b, printable(s)); err != nil {
		return `""`
	}
	return strings.TrimSpace(b.String())
}
