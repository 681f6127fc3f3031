// SPDX-License-Identifier: Apache-2.0

package portfolio_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/portfolio"
)

// Every output is one table or page whatever names of suppliers and
// components say.
func TestNamesDoNoHarm(t *testing.T) {
	evil := "=cmd()|' /C calc'!A1\n\x1b[31m# <script>alert(1)</script> | ::error:: \u202e@x"
	files := map[string]string{}
	for _, n := range []int{1, 2, 3} {
		files[serial(n)+".json"] = bom("p", serial(n), 1, []string{"x"}, lib{"x", "1", "a", nil})
	}
	dir := folder(t, files)
	r := run(t, portfolio.Options{}, dir)
	for i := range r.Dependence {
		r.Dependence[i].Key, r.Dependence[i].Name = evil, evil
	}
	for i := range r.Concentration {
		for k := range r.Concentration[i].Shares {
			r.Concentration[i].Shares[k].Key = evil
		}
	}
	for name, write := range map[string]func(*bytes.Buffer) error{
		"text":     func(b *bytes.Buffer) error { return portfolio.WriteText(b, r) },
		"markdown": func(b *bytes.Buffer) error { return portfolio.WriteMarkdown(b, r) },
		"csv":      func(b *bytes.Buffer) error { return portfolio.WriteCSV(b, r) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		for _, c := range b.String() {
			if c != '\n' && (unicode.IsControl(c) || unicode.Is(unicode.Cf, c)) {
				t.Errorf("%s holds the character %U", name, c)
				break
			}
		}
		if name == "markdown" && strings.Contains(b.String(), "<script") {
			t.Error("markdown holds a script")
		}
		if name != "csv" {
			continue
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if strings.HasPrefix(cell, "=") {
					t.Errorf("a spreadsheet would calculate %q", cell)
				}
			}
		}
	}
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	if err := portfolio.WriteCSV(&b, run(t, portfolio.Options{}, folder(t, three()))); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	want := []string{
		"table,scope,by,basis,key,measure,lo,hi,files",
		"concentration,portfolio,component,count,,hhi,0.375,0.375,", // zlib 2 of 4, ui and own 1 each
		"dependence,portfolio,component,sboms,pkg:generic/zlib,any,2,2,a.json b.json",
		"versions,portfolio,component,,pkg:generic/zlib@1.3,sboms,1,1,b.json",
		"quality,portfolio,,,supplier,share,0.6,0.6,",
		"files,portfolio,,,counted,components,3,3,b.json",
	}
	var missing []string
	for _, w := range want {
		found := false
		for _, l := range lines {
			found = found || l == w
		}
		if !found {
			missing = append(missing, w)
		}
	}
	if diff := cmp.Diff([]string(nil), missing); diff != "" {
		t.Errorf("lines that are not there: %s\n%s", diff, b.String())
	}
}

func TestDecode(t *testing.T) {
	r := run(t, portfolio.Options{}, folder(t, three()))
	back, err := portfolio.Decode([]byte(encoded(t, r)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(encoded(t, r), encoded(t, back)); diff != "" {
		t.Errorf("read back (-want +got)\n%s", diff)
	}
	for text, want := range map[string]string{
		"[]": "no JSON object", "{}": `"kind" is missing`, `{"kind":"Assessment"}`: "of kind Assessment, not Portfolio",
		`{"kind":"Portfolio","schemaVersion":"2.0"}`: `schemaVersion "2.0"`,
	} {
		if _, err := portfolio.Decode([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q in it", text, err, want)
		}
	}
}
