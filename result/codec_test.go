// SPDX-License-Identifier: Apache-2.0

package result_test

import (
	"bytes"
	"flag"
	"fmt"
	"math"
	"os"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

var update = flag.Bool("update", false, "rewrite golden files")

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := draw(t)
		first, err := result.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		back, list, err := result.Decode(first)
		if err != nil || len(list) > 0 {
			t.Fatalf("reading back: %v, %v\n%s", err, list, first)
		}
		a.Normalize()
		if diff := cmp.Diff(a, back); diff != "" {
			t.Fatalf("lost on the way (-written +read):\n%s", diff)
		}
		second, err := result.Marshal(back)
		if err != nil || !bytes.Equal(first, second) {
			t.Fatalf("writing again gives other bytes: %v", err)
		}
	})
}

func TestMarshalChangesNothing(t *testing.T) {
	build := func() *result.Assessment {
		dims := []result.Dimension{{Name: "z", Value: result.Exactly(1. / 3)}, {Name: "a"}}
		return &result.Assessment{LockIn: []result.LockIn{{Largest: &dims[0], Dimensions: dims}}}
	}
	a := build()
	b, err := result.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(build(), a); diff != "" {
		t.Errorf("Marshal changed its argument:\n%s", diff)
	}
	back, _, err := result.Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	// Largest pointed into the list that is sorted: it must keep its value.
	if got := back.LockIn[0].Largest.Name; got != "z" {
		t.Errorf("the largest dimension became %q", got)
	}
}

func TestEmptyAssessmentHasNoNull(t *testing.T) {
	b, err := result.Marshal(&result.Assessment{})
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(b, []byte("null")) {
		t.Errorf("null in\n%s", b)
	}
	if !bytes.HasSuffix(b, []byte("}\n")) {
		t.Error("no final newline")
	}
	for _, want := range []string{`"kind": "Assessment"`, `"findings": []`, `"byStep": {}`, `"schemaVersion": "1.1"`} {
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("%s is missing in\n%s", want, b)
		}
	}
}

func TestMarshalLayout(t *testing.T) {
	b, err := result.Marshal(&result.Assessment{
		Subject:       result.Subject{Name: `a < b & "c, [d]"`},
		Concentration: []result.Concentration{{HHI: result.Interval{Lo: 0.32, Hi: math.Inf(1)}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`   "hhi": [0.32, null],`, `  "name": "a < b & \"c, [d]\""`} {
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("%s is missing in\n%s", want, b)
		}
	}
}

func TestMarshalEscapesWhatTerminalsObey(t *testing.T) {
	const name = "a\x1b[2J\u009b2J\u202e\x7f\u2028\U000e0041ö\\"
	b, err := result.Marshal(&result.Assessment{Subject: result.Subject{Name: name}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range string(b) {
		if r != '\n' && !unicode.IsGraphic(r) {
			t.Errorf("%U is written as it is", r)
		}
	}
	back, _, err := result.Decode(b)
	if err != nil || back.Subject.Name != name {
		t.Errorf("%q became %q: %v", name, back.Subject.Name, err)
	}
}

func TestMarshalRefusesWhatJSONCannotHold(t *testing.T) {
	for _, x := range []float64{math.NaN(), math.Inf(1)} {
		if _, err := result.Marshal(&result.Assessment{Flows: []result.Flow{{Weight: x}}}); err == nil {
			t.Errorf("weight %v was written", x)
		}
	}
	if _, err := result.Marshal(nil); err == nil {
		t.Error("nil was written")
	}
}

func TestDecodeProblems(t *testing.T) {
	const head = "{\n \"kind\": \"Assessment\", \"schemaVersion\": \"1.0\""
	tests := []struct{ name, data, want string }{
		{"empty", " \n", "the file is empty"},
		{"cut off", head, "2:45: the JSON ends too early"},
		{"syntax", "{\n  \"kind\": \"Assessment\",\n  oops}", "3:3: not valid JSON"},
		{"list", "[]", "want an assessment, have a JSON array"},
		{"no kind", "{}", "a document without kind, not an assessment"},
		{"other kind", `{"kind": "Tender"}`, `of kind "Tender"`},
		{"newer major", `{"kind":"Assessment","schemaVersion":"2.0"}`, "read it with a newer program"},
		{"older major", `{"kind":"Assessment","schemaVersion":"0.9"}`, "assess the inputs again"},
		{"no version", `{"kind":"Assessment"}`, "not of the form major.minor"},
		{"strange version", `{"kind":"Assessment","schemaVersion":"1"}`, "not of the form major.minor"},
		{"text for number", head + ",\n \"seed\": \"x\"}", `3:10 /seed: want a whole number from 0, have the text "x"`},
		{"number for list", head + ",\n \"findings\": 5}", "3:14 /findings: want a list, have 5"},
		{"list for object", head + ",\n \"subject\": [1, [2]]}", "3:13 /subject: want an object, have a list"},
		{"three ends", head + ",\n \"scores\": [{\"risk\": [1, 2, 3]}]}", "3:22 /scores/0/risk: want a list of two values, have 3"},
		{"end of text", head + ",\n \"scores\": [{\"risk\": [1, \"b\"]}]}", `3:26 /scores/0/risk/1: want a number, have the text "b"`},
		{"severity", head + ",\n \"diagnostics\": [{\"severity\": \"bad\"}]}", `unknown severity "bad"`},
		{"no interval", head + ",\n \"scores\": [{\"risk\": null}]}", "3:22 /scores/0/risk: want a list of two values, have null"},
		{"two at once", head + ",\n \"seed\": -1,\n \"asOf\": 7}", "4:10 /asOf: want a text, have 7"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, _, err := result.Decode([]byte(tt.data))
			if err == nil || a != nil {
				t.Fatalf("got %v, %v; want an error", a, err)
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error\n %v\nlacks\n %s", err, tt.want)
			}
		})
	}
}

func TestDecodeUnknownFields(t *testing.T) {
	const body = `"subject": {"id": "system:x", "mood": [1, {"a": {}}]},
 "findings": [{"id": "a", "later": 1}, {"id": "b", "later": 2}]}`
	tests := []struct {
		version, code string
		severity      diag.Severity
	}{
		{"1.7", "result/newer-field", diag.Info},
		{"1.0", "result/unknown-field", diag.Warning},
	}
	for _, tt := range tests {
		data := fmt.Sprintf("{\"kind\": \"Assessment\", \"schemaVersion\": %q,\n %s", tt.version, body)
		a, list, err := result.Decode([]byte(data))
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Findings) != 2 || a.Subject.ID != "system:x" {
			t.Errorf("version %s: what is known was not read: %+v", tt.version, a)
		}
		var got []string
		for _, d := range list {
			if d.Severity != tt.severity || d.Code != tt.code {
				t.Errorf("version %s: got %v", tt.version, d)
			}
			got = append(got, d.Position.String())
		}
		// The field of the second finding is told by the first one's.
		want := []string{"2:32 /subject/mood", "3:27 /findings/0/later"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("version %s (-want +got):\n%s", tt.version, diff)
		}
	}
}

func TestDecodeByteOrderMark(t *testing.T) {
	if _, list, err := result.Decode([]byte("\ufeff" + `{"kind": "Assessment", "schemaVersion": "1.0"}`)); err != nil || len(list) > 0 {
		t.Errorf("got %v, %v", list, err)
	}
}

func FuzzDecode(f *testing.F) {
	b, err := result.Marshal(sample())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"kind": "Assessment", "schemaVersion": "1.9", "new": {"a": [1]}, "scores": [{"risk": [null, 5]}]}`))
	f.Add([]byte(`{"kind": "Assessment", "schemaVersion": "1.0", "rules": {"a": 1}}`))
	f.Add([]byte(`{"kind": "Assessment", "schemaVersion": "1.0", "findings": [{"evidence": `))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, list, err := result.Decode(data)
		if (a == nil) != (err != nil) {
			t.Fatalf("got %v with %v", a, err)
		}
		if err != nil {
			if len(list.Errors()) == 0 {
				t.Fatal("an error without a diagnostic")
			}
			return
		}
		first, err := result.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		back, list, err := result.Decode(first)
		if err != nil || len(list) > 0 {
			t.Fatalf("what was written is not read: %v %v", err, list)
		}
		if diff := cmp.Diff(a, back); diff != "" {
			t.Fatalf("lost on the way:\n%s", diff)
		}
	})
}

func TestSchema(t *testing.T) {
	const file = "../docs/schema/assessment.schema.json"
	got, err := result.Schema()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("the types and %s differ; if meant, run go test ./result -update (-file +types):\n%s", file, diff)
	}
}

func TestSchemaHoldsForResults(t *testing.T) {
	s := compileSchema(t)
	for name, a := range map[string]*result.Assessment{"empty": {}, "sample": sample()} {
		b, err := result.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		b, err := result.Marshal(draw(t))
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(v); err != nil {
			t.Fatal(err)
		}
	})
}

func TestSchemaRefuses(t *testing.T) {
	s := compileSchema(t)
	b, err := result.Marshal(sample())
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range [][2]string{
		{`"kind": "Assessment"`, `"kind": "Tender"`},
		{`"schemaVersion": "1.1"`, `"schemaVersion": "2.0"`},
		{`"outcome": "fail"`, `"outcome": "bad"`},
		{`"risk": [10, 50]`, `"risk": [10]`},
		{`"seed": 0`, `"sead": 0`},
	} {
		if !bytes.Contains(b, []byte(change[0])) {
			t.Fatalf("the sample has no %s", change[0])
		}
		data := strings.Replace(string(b), change[0], change[1], 1)
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if s.Validate(v) == nil {
			t.Errorf("the schema accepts %s", change[1])
		}
	}
}

func compileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	b, err := result.Schema()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("assessment.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("assessment.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// draw makes an arbitrary assessment: every field, every list short, numbers
// and texts as unpleasant as JSON can hold.
func draw(t *rapid.T) *result.Assessment {
	a := new(result.Assessment)
	fill(t, reflect.ValueOf(a).Elem())
	return a
}

var (
	numbers = rapid.OneOf(rapid.Float64Range(-1e3, 1e3), rapid.Float64Range(0, 1),
		rapid.SampledFrom([]float64{0, math.Copysign(0, -1), 1e-300, 1e300, 0.1 + 0.2, 999999.5}))
	texts = rapid.SampledFrom([]string{"", "a", "b", "<&>", "\u2028", "\xff", "\"\\,[{:", "ä\x00\n", "\u202e\U000e0041\u009b"})
)

func fill(t *rapid.T, v reflect.Value) {
	switch x := v.Addr().Interface().(type) {
	case *result.Interval:
		ends := rapid.SliceOfN(numbers, 2, 2).Draw(t, "ends")
		*x = result.Interval{Lo: min(ends[0], ends[1]), Hi: max(ends[0], ends[1])}
		if rapid.IntRange(0, 9).Draw(t, "unbounded") == 0 {
			x.Hi = math.Inf(1)
		}
		return
	case *result.Outcome:
		*x = rapid.SampledFrom([]result.Outcome{"", result.Fail, result.Warn, result.Unknown}).Draw(t, "outcome")
		return
	case *diag.Severity:
		*x = rapid.SampledFrom([]diag.Severity{diag.Error, diag.Warning, diag.Info}).Draw(t, "severity")
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i))
		}
	case reflect.Slice:
		n := rapid.IntRange(0, 2).Draw(t, "length")
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			fill(t, v.Index(i))
		}
	case reflect.Array:
		for i := range v.Len() {
			fill(t, v.Index(i))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range rapid.IntRange(0, 2).Draw(t, "entries") {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			fill(t, key)
			fill(t, value)
			v.SetMapIndex(key, value)
		}
	case reflect.Pointer:
		if rapid.Bool().Draw(t, "set") {
			v.Set(reflect.New(v.Type().Elem()))
			fill(t, v.Elem())
		}
	case reflect.String:
		v.SetString(texts.Draw(t, "text"))
	case reflect.Float64:
		v.SetFloat(numbers.Draw(t, "number"))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, "bool"))
	case reflect.Int:
		v.SetInt(int64(rapid.IntRange(-2, 1<<40).Draw(t, "int")))
	case reflect.Uint64:
		v.SetUint(rapid.Uint64().Draw(t, "uint"))
	default:
		t.Fatalf("no generator for %v", v.Type())
	}
}
