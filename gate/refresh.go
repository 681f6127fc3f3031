// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"fmt"
	"slices"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

// Refresh brings the waivers of a stored result to a later moment: those that
// have run out since cover nothing any more, and a.Verdict counts again what
// they covered. Everything else of the result stays as it was found.
func Refresh(a *result.Assessment, asOf time.Time) diag.List {
	var list diag.List
	w := &a.Waivers
	still := w.Applied[:0:0]
	for _, u := range w.Applied {
		var expires Date
		if err := expires.UnmarshalText([]byte(u.Expires)); err != nil || !Day(asOf).Time.After(expires.Time) {
			still = append(still, u)
			continue
		}
		w.Expired = append(w.Expired, u)
		for i := range a.Findings {
			if a.Findings[i].Waiver == u.ID {
				a.Findings[i].Waiver = ""
			}
		}
		list.Add(diag.Diagnostic{Severity: diag.Warning, Code: "waiver/expired",
			Message: fmt.Sprintf("the waiver %s expired on %s, after the result was made; findings that it covered count again: %d", u.ID, u.Expires, len(u.Findings)),
			Remedy:  "resolve them, or have them accepted again"})
	}
	w.Applied = still
	w.Expiring = slices.DeleteFunc(w.Expiring, func(u result.WaiverUse) bool {
		return slices.ContainsFunc(w.Expired, func(x result.WaiverUse) bool { return x.ID == u.ID })
	})
	FillVerdict(a)
	list.Sort()
	return list
}
