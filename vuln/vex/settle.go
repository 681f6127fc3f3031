// SPDX-License-Identifier: Apache-2.0

package vex

import (
	"net/url"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln/vex/internal/tokens"
)

// unescape undoes percent-encoding, and leaves alone what is none.
func unescape(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	return s
}

// finish completes the statements of a document that was read to its end, or
// to where it breaks off.
func finish(doc *Document, r *tokens.Reader, inherit func(*Statement)) (*Document, diag.List, error) {
	doc.Cut = r.Err() != nil
	for i := range doc.Statements {
		s := &doc.Statements[i]
		inherit(s)
		settle(s, doc, r.NoteAt)
	}
	if doc.Cut && len(doc.Statements) == 0 {
		return nil, nil, r.Finish().Errors()[0]
	}
	about(doc, r.NoteAt)
	return doc, r.Finish(), nil
}

// noter notes a diagnostic.
type noter = func(s diag.Severity, code string, at diag.Position, remedy, format string, args ...any)

// settle brings the words of a statement to those of the package, gives it
// what its document says for all, and notes what it lacks.
func settle(s *Statement, doc *Document, note noter) {
	if s.Author == "" {
		s.Author = doc.Author
	}
	if s.Role == "" {
		s.Role = doc.Role
	}
	s.Format, s.DocumentID, s.DocumentVersion = doc.Format, doc.ID, doc.Version
	var known bool
	if s.Status, known = statusOf(doc.Format, s.Stated); !known {
		note(diag.Warning, "vex/status", s.Position, "use a status of the specification",
			"%q is no status; the statement counts as under investigation", s.Stated)
	}
	settleJustification(s, note)
	if doc.Cut && (s.Status == NotAffected || s.Status == Fixed) {
		// What is missing may have narrowed what it is about.
		s.Status = UnderInvestigation
	}
	if s.Vulnerability.ID == "" && len(s.Vulnerability.Aliases) == 0 {
		note(diag.Warning, "vex/no-vulnerability", s.Position, "state the name of the vulnerability",
			"the statement names no vulnerability, so that it applies to none")
	}
	if s.when().IsZero() {
		note(diag.Info, "vex/no-time", s.Position, "state when the statement was made",
			"neither the statement nor its document states a time; any other statement of the author is newer")
	}
	settleProducts(s, note)
}

func settleJustification(s *Statement, note noter) {
	word := fold(s.StatedJustification)
	j, known := justifications[word]
	s.Justification = j
	switch {
	case word != "" && !known && s.Status == NotAffected:
		// It says no less than a statement that has none.
		note(diag.Warning, "vex/justification", s.Position, "use a justification of the specification",
			"%q is no justification; the statement counts as one without", s.StatedJustification)
	case word != "" && !known:
		note(diag.Warning, "vex/justification", s.Position, "use a justification of the specification",
			"%q is no justification; it is kept as stated", s.StatedJustification)
	case s.Status == NotAffected && word == "" && strings.TrimSpace(s.Impact) == "":
		note(diag.Warning, "vex/no-justification", s.Position, "state a justification",
			"the statement does not say why the product is not affected")
	}
}

func settleProducts(s *Statement, note noter) {
	if len(s.Products) == 0 {
		note(diag.Warning, "vex/no-product", s.Position, "name the products by package URL",
			"the statement names no product, so that it applies to none")
		return
	}
	nameless := 0
	for i := range s.Products {
		if !matchable(&s.Products[i], s.Format) {
			nameless++
		}
	}
	if nameless > 0 {
		note(diag.Warning, "vex/no-identifier", s.Position, "name the products by package URL, CPE, hash or BOM-Link",
			"%d of the %d products of the statement have no name that can be matched", nameless, len(s.Products))
	}
}

// matchable reports whether the names of a product can be found in an SBOM.
func matchable(p *Product, f Format) bool {
	named := p.identified(f)
	for i := range p.Subcomponents {
		if part := &p.Subcomponents[i]; matchable(part, f) && (named || part.Serial+part.SHA256 != "") {
			return true
		}
	}
	return len(p.Subcomponents) == 0 && named
}

// about notes what a document lacks.
func about(doc *Document, note noter) {
	at := diag.Position{File: doc.File}
	if doc.Cut {
		note(diag.Error, "vex/cut", at, "get the complete file from its producer",
			"the document breaks off; what it clears counts as under investigation")
	}
	if doc.Author == "" {
		note(diag.Info, "vex/no-author", at, "state the author", "the document names no author; it is taken for one of its own")
	}
	if doc.State == "draft" {
		note(diag.Warning, "vex/draft", at, "ask the publisher for the final document", "the document is a draft; its statements count as they stand")
	}
	if len(doc.Statements) == 0 && !doc.Cut {
		note(diag.Warning, "vex/no-statements", at, "check that the document was meant", "the document holds no statement whether a product is affected")
	}
}
