// SPDX-License-Identifier: Apache-2.0

package browsertest

import (
	"context"
	"flag"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

// pageFlag names a page to measure instead of those that the test makes.
var pageFlag = flag.String("page", "", "measure this page")

// observe notes the tasks that keep the browser busy for more than 50 ms:
// while one runs, nobody can do anything on the page.
const observe = `window.busy = []; new PerformanceObserver((l) => { for (const e of l.getEntries()) busy.push([e.startTime, e.duration]); }).observe({type: "longtask", buffered: true});`

// timing is when, in milliseconds from the start of the navigation, what is
// on the page was read, first seen, and could be used.
type timing struct {
	Read, Seen, Usable float64
	Elements           int

	// Of the thread that does all of it, in milliseconds of its own time: not
	// of a clock, so that what else the machine does counts less.
	Busy, Style, Layout, Script float64
}

const readTiming = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
	const n = performance.getEntriesByType("navigation")[0], p = performance.getEntriesByName("first-contentful-paint")[0];
	done({Read: n.domInteractive, Seen: p ? p.startTime : 0, Usable: Math.max(n.domContentLoadedEventEnd, ...busy.map(([start, took]) => start + took)),
		Elements: document.getElementsByTagName("*").length});
}, 300))))`

// loading opens a page several times and returns the run in the middle.
func loading(t *testing.T, file string) timing {
	t.Helper()
	var runs []timing
	for range 3 {
		b := open(t, "/dev/null", send(page.Enable, page.EnableParams{}),
			send(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: observe}),
			send(performance.Enable, performance.EnableParams{TimeDomain: "threadTicks"}))
		metrics := func(ctx context.Context, t *chromedp.Target) (map[string]float64, error) {
			out, err := cdp.Call(ctx, t, performance.GetMetrics, cdp.Empty{})
			byName := map[string]float64{}
			for _, m := range out.Metrics {
				byName[m.Name] = 1000 * m.Value
			}
			return byName, err
		}
		before := get(b, metrics)
		b.do(chromedp.Navigate("file://" + file))
		run := get(b, chromedp.Evaluate[timing](readTiming, chromedp.EvalAwaitPromise))
		after := get(b, metrics)
		took := func(name string) float64 { return after[name] - before[name] }
		run.Busy, run.Style, run.Layout, run.Script = took("TaskDuration"), took("RecalcStyleDuration"), took("LayoutDuration"), took("ScriptDuration")
		runs = append(runs, run)
	}
	slices.SortFunc(runs, func(x, y timing) int { return int(x.Busy - y.Busy) })
	return runs[1]
}

// TestLoading records how long pages take to load. It holds nothing to a
// clock: machines differ.
func TestLoading(t *testing.T) {
	files := map[string]string{"given": *pageFlag}
	if *pageFlag == "" {
		files = map[string]string{"example": example(t)}
	}
	for name, file := range files {
		path, err := filepath.Abs(file)
		if err != nil {
			t.Fatal(err)
		}
		m := loading(t, path)
		t.Logf("%s: %d elements; read after %.0f ms, seen %.0f, usable %.0f; busy for %.0f ms: style %.0f, layout %.0f, script %.0f",
			name, m.Elements, m.Read, m.Seen, m.Usable, m.Busy, m.Style, m.Layout, m.Script)
	}
}
