// SPDX-License-Identifier: Apache-2.0

// Package osvresult reads what osv-scanner found (osv-scanner scan --format
// json, versions 1 and 2) and answers from it as a [vuln.Source].
//
// A result names packages, not components, and unless osv-scanner ran with
// --all-packages only those with findings. So a component is checked only when
// the result names its package in its version; of every other one nothing is
// known ([vuln.NotInResult]), because a package that was scanned and found clean
// looks the same as one that was never scanned. What osv-scanner was configured
// to ignore is not in its result and cannot be seen here.
package osvresult

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln"
)

// Format is the name of the format, as results repeat it.
const Format = "osv-scanner"

// MaxBytes is the size from which a result is refused: it is read into memory.
const MaxBytes = 1 << 30

// Result is what one file of osv-scanner holds. It does not change and is safe
// for concurrent use.
type Result struct {
	origin   vuln.Origin
	count    int
	byPlace  map[place][]*scanned // without releases
	byCommit map[string]*scanned
	clean    bool // packages without findings are listed
}

var _ vuln.Source = (*Result)(nil)

// scanned is a package in one version, from all places where it was seen.
type scanned struct {
	place   place
	source  string // what its records call it: a distribution's source package
	version string
	commit  string
	records []record
	groups  []group
	found   []vuln.Found
	broken  bool // a record of it could not be read
}

// Read reads a result. What single packages or records have wrong is in the
// list of diagnostics; a file that is no result, or is torn, is an error.
func Read(name string, r io.Reader) (*Result, diag.List, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	at := diag.Position{File: name}
	switch {
	case err != nil:
		return nil, nil, diag.Diagnostic{Code: "osvresult/unreadable", Position: at, Message: err.Error()}
	case len(data) > MaxBytes:
		return nil, nil, diag.Diagnostic{Code: "osvresult/too-large", Position: at, Message: fmt.Sprintf("the file has more than %d MiB", MaxBytes>>20)}
	}
	w := newWalker(name, data)
	d := decoder{walker: w, byKey: map[string]*scanned{}}
	if err := d.document(); err != nil {
		return nil, w.diagnostics(), w.fail(err)
	}
	sum := sha256.Sum256(data)
	out := &Result{
		origin: vuln.Origin{File: name, SHA256: hex.EncodeToString(sum[:]), Format: Format},
		count:  d.count, byPlace: map[place][]*scanned{}, byCommit: map[string]*scanned{}, clean: d.clean,
	}
	for _, p := range d.packages {
		p.found = findings(p)
		out.add(p)
	}
	if len(d.packages) == 0 {
		w.list.Warnf("osvresult/empty", at, "the result names no package; run osv-scanner with --all-packages so that it names those without findings")
	}
	return out, w.diagnostics(), nil
}

func (r *Result) add(p *scanned) {
	if p.commit != "" {
		r.byCommit[strings.ToLower(p.commit)] = p
	}
	if p.place.name != "" {
		key := p.place.anyRelease()
		r.byPlace[key] = append(r.byPlace[key], p)
	}
	for _, rec := range p.records {
		r.origin.Created = max(r.origin.Created, rec.modified)
	}
}

// Origins names the file.
func (r *Result) Origins() []vuln.Origin { return []vuln.Origin{r.origin} }

// Packages returns how many packages the result names, once for every file that
// they were seen in, and whether some without findings are among them.
func (r *Result) Packages() (n int, clean bool) { return r.count, r.clean }

// Match answers each query from the result.
func (r *Result) Match(ctx context.Context, queries []vuln.Query) ([]vuln.Answer, diag.List, error) {
	answers := make([]vuln.Answer, len(queries))
	for i, q := range queries {
		if i%1024 == 0 && ctx.Err() != nil {
			return nil, nil, context.Cause(ctx)
		}
		answers[i] = r.answer(q)
	}
	return answers, nil, nil
}

func unknown(reason vuln.Reason, format string, args ...any) vuln.Answer {
	return vuln.Answer{Reason: reason, Detail: fmt.Sprintf(format, args...)}
}

func (r *Result) answer(q vuln.Query) vuln.Answer {
	switch {
	case q.PURL == "" && q.CPE != "":
		return unknown(vuln.CPEOnly, "osv-scanner names packages by ecosystem and name; the component has a CPE alone")
	case q.PURL == "":
		return unknown(vuln.NoIdentifier, "the component has neither a purl nor a CPE")
	}
	t := targetOf(q)
	for _, version := range t.versions {
		if p := r.byCommit[strings.ToLower(version)]; p != nil && isCommit(version) {
			return p.answer()
		}
	}
	if len(t.places) == 0 {
		return t.Answer
	}
	where := t.places[0]
	same := r.named(&t)
	if len(same) == 0 {
		hint := ""
		if !r.clean {
			hint = "; run osv-scanner with --all-packages so that it names packages without findings"
		}
		return unknown(vuln.NotInResult, "the result does not name %s of %s%s", where.name, where.ecosystem, hint)
	}
	if len(t.versions) == 0 {
		return noVersion(same)
	}
	var exact []*scanned
	for _, p := range same {
		if t.isOf(p) {
			exact = append(exact, p)
		}
	}
	if len(exact) == 0 {
		return unknown(vuln.NotInResult, "the result names %s of %s in version %s, not %s", where.name, where.ecosystem, versions(same), t.versions[0])
	}
	return joined(exact).answer()
}

// named returns the packages that a purl stands for, in any version, by the
// first of its names that there are any of.
func (r *Result) named(t *target) []*scanned {
	for _, where := range t.places {
		var out []*scanned
		for _, p := range r.byPlace[where.anyRelease()] {
			if releasesAgree(where.release, p.place.release) {
				out = append(out, p)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// answer is what is known of a package that the result names.
func (p *scanned) answer() vuln.Answer {
	a := vuln.Answer{State: vuln.Checked, Found: cloneFound(p.found)}
	if p.broken {
		a.State, a.Reason, a.Detail = vuln.Unknown, vuln.Unreadable, "a record of the package could not be read"
	}
	return a
}

// noVersion gives what any version of a package has as possible.
func noVersion(same []*scanned) vuln.Answer {
	all := joined(same)
	a := unknown(vuln.NoVersion, "the component has no version; the result names the package in version %s", versions(same))
	a.Found = cloneFound(all.found)
	for i := range a.Found {
		a.Found[i].Possible, a.Found[i].Reason, a.Found[i].Fixed = true, vuln.NoVersion, ""
	}
	return a
}

// joined makes one of packages that a query cannot tell apart: of several
// releases of a distribution, or with a version spelled in two ways.
func joined(list []*scanned) *scanned {
	if len(list) == 1 {
		return list[0]
	}
	out := &scanned{place: list[0].place, source: list[0].source, version: list[0].version}
	for _, p := range list {
		out.records = append(out.records, p.records...)
		out.groups = append(out.groups, p.groups...)
		out.broken = out.broken || p.broken
	}
	out.found = findings(out)
	return out
}

func versions(list []*scanned) string {
	var out []string
	for _, p := range list {
		out = append(out, cmp.Or(p.version, "(none)"))
	}
	slices.Sort(out)
	out = slices.Compact(out)
	if len(out) > 5 {
		out = append(out[:5], "…")
	}
	return strings.Join(out, ", ")
}

// cloneFound keeps callers from changing the result.
func cloneFound(list []vuln.Found) []vuln.Found {
	out := slices.Clone(list)
	for i := range out {
		out[i].Records, out[i].Aliases = slices.Clone(out[i].Records), slices.Clone(out[i].Aliases)
		if c := out[i].CVSS; c != nil {
			v := *c
			out[i].CVSS = &v
		}
		if c := out[i].Reachable; c != nil {
			v := *c
			out[i].Reachable = &v
		}
	}
	return out
}
