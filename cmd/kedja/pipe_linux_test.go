// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A gate takes SBOMs and stored results from pipes that go by a name, as the
// shell's <(...) makes them, though these can be read once only.
func TestGateReadsNamedPipes(t *testing.T) {
	dir := t.TempDir()
	stored := filepath.Join(dir, "stored.json")
	p, _, stderr := atTerminal(nil)
	if code := p.run(context.Background(), []string{"assess", "-", "-o", "json=" + stored}); code != exitPass {
		t.Fatalf("exit code %d\n%s", code, stderr)
	}
	result, err := os.ReadFile(stored)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"an SBOM": small, "a stored result": string(result)} {
		t.Run(name, func(t *testing.T) {
			pipe := filepath.Join(t.TempDir(), "pipe")
			if err := syscall.Mkfifo(pipe, 0o600); err != nil {
				t.Fatal(err)
			}
			written := make(chan error, 1)
			go func() { written <- os.WriteFile(pipe, []byte(content), 0o600) }()
			p, stdout, stderr := atTerminal(map[string]string{"NO_COLOR": "1"})
			code := p.run(context.Background(), []string{"gate", pipe})
			if err := <-written; err != nil {
				t.Fatal(err)
			}
			if code != exitPass || !strings.Contains(stdout.String(), "VERDICT:") || !strings.Contains(stderr.String(), "gate: ") {
				t.Errorf("exit code %d\n%s\n%s", code, stdout, stderr)
			}
		})
	}
}
