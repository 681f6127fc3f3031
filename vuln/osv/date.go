// SPDX-License-Identifier: Apache-2.0

package osv

import "time"

// dayOf is the day of a date of a record, YYYY-MM-DD in UTC; empty where it is
// no date. Days are what is compared with the day of an assessment, as for
// lists.
func dayOf(text string) string {
	const day = len(time.DateOnly)
	for _, layout := range []string{time.RFC3339Nano, time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC().Format(time.DateOnly)
		}
	}
	if len(text) > day && (text[day] == 'T' || text[day] == ' ') {
		return dayOf(text[:day]) // of a time without its zone
	}
	return ""
}
