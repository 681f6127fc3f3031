// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"bytes"
	"encoding/json"
	"io"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// retell writes tokens as JSON. It fails the test when they are no value: an
// end that nothing opened, a value of an object without a name.
func retell(t testing.TB, tokens scan.Tokens) ([]byte, error) {
	t.Helper()
	var out bytes.Buffer
	var open []scan.Kind
	var b scan.Batch
	last := scan.KindNone
	line := int32(0)
	_, unordered := tokens.(*rdfText)
	for {
		err := tokens.Next(&b)
		if err == io.EOF && len(open) == 0 && last != scan.KindNone {
			return out.Bytes(), nil
		}
		if err == io.EOF {
			t.Fatalf("the tokens end with %d open: %s", len(open), out.Bytes())
		}
		if err != nil {
			return out.Bytes(), err
		}
		if len(b.Tokens) == 0 {
			t.Fatal("a batch without tokens and without an error")
		}
		for _, k := range b.Tokens {
			if (k.Line < line && !unordered) || k.Line < 1 {
				t.Fatalf("line %d after line %d", k.Line, line)
			}
			line = k.Line
			tell(t, &out, &open, last, k, b.Text[k.Off:k.Off+k.Len])
			last = k.Kind
		}
	}
}

func tell(t testing.TB, out *bytes.Buffer, open *[]scan.Kind, last scan.Kind, k scan.Token, text []byte) {
	t.Helper()
	end := k.Kind == scan.KindObjectEnd || k.Kind == scan.KindArrayEnd
	if len(*open) == 0 && last != scan.KindNone {
		t.Fatalf("%c after the end of the value", k.Kind)
	}
	if n := len(*open); n > 0 && !end && (*open)[n-1] == scan.KindObject && (last == scan.KindName) == (k.Kind == scan.KindName) {
		t.Fatalf("%c after %c in an object: %s", k.Kind, last, out.Bytes())
	}
	if last != scan.KindNone && last != scan.KindObject && last != scan.KindArray && last != scan.KindName && !end {
		out.WriteByte(',')
	}
	switch k.Kind {
	case scan.KindObject, scan.KindArray:
		*open = append(*open, k.Kind)
		out.WriteByte(byte(k.Kind))
	case scan.KindObjectEnd, scan.KindArrayEnd:
		n := len(*open)
		if n == 0 || (*open)[n-1]+2 != k.Kind || last == scan.KindName {
			t.Fatalf("%c closes nothing: %s", k.Kind, out.Bytes())
		}
		*open = (*open)[:n-1]
		out.WriteByte(byte(k.Kind))
	case scan.KindName, scan.KindString:
		quoted, err := json.Marshal(string(text))
		if err != nil {
			t.Fatal(err)
		}
		out.Write(quoted)
		if k.Kind == scan.KindName {
			out.WriteByte(':')
		}
	case scan.KindNumber:
		out.Write(text)
	default:
		out.WriteString(map[scan.Kind]string{scan.KindTrue: "true", scan.KindFalse: "false", scan.KindNull: "null"}[k.Kind])
	}
}

func yamlJSON(t testing.TB, text []byte) (any, error) {
	t.Helper()
	out, err := retell(t, newYAML(bytes.NewReader(text), sbom.Limits{StringBytes: 1 << 20}))
	if err != nil {
		return nil, err
	}
	return decode(t, out), nil
}

func decode(t testing.TB, text []byte) (v any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return v
}

// TestYAML holds what YAML 1.2 says of each form that documents use.
func TestYAML(t *testing.T) {
	for _, c := range []struct{ yaml, json string }{
		{"a: 1\nb: x\n", `{"a":1,"b":"x"}`},
		{"---\n# c\na: # c\n  b: [1, \"two\", 'it''s'] # c\n...\nrest", `{"a":{"b":[1,"two","it's"]}}`},
		{"a:\n- x\n- y: 1\n  z: 2\n-\n  - 3\n- - 4\n  - 5\nb:\n", `{"a":["x",{"y":1,"z":2},[3],[4,5]],"b":null}`},
		{"- a\n-\n- ~\n- b", `["a",null,null,"b"]`},
		{"a: |\n  one\n   two\n\n  three\n\nb: |-\n  x\nc: |+\n  y\n\nd: |2\n   z\n", `{"a":"one\n two\n\nthree\n","b":"x","c":"y\n\n","d":" z\n"}`},
		{"a: >\n  one\n  two\n\n  three\n   four\n  five\nb: >-\n\n  x\n", `{"a":"one two\nthree\n four\nfive\n","b":"\nx"}`},
		{"- |\n a\n- >-\n b\n", `["a\n","b"]`},
		{"a: \"x\\n\\u00e4\\x41\\\n   y\n\n   z\"\nb: 'p\n  q'\n", `{"a":"x\näAy\nz","b":"p q"}`},
		{"a: one\n  two\n\n  three\nb: x # c\nc: x#y\n", `{"a":"one two\nthree","b":"x","c":"x#y"}`},
		{"a: http://x.example:80/y\nb: 2026-01-01T00:00:00Z\nc: 1.2.3\nd: 0x1\ne: -0.5e3\nf: .5\n",
			`{"a":"http://x.example:80/y","b":"2026-01-01T00:00:00Z","c":"1.2.3","d":"0x1","e":-0.5e3,"f":".5"}`},
		{"\"a b\": 1\n'c': 2\nd e: 3\n", `{"a b":1,"c":2,"d e":3}`},
		{"a: {b: 1, \"c\":2, d: [x, {e: f}], g, h: }\ni: {}\nj: []\nk: [\n 1,\n 2 # c\n ]\n",
			`{"a":{"b":1,"c":2,"d":["x",{"e":"f"}],"g":null,"h":null},"i":{},"j":[],"k":[1,2]}`},
		{"a: &x 1\nb: !!str 2\nc: &y\n  d: 3\n", `{"a":1,"b":2,"c":{"d":3}}`},
		{"a: true\nb: False\nc: yes\nd: NULL\ne: \"true\"\n", `{"a":true,"b":false,"c":"yes","d":null,"e":"true"}`},
		{"a:\n  text\nb:\n  \"quoted\"\n", `{"a":"text","b":"quoted"}`},
		{"a: 1\r\nb:\r\n- x\r\n", `{"a":1,"b":["x"]}`},
		{"{\"a\": {\"b\": [true, null]}}", `{"a":{"b":[true,null]}}`},
		{"text", `"text"`},
		{"supplier: Organization: X\n", `{"supplier":"Organization: X"}`}, // not YAML, but what is meant is not in doubt
		{"creators:\n- Tool: x\n", `{"creators":[{"Tool":"x"}]}`},
		{"a: *x\n", `{"a":null}`},
	} {
		got, err := yamlJSON(t, []byte(c.yaml))
		if want := decode(t, []byte(c.json)); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %v, %v\nwant %v", c.yaml, got, err, want)
		}
	}
	for _, text := range []string{"", "# c\n", "a: 1\n b: 2\n", "a: 1\nb\n", "\ta: 1\n", "a: \"x", "a: [1", "a: [1}", "a: {b c, : d", "a: [,]",
		"? a\n: b\n", "a: |x\n", "a: [1] x\n", "a: 'x' y\n", "- a\nb: 1\n", "[[[["} {
		if got, err := yamlJSON(t, []byte(text)); err == nil {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}

// plainValue turns what goccy/go-yaml decodes into what encoding/json does.
func plainValue(t testing.TB, v any) any {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return decode(t, text)
}

// TestYAMLRoundTrip reads what another library wrote.
func TestYAMLRoundTrip(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		want := drawValue(r, 4)
		text, err := yaml.MarshalWithOptions(want, yaml.IndentSequence(rapid.Bool().Draw(r, "indent")),
			yaml.UseLiteralStyleIfMultiline(rapid.Bool().Draw(r, "literal")), yaml.UseSingleQuote(rapid.Bool().Draw(r, "single")))
		if err != nil {
			r.Fatalf("%v", err)
		}
		got, err := yamlJSON(t, text)
		if err != nil || !reflect.DeepEqual(got, plainValue(t, want)) {
			r.Fatalf("%s\nwas read as %#v, %v\nwant %#v", text, got, err, want)
		}
	})
}

// drawValue draws a value as documents have them.
func drawValue(r *rapid.T, depth int) any {
	text := rapid.OneOf(
		rapid.StringMatching(`[a-zA-Z0-9 :#'"./@()_,-]{1,30}`),
		rapid.SampledFrom([]string{"NOASSERTION", "Organization: X (a@b.example)", "pkg:npm/%40a/b@1", "1.0", "true", "null", "- x", "a: b", "# c", "{", "[x]", "*a", "&a", "!a", "x\ny", "x\n\n y\n"}),
	)
	switch kind := rapid.IntRange(0, 4).Draw(r, "kind"); {
	case depth == 0 || kind == 0:
		return text.Draw(r, "text")
	case kind == 1:
		return rapid.SampledFrom([]any{true, false, nil, 17}).Draw(r, "literal")
	case kind == 2:
		list := make([]any, rapid.IntRange(0, 4).Draw(r, "length"))
		for i := range list {
			list[i] = drawValue(r, depth-1)
		}
		return list
	}
	m := map[string]any{}
	for range rapid.IntRange(0, 4).Draw(r, "members") {
		m[rapid.StringMatching(`[a-zA-Z]{1,12}`).Draw(r, "name")] = drawValue(r, depth-1)
	}
	return m
}

// TestYAMLCorpus compares the values of real files with those that another
// library finds.
func TestYAMLCorpus(t *testing.T) {
	compared := 0
	for _, path := range corpus.Files(t, 1<<20, "spdx2") {
		if ext := filepath.Ext(path); ext != ".yaml" && ext != ".yml" {
			continue
		}
		text, _ := scan.Decode(corpus.Read(t, path))
		got, err := yamlJSON(t, text)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		var want any
		if err := yaml.Unmarshal(text, &want); err != nil {
			t.Logf("%s: the other library: %s", path, strings.SplitN(err.Error(), "\n", 2)[0])
			continue
		}
		if compared++; !reflect.DeepEqual(got, plainValue(t, want)) {
			t.Errorf("%s differs", path)
		}
	}
	if compared < 30 {
		t.Errorf("only %d files were compared", compared)
	}
}
