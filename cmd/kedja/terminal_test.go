// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/kedja/kedja/diag"
)

const small = `{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": [{"type": "library", "name": "alpha", "version": "1"}]}`

// atTerminal is a program whose standard output and error are a terminal of
// 80 columns.
func atTerminal(env map[string]string) (p *program, stdout, stderr *bytes.Buffer) {
	stdout, stderr = new(bytes.Buffer), new(bytes.Buffer)
	return &program{
		stdin: strings.NewReader(small), stdout: stdout, stderr: stderr,
		env:      func(name string) string { return env[name] },
		now:      func() time.Time { return time.Date(2026, 11, 20, 13, 14, 15, 0, time.UTC) },
		terminal: func(io.Writer) (int, bool) { return 80, true },
	}, stdout, stderr
}

func TestColourIsForTerminalsOnly(t *testing.T) {
	file := filepath.Join(t.TempDir(), "out.txt")
	for _, c := range []struct {
		name   string
		env    map[string]string
		args   []string
		colour bool
	}{
		{"terminal", nil, nil, true},
		{"flag", nil, []string{"--no-color"}, false},
		{"NO_COLOR", map[string]string{"NO_COLOR": "1"}, nil, false},
		{"empty NO_COLOR is not set", map[string]string{"NO_COLOR": ""}, nil, true},
		{"dumb terminal", map[string]string{"TERM": "dumb"}, nil, false},
		{"JSON", nil, []string{"-o", "json"}, false},
		{"file", nil, []string{"-o", "text=" + file}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, stdout, stderr := atTerminal(c.env)
			if code := p.run(context.Background(), append([]string{"assess", "-"}, c.args...)); code != exitPass {
				t.Fatalf("exit code %d\n%s", code, stderr)
			}
			if got := strings.Contains(stdout.String(), "\x1b["); got != c.colour {
				t.Errorf("colours: %t, want %t\n%s", got, c.colour, stdout)
			}
			if strings.Contains(stderr.String(), "\x1b[") {
				t.Errorf("progress shows before anybody had to wait: %q", stderr)
			}
		})
	}
	if text, err := os.ReadFile(file); err != nil || bytes.Contains(text, []byte("\x1b")) {
		t.Errorf("the file has colours, or is missing: %v\n%s", err, text)
	}
}

func TestTodayIsMidnightUTC(t *testing.T) {
	p, stdout, _ := atTerminal(nil)
	p.now = func() time.Time { return time.Date(2026, 11, 20, 1, 0, 0, 0, time.FixedZone("", 2*3600)) } // still the 19th in UTC
	if code := p.run(context.Background(), []string{"assess", "-", "-o", "json"}); code != exitPass {
		t.Fatalf("exit code %d", code)
	}
	if want := `"asOf": "2026-11-19T00:00:00Z"`; !strings.Contains(stdout.String(), want) {
		t.Errorf("the result does not say %s", want)
	}
}

func TestProgressShowsAfterPatience(t *testing.T) {
	p, _, stderr := atTerminal(nil)
	g := p.progress()
	g.tell("reading a.json")
	if stderr.Len() > 0 {
		t.Errorf("it shows at once: %q", stderr)
	}
	g.mu.Lock()
	g.shown = true // as the timer does when patience is over
	g.mu.Unlock()
	g.tell("measuring \x1b[31m")
	g.stop()
	g.stop()
	g.tell("too late")
	if got, want := stderr.String(), "\r\x1b[Kmeasuring �[31m …\r\x1b[K"; got != want {
		t.Errorf("progress wrote %q, want %q", got, want)
	}
}

func TestProgressIsSilent(t *testing.T) {
	quiet, _, _ := atTerminal(nil)
	quiet.set.quiet = true
	piped, _, _ := atTerminal(nil)
	piped.terminal = func(io.Writer) (int, bool) { return 0, false }
	for name, p := range map[string]*program{"quiet": quiet, "piped": piped} {
		g := p.progress()
		g.tell("reading") // a nil progress is silent, not a crash
		g.stop()
		if g != nil {
			t.Errorf("%s: there is progress", name)
		}
	}
}

func TestDiagnosticsAreCapped(t *testing.T) {
	p, _, stderr := atTerminal(nil)
	var list diag.List
	for range 15 {
		list.Warnf("x/w", diag.Position{File: "f"}, "remark")
	}
	for range 15 {
		list.Errorf("x/e", diag.Position{File: "f", Line: 3}, "wrong")
	}
	list.Infof("x/i", diag.Position{}, "for the record")
	p.complain(list, "more in the result")
	lines := strings.Split(strings.TrimSpace(stderr.String()), "\n")
	if len(lines) != maxLines+1 {
		t.Fatalf("%d lines, want %d\n%s", len(lines), maxLines+1, stderr)
	}
	if want := "f:3: error: wrong [x/e]"; lines[0] != want || lines[14] != want {
		t.Errorf("errors do not come first: %q", lines[0])
	}
	if want := "… and 10 more (10 warnings); more in the result"; lines[maxLines] != want {
		t.Errorf("last line %q, want %q", lines[maxLines], want)
	}
}

func TestWorstFollowsThePrecedence(t *testing.T) {
	order := []int{130, 70, 64, 65, 3, 1, 2, 0}
	for i, worse := range order {
		for _, better := range order[i:] {
			if got := worst(better, worse); got != worse {
				t.Errorf("worst(%d, %d) = %d", better, worse, got)
			}
		}
	}
	if got := worst(); got != exitPass {
		t.Errorf("worst() = %d", got)
	}
}

func TestIdentifiers(t *testing.T) {
	taken := map[string]bool{}
	for _, c := range []struct{ name, want string }{
		{"acme", "acme"},
		{"acme", "acme-2"},
		{"Acme & Söhne", "acme-s-hne"},
		{"中国", "supplier"},
		{strings.Repeat("long ", 20), "long-long-long-long-long-long-long-long"},
		{"../../etc", "etc"},
	} {
		if got := unique(taken, identifier(c.name, "supplier")); got != c.want {
			t.Errorf("identifier of %q is %q, want %q", c.name, got, c.want)
		}
	}
}
