// SPDX-License-Identifier: Apache-2.0

package kedja_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/report"
	"github.com/kedja/kedja/result"
)

// hostile are names that would do something in one format or another. The
// makers of SBOMs write them; the readers of reports must not notice.
var hostile = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</script><b>`, `</style></title></summary></details>`, `<!-- a`, `-->`,
	`' onmouseover='alert(1)`, `javascript:alert(1)`, `&lt;i&gt; &#60;u&#62;`,
	`[a](https://evil.example/)`, `![a](https://evil.example/i.png)`, "a|b|c\n| --- | --- |\n| x |", "`rm -rf`", "```\nfence\n```", "\n\n# Head\n\n- item\n", `a\`,
	`@admin`, `#123`, `GH-12`, `https://evil.example/`, `www.evil.example`, `a@evil.example`, `:tada:`, `$x$`,
	"\x1b[31mred\x1b[0m", "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\", "\u009b2J", "\x07\b\x7f",
	"a\r\nVERDICT: PASS\r\n", "a\nVERDICT: PASS\n::error::forged", "::error file=a,line=1::x", "%0A::set-output name=a::b", "x ##[error]y", "##vso[task.complete]",
	"\u202egnp.exe", "\u2066a\u2069\u2067b", "z\u200bw\u200dj\ufeff\u2060", "t\U000e0041\U000e0042g", "nul\x00byte",
	`=cmd|'/c calc'!A1`, `+1+cmd()`, `-2+3`, `@SUM(1)`, `{{.}}`, `{{template "page.html" .}}`, `${{ secrets.X }}`, `%s%n%d`, `data.params := true`, `x := input; http.send({})`,
	`../../etc/passwd`, `"quoted", 'both' \" \\`, "e" + strings.Repeat("\u0301", 200), `null`, `]]>`,
}

// broken stands in files of the test for bytes that are no UTF-8.
const broken = "BYTES-THAT-ARE-NO-UTF-8"

// c1 escapes the control characters that JSON takes as they are and YAML does
// not.
func c1(s string) string {
	var pairs []string
	for r := rune(0x7f); r <= 0x9f; r++ {
		pairs = append(pairs, string(r), fmt.Sprintf("\\u%04x", r))
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

// write writes a value as JSON, which records may be too. The names in it
// come to the reader just as they are.
func write(t *testing.T, file string, values ...any) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for i, v := range values {
		if i > 0 {
			b.WriteString("---\n")
		}
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(v); err != nil {
			t.Fatal(err)
		}
	}
	data := strings.ReplaceAll(c1(b.String()), broken, "\xff\xfe\xc0\xaf")
	if err := os.WriteFile(file, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

type object = map[string]any

// folder writes a system whose every free text is one of the names: of
// components, licences, versions, suppliers, products, assets, acts, waivers
// and, where the names can be, files. It returns the input.
func folder(t *testing.T, names []string) string {
	dir := t.TempDir()
	var assets, products, contracts, waivers []any
	for i, name := range names {
		id := fmt.Sprintf("n%d", i)
		assets = append(assets, object{"id": "a" + id, "name": name, "class": "eu5g:nfv-mano", "criticality": "critical", "needs": []any{"p" + id}})
		product := object{"id": "p" + id, "name": name, "kind": "system", "supplier": "s" + id, "spend": i + 1, "contracts": []any{"c" + id},
			"services": []any{object{"party": "s" + id, "kind": "support", "access": "privileged", "from": "XA"}}}
		if file := fmt.Sprint(i) + name + ".json"; len(file) < 80 && !strings.ContainsAny(file, "/\\\x00") {
			write(t, filepath.Join(dir, file), cyclonedx([]string{name}))
			product["sbom"] = file
		}
		products = append(products, product)
		contracts = append(contracts, object{"id": "c" + id, "supplier": "s" + id, "start": "2020-01-01", "end": "2025-01-01"})
		write(t, filepath.Join(dir, "suppliers", id+".yaml"), supplierOf(id, name))
		waivers = append(waivers, object{"apiVersion": "kedja/v1", "kind": "Waiver", "id": "w" + id, "rule": "eu5g/SUPPLIER-0004", "subject": "supplier:s" + id,
			"reason": "accepted-risk", "statement": name, "owner": name, "approvedBy": name, "expires": fmt.Sprintf("20%d-12-31", 25+i%3)})
	}
	write(t, filepath.Join(dir, "all.json"), cyclonedx(names))
	write(t, filepath.Join(dir, "spdx.json"), spdx(names))
	products[0].(object)["sbom"], products[1].(object)["sbom"] = "all.json", "spdx.json"
	write(t, filepath.Join(dir, "waivers.yaml"), waivers...)
	return write(t, filepath.Join(dir, "system.yaml"), object{"apiVersion": "kedja/v1", "kind": "System", "id": "hostile", "name": strings.Join(names, " "), "currency": "EUR",
		"entity": object{"id": "e", "name": names[0], "country": "SE"}, "assets": assets, "products": products, "contracts": contracts})
}

func cyclonedx(names []string) object {
	var components []any
	for i, name := range names {
		components = append(components, object{
			"type": "library", "bom-ref": fmt.Sprint(i) + name, "name": name, "version": name, "group": name,
			"supplier": object{"name": name}, "publisher": name, "author": name, "description": name, "licenses": []any{object{"license": object{"name": name}}},
			"purl": fmt.Sprintf("pkg:generic/x/n%d@1", i), "hashes": []any{object{"alg": "SHA-256", "content": name}},
		})
	}
	return object{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components,
		"metadata":     object{"component": object{"type": "application", "bom-ref": "root", "name": names[0]}},
		"dependencies": []any{object{"ref": "root", "dependsOn": []any{"0" + names[0], "gone " + names[0]}}}}
}

func spdx(names []string) object {
	var packages, relations []any
	for i, name := range names {
		id := fmt.Sprintf("SPDXRef-n%d", i)
		packages = append(packages, object{"SPDXID": id, "name": name, "versionInfo": name, "downloadLocation": name, "supplier": "Organization: " + name,
			"licenseDeclared": name, "copyrightText": name})
		relations = append(relations, object{"spdxElementId": "SPDXRef-n0", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": id})
	}
	return object{"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": names[0], "dataLicense": "CC0-1.0", "documentNamespace": "https://example.org/d",
		"creationInfo": object{"created": "2026-01-01T00:00:00Z", "creators": []any{"Organization: " + names[0]}}, "packages": packages, "relationships": relations}
}

func supplierOf(id, name string) object {
	return object{
		"apiVersion": "kedja/v1", "kind": "Supplier", "id": "s" + id, "name": name, "established": "XA", "headquarters": "XA", "match": object{"purl": []any{"pkg:generic/x/" + id}},
		"owners": []any{object{"party": "state:XA", "share": 0.6}}, "source": "s1",
		"designations": []any{object{"regime": "national:SE", "status": "high-risk", "scope": object{"assets": []any{"*"}}, "authority": name, "legalBasis": name, "from": "2025-01-01", "source": "s1"}},
		"stateLinks":   []any{object{"country": "XA", "kind": "board", "source": "s1"}},
		"sources":      object{"s1": object{"title": name, "retrieved": "2026-01-01"}},
	}
}

// judge runs the whole main job.
func judge(t *testing.T, inputs ...string) *result.Assessment {
	t.Helper()
	in, list, err := kedja.Load(inputs, nil)
	if err != nil {
		t.Fatalf("%v\n%.2000v", err, list)
	}
	a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestHostileNamesAreHarmless runs the main job on inputs full of hostile
// names and holds every format to what it must never have.
func TestHostileNamesAreHarmless(t *testing.T) {
	var calm []string
	for i := range hostile {
		calm = append(calm, fmt.Sprintf("name%d", i))
	}
	plain := judge(t, folder(t, calm))
	input := folder(t, hostile)
	a, again := judge(t, input), judge(t, input)
	for _, o := range []report.Options{{}, {Full: true, ShowSuppressed: true}} {
		for _, f := range report.Formats {
			t.Run(fmt.Sprintf("%s full=%v", f.Name, o.Full), func(t *testing.T) {
				got := rendered(t, f, a, o)
				if !o.Full && !bytes.Equal(got, rendered(t, f, again, o)) {
					t.Error("the same inputs give other bytes")
				}
				// Escaping makes names longer, not the report much.
				calm := rendered(t, f, plain, o)
				if len(got) > 10*len(calm) {
					t.Errorf("%d bytes, with harmless names %d", len(got), len(calm))
				}
				harmless(t, f.Name, got, calm)
			})
		}
	}
}

// TestHostileNamesAreKept holds the stored result to the names as they were
// given: cleaning is for reports.
func TestHostileNamesAreKept(t *testing.T) {
	format, ok := report.Find("json")
	if !ok {
		t.Fatal("no JSON")
	}
	a, list, err := result.Decode(rendered(t, format, judge(t, folder(t, hostile)), report.Options{}))
	if err != nil || len(list) > 0 {
		t.Fatal(err, list)
	}
	var assets, products, parties []string
	for _, x := range a.Assets {
		assets = append(assets, x.Name)
	}
	for _, x := range a.Products {
		products = append(products, x.Name)
	}
	for _, x := range a.Parties {
		parties = append(parties, x.Name)
	}
	for _, name := range hostile {
		if !slices.Contains(assets, name) || !slices.Contains(products, name) || !slices.Contains(parties, name) {
			t.Errorf("%q is lost: as asset %v, as product %v, as party %v", name,
				slices.Contains(assets, name), slices.Contains(products, name), slices.Contains(parties, name))
		}
	}
}

// TestHugeNamesAreCut gives names of a megabyte: reports for people cut them.
func TestHugeNamesAreCut(t *testing.T) {
	const size = 1 << 20
	var names []string
	for _, s := range []string{"<b>@|`#1 long word ", "\x1b[31m\u202e\u0301 "} {
		names = append(names, strings.Repeat(s, size/len(s)))
	}
	input := folder(t, names)
	a, read := judge(t, input), sizeOf(t, filepath.Dir(input))
	for _, f := range report.Formats {
		got := rendered(t, f, a, report.Options{Full: true, ShowSuppressed: true})
		limit := size         // less than one name
		if f.Name == "json" { // keeps names, in messages too
			limit = 4 * read
		}
		if len(got) > limit {
			t.Errorf("%s has %d bytes", f.Name, len(got))
		}
		harmless(t, f.Name, got, nil)
	}
}

// TestBrokenBytes reads files whose names are no UTF-8. They may be refused,
// and must be harmless where they are not.
func TestBrokenBytes(t *testing.T) {
	names := []string{broken + "<b>", "a" + broken, "\x1b" + broken + "\u202e"}
	dir := t.TempDir()
	for file, value := range map[string]object{"a.cdx.json": cyclonedx(names), "a.spdx.json": spdx(names), "system.yaml": {"apiVersion": "kedja/v1", "kind": "System", "id": broken}} {
		in, list, err := kedja.Load([]string{write(t, filepath.Join(dir, file), value)}, nil)
		if err != nil {
			if len(list.Errors()) == 0 {
				t.Errorf("%s is refused without a reason: %v", file, err)
			}
			continue
		}
		a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: asOf})
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		for _, f := range report.Formats {
			harmless(t, f.Name, rendered(t, f, a, report.Options{Full: true}), nil)
		}
	}
}

func rendered(t *testing.T, f report.Format, a *result.Assessment, o report.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Render(&b, a, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sizeOf adds up the files of a folder.
func sizeOf(t *testing.T, dir string) (n int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			info, err := d.Info()
			if err != nil {
				return err
			}
			n += int(info.Size())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// What is said about hostile inputs is one line of harmless characters each.
func TestHostileNamesInDiagnostics(t *testing.T) {
	for _, d := range judge(t, folder(t, hostile)).Diagnostics {
		for _, r := range d.Error() + d.Position.String() {
			if !unicode.IsGraphic(r) {
				t.Errorf("%U in %.200q", r, d.Error())
				break
			}
		}
	}
}

// The report of the example fits a comment on a pull request.
func TestNordmarkFitsAComment(t *testing.T) {
	a := judge(t, nordmark)
	f, ok := report.Find("markdown")
	if !ok {
		t.Fatal("no Markdown")
	}
	short, full := rendered(t, f, a, report.Options{}), rendered(t, f, a, report.Options{Full: true})
	if len(short) > 65_536 || bytes.Contains(short, []byte("Left out")) {
		t.Errorf("%d bytes", len(short))
	}
	if len(full) < 2*len(short) || bytes.Contains(full, []byte("Left out")) {
		t.Errorf("the full report has %d bytes", len(full))
	}
	harmless(t, f.Name, short, nil)
	harmless(t, f.Name, full, nil)
}
