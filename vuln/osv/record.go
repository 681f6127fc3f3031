// SPDX-License-Identifier: Apache-2.0

package osv

import (
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
