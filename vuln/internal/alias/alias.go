// SPDX-License-Identifier: Apache-2.0

// Package alias decides which records are about the same vulnerability.
package alias

import (
	"slices"
	"strings"
)

// IsCVE reports whether a name is the identifier of a CVE record.
func IsCVE(name string) bool { return strings.HasPrefix(name, "CVE-") }

// CVEs are those of the names that are CVEs, sorted.
func CVEs(names []string) []string {
	var out []string
	for _, n := range names {
		if IsCVE(n) {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Groups says which records are one vulnerability, by all the names of each:
// the result has for each record the smallest place of its group. The order of
// records changes nothing else.
//
// Records that name CVEs are one where they name the same. A notice that covers
// several CVEs is thus no bridge between these: what is stated of one of them
// must not settle the others. Records that name none belong together where they
// share a name, and to the one set of CVEs that they share a name with; where
// there are several such sets they stay apart.
func Groups(names [][]string) []int {
	lead := make([]int, len(names))
	if apart(names) {
		for i := range lead {
			lead[i] = i
		}
		return lead
	}
	byCVEs, byName := map[string]int{}, map[string]int{}
	cves := make([]string, len(names))
	for i := range names {
		lead[i] = i
		cves[i] = strings.Join(CVEs(names[i]), " ")
	}
	root := func(i int) int {
		for lead[i] != i {
			lead[i] = lead[lead[i]]
			i = lead[i]
		}
		return i
	}
	join := func(i, j int) {
		a, b := root(i), root(j)
		lead[max(a, b)] = min(a, b)
	}
	touched := map[string][]int{} // name → places of sets of CVEs
	for i, set := range cves {
		if set == "" {
			for _, n := range names[i] {
				if j, taken := byName[n]; taken {
					join(i, j)
				} else {
					byName[n] = i
				}
			}
			continue
		}
		first, known := byCVEs[set]
		if known {
			join(i, first)
		} else {
			byCVEs[set] = i
			first = i
		}
		for _, n := range names[i] {
			if !slices.Contains(touched[n], first) {
				touched[n] = append(touched[n], first)
			}
		}
	}
	belongs := map[int]int{} // root of records without CVEs → place of their set, -1 for several
	for i, set := range cves {
		if set != "" {
			continue
		}
		for _, n := range names[i] {
			for _, j := range touched[n] {
				if of, known := belongs[root(i)]; !known {
					belongs[root(i)] = j
				} else if of != j {
					belongs[root(i)] = -1
				}
			}
		}
	}
	for i, of := range belongs {
		if of >= 0 {
			join(i, of)
		}
	}
	for i := range lead {
		lead[i] = root(i)
	}
	return lead
}

// apart reports whether it is plain that every record is about something else:
// each names one CVE, and none the same.
func apart(names [][]string) bool {
	const most = 16 // to be compared with each other
	if len(names) > most {
		return false
	}
	var cves [most]string
	for i, list := range names {
		for _, n := range list {
			if !IsCVE(n) || n == cves[i] {
				continue
			}
			if cves[i] != "" {
				return false
			}
			cves[i] = n
		}
		if cves[i] == "" || slices.Contains(cves[:i], cves[i]) {
			return false
		}
	}
	return true
}
