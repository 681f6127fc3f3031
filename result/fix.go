// SPDX-License-Identifier: Apache-2.0

package result

import (
	"cmp"
	"strings"
)

// Fix is a newer version of a component or product that clears open
// vulnerabilities of it. It rests on what records say is fixed where, and, where
// lookedUp, on what databases have of the version itself.
type Fix struct {
	Component string   `json:"component"` // as a vulnerability names it
	To        string   `json:"to"`        // the smallest version that clears all of clears
	Clears    []string `json:"clears"`    // vulnerabilities by ID
	// Exploited is how many of them are on a list of exploited
	// vulnerabilities; absent: no list was given that can tell.
	Exploited *int   `json:"exploited,omitempty"`
	Severity  string `json:"severity,omitempty"` // the worst of those cleared; absent: none is graded
	// Left stay open: records cover this version too; or it was not looked up
	// by what knows of them, and no version is known that fixes them, or it
	// cannot be told whether it comes before this one.
	Left []string `json:"left,omitempty"`
	// LookedUp says that a database was asked about To and could tell. Brings
	// are the vulnerabilities that it has and the version in use does not.
	LookedUp bool     `json:"lookedUp,omitempty"`
	Brings   []string `json:"brings,omitempty"`
	Assets   []string `json:"assets,omitempty"` // that need the component
}

// compare puts first what clears most: by how many are exploited, by the worst
// of them, by how many they are.
func (f *Fix) compare(g *Fix) int {
	exploited := func(f *Fix) int {
		if f.Exploited == nil {
			return 0
		}
		return *f.Exploited
	}
	graded := func(f *Fix) int { // what nobody graded says nothing for going first
		if f.Severity == "" || f.Severity == "none" {
			return 0
		}
		return SeverityRank(f.Severity)
	}
	return cmp.Or(cmp.Compare(exploited(g), exploited(f)), cmp.Compare(graded(g), graded(f)),
		cmp.Compare(len(g.Clears), len(f.Clears)), strings.Compare(f.Component, g.Component), strings.Compare(f.To, g.To))
}
