// SPDX-License-Identifier: Apache-2.0

package listed

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
)

// row is one entry of a list as the file has it: its fields by their names in
// lower case without punctuation.
type row struct {
	at     diag.Position
	fields map[string]field
}

type field struct {
	text string
	at   diag.Position
}

// key is the name of a field or column in the form that rows have.
func key(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		}
		return -1
	}, name)
}

// The names of fields, the first that a row has counts.
var (
	idFields         = []string{"cveid", "cve", "cvenumber", "cves", "vulnerabilityid", "vulnid", "vulnerability", "id"}
	addedFields      = []string{"dateadded", "datereported", "exploitedsince", "added", "reported", "firstseen", "date"}
	dueFields        = []string{"duedate", "due"}
	ransomwareFields = []string{"knownransomwarecampaignuse", "knownransomware", "ransomware"}
	nameFields       = []string{"vulnerabilityname", "name", "title"}
	notesFields      = []string{"notes", "note", "comment", "comments"}
)

// get returns the first of the fields that is there and says something; a dash
// says nothing.
func (r row) get(names []string) field {
	for _, name := range names {
		if f := r.fields[name]; f.text != "" && f.text != "-" {
			return f
		}
	}
	return field{at: r.at}
}

// entry takes a row as one of the format's and keeps it.
func (d *reader) entry(r row) {
	e := Entry{List: d.file.list, Where: r.at}
	if d.file.format == EUVD {
		if !d.euvdID(r, &e) {
			return
		}
	} else {
		id := r.get(idFields)
		n, ok := parseCVE(id.text)
		if !ok {
			d.file.lost++
			d.add(diag.Error, "listed/bad-id", id.at, fmt.Sprintf("%q is not a CVE id", short(id.text)), "write it as CVE-2024-12345")
			return
		}
		e.ID = n.String()
		if other := r.fields["euvdid"].text; strings.HasPrefix(other, "EUVD-") {
			e.Aliases = []string{other}
		}
	}
	e.Name = r.get(nameFields).text
	e.Notes = r.get(notesFields).text
	e.DateAdded = d.date(r.get(addedFields), e.ID, true)
	e.DueDate = d.date(r.get(dueFields), e.ID, false)
	e.Ransomware = d.ransomware(r, e.ID)
	d.keep(e)
}

// euvdID takes the names of an EUVD record: its own, and those of aliases, one
// a line.
func (d *reader) euvdID(r row, e *Entry) bool {
	names := strings.Fields(r.fields["aliases"].text)
	if own := r.fields["id"].text; own != "" {
		names = append(names, own)
	}
	for _, name := range names {
		if n, ok := parseCVE(name); ok && (e.ID == "" || n.String() < e.ID) {
			e.ID = n.String()
		}
	}
	if len(names) == 0 {
		d.file.lost++
		d.add(diag.Error, "listed/bad-id", r.at, "the record has neither id nor aliases", "")
		return false
	}
	if e.ID == "" {
		e.ID = slices.Min(names)
	}
	for _, name := range names {
		if name != e.ID {
			e.Aliases = append(e.Aliases, name)
		}
	}
	slices.Sort(e.Aliases)
	e.Aliases = slices.Compact(e.Aliases)
	if f := r.fields["exploitedsince"]; f.text == "" {
		// A search that was not restricted gives records that nobody exploits.
		return false
	}
	return true
}

// date reads a day. One that cannot be read counts as not stated.
func (d *reader) date(f field, id string, wanted bool) string {
	if f.text == "" {
		if wanted {
			d.warn("listed/no-date", f.at, "%s has no date of listing and counts at any time", id)
		}
		return ""
	}
	layouts := []string{slashed}
	switch d.file.format {
	case EU:
		layouts = append(layouts, dayFirst)
	case EUVD:
		layouts = append(layouts, euvdStyle)
	}
	day, ok := parseDate(f.text, layouts...)
	if !ok {
		d.add(diag.Warning, "listed/bad-date", f.at, fmt.Sprintf("%q of %s is not a date and counts as not stated", short(f.text), id), "write it as 2024-12-31")
	}
	return day
}

func (d *reader) ransomware(r row, id string) *bool {
	yes, no := true, false
	if kind := r.fields["exploitationtype"].text; strings.Contains(strings.ToLower(kind), "ransomware") {
		return &yes
	}
	f := r.get(ransomwareFields)
	switch strings.ToLower(f.text) {
	case "known", "yes", "true", "1":
		return &yes
	case "no", "false", "0":
		return &no
	case "", "unknown":
		return nil
	}
	d.add(diag.Warning, "listed/bad-ransomware", f.at, fmt.Sprintf("%q of %s says neither that its use for ransomware is known nor that it is not", short(f.text), id), "write yes, no or unknown")
	return nil
}

// keep adds an entry. Where the list has its vulnerability already, both stay:
// which of them count, the day that is asked about decides.
func (d *reader) keep(e Entry) {
	if d.ids == nil {
		d.ids = map[string]int{}
	}
	if first, twice := d.ids[e.ID]; twice {
		d.warn("listed/twice", e.Where, "%s is listed twice, first in line %d; the earlier date counts", e.ID, first)
	} else {
		d.ids[e.ID] = e.Where.Line
		d.file.distinct++
	}
	d.file.entries = append(d.file.entries, e)
}

// short keeps a text that is out of place from filling a message.
func short(s string) string {
	if len(s) > 60 {
		return strings.ToValidUTF8(s[:60], "") + "…"
	}
	return s
}
