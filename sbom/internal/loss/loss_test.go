// SPDX-License-Identifier: Apache-2.0

package loss_test

import (
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/loss"
)

func document() *sbom.Document {
	d := &sbom.Document{File: "a.json", Root: sbom.None}
	for i := range 5 {
		d.Nodes = append(d.Nodes, sbom.Node{Parent: sbom.None, Index: int32(i), Line: int32(10 + i)})
	}
	return d
}

// TestList: one diagnostic for each kind, with count and first places, and
// with what the reader left out.
func TestList(t *testing.T) {
	d := document()
	d.Cut = true
	d.Diagnostics = diag.List{{Severity: diag.Info, Code: "spdx/not-kept", Message: "x is not kept"}, {Code: "sbom/purl", Message: "not about loss"}}
	l := loss.New(d, "SPDX 2.3")
	for i := range 5 {
		l.Lost(sbom.ID(i), "groups", "")
	}
	l.Lost(2, "hashes", "nobody knows the algorithm")
	l.Changed(sbom.None, "dates", "they are in UTC")
	l.Changed(sbom.None, "dates", "they are in UTC")
	l.Invented(1, "names", "they are NOASSERTION")
	var got []string
	for _, d := range l.List() {
		got = append(got, d.Error())
	}
	want := []string{
		"a.json: warning: the source breaks off before its end; what followed is lost [convert/lost]",
		"a.json: info: dates: 2 in another form; they are in UTC [convert/changed]",
		"a.json:10 /components/0: warning: groups: 5 lost; SPDX 2.3 has no place for them (at /components/0, /components/1, /components/2 and 2 more) [convert/lost]",
		"a.json:11 /components/1: warning: names: 1 not stated, but demanded by SPDX 2.3; they are NOASSERTION [convert/invented]",
		"a.json:12 /components/2: warning: hashes: 1 lost; nobody knows the algorithm [convert/lost]",
	}
	if diff := cmp.Diff(want, got[1:]); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got[0] != "info: x is not kept [spdx/not-kept]" {
		t.Errorf("the reader's own list is not carried over: %s", got[0])
	}
}

var uuid8 = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

// TestUUID: the same content gives the same UUID, other content another.
func TestUUID(t *testing.T) {
	seen := map[string]string{}
	for _, c := range []struct {
		name   string
		change func(*sbom.Document)
		target string
	}{
		{"as it is", func(*sbom.Document) {}, "spdx"},
		{"other target", func(*sbom.Document) {}, "cyclonedx"},
		{"digest", func(d *sbom.Document) {
			d.SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
		}, "spdx"},
		{"a name", func(d *sbom.Document) { d.Nodes[0].Name = "a" }, "spdx"},
		{"the name of another node", func(d *sbom.Document) { d.Nodes[1].Name = "a" }, "spdx"},
		{"a version", func(d *sbom.Document) { d.Nodes[0].Version = "a" }, "spdx"},
		{"an edge", func(d *sbom.Document) { d.Depends = []sbom.Edge{{From: 0, To: 1}} }, "spdx"},
		{"the same edge of another kind", func(d *sbom.Document) { d.Contains = []sbom.Edge{{From: 0, To: 1}} }, "spdx"},
	} {
		one, two := document(), document()
		c.change(one)
		c.change(two)
		two.File = "elsewhere"
		a, b := loss.UUID(one, c.target), loss.UUID(two, c.target)
		if a != b || !uuid8.MatchString(a) {
			t.Errorf("%s: %s and %s", c.name, a, b)
		}
		if other, ok := seen[a]; ok {
			t.Errorf("%s and %s have one UUID", c.name, other)
		}
		seen[a] = c.name
	}
}

func TestUTC(t *testing.T) {
	for _, c := range []struct {
		in, want  string
		exact, ok bool
	}{
		{"2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z", true, true},
		{"2026-03-01T01:00:00+02:00", "2026-02-28T23:00:00Z", true, true},
		{"2026-03-01T12:00:00.5Z", "2026-03-01T12:00:00Z", false, true},
		{"2026-03-01", "", false, false},
		{"", "", false, false},
	} {
		if got, exact, ok := loss.UTC(c.in); got != c.want || exact != c.exact || ok != c.ok {
			t.Errorf("UTC(%q) = %q, %v, %v", c.in, got, exact, ok)
		}
	}
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"pkg:npm/%40a/b@1.0": "pkg-npm-40a-b-1.0", "Our licence, v2": "Our-licence-v2", "漢": "", "--a--": "a", "abcdefghijklmnopqrstuvwxyz": "abcdefghijklmnopqrst",
	} {
		if got := loss.Slug(in, 20); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}
