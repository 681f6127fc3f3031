// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

// crashVariable makes the test program build an index instead of testing; its
// value is the file to write.
const crashVariable = "KEDJA_TEST_BUILD_AND_STOP"

func TestMain(m *testing.M) {
	if out := os.Getenv(crashVariable); out != "" {
		buildAndStop(out, os.Args[1:])
		return
	}
	os.Exit(m.Run())
}

// buildAndStop builds an index, says each time how much of it is written, and
// goes on when it is told to.
func buildAndStop(out string, sources []string) {
	in := bufio.NewReader(os.Stdin)
	_, _, err := Build(context.Background(), out, BuildOptions{Sources: sources, written: func(bytes int) {
		fmt.Println("written", bytes)
		if _, err := in.ReadString('\n'); err != nil {
			select {} // until it is killed
		}
	}})
	fmt.Println("built", err)
}

// TestAKilledBuildLeavesTheOldIndex kills another process between any two
// parts of the file, before it takes its place.
func TestAKilledBuildLeavesTheOldIndex(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	out := filepath.Join(dir, "osv.idx")
	first := exportZip(t, dir, "npm", smallFiles()...)
	if _, _, err := Build(t.Context(), out, BuildOptions{Sources: []string{first}}); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	second := malwareZip(t, 500)
	killed := 0
	for steps := 0; ; steps++ {
		finished := killAfter(t, self, out, second, steps)
		if finished {
			break
		}
		killed++
		after, err := os.ReadFile(out)
		if err != nil || !bytes.Equal(before, after) {
			t.Fatalf("killed after %d steps: the old index is not there as it was (%v)", steps, err)
		}
		x, _, err := Open(out)
		if err != nil {
			t.Fatalf("killed after %d steps: %v", steps, err)
		}
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if killed < sectionCount {
		t.Errorf("it was killed only %d times", killed)
	}
	left, err := filepath.Glob(filepath.Join(dir, ".osv.idx.*.part"))
	if err != nil || len(left) > 0 && runtime.GOOS != "windows" { // where files cannot be claimed
		t.Errorf("%v, %v is left of killed builds", err, left)
	}
	x, _, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if n := x.Stats().Records; n != 500 {
		t.Errorf("the build that was left alone has %d records", n)
	}
}

// killAfter lets another process write so many parts and kills it. It reports
// whether the process was done before.
func killAfter(t *testing.T, self, out, source string, steps int) (finished bool) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), self, source)
	cmd.Env = append(os.Environ(), crashVariable+"="+out)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Kill() // it may be gone
		_ = cmd.Wait()         // it was killed
	}()
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		switch {
		case bytes.HasPrefix(lines.Bytes(), []byte("built")):
			if lines.Text() != "built <nil>" {
				t.Fatal(lines.Text())
			}
			return true
		case steps == 0:
			return false
		}
		steps--
		if _, err := fmt.Fprintln(in); err != nil {
			t.Fatal(err)
		}
	}
	t.Fatal("the other process ended by itself")
	return false
}

// TestBuildsBesideEachOther: a build does not remove the file that another
// one is writing.
func TestBuildsBesideEachOther(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "osv.idx")
	source := exportZip(t, dir, "npm", smallFiles()...)
	nested := false
	_, _, err := Build(t.Context(), out, BuildOptions{Sources: []string{source}, written: func(int) {
		if nested {
			return
		}
		nested = true
		if _, _, err := Build(t.Context(), out, BuildOptions{Sources: []string{source}}); err != nil {
			t.Error(err)
		}
	}})
	if err != nil || !nested {
		t.Fatal(err, nested)
	}
	x, _, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
}
