// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/result"
)

// shownParts is how many parts of one sort an explanation lists; the result
// has them all.
const shownParts = 10

// branch collects the children of a node.
type branch struct {
	e   *Explainer
	out []result.Explanation
}

func (b *branch) add(x ...result.Explanation) { b.out = append(b.out, x...) }

// refs names other things that can be asked for, without their parts. What
// the result does not have is left out.
func (b *branch) refs(ids ...string) {
	for _, id := range ids {
		if found, ok := b.e.entries[id]; ok {
			x := found.head()
			x.ID = id
			b.add(x)
		}
	}
}

// refAs is refs for one thing, under a title that is short because what the
// branch is about stands above it.
func (b *branch) refAs(title, id string) {
	if found, ok := b.e.entries[id]; ok {
		x := found.head()
		x.ID, x.Title, x.Text = id, title, ""
		b.add(x)
	}
}

// facts lists those of a subject's facts that are stated, and reports
// whether any is. A path also stands for all that lies below it.
func (b *branch) facts(subject string, paths ...string) bool {
	any := false
	for _, path := range paths {
		if f := b.e.stated[[2]string{subject, path}]; f != nil {
			b.add(b.e.fact(f))
			any = true
			continue
		}
		for _, f := range b.e.ofSubject[subject] {
			if strings.HasPrefix(f.Path, path+".") {
				b.add(b.e.fact(f))
				any = true
			}
		}
	}
	return any
}

// need lists a fact, or says that nobody states it.
func (b *branch) need(subject string, paths ...string) {
	for _, path := range paths {
		if !b.facts(subject, path) {
			b.add(b.e.missing(subject, path))
		}
	}
}

// input names a file once in this branch.
func (b *branch) input(name, why string) {
	if name == "" || slices.ContainsFunc(b.out, func(x result.Explanation) bool {
		return x.Kind == result.ExplainInput && x.At.File == name
	}) {
		return
	}
	b.add(b.e.input(name, why))
}

// assumptions lists the defaults that stood in for facts of a subject.
func (b *branch) assumptions(prefixes ...string) {
	for _, x := range b.e.a.Assumptions {
		for _, prefix := range prefixes {
			if x.Fact == prefix || strings.HasPrefix(x.Fact, prefix+"/") {
				b.add(result.Explanation{Kind: result.ExplainAssumption, Title: x.Fact, Value: x.Value, Text: x.Why})
				break
			}
		}
	}
}

// fact is a node for a stated fact.
func (e *Explainer) fact(f *result.Fact) result.Explanation {
	x := result.Explanation{
		Kind: result.ExplainFact, Title: f.Path + " of " + e.subject(f.Subject), Value: f.Value,
		Source: sourceWords(f), At: result.Evidence{Fact: f.Path, File: f.File, Pointer: f.Pointer, Line: f.Line},
	}
	if f.Source == "" {
		x.Text = "No source is stated."
	} else if f.Confidence != "" {
		x.Text = "Stated with " + f.Confidence + " confidence."
	}
	switch f.Provenance {
	case "unverified":
		x.Text = strings.TrimSpace(x.Text + " Unverified: stated from memory, nobody has looked it up in the source.")
	case "inferred":
		x.Text = strings.TrimSpace(x.Text + " Inferred: the source does not say so itself.")
	}
	return x
}

// sourceWords is the source of a fact by its id and title.
func sourceWords(f *result.Fact) string {
	if f.SourceTitle == "" {
		return f.Source
	}
	return f.Source + " (" + f.SourceTitle + ")"
}

// missing is a node for a fact that nobody stated: it says which record would
// state it, and whom to ask.
func (e *Explainer) missing(subject, path string) result.Explanation {
	words, file := e.record(subject)
	_, field, ok := strings.Cut(path, ".")
	if !ok {
		field = path
	}
	switch { // what rules see and what records say, where these differ
	case path == "exposure.access":
		words, file = e.record("system:")
		field = "services, at each product"
	case path == "contract.ended":
		field = "end"
	case path == "supplier.control.decisive":
		field = "owners with their rights, and stateLinks"
	case path == "supplier.control" || strings.HasPrefix(path, "supplier.control."):
		field = "owners and unlistedHolderMax, and in the records of the owners"
	case strings.HasPrefix(path, "countries."):
		var code string
		code, field, _ = strings.Cut(field, ".")
		subject, path = "country:"+code, "country."+field
		words, file = e.record(subject)
	case strings.HasPrefix(path, "contracts."):
		words, file = e.record("system:")
		field = "contracts"
	}
	if file != "" {
		words += " (" + file + ")"
	}
	return result.Explanation{
		Kind: result.ExplainMissing, Title: path + " of " + e.subject(subject), Value: "not stated",
		Text: "Would be stated in " + words + ", as " + field + ". Ask " + e.ask(subject, path) + ".",
	}
}

// input is a node for a file with its digest.
func (e *Explainer) input(name, why string) result.Explanation {
	x := result.Explanation{Kind: result.ExplainInput, Title: name, Text: why, At: result.Evidence{File: name}}
	if in := e.inputs[name]; in != nil {
		x.Value = "sha256 " + in.SHA256
	}
	return x
}

// measure is a node for how a number is computed, with what goes into it.
func measure(title, text, section string, parts []result.Explanation) result.Explanation {
	return result.Explanation{
		Kind: result.ExplainMeasure, Title: title, Text: text, Source: "docs/method.md, " + section, Children: parts,
	}
}

// parameter is a node for a threshold or a weight.
func parameter(name, value, why string) result.Explanation {
	return result.Explanation{Kind: result.ExplainParameter, Title: name, Value: value, Text: why}
}

func number(title, value, text string) result.Explanation {
	return result.Explanation{Kind: result.ExplainNumber, Title: title, Value: value, Text: text}
}

func itoa(n int) string { return strconv.Itoa(n) }
