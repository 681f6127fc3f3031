// SPDX-License-Identifier: Apache-2.0

package browsertest

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/report/html"
	"github.com/kedja/kedja/result"
)

// browser finds the program to drive.
func browser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no chromium, chromium-browser or google-chrome on the path")
	return ""
}

// tab is a page in a fresh browser, with all that it asked for and
// complained about.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu         sync.Mutex
	requests   []string
	complaints []string
}

// open starts a browser and loads a page after the given actions.
func open(t *testing.T, file string, before ...action) *tab {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(browser(t)), chromedp.UserDataDir(t.TempDir()), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.WindowSize(1440, 1000))
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &tab{t: t, ctx: ctx}
	if err := chromedp.Listen(ctx, b.listen); err != nil {
		t.Fatal(err)
	}
	b.do(send(network.Enable, network.EnableParams{}), send(log.Enable, cdp.Empty{}), send(runtime.Enable, cdp.Empty{}))
	b.do(before...)
	b.do(chromedp.Navigate("file://" + file))
	return b
}

// action is a step that gives nothing back.
type action = chromedp.Action[chromedp.Void]

// send is a command of the protocol as a step.
func send[P, R any](c cdp.Command[P, R], params P) action {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, params)
		return err
	})
}

func (b *tab) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	case *log.EventEntryAdded:
		b.complaints = append(b.complaints, e.Entry.Text)
	case *runtime.EventExceptionThrown:
		b.complaints = append(b.complaints, e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		b.complaints = append(b.complaints, "console."+string(e.Type))
	}
}

// do runs actions and ends the test if one fails.
func (b *tab) do(actions ...action) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// get runs an action that gives something back.
func get[T any](b *tab, a chromedp.Action[T]) T {
	b.t.Helper()
	out, err := chromedp.Run(b.ctx, a)
	if err != nil {
		b.t.Fatal(err)
	}
	return out
}

func (b *tab) click(selector chromedp.CSS) { b.t.Helper(); b.do(chromedp.Click(selector)) }
func (b *tab) key(keys string)             { b.t.Helper(); b.do(chromedp.KeyEvent(keys)) }
func (b *tab) js(script string)            { b.t.Helper(); b.do(chromedp.Evaluate[chromedp.Void](script)) }

// until waits for an expression to be true.
func (b *tab) until(expression string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 20*time.Second)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](expression, chromedp.WithPollingInterval(50*time.Millisecond))); err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
}

// ask evaluates an expression in the page.
func ask[T any](b *tab, expression string) T {
	b.t.Helper()
	return get(b, chromedp.Evaluate[T](expression))
}

// want waits for the expression to have the value: a page answers in its own
// time, on a busy machine later.
func want[T comparable](b *tab, expression string, value T) {
	b.t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		b.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(b.ctx, 10*time.Second)
	defer cancel()
	same := "JSON.stringify(" + expression + ") === " + strconv.Quote(string(text))
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](same, chromedp.WithPollingInterval(50*time.Millisecond))); err != nil {
		if got := ask[T](b, expression); got != value {
			b.t.Errorf("%s: got %v, want %v", expression, got, value)
		}
	}
}

// shoot keeps a picture of an element, at most some screens long, for those
// who want to look: with -artifacts.
func (b *tab) shoot(name, selector string) {
	b.t.Helper()
	if f := flag.Lookup("test.artifacts"); f == nil || f.Value.String() != "true" {
		return
	}
	box := ask[page.Viewport](b, `(() => { const r = document.querySelector("`+selector+`").getBoundingClientRect();
		return {x: 0, y: Math.max(0, r.top + scrollY), width: innerWidth, height: Math.min(Math.max(r.height, 1), 3600), scale: 1}; })()`)
	beyond := true
	shot := func(ctx context.Context, t *chromedp.Target) (page.CaptureScreenshotResult, error) {
		return cdp.Call(ctx, t, page.CaptureScreenshot, page.CaptureScreenshotParams{Clip: &box, CaptureBeyondViewport: &beyond})
	}
	keep(b.t, name+".png", get(b, shot).Data)
}

// keep writes a file to the artifacts of the test.
func keep(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.ArtifactDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// write renders a result to a file.
func write(t *testing.T, a *result.Assessment) string {
	t.Helper()
	var out bytes.Buffer
	if err := html.Render(&out, a, html.Options{Explain: gate.NewExplainer(a).Lookup}); err != nil {
		t.Fatal(err)
	}
	return keep(t, "page.html", out.Bytes())
}

// nordmark is the result of the example that the repository ships.
var nordmark = sync.OnceValues(func() (*result.Assessment, error) {
	in, _, err := kedja.Load([]string{"../../../examples/nordmark/system.yaml"}, nil)
	if err != nil {
		return nil, err
	}
	return kedja.Assess(context.Background(), in, kedja.Options{AsOf: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
})

func example(t *testing.T) string {
	t.Helper()
	a, err := nordmark()
	if err != nil {
		t.Fatal(err)
	}
	return write(t, a)
}
