// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestPagesShowRealTranscripts runs what the pages show in blocks of the kind
// console, from the root of the repository, and compares the whole output.
func TestPagesShowRealTranscripts(t *testing.T) {
	t.Chdir("../..")
	shown := 0
	for _, page := range []string{"README.md", "docs/sbom.md"} {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, rest := range strings.Split(string(text), "```console\n")[1:] {
			block, _, closed := strings.Cut(rest, "```")
			command, want, _ := strings.Cut(block, "\n")
			args, ok := strings.CutPrefix(command, "$ kedja ")
			if !closed || !ok {
				t.Fatalf("%s: a block of the kind console begins %q, not with a command", page, command)
			}
			shown++
			var stdout, stderr bytes.Buffer
			p := &program{
				stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr,
				env: func(string) string { return "" }, now: func() time.Time { return time.Unix(0, 0) }, terminal: func(io.Writer) (int, bool) { return 0, false },
			}
			if code := p.run(context.Background(), strings.Fields(args)); code != exitPass || stderr.Len() > 0 {
				t.Errorf("%s: %s: exit code %d, %s", page, command, code, stderr.String())
			}
			if diff := cmp.Diff(want, stdout.String()); diff != "" {
				t.Errorf("%s: %s prints something else (-page +program)\n%s", page, command, diff)
			}
		}
	}
	shownGate(t)
	if shown < 2 {
		t.Errorf("the pages show %d transcripts", shown)
	}
}

// shownGate runs the gate that README.md shows failing: what it says on
// standard error is the rest of the block, which leaves the middle out.
func shownGate(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, found := strings.Cut(string(text), "```text\n$ kedja gate ")
	block, _, closed := strings.Cut(block, "```")
	command, want, _ := strings.Cut(block, "\n")
	if !found || !closed {
		t.Fatal("README.md shows no gate that fails")
	}
	dir := t.TempDir()
	run := func(args ...string) (code int, said string) {
		for i := range args {
			args[i] = strings.NewReplacer("osv.idx", dir+"/osv.idx", "out.json", dir+"/out.json").Replace(args[i])
		}
		var stderr bytes.Buffer
		p := &program{
			stdin: strings.NewReader(""), stdout: io.Discard, stderr: &stderr,
			env: func(string) string { return "" }, now: func() time.Time { return time.Unix(0, 0) }, terminal: func(io.Writer) (int, bool) { return 0, false },
		}
		return p.run(context.Background(), args), stderr.String()
	}
	if code, said := run("vuln", "index", "examples/vulnerabilities/osv", "-o", "osv.idx"); code != exitPass {
		t.Fatalf("the index: exit code %d, %s", code, said)
	}
	code, said := run(append([]string{"gate"}, strings.Fields(command)...)...)
	first, last, _ := strings.Cut(want, "…\n")
	if code != exitFail || !strings.HasPrefix(said, first) || !strings.HasSuffix(said, last) || last == "" {
		t.Errorf("README.md: %s: exit code %d, and not\n%s\n%s", command, code, want, said)
	}
}
