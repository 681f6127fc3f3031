// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/kedja/kedja/internal/corpus"
)

// BenchmarkBuild measures in bytes of JSON.
func BenchmarkBuild(b *testing.B) {
	run := func(b *testing.B, previous bool, sources ...string) {
		out := filepath.Join(b.TempDir(), "osv.idx")
		o := BuildOptions{Sources: sources}
		stats, _, err := Build(b.Context(), out, o)
		if err != nil {
			b.Fatal(err)
		}
		if previous {
			if o.Previous, _, err = Open(out); err != nil {
				b.Fatal(err)
			}
			defer o.Previous.Close()
		}
		b.SetBytes(stats.Input) // also where nothing of it is parsed again
		b.ReportAllocs()
		for b.Loop() {
			if stats, _, err = Build(b.Context(), out, o); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(stats.Bytes)/1e6, "index-MB")
		b.ReportMetric(float64(stats.Records), "records")
	}
	b.Run("corpus", func(b *testing.B) { run(b, false, corpus.Path(b, "osv-export")) })
	b.Run("corpus again", func(b *testing.B) { run(b, true, corpus.Path(b, "osv-export")) })
	many := malwareZip(b, 200_000)
	b.Run("malware", func(b *testing.B) { run(b, false, many) })
	b.Run("malware again", func(b *testing.B) { run(b, true, many) })
}

// BenchmarkOpen checks the whole file each time.
func BenchmarkOpen(b *testing.B) {
	out := filepath.Join(b.TempDir(), "osv.idx")
	stats, _, err := Build(b.Context(), out, BuildOptions{Sources: []string{malwareZip(b, 200_000)}})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(stats.Bytes)
	for b.Loop() {
		x, _, err := Open(out)
		if err != nil {
			b.Fatal(err)
		}
		if err := x.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMatch measures components that are all different; the cost of one
// must not depend on how many there are.
func BenchmarkMatch(b *testing.B) {
	out := filepath.Join(b.TempDir(), "osv.idx")
	if _, _, err := Build(b.Context(), out, BuildOptions{Sources: []string{corpus.Path(b, "osv-export"), malwareZip(b, 200_000)}}); err != nil {
		b.Fatal(err)
	}
	x, _, err := Open(out)
	if err != nil {
		b.Fatal(err)
	}
	defer x.Close()
	for _, n := range []int{1_000, 10_000, 100_000, 500_000} {
		queries := components(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			found := 0
			for b.Loop() {
				answers, _, err := x.Match(b.Context(), queries)
				if err != nil {
					b.Fatal(err)
				}
				found = 0
				for i := range answers {
					found += len(answers[i].Found)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/component")
			b.ReportMetric(float64(found), "found")
		})
	}
}
