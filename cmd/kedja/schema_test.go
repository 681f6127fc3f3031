// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestSchemaHasEveryDocumentedKind: the kinds that are listed are those under
// docs/schema, and each is printed as it stands there.
func TestSchemaHasEveryDocumentedKind(t *testing.T) {
	printed := func(args ...string) string {
		var out, complaints bytes.Buffer
		p := &program{stdout: &out, stderr: &complaints, env: func(string) string { return "" }, terminal: terminal}
		if code := p.run(context.Background(), append([]string{"schema"}, args...)); code != 0 {
			t.Fatalf("kedja schema %v exits %d: %s", args, code, complaints.String())
		}
		return out.String()
	}
	files, err := filepath.Glob("../../docs/schema/*.schema.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no schemas: %v", err)
	}
	documented := map[string]bool{}
	for _, f := range files {
		documented[filepath.Base(f)] = true
	}
	for _, kind := range strings.Fields(printed()) {
		name := strings.ToLower(kind) + ".schema.json"
		want, err := os.ReadFile(filepath.Join("../../docs/schema", name))
		if err != nil {
			t.Errorf("%s is not documented: %v", kind, err)
			continue
		}
		delete(documented, name)
		if diff := cmp.Diff(string(want), printed(kind)); diff != "" {
			t.Errorf("kedja schema %s is not docs/schema/%s (-page +program)\n%s", kind, name, diff)
		}
	}
	for name := range documented {
		t.Errorf("docs/schema/%s is of no kind that kedja schema lists", name)
	}
}

// compiledSchema is a schema as a validator of the community reads it.
func compiledSchema(t *testing.T, text []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}
