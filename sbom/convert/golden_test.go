// SPDX-License-Identifier: Apache-2.0

package convert_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/kedja/kedja/sbom/convert"
	"github.com/kedja/kedja/sbom/read"
)

var update = flag.Bool("update", false, "write the output and losses of the stories anew; read the difference")

// TestStories converts the input of each story to its target. The member
// losses has one line for each kind of loss.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { story(t, file) })
	}
}

func story(t *testing.T, file string) {
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	members := map[string]*txtar.File{}
	for i := range a.Files {
		members[a.Files[i].Name] = &a.Files[i]
	}
	input, target := members["input"], members["target"]
	output, losses := members["output"], members["losses"]
	if input == nil || target == nil || output == nil || losses == nil {
		t.Fatalf("%s must hold the members target, input, losses and output", file)
	}
	doc, _, err := read.Bytes("input", input.Data, nil)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	list, err := convert.To(&out, doc, strings.TrimSpace(string(target.Data)), &convert.Options{ToolVersion: "1.0.0"})
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	for _, d := range list {
		said.WriteString(strings.TrimPrefix(d.Error(), "input:") + "\n")
	}
	if *update {
		output.Data, losses.Data = out.Bytes(), []byte(said.String())
		if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := gocmp.Diff(string(losses.Data), said.String()); diff != "" {
		t.Errorf("%s losses (-want +got)\n%s", a.Comment, diff)
	}
	if diff := gocmp.Diff(strings.TrimRight(string(output.Data), "\n"), strings.TrimRight(out.String(), "\n")); diff != "" {
		t.Errorf("%s output (-want +got)\n%s", a.Comment, diff)
	}
}
