// SPDX-License-Identifier: Apache-2.0

package kedja_test

import (
	"bytes"
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// This file knows what a report of each format must never have.

// harmless holds one report to what its readers rely on. The calm one has the
// same content under harmless names; nil where there is none.
func harmless(t *testing.T, format string, got, calm []byte) {
	t.Helper()
	if !utf8.Valid(got) {
		t.Error("no UTF-8")
	}
	for i, r := range string(got) {
		if r != '\n' && !(r == '\t' && format == "html") && !unicode.IsGraphic(r) {
			t.Errorf("%U at %d: %q", r, i, got[max(0, i-40):min(len(got), i+20)])
			return
		}
	}
	if m := command.Find(got); m != nil && format != "html" { // nobody prints a page into a log
		t.Errorf("%q would be a command of a CI service", m)
	}
	switch format {
	case "text":
		harmlessText(t, string(got))
	case "markdown":
		harmlessMarkdown(t, string(got))
	case "json":
		if !json.Valid(got) {
			t.Error("no JSON")
		}
	case "html":
		harmlessHTML(t, got, calm)
	}
}

// command is what CI services obey in the lines of a log.
var command = regexp.MustCompile(`##\[|##vso\[|(?m)^\s*::[a-z]`)

// harmlessText looks for lines that a name has begun.
func harmlessText(t *testing.T, got string) {
	verdicts := 0
	for line := range strings.Lines(got) {
		if strings.HasPrefix(line, "VERDICT:") {
			verdicts++
		}
	}
	if verdicts != 1 {
		t.Errorf("%d lines begin with the verdict", verdicts)
	}
}

var (
	// ownHTML is the HTML that Markdown reports have themselves.
	ownHTML = strings.NewReplacer("<!-- -->", "\x00", "<span>$</span>", "", "<br>", " ", "<details><summary>", "", "</summary>\n\n", "\n\n", "\n\n</details>\n", "\n\n")
	// active is what GitHub makes links, images and mentions of.
	active = regexp.MustCompile("[\\[\\]`]|@[^\\x00]|#[0-9]|://|(?i)\\bwww\\.|\\bgh-[0-9]")
)

// harmlessMarkdown looks for HTML, links and mentions that are not the
// report's own, and for rows of a table with cells too many.
func harmlessMarkdown(t *testing.T, got string) {
	if o, c := strings.Count(got, "<details>"), strings.Count(got, "</details>"); o != c {
		t.Errorf("%d folds begin, %d end", o, c)
	}
	cells := 0
	for line := range strings.Lines(ownHTML.Replace(withoutCode(got))) {
		if i := strings.IndexAny(line, "<>$"); i >= 0 {
			t.Errorf("HTML or a formula: %.200q", line[max(0, i-40):])
			return
		}
		if m := active.FindString(line); m != "" {
			t.Errorf("%q would be active in %.300q", m, line)
			return
		}
		n := strings.Count(line, "|")
		if n > 0 && (!strings.HasPrefix(line, "| ") || !strings.HasSuffix(line, " |\n") && !strings.HasSuffix(line, "- |\n") || cells > 0 && n != cells) {
			t.Errorf("a row of %d, after one of %d: %.300q", n, cells, line)
			return
		}
		cells = n
	}
}

// withoutCode takes out code spans and what stands behind a backslash.
func withoutCode(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '`':
			if end := strings.IndexAny(s[i+1:], "`|\n"); end > 0 && s[i+1+end] == '`' {
				i += end + 1
				continue
			}
			b.WriteByte('`')
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// harmlessHTML compares a page with one of harmless names: no element or
// attribute may be new, and script and style are the same.
func harmlessHTML(t *testing.T, got, calm []byte) {
	shape, code := shapeOf(t, got)
	for what := range shape {
		if strings.Contains(what, " on") || strings.HasSuffix(what, " style") || strings.HasPrefix(what, "img") || strings.HasPrefix(what, "iframe") {
			t.Errorf("the page has %s", what)
		}
	}
	if calm == nil {
		return
	}
	calmShape, calmCode := shapeOf(t, calm)
	for what := range shape {
		if !calmShape[what] {
			t.Errorf("the names add %s", what)
		}
	}
	if !slices.Equal(code, calmCode) {
		t.Error("script or style differ")
	}
}

// shapeOf lists the elements of a page with their attributes, and what its
// scripts and styles hold.
func shapeOf(t *testing.T, page []byte) (shape map[string]bool, code []string) {
	t.Helper()
	shape = map[string]bool{}
	inside := ""
	for z := html.NewTokenizer(bytes.NewReader(page)); ; {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Error(z.Err())
			}
			return shape, code
		case html.CommentToken:
			shape["a comment"] = true
		case html.TextToken:
			if inside == "script" || inside == "style" {
				code = append(code, string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			inside = token.Data
			shape[token.Data] = true
			for _, a := range token.Attr {
				if a.Key != "class" { // a problem more has one more
					shape[token.Data+" "+a.Key] = true
				}
				if address := a.Key == "href" || a.Key == "src" || a.Key == "action"; address && !strings.HasPrefix(a.Val, "#") {
					t.Errorf("%s leads to %.100q", token.Data, a.Val)
				}
			}
		case html.EndTagToken:
			inside = ""
		}
	}
}
