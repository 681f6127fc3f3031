// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/vuln"
)

const good = `{"id":"GOOD-1","modified":"2030-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"fine"},"versions":["1.0.0"]}]}`

// TestWhatCannotBeReadIsUnknown gives an export with one damaged record: its
// packages are unknown, all others are answered, and the diagnostic says where.
// Of a record that names no package, it may be any: all are unknown.
func TestWhatCannotBeReadIsUnknown(t *testing.T) {
	const (
		pkg   = `"package":{"ecosystem":"npm","name":"broken"}`
		anyOf = vuln.Reason("the record may be of any package")
	)
	tests := []struct {
		name, text string
		reason     vuln.Reason // of the package named broken
		wide       bool        // the ecosystem's other packages carry a diagnostic
		diag       string
	}{
		{"cut short", `{"id":"X-1","affected":[{` + pkg + `,"versions":["1.0.0"]},` + "\n" + `{"pack`,
			vuln.Unreadable, true, `npm/all.zip!X-1.json:2 /affected/1: the record cannot be read: the text ends too early; its packages are answered as unknown; get the export anew [osv/record-unreadable]`},
		{"broken before the package", "{\"id\":\"X-1\",\n\"aliases\":[}],\"affected\":[{" + pkg + `}]}`,
			vuln.Unreadable, true, "npm/all.zip!X-1.json:2 "},
		{"no JSON at all", "<html>not found</html>", anyOf, true, "npm/all.zip!X-1.json:1: the record cannot be read"},
		{"empty", "", anyOf, true, "npm/all.zip!X-1.json:1: the record cannot be read: the text ends too early"},
		{"ranges of a wrong type", `{"id":"X-1","affected":[{` + pkg + `,"ranges":"all"}]}`,
			vuln.Unreadable, false, "npm/all.zip!X-1.json:1 /affected/0/ranges: the value is not a list [osv/wrong-type]"},
		{"a version that is a number", `{"id":"X-1","affected":[{` + pkg + `,"versions":[1.0]}]}`,
			vuln.Unreadable, false, "npm/all.zip!X-1.json:1 /affected/0/versions/0: the value is not a string"},
		{"an event that is a list", `{"id":"X-1","affected":[{` + pkg + `,"ranges":[{"type":"SEMVER","events":[["0"]]}]}]}`,
			vuln.Unreadable, false, "npm/all.zip!X-1.json:1 /affected/0/ranges/0/events/0: the value is not an object"},
		{"a range of an unknown type", `{"id":"X-1","affected":[{` + pkg + `,"ranges":[{"type":"MOON","events":[{"introduced":"0"}]}]}]}`,
			vuln.Unreadable, false, ""},
		{"too many events", `{"id":"X-1","affected":[{` + pkg + `,"ranges":[{"type":"SEMVER","events":[` + strings.Repeat(`{"introduced":"1.0.0"},{"fixed":"1.0.1"},`, 2048) + `{"introduced":"2.0.0"}]}]}]}`,
			vuln.Unreadable, false, "the entry has 4097 events, more than 4096"},
		{"no name", `{"id":"X-1","affected":[{"package":{"ecosystem":"npm"},"versions":["1"]}]}`,
			"", true, "npm/all.zip!X-1.json:1 /affected/0: the entry names neither a package nor a repository"},
		{"affected is no list", `{"id":"X-1","affected":{` + pkg + `,"versions":["1.0.0"]}}`,
			vuln.Unreadable, true, "npm/all.zip!X-1.json:1 /affected: the value is not a list [osv/wrong-type]"},
		{"affected is a word", `{"id":"X-1","affected":"all"}`, anyOf, true, "npm/all.zip!X-1.json:1 /affected: the value is not a list"},
		{"no id", `{"affected":[{` + pkg + `,"versions":["1.0.0"]}]}`, vuln.Unreadable, true, "npm/all.zip!X-1.json:1: the record has no id"},
		{"two ids", `{"id":"X-1","id":"X-2","affected":[{` + pkg + `}]}`, vuln.Unreadable, true, "npm/all.zip!X-1.json:1 /id: the record cannot be read: duplicate object member name"},
		{"two records", `{"id":"X-1","affected":[{` + pkg + `}]} {"id":"X-2"}`, vuln.Unreadable, true, "npm/all.zip!X-1.json:1: the record cannot be read: something follows the record"},
		{"a list", `[{"id":"X-1","affected":[{` + pkg + `}]}]`, vuln.Unreadable, true, "a record is a JSON object"},
		{"too deep", `{"id":"X-1","affected":[{` + pkg + `}],"x":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}`, vuln.Unreadable, true, "exceeded max depth"},
		{"not UTF-8", `{"id":"X-1","summary":"caf` + "\xe9" + `","affected":[{` + pkg + `,"versions":["1.0.0"]}]}`,
			"", false, "npm/all.zip!X-1.json:1 /summary: warning: the record is not UTF-8; what is not was replaced by U+FFFD"},
		{"half a surrogate pair", `{"id":"X-1","summary":"\ud800","affected":[{` + pkg + `,"versions":["1.0.0"]}]}`,
			"", false, "warning: the record is not UTF-8"},
		{"no record", `{"name":"a package.json"}`, "", false, "warning: JSON, but no OSV record: it has neither id nor affected [osv/not-a-record]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			t.Chdir(dir)
			x, stats, diags := build(t, exportZip(t, "", "npm", file{"X-1.json", test.text}, file{"GOOD-1.json", good}))
			if test.diag == "" && len(diags) > 0 || test.diag != "" && (len(diags) != 1 || !strings.Contains(diags[0].Error(), test.diag)) {
				t.Errorf("diagnostics\n%v\nwant %s", diags, test.diag)
			}
			answers, wide, err := x.Match(t.Context(), []vuln.Query{{PURL: "pkg:npm/broken@1.0.0"}, {PURL: "pkg:npm/fine@1.0.0"}, {PURL: "pkg:npm/fine@2.0.0"}})
			if err != nil {
				t.Fatal(err)
			}
			reason, others := test.reason, vuln.Checked
			if reason == anyOf {
				reason, others = vuln.Unreadable, vuln.Unknown
			}
			if answers[0].Reason != reason {
				t.Errorf("the broken package is %v because %q, want %q", answers[0].State, answers[0].Reason, reason)
			}
			if answers[1].State != others || len(answers[1].Found) != 1 || answers[2].State != others || len(answers[2].Found) != 0 {
				t.Errorf("the other package: %+v", answers[1:])
			}
			if test.wide != (len(wide) == 1) {
				t.Errorf("diagnostics of the ecosystem: %v", wide)
			}
			if lost := test.wide || test.reason != "" && test.diag != ""; lost != (stats.Unreadable == 1) {
				t.Errorf("%d records are counted as unreadable", stats.Unreadable)
			}
		})
	}
}

// rawEntry adds an entry whose directory says what the caller wants.
func rawEntry(t *testing.T, z *zip.Writer, h *zip.FileHeader, content []byte) {
	t.Helper()
	w, err := z.CreateRaw(h)
	if err == nil {
		_, err = w.Write(content)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func deflated(t *testing.T, r io.Reader) ([]byte, uint32, uint64) {
	t.Helper()
	var out bytes.Buffer
	sum := crc32.NewIEEE()
	w, err := flate.NewWriter(&out, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	n, err := io.Copy(io.MultiWriter(w, sum), r)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), sum.Sum32(), uint64(n)
}

type blanks struct{}

func (blanks) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// TestHugeRecords holds that they are refused by what the zip's directory says
// of them, or when they turn out to be longer than it says; the packages that
// their beginning names are unknown.
func TestHugeRecords(t *testing.T) {
	begin := `{"id":"HUGE-1","affected":[{"package":{"ecosystem":"npm","name":"huge"},"versions":["1.0.0"]}],"details":"`
	packed, crc, _ := deflated(t, io.MultiReader(strings.NewReader(begin), io.LimitReader(blanks{}, 128<<20)))
	for _, test := range []struct {
		name string
		size uint64
		says string
	}{
		{"two gigabytes", 2 << 30, "unpack to 2147483648, as in a zip bomb"},
		{"two gigabytes that claim to be 900 kB", 900_000, "cannot be read"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			name := filepath.Join(dir, "npm", "all.zip")
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			z := zip.NewWriter(&out)
			rawEntry(t, z, &zip.FileHeader{Name: "HUGE-1.json", Method: zip.Deflate, CRC32: crc, CompressedSize64: uint64(len(packed)), UncompressedSize64: test.size}, packed)
			w, err := z.Create("GOOD-1.json")
			if err == nil {
				_, err = io.WriteString(w, good)
			}
			if err = cmpErr(err, z.Close()); err != nil {
				t.Fatal(err)
			}
			write(t, name, out.Bytes())
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			x, stats, diags := build(t, name)
			runtime.ReadMemStats(&after)
			if got := after.TotalAlloc - before.TotalAlloc; got > 4*MaxRecord {
				t.Errorf("%d MB were allocated", got>>20)
			}
			if stats.Unreadable != 1 || len(diags) != 1 || !strings.Contains(diags[0].Error(), test.says) {
				t.Errorf("unreadable %d, diagnostics %v, want %q", stats.Unreadable, diags, test.says)
			}
			got := ask(t, x, vuln.Query{PURL: "pkg:npm/huge@1.0.0"}, vuln.Query{PURL: "pkg:npm/fine@1.0.0"})
			if got[0].Reason != vuln.Unreadable || got[1].State != vuln.Checked || len(got[1].Found) != 1 {
				t.Errorf("answers %+v", got)
			}
		})
	}
}

func cmpErr(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// TestHugeFile is a record of two gigabytes that takes no room on the disk.
func TestHugeFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "HUGE.json")
	write(t, name, []byte(`{"id":"HUGE-1","affected":[{"package":{"ecosystem":"npm","name":"huge"}}],"details":"`))
	if err := os.Truncate(name, 2<<30); err != nil {
		t.Skip(err)
	}
	write(t, filepath.Join(dir, "GOOD.json"), []byte(good))
	x, stats, diags := build(t, dir)
	if stats.Unreadable != 1 || len(diags) != 1 || !strings.Contains(diags[0].Error(), "a record may have 67108864") {
		t.Errorf("unreadable %d, diagnostics %v", stats.Unreadable, diags)
	}
	if got := ask(t, x, vuln.Query{PURL: "pkg:npm/huge@1.0.0"})[0]; got.Reason != vuln.Unreadable {
		t.Errorf("answer %+v", got)
	}
}

// TestZipsThatCannotBeReadAreErrors holds that the index of before stays.
func TestZipsThatCannotBeReadAreErrors(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "osv.idx")
	whole := zipped(t, smallFiles()...)
	name := exportZip(t, dir, "npm", smallFiles()...)
	if _, _, err := Build(t.Context(), out, BuildOptions{Sources: []string{name}}); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	overlapping := slices.Clone(whole)
	at := bytes.LastIndex(overlapping, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(overlapping[at+20:], uint32(len(whole)))
	for what, data := range map[string][]byte{
		"cut short": whole[:len(whole)-30], "cut in the middle": whole[:len(whole)/2], "empty": {}, "a web page": []byte("<html>"), "overlapping": overlapping,
	} {
		write(t, name, data)
		_, _, err := Build(t.Context(), out, BuildOptions{Sources: []string{name}})
		if err == nil || !strings.Contains(err.Error(), "npm/all.zip") {
			t.Errorf("%s: error %v", what, err)
		}
	}
	if after, err := os.ReadFile(out); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the index of before has changed (%v)", err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 2 {
		t.Errorf("there are %v in the folder (%v)", left, err)
	}
}

// TestFlippedBitsInZips must not lose a record without a word.
func TestFlippedBitsInZips(t *testing.T) {
	dir := t.TempDir()
	whole := zipped(t, smallFiles()...)
	name := filepath.Join(dir, "npm", "all.zip")
	lost := 0
	for i := range whole {
		data := slices.Clone(whole)
		data[i] ^= 0x10
		write(t, name, data)
		all, diags, err := sources([]string{name})
		if err != nil {
			continue
		}
		c, err := gather(t.Context(), all, nil, new(Stats), &diags)
		if err == nil && len(c.records) < 4 {
			lost++
			if len(diags) == 0 {
				t.Errorf("byte %d turned: %d records and not a word", i, len(c.records))
			}
		}
	}
	if lost == 0 {
		t.Error("no flipped bit cost a record")
	}
}

// TestEntryNames that lead out of the folder are read and reported, and nothing
// is written but the index.
func TestEntryNames(t *testing.T) {
	dir := t.TempDir()
	inner := filepath.Join(dir, "a", "b")
	if err := os.MkdirAll(inner, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Chdir(inner)
	var files []file
	for i, name := range []string{"../../out.json", "/etc/out.json", `..\out.json`, "C:/out.json", "same.json", "same.json", "sub/fine.json", "README.md"} {
		files = append(files, file{name, strings.Replace(good, "GOOD-1", fmt.Sprintf("GOOD-%d", i), 1)})
	}
	stats, diags, err := Build(t.Context(), "osv.idx", BuildOptions{Sources: []string{exportZip(t, "", "npm", files...)}})
	if err != nil {
		t.Fatal(err)
	}
	if stats.Records != 7 {
		t.Errorf("%d records, want 7", stats.Records)
	}
	var got []string
	for _, d := range diags {
		got = append(got, d.File+" "+d.Code)
	}
	want := []string{"npm/all.zip osv/other-files", `npm/all.zip!../../out.json osv/entry-name`, `npm/all.zip!..\out.json osv/entry-name`,
		"npm/all.zip!/etc/out.json osv/entry-name", "npm/all.zip!C:/out.json osv/entry-name", "npm/all.zip!same.json osv/entry-twice"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	var there []string
	err = filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			there = append(there, filepath.ToSlash(strings.TrimPrefix(name, dir)))
		}
		return err
	})
	if diff := cmp.Diff([]string{"/a/b/npm/all.zip", "/a/b/osv.idx"}, there); diff != "" || err != nil {
		t.Errorf("(-want +there) %v\n%s", err, diff)
	}
}
