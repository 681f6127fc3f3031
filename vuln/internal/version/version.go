// SPDX-License-Identifier: Apache-2.0

// Package version orders the versions of packages as their ecosystems do.
//
// The order is that of osv-scalibr's package semantic, which osv-scanner uses.
// Three things are added. Text that is no version at all is refused, where
// semantic gives it some place in the order: a placeholder ("latest", "(devel)",
// "${project.version}"), a requirement ("^1.2", "1.x"), a branch ("dev-main"),
// a commit, a tag of an action that moves ("v4"); osv-scanner takes most of those for the smallest version there is. Versions
// longer than [MaxLength] are refused, because the time to compare two grows
// faster than their length. And versions that are but numbers between dots, as
// most are, are compared without semantic, to the same effect and a hundred
// times as fast.
//
// Ecosystems that semantic does not know, whose packages are those of one that
// it does know, have its order: see [Ordered].
package version

import (
	"errors"
	"fmt"
	"strings"

	"github.com/google/osv-scalibr/semantic"
)

// MaxLength is how long a version may be, in bytes, to be ordered.
const MaxLength = 256

// Reasons why a version cannot be ordered, for [errors.Is].
var (
	ErrNoOrder    = errors.New("no order of versions is known for the ecosystem")
	ErrNoVersion  = errors.New("no version is stated")
	ErrNotVersion = errors.New("not a version")
)

// actions is the ecosystem whose tags move: v4 is the newest release of 4.
const actions = "GitHub Actions"

// Version is a version in the order of one ecosystem. It keeps what it has
// parsed; hence one Version is for one goroutine at a time.
type Version struct {
	text    string
	scheme  scheme
	numbers numbers
	parsed  semantic.Version // nil: not yet
	err     error
}

// Of reads a version of the ecosystem, named as OSV names it, with or without
// a suffix such as ":12". It always succeeds: what cannot be ordered can still
// be compared with a list of exact versions, see [Version.Err].
func Of(ecosystem, text string) Version {
	return of(schemeOf(ecosystem), ecosystem, text)
}

// SemVer reads a version in the order of semantic versioning 2.0.0, as ranges
// of the type SEMVER have it in ecosystems without an order of their own.
func SemVer(text string) Version { return of(semVer, "", text) }

func of(s scheme, ecosystem, text string) Version {
	v := Version{text: text, scheme: s}
	if ecosystem == actions && strings.Count(text, ".") < 2 {
		v.err = refusal(ecosystem, text, ErrNotVersion)
		if text == "" {
			v.err = refusal(ecosystem, text, ErrNoVersion)
		}
		return v
	}
	v.numbers = s.numbersOf(text)
	if v.numbers.exact() {
		return v
	}
	if err := s.check(text); err != nil {
		v.err = refusal(ecosystem, text, err)
	} else if v.parsed, err = semantic.Parse(text, s.ecosystem()); err != nil {
		v.err = refusal(ecosystem, text, err)
	}
	return v
}

func refusal(ecosystem, text string, err error) error {
	const most = 40 // bytes of a version in a message
	shown := text
	if len(shown) > most {
		shown = shown[:most]
	}
	switch {
	case ecosystem == "" || errors.Is(err, ErrNoVersion):
		return fmt.Errorf("version %q: %w", shown, err)
	case errors.Is(err, ErrNoOrder):
		return fmt.Errorf("version %q of %s: %w", shown, ecosystem, ErrNoOrder)
	}
	return fmt.Errorf("version %q of %s: %w", shown, ecosystem, err)
}

// Text returns the version as it was given.
func (v *Version) Text() string { return v.text }

// Err says why the version cannot be ordered; nil where it can. It is one of
// ErrNoOrder, ErrNoVersion and ErrNotVersion, or what semantic says of a
// version that the ecosystem does not allow.
func (v *Version) Err() error { return v.err }

// With returns another version in the same order.
func (v *Version) With(text string) Version { return of(v.scheme, "", text) }

// HasOrder says whether the ecosystem's versions are ordered at all.
func (v *Version) HasOrder() bool { return v.scheme != none }

// Compare returns a negative number where v comes before the other version of
// the same ecosystem, 0 where they are the same, and a positive one where it
// comes after. The error says which of the two cannot be ordered.
func (v *Version) Compare(other string) (int, error) {
	if v.err != nil {
		return 0, v.err
	}
	n := v.scheme.numbersOf(other)
	if order, ok := v.scheme.compare(&v.numbers, &n); ok {
		return order, nil
	}
	if err := v.scheme.check(other); err != nil {
		return 0, refusal("", other, err)
	}
	if order, ok := v.scheme.compareText(v.text, other, &v.numbers, &n); ok {
		return order, nil
	}
	if v.parsed == nil {
		if v.parsed, v.err = semantic.Parse(v.text, v.scheme.ecosystem()); v.err != nil {
			return 0, v.err
		}
	}
	order, err := v.parsed.CompareStr(other)
	if err != nil {
		return 0, refusal("", other, err)
	}
	return order, nil
}
