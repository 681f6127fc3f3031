// SPDX-License-Identifier: Apache-2.0

package read_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/gen"
	"github.com/kedja/kedja/sbom/internal/outline"
	"github.com/kedja/kedja/sbom/read"
)

// named is what an outline and a whole document must agree in.
type named struct {
	SpecVersion, Name, SHA256 string
	Size                      int64
	Components                []component
}

type component struct {
	Ref, Group, Name, Version, PURL, CPE, Pointer string
	Scope                                         sbom.Scope
	Line                                          int32
}

// outlined returns nil where the document has to be read whole. The hint says
// how large the pieces are that it is read in.
func outlined(data []byte, hint int64) *named {
	var out named
	o, ok := outline.Read(bytes.NewReader(data), hint, func(list []outline.Component) []outline.Component {
		for _, c := range list {
			out.Components = append(out.Components, component{c.Ref, c.Group, c.Name, c.Version, c.PURL, c.CPE, c.Pointer(), c.Scope, c.Line})
		}
		return list
	})
	if !ok {
		return nil
	}
	out.SpecVersion, out.Name, out.SHA256, out.Size = o.SpecVersion, o.Name, o.SHA256, o.Size
	return &out
}

// wholly returns nil where a document cannot be read, or says more than names.
func wholly(data []byte) *named {
	doc, _, err := read.Bytes("x", data, nil)
	if err != nil || doc.Cut || len(doc.Vulnerabilities) > 0 || doc.Format != sbom.CycloneDX || doc.Serialization != "json" {
		return nil
	}
	out := &named{SpecVersion: doc.SpecVersion, Name: doc.Name, SHA256: doc.SHA256, Size: doc.Size}
	for id, n := range doc.All() {
		if n.Kind == sbom.KindService {
			continue
		}
		if (id == doc.Root) != (n.List == sbom.ListMetadata) {
			return nil
		}
		c := component{n.Ref, n.Group, n.Name, n.Version, "", "", doc.Pointer(id), n.Scope, n.Line}
		if len(n.PURLs) > 0 {
			c.PURL = n.PURLs[0]
		}
		if len(n.CPEs) > 0 {
			c.CPE = n.CPEs[0]
		}
		if len(n.PURLs) > 1 || len(n.CPEs) > 1 {
			return nil
		}
		out.Components = append(out.Components, c)
	}
	return out
}

// agree reports whether there is an outline, which must say what the whole
// document says.
func agree(t interface{ Errorf(string, ...any) }, what string, data []byte, hint int64) bool {
	got := outlined(data, hint)
	if got == nil {
		return false
	}
	want := wholly(data)
	if want == nil {
		t.Errorf("%s: there is an outline of what has to be read whole:\n%.2000s", what, data)
	} else if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s: the outline differs (-whole +outline):\n%s\n%.2000s", what, d, data)
	}
	return true
}

// TestNamesOfCorpus compares the outline of every real document with the whole.
func TestNamesOfCorpus(t *testing.T) {
	outlines, whole := 0, 0
	for _, path := range corpus.Files(t, 64<<20, folders...) {
		data := corpus.Read(t, path)
		if read.Detect(data).Name != "CycloneDX JSON" {
			continue
		}
		if agree(t, path, data, int64(len(data))) {
			outlines++
		} else {
			whole++
		}
	}
	t.Logf("%d documents have an outline, %d have to be read whole", outlines, whole)
	if outlines < 3*whole {
		t.Errorf("only %d documents have an outline, and %d have not", outlines, whole)
	}
}

// TestNamesOfGenerated compares documents that many blocks are needed for.
func TestNamesOfGenerated(t *testing.T) {
	for _, c := range []struct {
		components int
		hint       int64
	}{{100, 50}, {3000, 5000}, {3000, 4 << 20}} {
		if !agree(t, "a generated document", gen.CycloneDX(c.components), c.hint) {
			t.Errorf("there is no outline of %d components in pieces of %d bytes", c.components, c.hint)
		}
	}
}

// usual has everything that an outline passes over or keeps.
const usual = `{"bomFormat":"CycloneDX","specVersion":"1.6","serialNumber":"urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79","version":1,
 "metadata":{"timestamp":"2026-01-01T00:00:00Z","tools":{"components":[{"type":"application","name":"gen"}]},
  "component":{"type":"application","bom-ref":"root","name":"shop","version":"2","purl":"pkg:generic/shop@2","components":[{"type":"file","name":"in \"root\""}]}},
 "components":[
  {"bom-ref":"a","type":"library","group":"g","name":"a\u00e4\/ü","version":"1.0","purl":"pkg:npm/a@1.0","scope":"required","cpe":"cpe:2.3:a:a:a:1:*:*:*:*:*:*:*",
   "hashes":[{"alg":"SHA-1","content":"7cd456e598e63481f1c599d368f1ea3e87042428"}],"licenses":[{"license":{"id":"MIT"}}],
   "properties":[{"name":"x:y","value":"\u0026"}],"description":"\\\" } ] , \n","evidence":{"identity":[{"confidence":0.5e-1,"field":"purl"}]}},
  {"type":"library","name":"b","scope":"optional","modified":false,"components":[{"type":"library","name":"c","components":[]},{"type":"library","name":"d","scope":"excluded","version":null}]},
  {"type":"library","name":"","bom-ref":"a"} ],
 "services":[{"name":"s","services":[{"name":"t"}]}],
 "externalReferences":[{"type":"vcs","url":"https://example.org"}],
 "dependencies":[{"ref":"root","dependsOn":["a"]},{"ref":"a","dependsOn":[]}],
 "compositions":[{"aggregate":"complete","assemblies":["a"]}],"vulnerabilities":[],"annotations":[],"properties":[{"name":"n","value":"v"}]
}
`

// TestNamesInPieces cuts a document at every place.
func TestNamesInPieces(t *testing.T) {
	for hint := range int64(len(usual) + 1) {
		if !agree(t, "the document", []byte(usual), hint) {
			t.Fatalf("there is no outline in pieces of %d bytes", hint+1)
		}
	}
	for end := range strings.LastIndexByte(usual, '}') {
		if agree(t, "the document", []byte(usual[:end]), 64) {
			t.Errorf("there is an outline of the first %d bytes", end)
		}
	}
}

// TestNamesOfOddities has documents that need the whole reader.
func TestNamesOfOddities(t *testing.T) {
	for name, text := range map[string]string{
		"a vulnerability":            `{"bomFormat":"CycloneDX","vulnerabilities":[{"id":"CVE-2026-1"}]}`,
		"a name twice":               `{"bomFormat":"CycloneDX","components":[{"name":"a","name":"b"}]}`,
		"a list twice":               `{"bomFormat":"CycloneDX","components":[{"name":"a"}],"components":[{"name":"b"}]}`,
		"an escaped name":            `{"bomFormat":"CycloneDX","components":[{"n\u0061me":"a"}]}`,
		"a number for a version":     `{"bomFormat":"CycloneDX","components":[{"name":"a","version":1.0}]}`,
		"no object":                  `{"bomFormat":"CycloneDX","components":[{"name":"a"},"b"]}`,
		"no list":                    `{"bomFormat":"CycloneDX","components":{"name":"a"}}`,
		"a further purl":             `{"bomFormat":"CycloneDX","components":[{"name":"a","properties":[{"name":"\u006bedja:purl","value":"pkg:npm/a@1"}]}]}`,
		"identifiers":                `{"bomFormat":"CycloneDX","components":[{"name":"a","identifiers":[]}]}`,
		"a comma too many":           `{"bomFormat":"CycloneDX","components":[{"name":"a"},]}`,
		"a comma too many in passed": `{"bomFormat":"CycloneDX","dependencies":[{"ref":"a",}]}`,
		"a comma too few":            `{"bomFormat":"CycloneDX","components":[{"name":"a" "version":"1"}]}`,
		"a word":                     `{"bomFormat":"CycloneDX","components":[{"name":"a","modified":maybe}]}`,
		"a bad number":               `{"bomFormat":"CycloneDX","components":[{"name":"a","modified":01}]}`,
		"something behind":           `{"bomFormat":"CycloneDX"} {}`,
		"a byte order mark":          "\ufeff" + `{"bomFormat":"CycloneDX"}`,
		"depth":                      `{"bomFormat":"CycloneDX","x":` + strings.Repeat("[", 600) + strings.Repeat("]", 600) + `}`,
		"depth of components":        `{"bomFormat":"CycloneDX","components":[` + strings.Repeat(`{"name":"a","components":[`, 300) + strings.Repeat("]}", 300) + `]}`,
	} {
		if agree(t, name, []byte(text), int64(len(text))) {
			t.Errorf("%s: there is an outline", name)
		}
	}
}

// TestNamesOfMutants changes a document at random places.
func TestNamesOfMutants(t *testing.T) {
	parts := []string{`"`, `\`, `{`, `}`, `[`, `]`, `,`, `:`, ` `, "\n", `null`, `1`, `-`, `e`, `\u`, "\xff", `"name":"x"`, `"name":`, `"components":[`, `{"name":"y"},`, `"purl":"pkg:npm/z@1",`, "kedja:purl"}
	outlines := 0
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		data := []byte(usual)
		for range 1 + r.IntN(3) {
			at := r.IntN(len(data))
			end := min(len(data), at+r.IntN(1+r.IntN(6)))
			part := ""
			if r.IntN(4) > 0 {
				part = parts[r.IntN(len(parts))]
			}
			data = append(data[:at:at], append([]byte(part), data[end:]...)...)
		}
		if hint := int64(r.IntN(len(data))); read.Detect(data).Name == "CycloneDX JSON" && agree(t, "a mutant", data, hint) {
			outlines++
		}
	})
	if outlines == 0 {
		t.Error("no mutant has an outline")
	}
}

// FuzzNames looks for a document of which the outline says something else than
// the whole.
func FuzzNames(f *testing.F) {
	f.Add([]byte(usual))
	f.Add([]byte(cdx))
	corpus.Seed(f, func(data []byte) bool { return read.Detect(data).Name == "CycloneDX JSON" }, "cyclonedx")
	f.Fuzz(func(t *testing.T, data []byte) {
		if read.Detect(data).Name == "CycloneDX JSON" {
			agree(t, "the document", data, int64(len(data)%97))
		}
	})
}

// TestNamesOfFile asks for the names in a file, of a kind that has them and of
// kinds that do not.
func TestNamesOfFile(t *testing.T) {
	for text, want := range map[string]bool{usual: true, spdx: false, usual[:300]: false} {
		file := filepath.Join(t.TempDir(), "x.json")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		n := 0
		doc, ok := read.Names(file, nil, func(list []read.Named) []read.Named { n += len(list); return nil })
		if ok != want {
			t.Errorf("names %v, want %v of\n%s", ok, want, text)
		}
		if whole, _, _ := read.File(file, nil); ok && (doc.Name != whole.Name || doc.SHA256 != whole.SHA256 || n != 7) {
			t.Errorf("%d components of %q (%s), want 7 of %q (%s)", n, doc.Name, doc.SHA256, whole.Name, whole.SHA256)
		}
	}
	if _, ok := read.Names(filepath.Join(t.TempDir(), "none"), nil, nil); ok {
		t.Error("a file that is not there has names")
	}
}
