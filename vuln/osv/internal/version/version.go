// SPDX-License-Identifier: Apache-2.0

// Package version orders the versions of packages as their ecosystems do.
package version

import (
	"fmt"

	"github.com/google/osv-scalibr/semantic"
)

// Version is a version in the order of one ecosystem. It keeps what it has
// parsed; hence one Version is for one goroutine at a time.
type Version struct {
	ecosystem string
	text      string
	v         semantic.Version
	err       error
}

// Of reads a version of the ecosystem, named as OSV names it, with or without
// a suffix such as ":12". It always succeeds: what cannot be ordered can still
// be compared with a list of exact versions, see [Version.Err].
func Of(ecosystem, text string) Version {
	v, err := semantic.Parse(text, ecosystem)
	if err != nil {
		err = fmt.Errorf("version %q of %s: %w", text, ecosystem, err)
	}
	return Version{ecosystem: ecosystem, text: text, v: v, err: err}
}

// Text returns the version as it was given.
func (v *Version) Text() string { return v.text }

// Ecosystem returns the ecosystem as it was given.
func (v *Version) Ecosystem() string { return v.ecosystem }

// Err says why the version cannot be ordered; nil where it can.
func (v *Version) Err() error { return v.err }

// Compare returns a negative number where v comes before the other version, 0
// where they are the same, and a positive one where it comes after. The error
// says which of the two cannot be ordered.
func (v *Version) Compare(other string) (int, error) {
	if v.err != nil {
		return 0, v.err
	}
	return v.v.CompareStr(other)
}
