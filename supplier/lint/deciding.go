// SPDX-License-Identifier: Apache-2.0

package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
)

// Deciding returns those warnings of [Check] that an assessment has to give
// too, sorted by place: what decides which rules speak, and about whom. A name
// that leads nowhere makes findings disappear, which nobody would notice.
// about says of which parties the assessment is; references between others
// are left out. That a party has no record is no mistake by itself: it is said
// of owners that hold the majority, and where another was probably meant.
func Deciding(r Records, opts *Options, about func(party string) bool) diag.List {
	l := linter{Records: r, parties: map[string]bool{}}
	if opts != nil {
		l.opts = *opts
	}
	l.names()
	now := func(from, to supplier.Date) bool {
		return l.opts.AsOf.IsZero() || supplier.Within(l.opts.AsOf, from, to)
	}
	for _, s := range r.Suppliers {
		if !about(s.ID) {
			continue
		}
		for i, o := range s.Owners.Items {
			if now(o.From, o.To) {
				l.reference(s.At(fmt.Sprintf("/owners/%d/party", i)), o.Party, "an owner of "+s.ID, decides(o))
			}
		}
		for i, x := range s.Subcontractors.Items {
			if now(x.From, x.To) {
				l.reference(s.At(fmt.Sprintf("/subcontractors/%d/party", i)), x.Party, "a subcontractor of "+s.ID, false)
			}
		}
		l.scopes(s)
	}
	for _, k := range r.Curations {
		l.reference(k.At("/party"), k.Party, "the party of the curation "+k.ID, false)
	}
	for _, e := range r.Evidence {
		l.answer(e)
		l.subject(e)
	}
	l.words()
	l.classes()
	l.ds.Sort()
	return l.ds
}

// decides reports whether the owner holds the majority.
func decides(o supplier.Owner) bool {
	held := o.Votes
	if held == nil {
		held = o.Share
	}
	return held != nil && held.Lo > 0.5
}

// classes looks for classes of assets that no catalogue has, though it has
// others of their namespace: their assets are taken for no key assets.
func (l *linter) classes() {
	if l.System == nil || len(l.opts.Classes) == 0 {
		return
	}
	for i, a := range l.System.Assets {
		if slices.Contains(l.opts.Classes, a.Class) {
			continue
		}
		at := l.System.At(fmt.Sprintf("/assets/%d/class", i))
		near := nearClass(a.Class, l.opts.Classes)
		switch space, _, spaced := strings.Cut(a.Class, ":"); {
		case near != "":
			l.warn(at, "lint/unknown-class", "did you mean "+near+"?", "no catalogue has the class %s: rules on key assets do not see the asset %s", a.Class, a.ID)
		case spaced && slices.ContainsFunc(l.opts.Classes, func(c string) bool { return strings.HasPrefix(c, space+":") }):
			l.warn(at, "lint/unknown-class", "write one of "+strings.Join(inSpace(l.opts.Classes, space), ", "),
				"no catalogue has the class %s: rules on key assets do not see the asset %s", a.Class, a.ID)
		}
	}
}

// scopes looks for acts that cover no asset and no class there is, though the
// catalogue or the system has others of the namespace.
func (l *linter) scopes(s *supplier.Supplier) {
	if l.System == nil || len(l.opts.Classes) == 0 {
		return
	}
	known := slices.Clone(l.opts.Classes)
	for _, a := range l.System.Assets {
		if a.Class != "" {
			known = append(known, a.Class)
		}
	}
	for i, d := range s.Designations.Items {
		for j, pattern := range d.Scope.Assets {
			if slices.ContainsFunc(known, func(class string) bool { return supplier.MatchPattern(pattern, class) }) {
				continue
			}
			stem, open := strings.CutSuffix(pattern, "*")
			near := nearClass(stem, known)
			if open && near == "" {
				near = nearClass(stem, beginnings(known, len(stem)))
			}
			if open && near != "" {
				near += "*"
			}
			space, _, spaced := strings.Cut(stem, ":")
			remedy := "correct it; classes there are: " + strings.Join(inSpace(known, space), ", ")
			if near != "" {
				remedy = "did you mean " + near + "?"
			} else if !spaced || len(inSpace(known, space)) == 0 {
				continue // of a catalogue that is not here
			}
			l.warn(s.At(fmt.Sprintf("/designations/%d/scope/assets/%d", i, j)), "lint/idle-scope", remedy,
				"the scope %s of the act of %s on %s is of no class and no asset: by it the act covers nothing", pattern, d.Authority, s.ID)
		}
	}
}

// nearClass finds the class that is probably meant. One of a namespace that is
// like none of those here is of a catalogue that is not here.
func nearClass(class string, known []string) string {
	space, _, spaced := strings.Cut(class, ":")
	if spaced && len(inSpace(known, space)) == 0 {
		var spaces []string
		for _, k := range known {
			if s, _, ok := strings.Cut(k, ":"); ok {
				spaces = append(spaces, s)
			}
		}
		if diag.Closest(space, spaces) == "" {
			return ""
		}
	}
	return nearWord(class, known)
}

// inSpace are the words of a namespace, sorted.
func inSpace(words []string, space string) []string {
	var out []string
	for _, w := range words {
		if strings.HasPrefix(w, space+":") {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// beginnings are the beginnings of the words, of about so many bytes.
func beginnings(words []string, n int) []string {
	var out []string
	for _, w := range words {
		for k := n - 1; k <= n+1; k++ {
			if k > 0 && k < len(w) {
				out = append(out, w[:k])
			}
		}
	}
	return out
}
