// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/vuln"
)

// FuzzRecord holds that a text gives a record, or a diagnostic, and never
// neither; and that what encoding/json takes for an OSV record is one.
func FuzzRecord(f *testing.F) {
	for _, one := range append(smallFiles(), file{text: malwareRecord(3)}, file{text: good}) {
		f.Add([]byte(one.text))
	}
	f.Add([]byte(`{"id":"R","affected":[{"ranges":[{"type":"GIT","repo":"https://a.example/b","events":[{"introduced":"0"}]}]},{"package":{"ecosystem":"npm"}}]}`))
	f.Add([]byte("{\"id\":\"\xff\"}"))
	corpus.Seed(f, func(data []byte) bool { return bytes.Contains(data, []byte(`"affected"`)) }, "osv")
	d := newDecoder()
	f.Fuzz(func(t *testing.T, data []byte) {
		got := d.decode("record.json", data)
		if got.record == nil && len(got.diags.Errors()) == 0 && !got.foreign {
			t.Fatal("no record and no error")
		}
		if (len(got.unreadable) > 0 || got.unnamed) && len(got.diags.Errors()) == 0 {
			t.Fatal("something is unreadable and no error says so")
		}
		for _, diagnostic := range got.diags {
			if diagnostic.Line < 1 || diagnostic.Line > 1+bytes.Count(data, []byte("\n")) {
				t.Fatalf("line %d: %v", diagnostic.Line, diagnostic)
			}
		}
		var want struct {
			ID       string
			Affected []json.RawMessage
		}
		if json.Unmarshal(data, &want) == nil && want.ID != "" && got.record == nil && len(got.diags) == 0 {
			t.Fatal("a record was lost without a word")
		}
		if got.record == nil {
			return
		}
		again, w := d.decode("record.json", data), worker{}
		var whole record
		w.packer.pack(got.record).unpack(&whole)
		if diff := cmp.Diff(*got.record, whole, cmp.AllowUnexported(record{}, entry{}, rating{}), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("packing changes a record: %s", diff)
		}
		c := merge([]*source{{label: "a", kind: fileSource, items: make([]item, 2)}}, [][]reading{{w.keep(reading{decoded: got}), w.keep(reading{decoded: again})}})
		if _, err := encode(c); err != nil || len(c.records) != 1 {
			t.Fatalf("%d records, error %v", len(c.records), err)
		}
	})
}

// FuzzIndex holds that a damaged file is an error and that even one with a
// right checksum costs no panic.
func FuzzIndex(f *testing.F) {
	whole := smallIndex(f)
	f.Add(whole)
	f.Add([]byte(magic))
	for _, at := range []int{24, headerBytes, len(whole) / 2} {
		broken := bytes.Clone(whole)
		broken[at] ^= 0xff
		f.Add(broken)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, _, err := load("osv.idx", bytes.Clone(data)); err == nil && !bytes.Equal(data, whole) && !strings.HasPrefix(string(data), magic) {
			t.Fatal("something that is no index was opened")
		}
		seal(data)
		x, _, err := load("osv.idx", data)
		if err != nil {
			return
		}
		x.Ecosystems()
		x.Origins()
		queries := []vuln.Query{{PURL: "pkg:npm/left-trip@1.2.0"}, {PURL: "pkg:npm/%40acme/right@2.0.0"}, {PURL: "pkg:npm/left-trip"}}
		if _, _, err := x.Match(t.Context(), queries); err != nil && !strings.Contains(err.Error(), "build it anew") {
			t.Fatal(err)
		}
		for key := range x.reusable() {
			x.reuse(&item{name: key.name, crc: key.crc, size: key.size})
		}
	})
}
