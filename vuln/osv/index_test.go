// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/vuln"
)

// Small records of packages that do not exist.
const (
	leftGHSA = `{"id":"GHSA-left-0001","aliases":["CVE-2030-0001"],"modified":"2030-01-02T00:00:00Z","published":"2030-01-01T00:00:00Z",
 "summary":"left trips","severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"}],
 "affected":[{"package":{"ecosystem":"npm","name":"left-trip"},"ranges":[{"type":"SEMVER","events":[{"introduced":"1.0.0"},{"fixed":"1.3.0"}]}]}],
 "database_specific":{"severity":"HIGH"}}`
	leftOther = `{"id":"NOTE-1","aliases":["CVE-2030-0001"],"modified":"2030-01-03T00:00:00Z",
 "affected":[{"package":{"ecosystem":"npm","name":"left-trip"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.4.0"}]}]}]}`
	rightGHSA = `{"id":"GHSA-right-0002","modified":"2030-02-01T00:00:00Z",
 "affected":[{"package":{"ecosystem":"npm","name":"@acme/right"},"versions":["2.0.0","2.0.1"],"database_specific":{"severity":"moderate"}}]}`
	gone = `{"id":"GHSA-gone-0003","withdrawn":"2030-03-01T00:00:00Z","modified":"2030-03-01T00:00:00Z",
 "affected":[{"package":{"ecosystem":"npm","name":"left-trip"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"}]}]}]}`
)

func smallFiles() []file {
	return []file{{"GHSA-left-0001.json", leftGHSA}, {"NOTE-1.json", leftOther}, {"GHSA-right-0002.json", rightGHSA}, {"GHSA-gone-0003.json", gone}}
}

// smallIndex returns the bytes of an index of four records.
func smallIndex(t testing.TB) []byte {
	t.Helper()
	dir := t.TempDir()
	out := filepath.Join(dir, "osv.idx")
	if _, _, err := Build(context.Background(), out, BuildOptions{Sources: []string{exportZip(t, dir, "npm", smallFiles()...)}}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestATornIndexIsAnError(t *testing.T) {
	whole := smallIndex(t)
	dir := t.TempDir()
	for n := range whole {
		if _, _, err := load("osv.idx", whole[:n]); err == nil || !strings.Contains(err.Error(), "build it anew") {
			t.Fatalf("the first %d of %d bytes: error %v", n, len(whole), err)
		}
	}
	for _, n := range []int{0, 1, headerBytes, len(whole) / 2, len(whole) - 1} {
		name := filepath.Join(dir, "torn.idx")
		write(t, name, whole[:n])
		if _, _, err := Open(name); err == nil || !strings.Contains(err.Error(), "torn.idx") {
			t.Errorf("the first %d bytes as a file: error %v", n, err)
		}
	}
	if _, _, err := load("osv.idx", append(bytes.Clone(whole), 0)); err == nil {
		t.Error("a byte too many is no error")
	}
}

func TestAFlippedBitIsAnError(t *testing.T) {
	data := smallIndex(t)
	for i := range data {
		for bit := range 8 {
			data[i] ^= 1 << bit
			if _, _, err := load("osv.idx", data); err == nil {
				t.Fatalf("bit %d of byte %d turned round is no error", bit, i)
			}
			data[i] ^= 1 << bit
		}
	}
	if _, _, err := load("osv.idx", data); err != nil {
		t.Fatal(err)
	}
}

func TestAnotherVersionIsAnError(t *testing.T) {
	data := smallIndex(t)
	binary.LittleEndian.PutUint32(data[8:], formatVersion+1)
	seal(data)
	_, _, err := load("osv.idx", data)
	want := `the index has version 3 of the format, this program reads 2; build it anew with "kedja vuln index"`
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// seal makes the checksum of a changed index right again.
func seal(data []byte) {
	if n := len(data) - trailerBytes; n >= 0 {
		binary.LittleEndian.PutUint32(data[n:], crc32.Checksum(data[:n], castagnoli))
	}
}

func TestEqualSourcesGiveEqualBytes(t *testing.T) {
	dir := t.TempDir()
	npm := exportZip(t, dir, "npm", smallFiles()...)
	files := smallFiles()
	files[0], files[3] = files[3], files[0]
	again := exportZip(t, filepath.Join(dir, "again"), "npm", files...)
	other := exportZip(t, dir, "PyPI", file{"PYSEC-1.json", `{"id":"PYSEC-1","modified":"2030-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"PyPI","name":"acme"},"versions":["1"]}]}`})
	make := func(sources ...string) []byte {
		out := filepath.Join(t.TempDir(), "osv.idx")
		if _, _, err := Build(t.Context(), out, BuildOptions{Sources: sources}); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	if !bytes.Equal(make(npm, other, again), make(again, npm, other, npm)) {
		t.Error("the order of sources changes the index")
	}
	many := malwareZip(t, 2000)
	want := make(many, npm)
	for _, cores := range []int{1, 2, 7} {
		old := runtime.GOMAXPROCS(cores)
		got := make(many, npm)
		runtime.GOMAXPROCS(old)
		if !bytes.Equal(want, got) {
			t.Errorf("%d cores change the index", cores)
		}
	}
}

func TestBuildingOnAPreviousIndexGivesTheSameBytes(t *testing.T) {
	sources := []string{corpus.Path(t, "osv-export/PyPI"), corpus.Path(t, "osv/ossf+osv-schema"), corpus.Path(t, "osv/bitnami+vulndb")}
	fewer := []string{corpus.Path(t, "osv/bitnami+vulndb"), corpus.Path(t, "osv-export/PyPI")}
	dir := t.TempDir()
	fresh, old, next := filepath.Join(dir, "fresh"), filepath.Join(dir, "old"), filepath.Join(dir, "next")
	if _, _, err := Build(t.Context(), fresh, BuildOptions{Sources: sources}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Build(t.Context(), old, BuildOptions{Sources: fewer}); err != nil {
		t.Fatal(err)
	}
	previous, _, err := Open(old)
	if err != nil {
		t.Fatal(err)
	}
	defer previous.Close()
	stats, _, err := Build(t.Context(), next, BuildOptions{Sources: sources, Previous: previous})
	if err != nil {
		t.Fatal(err)
	}
	if stats.Reused < 2661 || stats.Read == 0 {
		t.Errorf("%d records taken over, %d read", stats.Reused, stats.Read)
	}
	a, err := os.ReadFile(fresh)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(next)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) {
		t.Errorf("fresh %d bytes, on a previous index %d bytes: not the same", len(a), len(b))
	}
}

// TestDamageWithARightChecksum is what only somebody who wants it can make: an
// error or another answer, and never a panic.
func TestDamageWithARightChecksum(t *testing.T) {
	whole := smallIndex(t)
	queries := []vuln.Query{{PURL: "pkg:npm/left-trip@1.2.0"}, {PURL: "pkg:npm/%40acme/right@2.0.0"}}
	refused := 0
	for i := range len(whole) - trailerBytes {
		for _, to := range []byte{0, 0x7f, 0xff, whole[i] + 1} {
			data := bytes.Clone(whole)
			data[i] = to
			seal(data)
			x, _, err := load("osv.idx", data)
			if err == nil {
				_, _, err = x.Match(t.Context(), queries)
				x.Origins()
				for key := range x.reusable() {
					x.reuse(&item{name: key.name, crc: key.crc, size: key.size})
				}
			}
			if err != nil {
				refused++
				if !strings.Contains(err.Error(), "build it anew") {
					t.Fatalf("byte %d made %d: %v", i, to, err)
				}
			}
		}
	}
	if refused == 0 {
		t.Error("no damage was noticed")
	}
}
