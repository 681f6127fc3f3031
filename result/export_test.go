// SPDX-License-Identifier: Apache-2.0

package result

import (
	"bytes"
	"slices"
)

// Plainly writes an assessment with the encoder of the standard library.
func Plainly(a *Assessment) ([]byte, error) {
	normal := *a
	normal.Normalize()
	data, err := compactJSON(&normal)
	if err != nil {
		return nil, err
	}
	return append(indent(data, 0), '\n'), nil
}

// IsNormal reports what the encoder asks before it writes.
func IsNormal(a *Assessment) bool { return a.normal() }

// WriteText returns a string as both encoders write it.
func WriteText(s string) (own, plain string) {
	var w writer
	w.text(s)
	data, err := compactJSON(s)
	if err != nil {
		return string(w.buf), err.Error()
	}
	var b bytes.Buffer
	writeString(&b, data)
	return string(w.buf), b.String()
}

// Opaque lists the types that are left to the standard library, sorted.
func Opaque() []string {
	seen := map[*plan]bool{}
	var out []string
	var walk func(p *plan)
	walk = func(p *plan) {
		if p == nil || seen[p] {
			return
		}
		if seen[p] = true; p.opaque {
			out = append(out, p.t.String())
		}
		walk(p.elem)
		for i := range p.fields {
			walk(p.fields[i].plan)
		}
	}
	walk(assessmentPlan())
	slices.Sort(out)
	return out
}
