// SPDX-License-Identifier: Apache-2.0

package read_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"

	cyclonedxgo "github.com/CycloneDX/cyclonedx-go"
	spdxjson "github.com/spdx/tools-golang/json"
	spdxtv "github.com/spdx/tools-golang/tagvalue"

	"github.com/kedja/kedja/sbom/internal/gen"
	"github.com/kedja/kedja/sbom/read"
)

// sizes are the numbers of components that are measured. The large ones, of
// which the others' readers take minutes and gigabytes, are asked for with
// KEDJA_BENCH_LARGE=1.
func sizes() []int {
	if os.Getenv("KEDJA_BENCH_LARGE") != "" {
		return []int{1_000, 10_000, 50_000, 100_000, 500_000}
	}
	return []int{1_000, 10_000}
}

// others are the libraries of each format, by the names of [gen.Formats].
var others = map[string]struct {
	name string
	read func(io.Reader) error
}{
	"cyclonedx-json": {"cyclonedx-go", func(r io.Reader) error {
		return cyclonedxgo.NewBOMDecoder(r, cyclonedxgo.BOMFileFormatJSON).Decode(new(cyclonedxgo.BOM))
	}},
	"cyclonedx-xml": {"cyclonedx-go", func(r io.Reader) error {
		return cyclonedxgo.NewBOMDecoder(r, cyclonedxgo.BOMFileFormatXML).Decode(new(cyclonedxgo.BOM))
	}},
	"spdx-json": {"tools-golang", func(r io.Reader) error {
		_, err := spdxjson.Read(r)
		return err
	}},
	"spdx-tag-value": {"tools-golang", func(r io.Reader) error {
		_, err := spdxtv.Read(r)
		return err
	}},
}

func ours(r io.Reader) error {
	_, _, err := read.From("bench", r, nil)
	return err
}

// BenchmarkRead compares with the libraries of the formats, on the same bytes
// and in one run: only the ratio travels between machines.
func BenchmarkRead(b *testing.B) {
	for _, format := range gen.Formats {
		for _, n := range sizes() {
			data := gen.Bytes(format, n)
			other := others[format]
			for _, reader := range []struct {
				name string
				read func(io.Reader) error
			}{{"kedja", ours}, {other.name, other.read}} {
				b.Run(fmt.Sprintf("%s/%d/%s", format, n, reader.name), func(b *testing.B) {
					b.SetBytes(int64(len(data)))
					b.ReportAllocs()
					for b.Loop() {
						if err := reader.read(bytes.NewReader(data)); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		}
	}
}

// BenchmarkPeak measures the peak memory of a process that reads a document
// from a stream, beside the size of the document.
func BenchmarkPeak(b *testing.B) {
	for _, format := range gen.Formats {
		for _, n := range sizes() {
			for _, reader := range []string{"kedja", others[format].name} {
				b.Run(fmt.Sprintf("%s/%d/%s", format, n, reader), func(b *testing.B) {
					for b.Loop() {
						peak, size := peakOf(b, format, n, reader)
						b.ReportMetric(float64(peak)/1e6, "peak-MB")
						b.ReportMetric(float64(size)/1e6, "file-MB")
						b.ReportMetric(float64(peak)/float64(size), "peak/file")
					}
				})
			}
		}
	}
}

const peakVariable = "KEDJA_BENCH_PEAK"

// peakOf runs this test program anew for one reading.
func peakOf(b *testing.B, format string, n int, reader string) (peak, size int64) {
	exe, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(exe, "-test.run", "^TestMain$")
	cmd.Env = append(os.Environ(), peakVariable+"="+fmt.Sprintf("%s %d %s", format, n, reader))
	out, err := cmd.Output()
	if err != nil {
		b.Fatal(err)
	}
	if size, err = strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64); err != nil {
		b.Fatal(err)
	}
	return cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss * 1024, size
}

// TestMain is the process that [BenchmarkPeak] measures, where its variable is
// set: it writes a document into a pipe and reads it from there.
func TestMain(m *testing.M) {
	job := strings.Fields(os.Getenv(peakVariable))
	if len(job) != 3 {
		os.Exit(m.Run())
	}
	n, err := strconv.Atoi(job[1])
	if err != nil {
		panic(err)
	}
	r, w := io.Pipe()
	go func() { w.CloseWithError(gen.Write(w, job[0], n)) }()
	count := &counting{r: r}
	readIt := ours
	if job[2] != "kedja" {
		readIt = others[job[0]].read
	}
	if err := readIt(count); err != nil {
		panic(err)
	}
	fmt.Println(count.n)
	os.Exit(0)
}

type counting struct {
	r io.Reader
	n int64
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
