// SPDX-License-Identifier: Apache-2.0

// Package version orders the versions of packages as their ecosystems do.
package version

import (
	"fmt"

	"github.com/google/osv-scalibr/semantic"
)

// Version is a version in the order of one ecosystem.
type Version struct{ v semantic.Version }

// Parse reads a version of the ecosystem, named as OSV names it, with or
// without a suffix such as ":12".
func Parse(ecosystem, text string) (Version, error) {
	v, err := semantic.Parse(text, ecosystem)
	if err != nil {
		return Version{}, fmt.Errorf("version %q of %s: %w", text, ecosystem, err)
	}
	return Version{v}, nil
}

// Compare returns a negative number where v comes before the other version, 0
// where they are the same, and a positive one where it comes after.
func (v Version) Compare(other string) (int, error) { return v.v.CompareStr(other) }
