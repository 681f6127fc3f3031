// SPDX-License-Identifier: Apache-2.0

package listed

import "time"

// grace is how long a vulnerability may have been published after the day of a
// list that is taken to have known of it: the newest list there is cannot be
// younger than its last entry.
const grace = 30 * 24 * time.Hour

// day is when a list was made; empty where that is not known. What somebody
// keeps in a table of their own may be complete for years.
func (f *File) day() string {
	if f.epss != nil || f.format == Table {
		return ""
	}
	return f.Origin().Created
}

// weigh notes what a list can tell of vulnerabilities that it does not name.
func (l *Lists) weigh(f *File) {
	l.lossy = l.lossy || f.lost > 0
	if len(f.entries) == 0 {
		return
	}
	if day := f.day(); !l.asked || l.newest != "" && (day == "" || day > l.newest) {
		l.newest = day
	}
	l.asked = true
}

// canTell reports whether the lists would name a vulnerability that was
// published then, if it were known to be exploited.
func (l *Lists) canTell(published string) bool {
	if !l.asked || l.lossy || l.newest == "" || published == "" {
		return l.asked && !l.lossy
	}
	at, err := time.Parse(time.RFC3339, published)
	made, bad := time.Parse(time.DateOnly, l.newest)
	return err != nil || bad != nil || !at.After(made.Add(grace))
}
