// SPDX-License-Identifier: Apache-2.0

package osvscanner

import (
	"slices"

	"github.com/google/osv-scalibr/semantic"
	"github.com/ossf/osv-schema/bindings/go/osvschema"
)

// fix returns the smallest version after the package's that a record names as
// fixed and that no record covers; "" is that none is known.
func fix(e *entry, records []*osvschema.Vulnerability) string {
	ecosystem := exportOf(e.Package.Ecosystem)
	own, err := semantic.Parse(e.Package.Version, ecosystem)
	if err != nil {
		return ""
	}
	best, order := "", semantic.Version(nil)
	ranges, listed := e.ranges(records)
	for _, r := range ranges {
		for _, event := range r.GetEvents() {
			candidate := event.GetFixed()
			if c, err := own.CompareStr(candidate); candidate == "" || err != nil || c >= 0 {
				continue
			}
			v, err := semantic.Parse(candidate, ecosystem)
			if err != nil || slices.Contains(listed, candidate) || covered(v, ranges) {
				continue
			}
			if best != "" {
				if c, err := order.CompareStr(candidate); err != nil || c <= 0 {
					continue
				}
			}
			best, order = candidate, v
		}
	}
	return best
}

func (e *entry) ranges(records []*osvschema.Vulnerability) (ranges []*osvschema.Range, listed []string) {
	for _, record := range records {
		for _, a := range record.GetAffected() {
			if !e.concerns(a) {
				continue
			}
			listed = append(listed, a.GetVersions()...)
			for _, r := range a.GetRanges() {
				if r.GetType() == osvschema.Range_SEMVER || r.GetType() == osvschema.Range_ECOSYSTEM {
					ranges = append(ranges, r)
				}
			}
		}
	}
	return ranges, listed
}

// covered says whether the last event of a range that is not after the version
// leaves it affected.
func covered(v semantic.Version, ranges []*osvschema.Range) bool {
	for _, r := range ranges {
		affected := false
		for _, event := range r.GetEvents() { // osv-scanner has sorted them
			switch {
			case event.GetIntroduced() == "0":
				affected = true
			case event.GetIntroduced() != "" && !after(v, event.GetIntroduced()):
				affected = true
			case event.GetFixed() != "" && !after(v, event.GetFixed()):
				affected = false
			case event.GetLastAffected() != "" && before(v, event.GetLastAffected()):
				affected = false
			}
		}
		if affected {
			return true
		}
	}
	return false
}

// after says whether the other version comes after v; what cannot be ordered
// does not.
func after(v semantic.Version, other string) bool {
	c, err := v.CompareStr(other)
	return err == nil && c < 0
}

func before(v semantic.Version, other string) bool {
	c, err := v.CompareStr(other)
	return err == nil && c > 0
}
