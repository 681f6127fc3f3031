// SPDX-License-Identifier: Apache-2.0

package browsertest

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func media(feature, value string) action {
	return send(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: feature, Value: value}}})
}

func TestPageIsQuiet(t *testing.T) {
	b := open(t, example(t))
	b.js(`document.querySelectorAll("details").forEach((d) => { d.open = true; })`)
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.requests) != 1 {
		t.Errorf("the page asked for %q; it is to ask for itself only", b.requests)
	}
	if len(b.complaints) > 0 {
		t.Errorf("the console has %q", b.complaints)
	}
}

func TestSort(t *testing.T) {
	b := open(t, example(t))
	first := `document.querySelector("#findings-table tbody tr").dataset.severity`
	want(b, first, "critical")
	b.click(`#findings-table thead th:nth-child(2) button`)
	want(b, first, "low")
	want(b, `document.querySelector("#findings-table thead th:nth-child(2)").getAttribute("aria-sort")`, "ascending")
	b.click(`#findings-table thead th:nth-child(2) button`)
	want(b, first, "critical")
	want(b, `document.querySelector("#findings-table thead th:nth-child(2)").getAttribute("aria-sort")`, "descending")
	// Numbers are sorted as numbers: the most components first.
	b.js(`document.getElementById("steps").scrollIntoView()`)
	b.click(`#steps thead th:nth-child(2) button`)
	want(b, `(() => { const n = Array.from(document.querySelectorAll("#steps tbody td:nth-child(2)"), (c) => Number(c.dataset.k));
		return n.every((x, i) => i === 0 || n[i - 1] >= x); })()`, true)
}

func TestFilterAndSearch(t *testing.T) {
	b := open(t, example(t))
	shown := `document.querySelectorAll("#findings-table tbody tr:not([hidden])").length`
	every := ask[int](b, shown)
	b.click(`#filters input[value=fail]`)
	b.click(`#filters input[value=warn]`)
	b.click(`#filters input[value=waived]`)
	want(b, `Array.from(document.querySelectorAll("#findings-table tbody tr:not([hidden])")).every((r) => r.dataset.state === "unknown")`, true)
	unknown := ask[int](b, shown)
	if unknown == 0 || unknown >= every {
		t.Errorf("%d of %d findings are unknown", unknown, every)
	}
	b.click(`#filters button[type=reset]`)
	want(b, shown, every)
	b.do(chromedp.SetValue(chromedp.CSS(`#filters select[name=pack]`), "eu5g"))
	b.js(`document.querySelector("#filters select[name=pack]").dispatchEvent(new Event("input", {bubbles: true}))`)
	want(b, `Array.from(document.querySelectorAll("#findings-table tbody tr:not([hidden])")).every((r) => r.dataset.pack === "eu5g")`, true)
	b.click(`#filters button[type=reset]`)
	b.do(chromedp.SendKeys(chromedp.CSS(`#filters input[name=q]`), "MORRABEL"))
	found := ask[int](b, shown)
	if found == 0 || found >= every {
		t.Errorf("the search shows %d of %d findings", found, every)
	}
	want(b, `Array.from(document.querySelectorAll("#findings-table tbody tr:not([hidden])")).every((r) => r.textContent.toLowerCase().includes("morrabel"))`, true)
	want(b, `document.getElementById("shown").textContent.startsWith("`+itoa(found)+` of ")`, true)
	// A link to a finding that is filtered away shows it.
	b.js(`location.hash = document.querySelector("#findings-table tbody tr[hidden]").id`)
	b.until(shown + " === " + itoa(every))
}

func TestUnfold(t *testing.T) {
	b := open(t, example(t))
	folded := `Array.from(document.querySelectorAll("main details:not(.why)")).filter((d) => !d.open).length`
	if ask[int](b, folded) == 0 {
		t.Fatal("nothing is folded")
	}
	b.click("#unfold")
	want(b, folded, 0)
	b.click("#unfold")
	want(b, `document.querySelectorAll("main details[open]").length`, 0)
	// A link to something folded opens it.
	b.click(`.cards a`)
	b.until(`document.querySelectorAll("details.supplier[open]").length === 1`)
}

func TestExplanations(t *testing.T) {
	b := open(t, example(t))
	b.click(`.cards a[href^="#why-"]`)
	want(b, `document.getElementById("panel").open`, true)
	want(b, `document.getElementById("panel-body").textContent.includes("system.yaml:")`, true)
	b.shoot("panel", "dialog")
	b.key(kb.Escape)
	want(b, `document.getElementById("panel").open`, false)
	want(b, `document.activeElement.matches('.cards a[href^="#why-"]')`, true)
}

func TestKeyboard(t *testing.T) {
	b := open(t, example(t))
	tab := func(n int) {
		for range n {
			b.key(kb.Tab)
		}
	}
	tab(1)
	want(b, `document.activeElement.className`, "skip")
	want(b, `document.activeElement.getBoundingClientRect().top >= 0`, true)
	b.key(kb.Enter)
	want(b, `document.activeElement.id`, "main")
	// From there on every stop shows that it has the focus, in the order of
	// the page, until the first finding.
	last := 0.
	reached := map[string]bool{}
	for range 120 {
		tab(1)
		stop := ask[struct {
			What    string
			Visible bool
			Y       float64
			Name    string
		}](b, `(() => { const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
			return {What: e.matches("summary") ? "summary" : e.name || e.id || e.tagName, Name: (e.textContent || e.getAttribute("aria-labelledby") || e.labels && e.labels.length || "").toString().trim().slice(0, 40),
				Visible: s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2 || e.matches("input,select") , Y: r.top + scrollY}; })()`)
		if !stop.Visible {
			t.Errorf("the focus is not to be seen on %s %q", stop.What, stop.Name)
		}
		if stop.What != "unfold" && stop.Y < last-600 {
			t.Errorf("the focus jumps up to %s %q", stop.What, stop.Name)
		}
		last = stop.Y
		reached[stop.What] = true
		if stop.What == "summary" {
			break
		}
	}
	for _, name := range []string{"state", "severity", "pack", "q", "summary"} {
		if !reached[name] {
			t.Errorf("the tab key does not reach %s", name)
		}
	}
	b.key(kb.Enter)
	want(b, `document.activeElement.closest("details").open`, true)
	b.key(" ")
	want(b, `document.activeElement.closest("details").open`, false)
	b.do(chromedp.Focus(chromedp.CSS(`#findings-table thead th:nth-child(2) button`)))
	b.key(kb.Enter)
	want(b, `document.querySelector("#findings-table tbody tr").dataset.severity`, "low")
	b.do(chromedp.Focus(chromedp.CSS(`#filters input[value=warn]`)))
	b.key(" ")
	want(b, `document.querySelectorAll("#findings-table tbody tr[data-state=warn]:not([hidden])").length`, 0)
}

func TestWithoutJavaScript(t *testing.T) {
	b := open(t, example(t), send(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))
	want(b, `document.getElementById("filters").checkVisibility()`, false)
	want(b, `document.getElementById("tools").checkVisibility()`, false)
	want(b, `Array.from(document.querySelectorAll("#findings-table tbody tr")).every((r) => r.checkVisibility())`, true)
	b.click(`#findings-table tbody tr summary`)
	want(b, `document.querySelector("#findings-table tbody tr details").open`, true)
	want(b, `document.querySelector("#findings-table tbody tr dl.facts").checkVisibility()`, true)
	// The browser itself opens what a link leads into.
	b.click(`.cards a`)
	b.until(`document.querySelectorAll("details.supplier[open]").length === 1`)
	b.shoot("without-javascript", "#suppliers")
}

func TestLooks(t *testing.T) {
	file := example(t)
	for _, look := range []struct {
		name   string
		scheme string
		width  int64
	}{{"light", "light", 1440}, {"dark", "dark", 1440}, {"tablet", "light", 820}, {"phone", "light", 360}, {"phone-dark", "dark", 360}} {
		t.Run(look.name, func(t *testing.T) {
			b := open(t, file, media("prefers-color-scheme", look.scheme), chromedp.EmulateViewport(look.width, 900))
			b.js(`document.querySelectorAll("details.supplier, #findings tr:nth-child(1) details").forEach((d, i) => { d.open = i < 3; })`)
			for _, section := range []string{"header", "#summary", "#findings", "#questions", "#suppliers", "#concentration", "#chain", "#single", "#lockin", "#risk", "#data", "#accepted", "#method", "#inputs", "#why"} {
				b.shoot(strings.Trim(look.name+"-"+strings.TrimPrefix(section, "#"), "-"), section)
			}
			for _, folded := range []bool{true, false} {
				if !folded {
					b.js(`document.querySelectorAll("details").forEach((d) => { d.open = true; })`)
				}
				if got := ask[int64](b, `document.documentElement.scrollWidth`); got > look.width {
					t.Errorf("folded %v: the page is %d wide, the screen %d: %v", folded, got, look.width, ask[[]string](b, tooWide))
				}
				for _, low := range ask[[]string](b, lowContrast) {
					t.Errorf("folded %v: %s", folded, low)
				}
			}
		})
	}
}

// tooWide names what reaches out of the screen.
const tooWide = `Array.from(document.querySelectorAll("main *")).filter((e) => !e.closest(".scroll, nav, svg") && e.getBoundingClientRect().right > innerWidth + 1)
	.slice(0, 5).map((e) => e.tagName + "." + e.className + " " + e.textContent.trim().slice(0, 40))`

// lowContrast measures every text against what is behind it, by the formula
// of WCAG 2.2: 4.5 to 1, or 3 to 1 for large letters.
const lowContrast = `(() => {
	const rgba = (s) => { const m = s.match(/[\d.]+/g).map(Number); return {r: m[0], g: m[1], b: m[2], a: m.length > 3 ? m[3] : 1}; };
	const over = (x, y) => ({r: x.r * x.a + y.r * (1 - x.a), g: x.g * x.a + y.g * (1 - x.a), b: x.b * x.a + y.b * (1 - x.a), a: 1});
	const light = (c) => { const f = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }; return 0.2126 * f(c.r) + 0.7152 * f(c.g) + 0.0722 * f(c.b); };
	const behind = (e) => { const stack = []; for (; e; e = e.parentElement) { if (e instanceof SVGElement) continue; const c = rgba(getComputedStyle(e).backgroundColor); stack.push(c); if (c.a === 1) break; }
		return stack.reverse().reduce((y, x) => over(x, y), {r: 255, g: 255, b: 255, a: 1}); };
	const out = new Set();
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let n; (n = walk.nextNode());) {
		const e = n.parentElement;
		if (!n.data.trim() || e.closest("script, style, title, desc, .vh, dialog") || !e.checkVisibility({visibilityProperty: true})) continue;
		const s = getComputedStyle(e), svg = e instanceof SVGElement;
		let ground = behind(e);
		const box = svg && e.previousElementSibling && e.previousElementSibling.matches(".control rect") && e.previousElementSibling;
		if (box) ground = over(rgba(getComputedStyle(box).fill), ground);
		const ink = over(rgba(svg ? s.fill : s.color), ground);
		const a = light(ink), b = light(ground), ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		const size = parseFloat(s.fontSize), large = size >= 24 || size >= 18.66 && Number(s.fontWeight) >= 700;
		if (ratio < (large ? 3 : 4.5)) out.add(ratio.toFixed(2) + " " + e.tagName + "." + (e.getAttribute("class") || "") + " " + n.data.trim().slice(0, 30));
	}
	return Array.from(out).slice(0, 12);
})()`

func TestPrint(t *testing.T) {
	b := open(t, example(t), send(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))
	b.do(send(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}))
	want(b, `document.querySelector("nav.toc").checkVisibility()`, false)
	want(b, `Array.from(document.querySelectorAll("details")).filter((d) => d.checkVisibility() && d.lastElementChild.getBoundingClientRect().height === 0).length`, 0)
	pdf := keep(t, "print.pdf", get(b, chromedp.PrintToPDF(chromedp.PDFPrintBackground(), chromedp.PDFPreferCSSPageSize())))
	poppler, err := exec.LookPath("pdftoppm")
	if err != nil {
		t.Log("no pdftoppm: the print is kept as PDF only")
		return
	}
	out, err := exec.CommandContext(t.Context(), poppler, "-png", "-r", "60", "-l", "6", pdf, filepath.Join(filepath.Dir(pdf), "print")).CombinedOutput()
	if err != nil {
		t.Errorf("pdftoppm: %v %s", err, out)
	}
}

func itoa(n int) string {
	if n == 0 {
		return "0"
	}
	var digits []string
	for ; n > 0; n /= 10 {
		digits = append([]string{string(rune('0' + n%10))}, digits...)
	}
	return strings.Join(digits, "")
}
