// SPDX-License-Identifier: Apache-2.0

package quality

import (
	"strconv"
	"strings"
)

// fix says what to add where, "" when nothing falls short. Counts go first
// for scopes that have more than one subject.
func (r *Rule) fix(s *subject, f *Field) string {
	n := f.short()
	if n == 0 {
		if f.NotExpressible > 0 {
			return r.elsewhere(s)
		}
		return ""
	}
	if r.Remedy != "" {
		return r.Remedy
	}
	if r.Scope == OfPrimary && len(s.primary) == 0 {
		return "name the primary component, and state its " + r.Title + r.at(s)
	}
	var b strings.Builder
	b.WriteString("state the " + r.Title)
	switch r.Scope {
	case OfDocument:
	case OfService:
		b.WriteString(" of " + counted(n, "service"))
	default:
		b.WriteString(" of " + counted(n, "component"))
	}
	if r.Level == Conditional {
		b.WriteString(", where it exists")
	}
	b.WriteString(r.at(s))
	return b.String()
}

// at names the place of the document's own format, or of all formats.
func (r *Rule) at(s *subject) string {
	if w, ok := r.place(s.dialect, s.version); ok {
		return ": " + string(w.Dialect) + " " + w.Path
	}
	if len(r.Where) == 0 {
		return ""
	}
	return ": " + r.places()
}

// elsewhere says which formats have a place for what this one has none for.
func (r *Rule) elsewhere(s *subject) string {
	return string(s.doc.Format) + " " + s.version + " has no place for the " + r.Title + "; these have: " + r.places()
}

// places lists where every dialect states it.
func (r *Rule) places() string {
	var parts []string
	for _, w := range r.Where {
		name := string(w.Dialect)
		if w.Since != "" {
			name += " from " + w.Since
		}
		parts = append(parts, name+" "+w.Path)
	}
	return strings.Join(parts, ", ")
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
