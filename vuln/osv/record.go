// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"strings"

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

// entry is what a record says of one package.
type entry struct {
	ecosystem, name string
	affected.Package
	severities []rating
	word       string
}

// rating is an entry of a severity list.
type rating struct{ kind, score string }

// packageKey names a package as OSV does.
type packageKey struct{ ecosystem, name string }

// gitEcosystem holds entries that name no package, only a repository. OSV has
// no ecosystem of this name; osv-scanner uses the same.
const gitEcosystem = "GIT"

// repoName is a repository's address without what does not tell it from
// others.
func repoName(address string) string {
	for _, scheme := range []string{"https://", "http://", "git://"} {
		if rest, ok := strings.CutPrefix(address, scheme); ok {
			address = rest
			break
		}
	}
	return strings.ToLower(strings.TrimSuffix(strings.TrimSuffix(address, "/"), ".git"))
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
