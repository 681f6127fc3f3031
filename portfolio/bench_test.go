// SPDX-License-Identifier: Apache-2.0

package portfolio_test

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/kedja/kedja/portfolio"
)

var sboms = flag.Int("sboms", 1000, "how many SBOMs the benchmark makes")

// generated writes n SBOMs of 20 to 200 components each, taken from 20 000
// packages of 400 suppliers of which few are in most SBOMs and most in few,
// as in real portfolios. The same n gives the same bytes.
func generated(t testing.TB, dir string, n int) (size int64) {
	const packages, suppliers = 20_000, 400
	rng := rand.New(rand.NewPCG(1, uint64(n)))
	zipf := rand.NewZipf(rng, 1.15, 20, packages-1)
	for i := range n {
		seen := map[uint64]bool{}
		var list []uint64
		for want := 20 + rng.IntN(181); len(list) < want; {
			if k := zipf.Uint64(); !seen[k] {
				seen[k] = true
				list = append(list, k)
			}
		}
		name := filepath.Join(dir, fmt.Sprintf("%03d", i/100), fmt.Sprintf("%05d.cdx.json", i))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		f, err := os.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		w := bufio.NewWriter(f)
		fmt.Fprintf(w, `{"bomFormat":"CycloneDX","specVersion":"1.6","serialNumber":"urn:uuid:%s","version":1,"metadata":{"component":{"type":"application","bom-ref":"root","name":"app-%d","version":"1.%d"}},"components":[`, serial(i), i, rng.IntN(20))
		for k, p := range list {
			if k > 0 {
				w.WriteString(",\n")
			}
			version := fmt.Sprintf("%d.%d.%d", p%7, rng.IntN(3), rng.IntN(2))
			fmt.Fprintf(w, `{"type":"library","bom-ref":"%d","name":"package-%d","version":%q,"purl":"pkg:npm/%%40scope%d/package-%d@%s","licenses":[{"license":{"id":"MIT"}}],"hashes":[{"alg":"SHA-256","content":"%064x"}]`, p, p, version, p%suppliers, p, version, p)
			if p%3 == 0 {
				fmt.Fprintf(w, `,"supplier":{"name":"Supplier %d"}`, p%suppliers)
			}
			w.WriteString("}")
		}
		w.WriteString(`],"dependencies":[{"ref":"root","dependsOn":["` + fmt.Sprint(list[0]) + `","` + fmt.Sprint(list[1]) + `"]}`)
		for k := 0; k < len(list)-3; k++ {
			fmt.Fprintf(w, `,{"ref":"%d","dependsOn":["%d","%d"]}`, list[k], list[k+1+rng.IntN(2)], list[k+1+rng.IntN(len(list)-k-1)])
		}
		w.WriteString("]}\n")
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		info, err := f.Stat()
		if err != nil {
			t.Fatal(err)
		}
		size += info.Size()
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return size
}

// peak is the most memory that the process has had, 0 where the system does
// not say.
func peak() (kilobytes int) {
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range bytes.Lines(data) {
		if _, err := fmt.Sscanf(string(line), "VmHWM: %d kB", &kilobytes); err == nil {
			return kilobytes
		}
	}
	return 0
}

// BenchmarkPortfolio reads and measures a portfolio from files to the result:
//
//	go test ./portfolio -run '^$' -bench . -benchtime 1x -sboms 10000
func BenchmarkPortfolio(b *testing.B) {
	dir := b.TempDir()
	size := generated(b, dir, *sboms)
	runtime.GC()
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		r, list, err := portfolio.Run(b.Context(), []string{dir}, portfolio.Options{AsOf: asOf})
		if err != nil || r.Counts.SBOMs != *sboms {
			b.Fatal(err, list)
		}
	}
	b.ReportMetric(float64(*sboms*b.N)/b.Elapsed().Seconds(), "SBOMs/s")
	b.ReportMetric(float64(peak())/1024, "peak-MiB")
}
