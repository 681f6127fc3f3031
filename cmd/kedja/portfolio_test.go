// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"os"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestPortfolioFollowsItsSchema holds a result with every part of it to the
// published schema.
func TestPortfolioFollowsItsSchema(t *testing.T) {
	text, err := os.ReadFile("../../docs/schema/portfolio.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	schema := compiledSchema(t, text)
	baseline := t.TempDir() + "/before.json"
	for _, args := range [][]string{
		{"../../examples/nordmark/sboms", "-o", "json=" + baseline},
		{"../../examples/nordmark", "--baseline", baseline, "-o", "json"},
	} {
		var out, complaints bytes.Buffer
		p := &program{stdout: &out, stderr: &complaints, env: func(string) string { return "" }, terminal: terminal, now: time.Now}
		if code := p.run(context.Background(), append([]string{"portfolio", "--as-of", "2026-11-20"}, args...)); code != 0 {
			t.Fatalf("kedja portfolio %v exits %d: %s", args, code, complaints.String())
		}
		data := out.Bytes()
		if len(data) == 0 {
			if data, err = os.ReadFile(baseline); err != nil {
				t.Fatal(err)
			}
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("kedja portfolio %v: %v", args, err)
		}
	}
}
