// SPDX-License-Identifier: Apache-2.0

package kedja_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/sbom/read"
)

var asOf = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

// madeUp writes a CycloneDX document of n components in about the shape of
// real ones: five dependencies each, preferring what many already use;
// suppliers for half of them.
func madeUp(n int) []byte {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	types := []string{"npm", "golang", "maven", "pypi", "deb/debian"}
	var b bytes.Buffer
	b.WriteString(`{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"metadata":{"timestamp":"2026-01-01T00:00:00Z","component":{"bom-ref":"root","type":"application","name":"made-up","version":"1"}},"components":[`)
	purl := func(i int) string {
		return fmt.Sprintf("pkg:%s/org-%d/lib-%d@%d.%d.0", types[i%len(types)], i%(n/20+1), i, i%9, i%17)
	}
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"bom-ref":%[1]q,"type":"library","name":"lib-%[2]d","version":"%[3]d.%[4]d.0","purl":%[1]q,"licenses":[{"license":{"id":"MIT"}}],"hashes":[{"alg":"SHA-256","content":"%064[2]x"}]`, purl(i), i, i%9, i%17)
		if i%2 == 0 {
			fmt.Fprintf(&b, `,"supplier":{"name":"Supplier %d AB","url":["https://supplier-%[1]d.example"]}`, i%300)
		}
		b.WriteString(`,"description":"` + fmt.Sprintf("%0600d", i) + `"}`)
	}
	b.WriteString(`],"dependencies":[{"ref":"root","dependsOn":[` + fmt.Sprintf("%q", purl(0)) + `]}`)
	for i := range n {
		fmt.Fprintf(&b, `,{"ref":%q,"dependsOn":[`, purl(i))
		for k := range 5 {
			if k > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, "%q", purl(min(n-1, i+1+int(float64(n-i-1)*r.Float64()*r.Float64()))))
		}
		b.WriteString("]}")
	}
	b.WriteString("]}")
	return b.Bytes()
}

// assessBytes is the whole main job on one SBOM: reading, all packs, writing
// the result.
func assessBytes(tb testing.TB, data []byte) []byte {
	tb.Helper()
	doc, _, err := read.Bytes("made-up.cdx.json", data, nil)
	if err != nil {
		tb.Fatal(err)
	}
	in := &kedja.Input{Documents: []kedja.Document{{SBOM: doc}}}
	a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: asOf})
	if err != nil {
		tb.Fatal(err)
	}
	out, err := result.Marshal(a)
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

func BenchmarkAssess(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 50_000} {
		data := madeUp(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				assessBytes(b, data)
			}
		})
	}
}

// TestWriteBenchmarkFile writes a made-up SBOM of KEDJA_BENCH_COMPONENTS
// components into the folder KEDJA_BENCH_DIR, for comparisons of whole
// processes (.ci/bench-policies).
func TestWriteBenchmarkFile(t *testing.T) {
	dir := os.Getenv("KEDJA_BENCH_DIR")
	if dir == "" {
		t.Skip("KEDJA_BENCH_DIR names no folder")
	}
	n, err := strconv.Atoi(os.Getenv("KEDJA_BENCH_COMPONENTS"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "sbom.json"), madeUp(n), 0o644); err != nil {
		t.Fatal(err)
	}
}
