// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

func TestEncodings(t *testing.T) {
	const text = "{\"a\": \"ä€😀\"}"
	units := utf16.Encode([]rune(text))
	var le, be []byte
	for _, u := range units {
		le = append(le, byte(u), byte(u>>8))
		be = append(be, byte(u>>8), byte(u))
	}
	for _, c := range []struct {
		name, encoding string
		raw            []byte
	}{
		{"plain", "", []byte(text)},
		{"byte order mark", "UTF-8 with byte order mark", []byte("\xef\xbb\xbf" + text)},
		{"little endian", "UTF-16LE", append([]byte("\xff\xfe"), le...)},
		{"big endian", "UTF-16BE", append([]byte("\xfe\xff"), be...)},
		{"little endian without mark", "UTF-16LE", le},
		{"big endian without mark", "UTF-16BE", be},
	} {
		got, encoding := Decode(c.raw)
		if string(got) != text || encoding != c.encoding {
			t.Errorf("%s: %q as %q", c.name, got, encoding)
		}
		for _, r := range []io.Reader{bytes.NewReader(c.raw), iotest.OneByteReader(bytes.NewReader(c.raw))} {
			src := Open(r, sbom.Limits{})
			all, err := io.ReadAll(src)
			sum, size := src.Close(false)
			if string(all) != text || err != nil || src.Encoding != c.encoding {
				t.Errorf("%s: a source gives %q as %q, %v", c.name, all, src.Encoding, err)
			}
			if want := sha256.Sum256(c.raw); sum != hex.EncodeToString(want[:]) || size != int64(len(c.raw)) {
				t.Errorf("%s: the digest is not that of the %d bytes, or %d is wrong", c.name, len(c.raw), size)
			}
		}
	}
}

// TestSourceEnds holds that a source that is left early still has the digest
// of the whole, stops at its limit and survives a reader that panics.
func TestSourceEnds(t *testing.T) {
	raw := bytes.Repeat([]byte("0123456789"), 100_000)
	src := Open(bytes.NewReader(raw), sbom.Limits{})
	if _, err := src.Read(make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	if sum, size := src.Close(false); sum != fmt.Sprintf("%x", sha256.Sum256(raw)) || size != int64(len(raw)) {
		t.Errorf("left early: %s of %d bytes", sum, size)
	}
	src = Open(bytes.NewReader(raw), sbom.Limits{Bytes: 5000})
	_, err := io.ReadAll(src)
	if e, ok := errors.AsType[*LimitError](err); !ok || e.Limit != 5000 {
		t.Errorf("over the limit: %v", err)
	}
	src.Close(true)
	src = Open(panics{}, sbom.Limits{})
	if _, err := io.ReadAll(src); err == nil {
		t.Error("a reader that panics gives no error")
	}
	src.Close(true)
}

type panics struct{}

func (panics) Read([]byte) (int, error) { panic("bad data") }

func TestText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := NewText(rapid.Int64Range(0, 4000).Draw(t, "size"))
		var want, got []string
		for _, s := range rapid.SliceOfN(rapid.StringN(0, 300, -1), 0, 60).Draw(t, "strings") {
			b := []byte(s)
			want = append(want, s, s)
			got = append(got, text.Keep(b), text.Intern(b))
			clear(b) // the store must have copied
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestSlab holds that lists of one slab never write into each other.
func TestSlab(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var slab Slab[int]
		lists, want := make([][]int, 4), make([][]int, 4)
		for step := range rapid.IntRange(0, 700).Draw(t, "steps") {
			i := rapid.IntRange(0, 3).Draw(t, "list")
			lists[i], want[i] = slab.Append(lists[i], step), append(want[i], step)
		}
		if diff := cmp.Diff(want, lists); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestDistinct(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const n = 5
		node := rapid.Map(rapid.IntRange(0, n-1), func(i int) sbom.ID { return sbom.ID(i) })
		edges := rapid.SliceOf(rapid.Custom(func(t *rapid.T) sbom.Edge {
			return sbom.Edge{From: node.Draw(t, "from"), To: node.Draw(t, "to"), Scope: sbom.Scope(rapid.IntRange(0, 2).Draw(t, "scope"))}
		})).Draw(t, "edges")
		want := []sbom.Edge{}
		seen := map[[2]sbom.ID]bool{}
		for _, e := range edges {
			if key := [2]sbom.ID{e.From, e.To}; !seen[key] {
				seen[key] = true
				want = append(want, e)
			}
		}
		if diff := cmp.Diff(want, distinct(n, append([]sbom.Edge{}, edges...))); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestScannerSkips holds that what a caller does not read is passed over, and
// that pointers and lines are those of the value.
func TestScannerSkips(t *testing.T) {
	s := FromJSON(strings.NewReader("{\"x\": {\"deep\": [1, {}]},\n \"list\": [[], \"a\", null,\n {\"b\": 1}],\n \"end\": true}"), Options{File: "f"}).Scanner
	var got []string
	mark := func(what string) { got = append(got, fmt.Sprint(what, " ", s.Pointer(), " ", s.Line())) }
	s.Object()
	for s.Member() {
		mark("member")
		if string(s.Name()) != "list" || !s.Array() {
			continue
		}
		for s.Element() {
			if s.Kind() == '{' && s.Object() {
				mark("object")
				for s.Member() {
				}
				mark("left")
			}
		}
	}
	want := []string{"member /x 1", "member /list 2", "object /list/3 3", "left /list/3 3", "member /end 4"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	s.Trailing()
	if f, _ := s.Failure(); f != nil || len(s.Notes.Finish("f")) != 0 {
		t.Error("nothing is wrong with the text")
	}
}

// TestNotesAreBounded holds that a defect that repeats a million times is
// listed a few times and counted.
func TestNotesAreBounded(t *testing.T) {
	var n Notes
	for range 3*MaxPerCode + 7 {
		n.Add(diag.Diagnostic{Severity: diag.Warning, Code: "x", Message: "again"})
	}
	list := n.Finish("f")
	if len(list) != MaxPerCode+1 {
		t.Fatalf("%d entries", len(list))
	}
	if want := fmt.Sprintf("%d more of the same kind are not listed", 2*MaxPerCode+7); !strings.Contains(list.Error(), want) && !anyMessage(list, want) {
		t.Errorf("no entry says %q", want)
	}
}

func anyMessage(list diag.List, text string) bool {
	for _, d := range list {
		if d.Message == text {
			return true
		}
	}
	return false
}

func TestPURLProblem(t *testing.T) {
	for purl, want := range map[string]string{
		"pkg:npm/%40scope/name@1.0?x=y#sub": "",
		"pkg:yocto/core/busybox@1.36":       "",
		"pkg://npm/name":                    "",
		"pkg:golang/std":                    "",
		"pkg:deb/debian/a@1:2-3":            "",
		"pkg:generic/..":                    "it has no name",
		"pkg:golang/..":                     "it has no name",
		"pkg:npm/@1":                        "it has no name",
		"pkg:invalid":                       "it has no type and name",
		"pkg:":                              "it has no type and name",
		"pkg:1x/a":                          "its type does not begin with a letter",
		"pkg:n_m/a":                         "its type has a character that is not allowed",
		"pkg:pypi/;platform_system@Darwin":  "its name has a character that is not allowed",
		"npm/name":                          `it does not begin with "pkg:"`,
		"":                                  `it does not begin with "pkg:"`,
	} {
		if got := PURLProblem(purl); got != want {
			t.Errorf("%s: %q, want %q", purl, got, want)
		}
	}
}

func TestExpressionProblem(t *testing.T) {
	for e, want := range map[string]string{
		"MIT":                         "",
		"MIT OR Apache-2.0":           "",
		"(MIT OR (GPL-2.0+ AND ISC))": "",
		"GPL-2.0-only WITH Classpath-exception-2.0 AND MIT": "",
		"LicenseRef-a AND DocumentRef-b:LicenseRef-c":       "",
		"":              "it is empty",
		"  ":            "it is empty",
		"Apache-2.0 OR": "it ends with an operator",
		"(invalid":      "a parenthesis is not closed",
		"MIT)":          "a parenthesis closes nothing",
		"()":            "a parenthesis closes nothing",
		"Apache 2.0":    "an operator is missing before 2.0",
		"MIT (ISC)":     "a parenthesis follows an identifier",
		"OR MIT":        "OR has nothing before it",
		"a WITH OR b":   "OR has nothing before it",
		"MIT/X11":       "MIT/X11 has a character that is not allowed",
	} {
		if got := ExpressionProblem(e); got != want {
			t.Errorf("%q: %q, want %q", e, got, want)
		}
	}
	// interlynk-io/sbomqs#647: a long expression must cost no more than its length.
	if got := ExpressionProblem(strings.Repeat("(", 1<<20)); got != "a parenthesis is not closed" {
		t.Error(got)
	}
}

func TestLicenseStatus(t *testing.T) {
	for id, want := range map[string]Status{
		"MIT": LicenseListed, "Unicode-3.0": LicenseListed, "LicenseRef-x": LicenseListed,
		"GPL-2.0": LicenseDeprecated, "LGPL-2.1+": LicenseDeprecated,
		"Apache-2": LicenseUnlisted, "mit": LicenseUnlisted, "": LicenseUnlisted, "+": LicenseUnlisted,
	} {
		if got := LicenseStatus(id); got != want {
			t.Errorf("%q: %d, want %d", id, got, want)
		}
	}
}

func TestHashes(t *testing.T) {
	for in, want := range map[string]string{"SHA256": "SHA-256", "sha-256": "SHA-256", "SHA3_512": "SHA3-512",
		"BLAKE2b-256": "BLAKE2b-256", "blake2b 256": "BLAKE2b-256", "MD5": "MD5", "CRC32": ""} {
		if got, _ := HashAlg(in); got != want {
			t.Errorf("%s is %q, want %q", in, got, want)
		}
	}
	for value, want := range map[string]bool{strings.Repeat("aF", 16): true, strings.Repeat("ag", 16): false, "00": false, "": false} {
		if got := HashValid("MD5", value); got != want {
			t.Errorf("%q: %v", value, got)
		}
	}
	if !HashValid("BLAKE3", "00ff") || HashValid("BLAKE3", "") {
		t.Error("BLAKE3 has any length but none")
	}
}

func TestCPEAndURL(t *testing.T) {
	for cpe, want := range map[string]bool{
		`cpe:2.3:a:b:c:1\:2:*:*:*:*:*:*:*`: true, "cpe:/a:b:c": true, "cpe:2.3:a:b:c": false,
		"cpe:2.3:x:b:c:1:*:*:*:*:*:*:*": false, "cpe": false, "cpe:/": false, "cpe:2.3:": false,
	} {
		if got := CPEValid(cpe); got != want {
			t.Errorf("%s: %v", cpe, got)
		}
	}
	for url, want := range map[string]bool{
		"https://a.example/x": true, "git+ssh://a.example/x": true, "git@a.example:x/y.git": true, "pkg:npm/a": true,
		"not-a-valid-url": false, "a b:c": false, ":x": false, "NOASSERTION": false, "x_y:z": false, "": false,
	} {
		if got := URLValid(url); got != want {
			t.Errorf("%s: %v", url, got)
		}
	}
	if !TimeValid("2026-03-01T12:00:00+01:00") || TimeValid("2026-03-01") {
		t.Error("a time is RFC 3339")
	}
}
