// SPDX-License-Identifier: Apache-2.0

// Package html writes a result as one page that a board member, a buyer and
// an engineer can each read.
//
// The page is one file and asks for nothing else: its style, its script and
// its pictures are in it, and a content security policy that names the
// digests of the one style and the one script forbids everything more. It is
// complete without JavaScript; the script only adds sorting, filters, search
// and unfolding.
//
// Every picture has a title, a description and a table behind it; an outcome
// is told by a word and a shape, never by colour alone.
package html

import (
	"bufio"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"github.com/kedja/kedja/result"
)

// Options say what a page has beside the result. The zero value is the
// default.
type Options struct {
	// Explain answers why for a finding's id or a path such as
	// concentration/<scope>/<by>/<basis>/hhi. Numbers that it can explain
	// link to their explanation at the end of the page; nil explains none.
	Explain func(id string) (result.Explanation, bool)
}

//go:embed page.css
var pageStyle string

//go:embed page.js
var pageScript string

//go:embed templates/*.html
var templateFiles embed.FS

// pages parses the templates once; a parsed set serves several callers.
var pages = sync.OnceValues(func() (*template.Template, error) {
	return template.New("page").Funcs(template.FuncMap{
		"upper":    upper,
		"bdi":      isolated,
		"dir":      direction,
		"less":     func(a, b int) int { return a - b },
		"outcomes": outcomeFilter,
	}).ParseFS(templateFiles, "templates/*.html")
})

// firstRightToLeft is the first character of the blocks that are written from
// right to left; Latin, Greek and Cyrillic come before it.
const firstRightToLeft = 0x0590

// isolated keeps a text that is written from right to left, or may be, from
// turning what stands beside it. Others need no element of their own; pages
// have tens of thousands of them.
func isolated(text string) template.HTML {
	escaped := template.HTMLEscapeString(text)
	if strings.ContainsFunc(text, func(r rune) bool { return r >= firstRightToLeft }) {
		return template.HTML("<bdi>" + escaped + "</bdi>") // both are escaped
	}
	return template.HTML(escaped)
}

// direction is isolated for the links of explanations, thousands of which are
// on a page; a link is an element already.
func direction(text string) template.HTMLAttr {
	if strings.ContainsFunc(text, func(r rune) bool { return r >= firstRightToLeft }) {
		return ` dir="auto"`
	}
	return ""
}

// Render writes the page. Equal results give equal bytes. Names and messages
// come from inputs that somebody else wrote: they are cleaned, cut, isolated
// and escaped.
func Render(w io.Writer, a *result.Assessment, o Options) error {
	if len(a.LeftOut) > 0 {
		return fmt.Errorf("the result has findings only, and a page would show the rest as if there were none (left out: %s); assess again without leaving it out", strings.Join(a.LeftOut, ", "))
	}
	t, err := pages()
	if err != nil {
		return err
	}
	normal := *a
	normal.Normalize() // the order of everything on the page
	out := bufio.NewWriter(w)
	if err := t.ExecuteTemplate(out, "page.html", newPage(&normal, o)); err != nil {
		return err
	}
	return out.Flush()
}

// page is what the templates show.
type page struct {
	Title  string
	Policy string
	Style  template.CSS
	Script template.JS

	Head      head
	Summary   summary
	Bounds    *bounds
	Findings  findings
	Scenarios *scenarios
	Questions questions
	Suppliers suppliers
	Shares    concentrations
	Depend    *section
	Chain     *figure
	Single    resilience
	LockIn    section
	Risk      section
	Weak      *section
	Data      dataQuality
	Accepted  accepted
	Method    method
	Inputs    section
	Why       []explained
	WhyNote   string
}

func newPage(a *result.Assessment, o Options) *page {
	b := newBuilder(a, o)
	p := &page{
		Policy: policy(pageStyle, pageScript),
		Style:  template.CSS(pageStyle), // our own file, not an input
		Script: template.JS(pageScript), // likewise
		Head:   b.head(),
	}
	p.Title = p.Head.Name + " – supply chain assessment"
	// Suppliers and inputs come before all that links to them; numbers are
	// explained in the order of this list until the room is used up.
	b.placeSuppliers()
	p.Inputs = b.inputs()
	p.Questions = b.questions()
	p.Summary = b.summary(p.Questions)
	p.Risk = b.risk()
	p.LockIn = b.lockIn()
	p.Suppliers = b.suppliers()
	p.Bounds = b.bounds()
	p.Findings = b.findings()
	p.Scenarios = b.scenarios()
	p.Single = b.resilience()
	p.Chain = b.chain()
	p.Weak = b.vulnerabilities()
	p.Data = b.dataQuality()
	p.Shares = b.concentrations()
	p.Depend = b.dependency()
	p.Accepted = b.accepted()
	p.Method = b.method()
	p.Why, p.WhyNote = b.whys.explanations()
	return p
}

// policy is the content security policy: nothing but the style and the
// script with these digests.
func policy(style, script string) string {
	return "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '" + digest(style) + "'; script-src '" + digest(script) + "'"
}

// digest is a hash source of Content Security Policy Level 3.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
