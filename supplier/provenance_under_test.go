// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSourcesUnder: the parts of a field have sources of their own, else the
// field's, else the record's.
func TestSourcesUnder(t *testing.T) {
	law := []string{"compelledAssistance", "independentReview"}
	for _, c := range []struct {
		name  string
		p     Provenance
		parts []string
		want  []string
		whole bool
	}{
		{"no source at all", Provenance{}, law, nil, false},
		{"the record's", Provenance{Source: "r"}, law, []string{"r"}, true},
		{"the field's", Provenance{Source: "r", SourcesOf: map[string]string{"law": "f"}}, law, []string{"f"}, true},
		{"each part its own", Provenance{SourcesOf: map[string]string{"law/compelledAssistance": "a", "law/independentReview": "b"}}, law, []string{"a", "b"}, true},
		{"one part its own", Provenance{SourcesOf: map[string]string{"law/compelledAssistance": "a"}}, law, []string{"a"}, false},
		{"one part its own, the other the record's", Provenance{Source: "r", SourcesOf: map[string]string{"law/compelledAssistance": "a"}}, law, []string{"a", "r"}, true},
		{"by a pattern", Provenance{SourcesOf: map[string]string{"law/*": "a"}}, law, []string{"a"}, true},
		{"the parts that are named", Provenance{SourcesOf: map[string]string{"law/compelledAssistance": "a", "memberships/eu": "b"}}, nil, []string{"a"}, true},
	} {
		ids, whole := c.p.SourcesUnder("law", c.parts)
		if diff := cmp.Diff(c.want, ids); diff != "" || whole != c.whole {
			t.Errorf("%s: whole %v\n%s", c.name, whole, diff)
		}
	}
}

// TestWeakestOf: of several sources the one that was read least surely counts.
func TestWeakestOf(t *testing.T) {
	p := Provenance{Sources: map[string]*Source{"a": {Provenance: "primary"}, "b": {Provenance: "unverified"}, "c": {}}}
	for want, ids := range map[string][]string{"primary": {"a", "c"}, "unverified": {"a", "b"}, "": {"c", "absent"}} {
		if got := p.WeakestOf(ids); got != want {
			t.Errorf("%v: %q, want %q", ids, got, want)
		}
	}
}
