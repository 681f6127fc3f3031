// SPDX-License-Identifier: Apache-2.0

package osvresult

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	packageurl "github.com/package-url/packageurl-go"

	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/internal/ecosystem"
)

// place is what OSV calls a package.
type place struct {
	ecosystem string // without release
	release   string // of a distribution, what stands after the colon; empty: not stated
	name      string // canonical
}

func (p place) anyRelease() place { return place{ecosystem: p.ecosystem, name: p.name} }

// target is what OSV may call the package of a purl.
type target struct {
	places      []place
	versions    []string // as the purl has it, and as records have it; none: not stated
	vuln.Answer          // why there is no place
}

// targetOf returns where to look for the package that a query is about. A scan
// of an SBOM lists a distribution's package under the name that its purl has,
// one of an image under that of the source package.
func targetOf(q vuln.Query) target {
	var t target
	where := ecosystem.Of(q.PURL, q.Version)
	u, err := packageurl.FromString(strings.TrimSpace(q.PURL))
	if err == nil {
		t.add(cmp.Or(u.Version, q.Version))
	}
	for _, one := range where.Targets {
		p := place{one.Ecosystem, one.Release, one.Name}
		if u.Type == "deb" || u.Type == "rpm" || u.Type == "apk" {
			t.places = append(t.places, place{p.ecosystem, p.release, ecosystem.Key(p.ecosystem, u.Name)})
		}
		if !slices.Contains(t.places, p) {
			t.places = append(t.places, p)
		}
		t.add(one.Version)
	}
	if len(t.places) == 0 {
		t.Answer = vuln.Answer{Reason: where.Reason, Detail: where.Detail}
	}
	return t
}

func (t *target) add(version string) {
	if version != "" && !slices.Contains(t.versions, version) {
		t.versions = append(t.versions, version)
	}
}

// isOf reports whether a package has one of the versions.
func (t *target) isOf(p *scanned) bool {
	return slices.ContainsFunc(t.versions, func(v string) bool { return sameVersion(v, p.version) })
}

// releasesAgree compares a release as OSV writes it ("12", "v3.18",
// "22.04:LTS") with one of a result, where it is often longer ("12.5") or in
// other words. What one of them does not state, or states as a name without a
// number, does not part them.
func releasesAgree(one, other string) bool {
	a, b := releaseNumber(one), releaseNumber(other)
	return a == "" || b == "" || a == b || strings.HasPrefix(a, b+".") || strings.HasPrefix(b, a+".")
}

var number = regexp.MustCompile(`[0-9]+(\.[0-9]+)*`)

func releaseNumber(s string) string { return number.FindString(s) }

// sameVersion compares versions as texts, apart from a leading v and an epoch
// that only one of the two states.
func sameVersion(a, b string) bool {
	a, b = plainVersion(a), plainVersion(b)
	if a == b {
		return true
	}
	ea, ra := epoch(a)
	eb, rb := epoch(b)
	return ra == rb && (ea == "" || eb == "")
}

func plainVersion(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > 1 && (s[0] == 'v' || s[0] == 'V') && s[1] >= '0' && s[1] <= '9' {
		return s[1:]
	}
	return s
}

func epoch(s string) (epoch, rest string) {
	before, after, ok := strings.Cut(s, ":")
	if !ok || strings.Trim(before, "0123456789") != "" {
		return "", s
	}
	return before, after
}

// isCommit reports whether a version is the hash of a commit.
func isCommit(s string) bool {
	return len(s) >= 40 && strings.Trim(strings.ToLower(s), "0123456789abcdef") == ""
}
