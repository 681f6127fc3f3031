// SPDX-License-Identifier: Apache-2.0

package browsertest

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// axe fetches axe-core from the npm registry into a temporary folder: a tool
// of this test, no part of the repository.
func axe(t *testing.T) string {
	t.Helper()
	npm, err := exec.LookPath("npm")
	if err != nil {
		t.Skip("no npm on the path to fetch axe-core with")
	}
	dir := t.TempDir()
	fetch := exec.CommandContext(t.Context(), npm, "pack", "--silent", "axe-core@4")
	fetch.Dir = dir
	if out, err := fetch.CombinedOutput(); err != nil {
		t.Skipf("npm cannot fetch axe-core: %v %s", err, out)
	}
	packs, err := filepath.Glob(filepath.Join(dir, "axe-core-*.tgz"))
	if err != nil || len(packs) != 1 {
		t.Fatalf("npm pack left %q, %v", packs, err)
	}
	if out, err := exec.CommandContext(t.Context(), "tar", "-xzf", packs[0], "-C", dir, "package/axe.min.js").CombinedOutput(); err != nil {
		t.Fatalf("tar: %v %s", err, out)
	}
	script, err := os.ReadFile(filepath.Join(dir, "package", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(script)
}

type violation struct {
	ID, Help string
	Nodes    []string
}

const runAxe = `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"]}).then((r) =>
	r.violations.map((v) => ({ID: v.id, Help: v.help, Nodes: v.nodes.slice(0, 4).map((n) => n.html.slice(0, 160) + " | " + (n.failureSummary || "").slice(0, 200))})))`

func TestAccessibility(t *testing.T) {
	script, file := axe(t), example(t)
	for _, look := range []struct {
		name, scheme string
		width        int64
	}{{"light", "light", 1440}, {"dark", "dark", 1440}, {"phone", "light", 360}} {
		t.Run(look.name, func(t *testing.T) {
			b := open(t, file, media("prefers-color-scheme", look.scheme), chromedp.EmulateViewport(look.width, 900))
			// Thousands of explanations are made alike: some of them stand for all,
			// with the one that the panel shows.
			b.js(`document.querySelectorAll("details.why").forEach((d, i) => {
				if (i % 40 && "#" + d.lastElementChild.id !== document.querySelector('.cards a[href^="#why-"]').hash) d.remove(); })`)
			for _, state := range []struct{ name, script string }{
				{"as it opens", `0`},
				{"with the first of each kind unfolded", `['.supplier', '.findings details', '.fold', '.why'].forEach((kind) => document.querySelectorAll(kind).forEach((d, i) => { d.open = i < 6; })), 0`},
				{"with the panel", `document.querySelector('.cards a[href^="#why-"]').click(), 0`},
			} {
				b.js(state.script)
				b.js(script + ";0")
				for _, v := range get(b, chromedp.Evaluate[[]violation](runAxe, chromedp.EvalAwaitPromise)) {
					t.Errorf("%s: %s (%s): %q", state.name, v.ID, v.Help, v.Nodes)
				}
			}
		})
	}
}
