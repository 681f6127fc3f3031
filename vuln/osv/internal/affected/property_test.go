// SPDX-License-Identifier: Apache-2.0

package affected

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/kedja/kedja/vuln/internal/version"
)

// ladder is every version of a made-up package, in order, so that a version is
// as good as its place.
var ladder = []string{"0.1.0", "0.9.0", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0-alpha", "2.0.0-beta", "2.0.0", "2.1.0", "10.0.0"}

// place is where a version of an event is on the ladder; "0" is before all and
// "*" after.
func place(v string) int {
	switch v {
	case "0":
		return -1
	case "*":
		return len(ladder)
	}
	return slices.Index(ladder, v)
}

// naive is the evaluation that the OSV schema writes down, by places.
func naive(p *Package, at int) bool {
	if slices.Contains(p.Versions, ladder[at]) {
		return true
	}
	return slices.ContainsFunc(p.Ranges, func(r Range) bool { return beforeLimits(r, at) && inEvents(r, at) })
}

func beforeLimits(r Range, at int) bool {
	limits := false
	for _, e := range r.Events {
		if e.Kind == Limit {
			limits = true
			if at < place(e.Version) {
				return true
			}
		}
	}
	return !limits
}

func inEvents(r Range, at int) bool {
	sorted := slices.Clone(r.Events)
	slices.SortStableFunc(sorted, func(a, b Event) int { return place(a.Version) - place(b.Version) })
	vulnerable := false
	for _, e := range sorted {
		switch {
		case e.Kind == Introduced && at >= place(e.Version):
			vulnerable = true
		case e.Kind == Fixed && at >= place(e.Version), e.Kind == LastAffected && at > place(e.Version):
			vulnerable = false
		}
	}
	return vulnerable
}

func drawRange(t *rapid.T) (r Range) {
	r.Type = rapid.SampledFrom([]RangeType{SemVerRange, EcosystemRange}).Draw(t, "type")
	for range rapid.IntRange(0, 6).Draw(t, "events") {
		kind := rapid.SampledFrom([]EventKind{Introduced, Introduced, Fixed, Fixed, LastAffected, Limit}).Draw(t, "kind")
		e := Event{kind, rapid.SampledFrom(ladder).Draw(t, "at")}
		switch zero := rapid.IntRange(0, 3).Draw(t, "zero") == 0; {
		case zero && kind == Introduced:
			e.Version = "0"
		case zero && kind == Limit:
			e.Version = "*"
		}
		r.Events = append(r.Events, e)
	}
	return r
}

func drawPackage(t *rapid.T) (p Package) {
	for range rapid.IntRange(0, 3).Draw(t, "ranges") {
		p.Ranges = append(p.Ranges, drawRange(t))
	}
	p.Versions = rapid.SliceOfN(rapid.SampledFrom(ladder), 0, 2).Draw(t, "versions")
	return p
}

// Covers is the schema's evaluation, on events in any order, before and after
// Arrange, and it changes nothing.
func TestCoversIsTheSchema(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPackage(t)
		was := fmt.Sprint(p)
		for _, when := range []string{"as read", "arranged"} {
			for at, text := range ladder {
				v := version.Of("npm", text)
				got, reason := p.Covers(&v)
				if want := naive(&p, at); got == Unknown || (got == Yes) != want {
					t.Fatalf("%s: %s is %v %v, want %v", when, text, got, reason, want)
				}
			}
			if when == "as read" && fmt.Sprint(p) != was {
				t.Fatalf("Covers made %v of %v", p, was)
			}
			p.Arrange("npm")
		}
		for _, r := range p.Ranges {
			if !r.Sorted {
				t.Fatalf("%v is not sorted", r)
			}
		}
	})
}

// Fix is the first of the fixes above a version that the entry does not cover.
func TestFixIsTheFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPackage(t)
		at := rapid.IntRange(0, len(ladder)-1).Draw(t, "at")
		want := ""
		for i := at + 1; i < len(ladder) && want == ""; i++ {
			named := slices.ContainsFunc(p.Ranges, func(r Range) bool { return slices.Contains(r.Events, Event{Fixed, ladder[i]}) })
			if named && !naive(&p, i) {
				want = ladder[i]
			}
		}
		v := version.Of("npm", ladder[at])
		if got := p.Fix(&v); got != want {
			t.Fatalf("the fix of %s is %q, want %q", ladder[at], got, want)
		}
	})
}

// fixByCovers is Fix as its comment has it: every fix is asked about by itself.
func fixByCovers(p *Package, v *version.Version) string {
	var best version.Version
	for i := range p.Ranges {
		r := &p.Ranges[i]
		if r.Type != SemVerRange && r.Type != EcosystemRange {
			continue
		}
		from := r.order(v)
		if from.Err() != nil {
			continue
		}
		for _, e := range r.Events {
			if e.Kind != Fixed {
				continue
			}
			fix := from.With(e.Version)
			if n, err := fix.Compare(from.Text()); err != nil || n <= 0 {
				continue
			}
			if best.Text() != "" {
				if n, err := fix.Compare(best.Text()); err != nil || n >= 0 {
					continue
				}
			}
			if o, _ := p.Covers(&fix); o == No {
				best = fix
			}
		}
	}
	return best.Text()
}

// Fix is the same however it is found: with versions that are equal and written
// in several ways, ranges that cannot be evaluated, commits, and ecosystems
// whose versions have no order.
func TestFixByCovers(t *testing.T) {
	odd := []string{"1", "1.0", "1.0.0", "v1.0.0", "1.0.0+b", "2", "2.0", "2.0.0", "3.0.0-rc.1", "3.0.0", "4.0", "5.0.0", "latest", "", "0",
		"1111111111111111111111111111111111111111", "0123456789abcdef0123456789abcdef01234567"}
	rapid.Check(t, func(t *rapid.T) {
		var p Package
		for range rapid.IntRange(1, 5).Draw(t, "ranges") {
			kinds := []RangeType{SemVerRange, EcosystemRange, EcosystemRange, SemVerRange, EcosystemRange, SemVerRange, GitRange, OtherRange}
			r := Range{Type: rapid.SampledFrom(kinds[:rapid.IntRange(6, len(kinds)).Draw(t, "kinds")]).Draw(t, "type")}
			common := odd[:rapid.SampledFrom([]int{12, 12, 12, len(odd)}).Draw(t, "odd")]
			for range rapid.IntRange(0, 8).Draw(t, "events") {
				kind := rapid.SampledFrom([]EventKind{Introduced, Introduced, Fixed, Fixed, Fixed, LastAffected, Limit, OtherEvent}).Draw(t, "kind")
				e := Event{kind, rapid.SampledFrom(common).Draw(t, "at")}
				if e.Kind == Limit && rapid.Bool().Draw(t, "no limit") {
					e.Version = "*"
				}
				r.Events = append(r.Events, e)
			}
			p.Ranges = append(p.Ranges, r)
		}
		p.Versions = rapid.SliceOfN(rapid.SampledFrom(odd), 0, 12).Draw(t, "versions")
		ecosystem := rapid.SampledFrom([]string{"npm", "PyPI", "Debian:12", "Packagist", "opam", "GitHub Actions", ""}).Draw(t, "ecosystem")
		for _, when := range []string{"as read", "arranged"} {
			for _, text := range odd {
				v := version.Of(ecosystem, text)
				if got, want := p.Fix(&v), fixByCovers(&p, &v); got != want {
					t.Fatalf("%s, %s: the fix of %q is %q, want %q", ecosystem, when, text, got, want)
				}
			}
			p.Arrange(ecosystem)
		}
	})
}

// An entry of as many events as one may have, whose fixes are all within
// another range, is gone through once: each comparison reads a version, and
// asking about each fix by itself takes 4 million of them.
func TestFixOfManyEvents(t *testing.T) {
	for _, ecosystem := range []string{"npm", "PyPI", "Maven", "Debian:12"} {
		const n = 2000
		r := Range{Type: EcosystemRange}
		for i := n; i > 0; i-- {
			r.Events = append(r.Events, Event{Introduced, fmt.Sprintf("%d.0", 2*i)}, Event{Fixed, fmt.Sprintf("%d.0-1", 2*i+1)})
		}
		p := Package{Ranges: []Range{r, {Type: EcosystemRange, Events: []Event{{Introduced, "0"}, {Fixed, "99999.0"}}}}}
		p.Arrange(ecosystem)
		v := version.Of(ecosystem, "1.0")
		if got := p.Fix(&v); got != "99999.0" {
			t.Errorf("%s: %q", ecosystem, got)
		}
	}
}

// Nothing is said for sure of a version that no range can be asked about.
func TestUnknownIsNeverNo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPackage(t)
		text := rapid.SampledFrom([]string{"", "latest", "^1.0.0", "main"}).Draw(t, "version")
		everywhere := slices.ContainsFunc(p.Ranges, func(r Range) bool {
			return len(r.Events) > 0 && !slices.ContainsFunc(r.Events, func(e Event) bool { return e != Event{Introduced, "0"} })
		})
		v := version.Of("npm", text)
		got, reason := p.Covers(&v)
		switch {
		case everywhere && got != Yes:
			t.Fatalf("%v %v, although every version is affected", got, reason)
		case !everywhere && len(p.Ranges) > 0 && (got != Unknown || reason == ""):
			t.Fatalf("%v %v", got, reason)
		case p.Fix(&v) != "":
			t.Fatalf("a fix for %q", text)
		}
	})
}

func BenchmarkCovers(b *testing.B) {
	pypi := make([]string, 100)
	for i := range pypi {
		pypi[i] = fmt.Sprintf("1.%d.0", i)
	}
	for _, bc := range []struct {
		name, ecosystem, version string
		entry                    string
		versions                 []string
	}{
		{"npm", "npm", "1.2.3", "SEMVER introduced 0, fixed 1.2.2", nil},
		{"npm_four_ranges", "npm", "4.9.0", "SEMVER introduced 0, fixed 1.2.2; SEMVER introduced 2.0.0, fixed 2.3.1; SEMVER introduced 3.0.0, fixed 3.1.0; SEMVER introduced 4.0.0, fixed 4.8.1", nil},
		{"Go_pseudo", "Go", "v0.0.0-20210921155107-089bfa567519", "SEMVER introduced 0, fixed 0.0.0-20220314234659-1baeb1ce4c0b", nil},
		{"PyPI_100_versions", "PyPI", "2.5.0", "ECOSYSTEM introduced 0, fixed 2.0", pypi},
		{"Maven", "Maven", "2.14.1", "ECOSYSTEM introduced 2.0-beta9, fixed 2.15.0", nil},
		{"Debian", "Debian:12", "2.36-9+deb12u4", "ECOSYSTEM introduced 0, fixed 2.36-9+deb12u7", nil},
		{"malware", "npm", "1.2.3", "SEMVER introduced 0", nil},
	} {
		b.Run(bc.name, func(b *testing.B) {
			p := entry(b, bc.entry)
			p.Versions = bc.versions
			p.Arrange(bc.ecosystem)
			v := version.Of(bc.ecosystem, bc.version)
			b.ReportAllocs()
			for b.Loop() {
				p.Covers(&v)
			}
		})
	}
}
