// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"fmt"
	"slices"

	"github.com/kedja/kedja/vuln/internal/ecosystem"
	"github.com/kedja/kedja/vuln/osv/internal/affected"
)

// record is what the index keeps of an OSV record.
type record struct {
	id                             string
	published, modified, withdrawn string // as stated
	summary                        string
	aliases                        []string
	upstream                       []string // not aliases, but grouped with them; see groupNames
	severities                     []rating
	word                           string // the database's own severity
	affected                       []entry
}

// entry is what a record says of one package, or where it names none, of the
// repositories of its GIT ranges.
type entry struct {
	ecosystem, name string // both or none
	affected.Package
	severities []rating
	word       string
}

// rating is an entry of a severity list.
type rating struct{ kind, score string }

// packageKey names a package as OSV does.
type packageKey struct{ ecosystem, name string }

// keys are where an entry is found: under its package, and under every
// repository that it names commits of.
func (e *entry) keys() []packageKey {
	var out []packageKey
	if e.name != "" {
		base, _ := ecosystem.Split(e.ecosystem)
		out = append(out, packageKey{base, ecosystem.Key(base, e.name)})
	}
	for i := range e.Ranges {
		if repo := e.Ranges[i].Repo; repo != "" {
			if key := (packageKey{ecosystem.Git, ecosystem.Key(ecosystem.Git, repo)}); !slices.Contains(out, key) {
				out = append(out, key)
			}
		}
	}
	return out
}

// settle names the package as it is looked up: of an ecosystem in its own
// spelling, and by the purl where the entry has no other name for it. What it
// had to change is said.
func (e *entry) settle(purl string) (said string) {
	if e.ecosystem != "" && e.name != "" {
		if own, ok := ecosystem.Spelled(e.ecosystem); ok && own != e.ecosystem {
			said = fmt.Sprintf("the ecosystem %q is read as %q", e.ecosystem, own)
			e.ecosystem = own
		}
		return said
	}
	e.ecosystem, e.name = "", ""
	if purl == "" {
		return ""
	}
	if targets := ecosystem.Of(purl, "").Targets; len(targets) > 0 {
		t := &targets[0]
		if e.ecosystem, e.name = t.Ecosystem, t.Name; t.Release != "" {
			e.ecosystem += ":" + t.Release
		}
		said = fmt.Sprintf("the package has no ecosystem and name, and is read as %s of %s by its purl", e.name, e.ecosystem)
	}
	return said
}

// events counts those that must be put in order; commits need not.
func (e *entry) events() int {
	n := 0
	for i := range e.Ranges {
		if e.Ranges[i].Type != affected.GitRange {
			n += len(e.Ranges[i].Events)
		}
	}
	return n
}

// subject is the ecosystem that an entry is about, without a release.
func (e *entry) subject() (base, release string) {
	if e.name == "" {
		return ecosystem.Git, ""
	}
	return ecosystem.Split(e.ecosystem)
}

// interner makes equal texts share their memory: versions repeat a lot.
type interner map[string]string

const (
	maxInterned     = 1 << 14 // texts that are held on to; then it begins anew
	maxInternedText = 32      // bytes of one
)

func (in interner) text(b []byte) string {
	if len(b) > maxInternedText {
		return string(b)
	}
	if s, ok := in[string(b)]; ok {
		return s
	}
	if len(in) >= maxInterned {
		clear(in)
	}
	s := string(b)
	in[s] = s
	return s
}
