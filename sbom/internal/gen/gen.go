// SPDX-License-Identifier: Apache-2.0

// Package gen writes synthetic bills of materials of any size, for benchmarks
// and tests: the same number of components gives the same bytes, in constant
// memory.
package gen

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
)

// edges is how many dependencies a component has, where there are as many
// components before it.
const edges = 5

// item is one invented component.
type item struct {
	number                                              int
	ref, name, version, purl, supplier, license, digest string
	dependsOn                                           []int
}

var licenses = []string{"MIT", "Apache-2.0", "BSD-3-Clause", "ISC", "MPL-2.0", "LGPL-2.1-only"}

// item returns the component of a number. It depends on nothing else, so that
// none has to be kept.
func (g *generator) item(i int) item {
	r := rand.New(rand.NewPCG(uint64(i), uint64(g.n)))
	p := item{number: i, name: fmt.Sprintf("lib-%06x-%d", r.Uint32N(1<<24), i)}
	p.version = fmt.Sprintf("%d.%d.%d", r.IntN(9), r.IntN(30), r.IntN(99))
	p.purl = fmt.Sprintf("pkg:npm/%%40scope%d/%s@%s", i%97, p.name, p.version)
	p.ref = p.purl + "?package-id=" + fmt.Sprintf("%016x", r.Uint64())
	p.supplier = fmt.Sprintf("Fictional Supplier %d Ltd", r.IntN(max(1, g.n/20)))
	p.license = licenses[r.IntN(len(licenses))]
	p.digest = fmt.Sprintf("%016x%016x%016x%016x", r.Uint64(), r.Uint64(), r.Uint64(), r.Uint64())
	for k := 0; k < edges && i > 0; k++ {
		p.dependsOn = append(p.dependsOn, r.IntN(i))
	}
	return p
}

// Formats are the formats that are written.
var Formats = []string{"cyclonedx-json", "cyclonedx-xml", "spdx-json", "spdx-tag-value"}

// Write writes a document of n components in one of [Formats].
func Write(w io.Writer, format string, n int) error {
	g := generator{w: bufio.NewWriterSize(w, 64<<10), n: n}
	switch format {
	case "cyclonedx-json":
		g.cyclonedx()
	case "cyclonedx-xml":
		g.xml()
	case "spdx-json":
		g.spdx()
	case "spdx-tag-value":
		g.tagValue()
	default:
		return fmt.Errorf("there is no format %q", format)
	}
	return g.w.Flush()
}

// Bytes returns what [Write] writes.
func Bytes(format string, n int) []byte {
	var b bytes.Buffer
	if err := Write(&b, format, n); err != nil {
		panic(err) // the caller is a test, and the format a constant in it
	}
	return b.Bytes()
}

// CycloneDX returns a compact CycloneDX 1.6 JSON document of n components.
func CycloneDX(n int) []byte { return Bytes("cyclonedx-json", n) }

// SPDX returns a compact SPDX 2.3 JSON document of n packages.
func SPDX(n int) []byte { return Bytes("spdx-json", n) }

type generator struct {
	w *bufio.Writer
	n int
}

func (g *generator) printf(format string, args ...any) { fmt.Fprintf(g.w, format, args...) }

// each calls f for every component, and between two of them writes the text.
func (g *generator) each(between string, f func(item)) {
	for i := range g.n {
		if i > 0 {
			g.printf("%s", between)
		}
		f(g.item(i))
	}
}
