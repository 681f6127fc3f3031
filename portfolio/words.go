// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/kedja/kedja/internal/page"
)

// WriteText writes the result for a terminal or a plain file.
func WriteText(w io.Writer, r *Result) error { return page.WriteText(w, r.page()) }

// WriteMarkdown writes the result as GitHub-flavoured Markdown.
func WriteMarkdown(w io.Writer, r *Result) error { return page.WriteMarkdown(w, r.page()) }

// How many rows are written for people; JSON and CSV have more.
const (
	maxRows   = 12
	maxShared = 5 // of each kind
	maxNamed  = 3 // files named in a row
)

func (r *Result) page() page.Page {
	line := "as of " + day(r.AsOf)
	if r.TLP != "" {
		line += ", TLP:" + r.TLP
	}
	if r.Incomplete {
		line += "; something could not be read, and the result is incomplete"
	}
	p := page.Page{Title: "Portfolio: " + count1(r.Counts.SBOMs, "SBOM") + ", " + count1(r.Counts.Components, "component") + ", " + count1(r.Counts.Parties, "supplier"), Line: line}
	p.Sections = append(p.Sections, r.readSection(), r.trendSection(), r.sharedSection())
	for _, by := range []struct{ by, title, of string }{
		{"supplier", "Suppliers that most SBOMs depend on", "supplier"},
		{"owner", "Controllers that most SBOMs depend on", "controller"},
		{"controlCountry", "Countries of control", "country"},
		{"component", "Components that most SBOMs depend on", "component"},
	} {
		p.Sections = append(p.Sections, r.dependenceSection(by.by, by.title, by.of))
	}
	p.Sections = append(p.Sections, r.accessSection(), r.controlSection(), r.concentrationSection(), r.entitySection(), r.versionSection(), r.qualitySection(), r.duplicateSection(), r.remarkSection())
	return p
}

func (r *Result) readSection() page.Section {
	c := r.Counts
	s := page.Section{Title: "What was read"}
	line := count1(c.Files, "file") + ": " + count1(c.SBOMs, "SBOM") + " that " + verb(c.SBOMs, "counts", "count")
	add := func(n int, one, many string) {
		if n > 0 {
			line += ", " + strconv.Itoa(n) + " " + verb(n, one, many)
		}
	}
	add(c.Duplicates, "duplicate", "duplicates")
	add(c.Superseded, "older state", "older states")
	add(c.Systems, "system record", "system records")
	add(c.Records, "file of other records", "files of other records")
	add(c.Unreadable, "that could not be read", "that could not be read")
	add(c.Skipped, "in folders that is neither SBOM nor record", "in folders that are neither SBOM nor record")
	s.Before = append(s.Before, line+".")
	if c.Components > 0 {
		line := count1(c.Components, "component") + " listed " + count1(c.Listings, "time") + "; "
		if c.Attributed == c.Components {
			line += "the supplier of all is known"
		} else {
			line += "the supplier of " + percent(c.Attributed, c.Components) + " is known"
		}
		if c.Unidentified > 0 {
			line += "; " + counted(c.Unidentified, "has", "have") + " no package URL, so that nobody can tell whether other SBOMs list the same"
		}
		s.Before = append(s.Before, line+".")
	}
	if c.Entities > 0 {
		line := "Systems name " + counted(c.Entities, "entity", "entities") + "."
		if c.Outside > 0 {
			line += " Nobody says whose " + counted(c.Outside, "SBOM is", "SBOMs are") + " that no system names: entities are counted without."
		}
		s.Before = append(s.Before, line)
	}
	return s
}

func (r *Result) dependenceSection(by, title, of string) page.Section {
	s := page.Section{Title: title, Header: []string{of, "SBOMs", "share", "directly"}}
	entities := r.Counts.Entities > 0
	if entities {
		s.Header = append(s.Header, "entities", "directly")
	}
	s.Header = append(s.Header, "components", "for example")
	n := 0
	for i := range r.Dependence {
		d := &r.Dependence[i]
		if d.By != by {
			continue
		}
		if n++; n > maxRows {
			continue
		}
		row := []string{label(d.Key, d.Name), number(d.SBOMs.Any.Lo), share(d.SBOMs.AnyShare.Lo), number(d.SBOMs.Direct.Lo)}
		if entities {
			row = append(row, number(d.Entities.Any.Lo), number(d.Entities.Direct.Lo))
		}
		s.Rows = append(s.Rows, append(row, strconv.Itoa(d.Components), example(d.Files)))
	}
	for _, left := range r.DependenceRest {
		if left.By == by {
			n += left.N
		}
	}
	if n > maxRows {
		s.After = append(s.After, fmt.Sprintf("… and %d more; -o json lists %d of each kind, and all with --full.", n-maxRows, Keep))
	}
	if len(s.Rows) > 0 && by != "component" {
		if open := r.open(by); open != "" {
			s.After = append(s.After, open)
		}
	}
	return s
}

// open says how many SBOMs may depend on any group, because of something
// whose group nobody knows.
func (r *Result) open(by string) string {
	what := map[string]string{"supplier": "supplier", "owner": "controller", "controlCountry": "country of control"}[by]
	most := 0.0
	for i := range r.Dependence {
		if d := &r.Dependence[i]; d.By == by {
			most = math.Max(most, d.SBOMs.Any.Hi-d.SBOMs.Any.Lo)
		}
	}
	if most == 0 {
		return ""
	}
	return "The numbers are what is sure. Other SBOMs list or describe something whose " + what + " nobody knows, and may depend on any of these: -o json has both ends."
}

func (r *Result) sharedSection() page.Section {
	s := page.Section{Title: "What most systems share", Header: []string{"", "", "systems", "share", "directly"}}
	words := map[string]string{"supplier": "supplier", "owner": "controller", "controlCountry": "country of control", "component": "component"}
	n := map[string]int{}
	for i := range r.Shared {
		x := &r.Shared[i]
		if words[x.By] == "" {
			continue
		}
		if n[x.By]++; n[x.By] <= maxShared {
			s.Rows = append(s.Rows, []string{words[x.By], label(x.Key, x.Name), number(x.Systems.Any.Lo), share(x.Systems.AnyShare.Lo), number(x.Systems.Direct.Lo)})
		}
	}
	for _, left := range r.SharedRest {
		n[left.By] += left.N
	}
	var rest []string
	for _, by := range []string{"supplier", "owner", "controlCountry", "component"} {
		if more := n[by] - maxShared; more > 0 {
			rest = append(rest, count1(more, words[by]))
		}
	}
	if len(rest) > 0 {
		s.After = append(s.After, "… and more: "+strings.Join(rest, ", ")+".")
	}
	return s
}

func (r *Result) accessSection() page.Section {
	s := page.Section{Title: "Privileged access: what one that is compromised reaches", Header: []string{"party", "systems", "share", "entities", "assets", "from", "for example"}}
	for i := range r.Access {
		if i == maxRows {
			break
		}
		x := &r.Access[i]
		s.Rows = append(s.Rows, []string{label(x.Party, x.Name), span(x.Systems), shares(x.Share), span(x.Entities), span(x.Assets), some(x.From, len(x.From)), example(x.In)})
	}
	if n := len(r.Access) + r.AccessRest - maxRows; n > 0 {
		s.After = append(s.After, fmt.Sprintf("… and %d more; -o json lists %d, and all with --full.", n, Keep))
	}
	if len(s.Rows) > 0 && r.Counts.Silent > 0 {
		s.After = append(s.After, "Others may have access to "+count1(r.Counts.Silent, "system")+", with a product that does not say that all services around it are listed.")
	}
	return s
}

func (r *Result) controlSection() page.Section {
	s := page.Section{Title: "Several suppliers under one controller", Header: []string{"controller", "country", "suppliers", "SBOMs", "share of components"}}
	for i := range r.Control {
		c := &r.Control[i]
		if i == maxRows {
			s.After = append(s.After, fmt.Sprintf("… and %d more; -o json has all.", len(r.Control)-maxRows))
			break
		}
		part := ""
		if c.Share != nil {
			part = shares(*c.Share)
		}
		s.Rows = append(s.Rows, []string{label(c.Owner, c.Name), c.Country, some(c.Suppliers, len(c.Suppliers)), number(c.SBOMs.Any.Lo), part})
	}
	return s
}

var groupWords = map[string]string{
	"supplier": "supplier", "owner": "controller", "controlCountry": "country of control", "establishedCountry": "country of establishment",
	"manufactureCountry": "country of manufacture", "ecosystem": "ecosystem", "component": "component",
}

var countWords = map[string]string{
	"sboms": "SBOMs", "systems": "systems", "entities": "entities", "components": "components", "attributed": "of a known supplier", "parties": "suppliers",
	"unreadable": "files that could not be read",
}

var basisWords = map[string]string{
	"count": "components", "criticality": "criticality", "reach": "reach", "spend": "spend", "units": "units", "declared": "declared",
}

func (r *Result) concentrationSection() page.Section {
	s := page.Section{Title: "Concentration", Header: []string{"by", "weighed by", "groups", "HHI", "effective", "largest", "largest 3", "unknown", "largest group"}}
	for i := range r.Concentration {
		row := &r.Concentration[i]
		if row.Scope != Scope || row.Basis == "reach" || row.Basis == "units" || row.By == "component" || row.By == "establishedCountry" {
			continue
		}
		if row.N == 0 {
			if row.Basis == "count" {
				s.After = append(s.After, "The "+groupWords[row.By]+" is known of no component.")
			}
			continue
		}
		largest := ""
		if len(row.Shares) > 0 {
			largest = row.Shares[0].Key
		}
		s.Rows = append(s.Rows, []string{groupWords[row.By], basisWords[row.Basis], strconv.Itoa(row.N), interval3(row.HHI), interval3(row.Effective), shares(row.CR1), shares(row.CR3), shares(row.Unattributed), largest})
	}
	for i := range r.Concentration {
		if row := &r.Concentration[i]; row.Scope == Scope && row.By == "owner" && row.Basis == "count" && row.Hidden != nil && row.Hidden.Hi > 0 {
			s.After = append(s.After, "Counting suppliers under one controller as one raises the index by "+interval3(*row.Hidden)+".")
		}
	}
	if len(s.Rows) > 0 {
		s.After = append(s.After, "HHI is 0 for very many equal groups and 1 for a single one; the effective number is how many equal groups would give the same. Unknown is the part of no known group. -o json has more groupings and weights.")
	}
	return s
}

func (r *Result) entitySection() page.Section {
	s := page.Section{Title: "Entities", Header: []string{"entity", "systems", "SBOMs", "components", "HHI by supplier", "largest supplier", "HHI by country of control"}}
	for i := range r.Entities {
		e := &r.Entities[i]
		if i == maxRows {
			s.After = append(s.After, fmt.Sprintf("… and %d more; -o json has all.", len(r.Entities)-maxRows))
			break
		}
		row := []string{label(e.ID, e.Name), some(e.Systems, len(e.Systems)), strconv.Itoa(e.SBOMs), strconv.Itoa(e.Components), "", "", ""}
		for k := range r.Concentration {
			c := &r.Concentration[k]
			if c.Scope != "entity:"+e.ID || c.Basis != "count" {
				continue
			}
			switch c.By {
			case "supplier":
				row[4] = interval3(c.HHI)
				if len(c.Shares) > 0 {
					row[5] = c.Shares[0].Key
				}
			case "controlCountry":
				row[6] = interval3(c.HHI)
			}
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

func (r *Result) versionSection() page.Section {
	s := page.Section{Title: "Components in several versions", Header: []string{"component", "versions", "SBOMs", "the most used"}}
	for i := range r.Versions {
		v := &r.Versions[i]
		if i == maxRows {
			break
		}
		var most []string
		for _, x := range v.Versions[:min(len(v.Versions), maxNamed)] {
			most = append(most, fmt.Sprintf("%s (%d)", cmp.Or(brief(x.Version), "none stated"), x.SBOMs))
		}
		s.Rows = append(s.Rows, []string{v.Component, strconv.Itoa(v.N), strconv.Itoa(v.SBOMs), some(most, v.N)})
	}
	if n := len(r.Versions) + r.VersionsRest; n > maxRows {
		s.After = append(s.After, fmt.Sprintf("… and %d more.", n-maxRows))
	}
	return s
}

func (r *Result) qualitySection() page.Section {
	s := page.Section{Title: "What the SBOMs say", Header: []string{"of each component", "stated", "SBOMs that state it of all", "of none"}}
	if r.Quality.Components == 0 {
		return page.Section{}
	}
	for _, f := range r.Quality.Fields {
		s.Rows = append(s.Rows, []string{f.Name, percent(f.N, r.Quality.Components), strconv.Itoa(f.All), strconv.Itoa(f.None)})
	}
	if n := r.Quality.NoEdges; n > 0 {
		s.After = append(s.After, counted(n, "SBOM states", "SBOMs state")+" no dependencies: what is needed directly, and reach, cannot be seen there.")
	}
	if n := r.Quality.Empty; n > 0 {
		s.After = append(s.After, counted(n, "SBOM lists", "SBOMs list")+" no component.")
	}
	var formats []string
	for _, t := range r.Quality.Formats {
		formats = append(formats, fmt.Sprintf("%s (%d)", t.Key, t.N))
	}
	s.After = append(s.After, "Formats: "+some(formats, len(formats))+".")
	return s
}

func (r *Result) duplicateSection() page.Section {
	s := page.Section{Title: "Counted once", Header: []string{"counts", "does not count", "because"}}
	why := map[string]string{"digest": "the same bytes", "form": "the same serial number and content in another form", "revision": "an older state with the same serial number", "record": "the same record"}
	for i, d := range r.Duplicates {
		if i == maxRows {
			s.After = append(s.After, fmt.Sprintf("… and %d more; -o json has all.", len(r.Duplicates)-maxRows))
			break
		}
		s.Rows = append(s.Rows, []string{d.Kept, some(d.Files, d.N), why[d.Why]})
	}
	return s
}

func (r *Result) remarkSection() page.Section {
	s := page.Section{Title: "What is wrong in SBOMs", Header: []string{"", "what", "times", "SBOMs", "for example"}}
	for i, m := range r.Remarks {
		if i == maxRows {
			s.After = append(s.After, fmt.Sprintf("… and %d more kinds; -o json has all, kedja sbom inspect those of one SBOM.", len(r.Remarks)-maxRows))
			break
		}
		s.Rows = append(s.Rows, []string{m.Severity.String(), m.Code, strconv.Itoa(m.Count), strconv.Itoa(m.SBOMs), m.Example})
	}
	return s
}

func (r *Result) trendSection() page.Section {
	t := r.Trend
	if t == nil {
		return page.Section{}
	}
	s := page.Section{Title: "Since " + day(t.AsOf), Header: []string{"", "before", "after", ""}}
	for _, c := range t.Counts {
		if c.Before != c.After {
			s.Rows = append(s.Rows, []string{cmp.Or(countWords[c.Name], c.Name), strconv.Itoa(c.Before), strconv.Itoa(c.After), fmt.Sprintf("%+d", c.After-c.Before)})
		}
	}
	for _, c := range t.Concentration {
		if c.Scope == Scope && c.Basis == "count" {
			s.Rows = append(s.Rows, []string{"HHI by " + groupWords[c.By], interval3(c.Before), interval3(c.After), c.Direction})
		}
	}
	for i, d := range t.Dependence {
		if i == maxRows {
			break
		}
		s.Rows = append(s.Rows, []string{"SBOMs on " + cmp.Or(groupWords[d.By], d.By) + " " + d.Key, shares(d.Before), shares(d.After), ""})
	}
	if len(s.Rows) == 0 {
		s.Before = []string{"Nothing that is measured changed."}
	}
	return s
}
