// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"cmp"
	"io/fs"
	"maps"
	"slices"
	"time"

	"github.com/kedja/kedja/diag"
)

// The vocabulary of the catalogue. Statuses are in falling order of force,
// provenances in falling order of strength.
var (
	statuses    = []string{"binding", "recommendation", "guidance", "draft", "proposal", "vendor-advice"}
	provenances = []string{"primary", "secondary", "inferred", "unverified"}
	bearers     = []string{"entity", "supplier", "product", "contract", "asset", "authority"}
	hazards     = []string{"natural", "system-failure", "human-error", "insider", "malicious"}
	kinds       = []string{"scenario", "measure", "action", "risk", "article", "recital", "factor", "class", "field", "indicator"}
	severities  = []string{"low", "moderate", "high", "critical"}
)

// catalogueFile is one file of the catalogue. What its entries share stands
// at the top.
type catalogueFile struct {
	Source     string       `yaml:"source"`
	Title      string       `yaml:"title"`
	Status     string       `yaml:"status"`
	From       string       `yaml:"from"`
	To         string       `yaml:"to"`
	Provenance string       `yaml:"provenance"`
	Note       string       `yaml:"note"`
	Entries    []entryInput `yaml:"entries"`
}

type entryInput struct {
	ID          string   `yaml:"id"`
	Kind        string   `yaml:"kind"`
	Title       string   `yaml:"title"`
	Status      string   `yaml:"status"`
	From        string   `yaml:"from"`
	To          string   `yaml:"to"`
	Source      string   `yaml:"source"`
	Provenance  string   `yaml:"provenance"`
	Links       []string `yaml:"links"`
	Note        string   `yaml:"note"`
	Sensitivity string   `yaml:"sensitivity"` // of a class: one level
	Range       []string `yaml:"range"`       // of a class: or the two ends of the source's rating
	Criticality string   `yaml:"criticality"` // of a class: default
	Evidence    string   `yaml:"evidence"`    // what a person must supply
	Of          string   `yaml:"of"`          // about whom
	AnsweredBy  []string `yaml:"answeredBy"`
	Hazards     []string `yaml:"hazards"` // of a risk or scenario
}

func (c *content) readCatalogue(src source) []*file {
	names, _ := fs.Glob(src.fsys, "catalogue/*.yaml")
	var out []*file
	if src.stands {
		built := c.catalogue.entries
		c.catalogue.entries = map[string]Entry{}
		defer func() { c.catalogue.entries = over(built, c.catalogue.entries) }()
	}
	for _, name := range names {
		f := c.readFile(src, name)
		if f == nil {
			continue
		}
		out = append(out, f)
		var in catalogueFile
		if !c.decode(src, name, &in) {
			continue
		}
		for _, e := range in.Entries {
			c.addEntry(diag.Position{File: f.name}, &in, e)
		}
	}
	return out
}

// over is the entries of one catalogue, and those of another that it has not.
func over(built, own map[string]Entry) map[string]Entry {
	out := maps.Clone(built)
	maps.Copy(out, own)
	return out
}

func (c *content) addEntry(at diag.Position, in *catalogueFile, e entryInput) {
	entry := Entry{
		ID: e.ID, Kind: e.Kind, Title: e.Title,
		Status: cmp.Or(e.Status, in.Status), From: cmp.Or(e.From, in.From), To: cmp.Or(e.To, in.To),
		Source: cmp.Or(e.Source, in.Title), Provenance: cmp.Or(e.Provenance, in.Provenance),
		Links: e.Links, Note: cmp.Or(e.Note, in.Note), Evidence: e.Evidence, Of: e.Of, AnsweredBy: e.AnsweredBy, Hazards: e.Hazards,
	}
	bad := func(format string, args ...any) {
		c.diags.Errorf("policy/catalogue", at, "entry %q: "+format, append([]any{e.ID}, args...)...)
	}
	if entry.ID == "" || entry.Title == "" || entry.Source == "" {
		bad("needs an id, a title and a source")
	}
	for _, day := range []string{entry.From, entry.To} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			bad("%q is not a date YYYY-MM-DD", day)
		}
	}
	if !slices.Contains(kinds, entry.Kind) {
		bad("kind %q is not one of %v", entry.Kind, kinds)
	}
	if !slices.Contains(statuses, entry.Status) {
		bad("status %q is not one of %v", entry.Status, statuses)
	}
	if !slices.Contains(provenances, entry.Provenance) {
		bad("provenance %q is not one of %v", entry.Provenance, provenances)
	}
	if (entry.Evidence == "") != (entry.Of == "") || entry.Of != "" && !slices.Contains(bearers, entry.Of) {
		bad("evidence and of go together; of is one of %v", bearers)
	}
	for _, h := range entry.Hazards {
		if !slices.Contains(hazards, h) {
			bad("hazard %q is not one of %v", h, hazards)
		}
	}
	if _, twice := c.catalogue.entries[entry.ID]; twice {
		bad("is there twice")
	}
	if entry.Kind == "class" {
		entry.Class = class(entry, e, bad)
	}
	c.catalogue.entries[entry.ID] = entry
}

func class(entry Entry, e entryInput, bad func(string, ...any)) *Class {
	ends := e.Range
	if len(ends) == 0 {
		ends = []string{e.Sensitivity, e.Sensitivity}
	}
	if len(ends) != 2 || !slices.Contains(severities, ends[0]) || !slices.Contains(severities, ends[1]) {
		bad("needs a sensitivity, or a range of two, among %v", severities)
		return nil
	}
	if e.Criticality != "" && !slices.Contains(severities, e.Criticality) {
		bad("criticality %q is not one of %v", e.Criticality, severities)
	}
	return &Class{
		ID: entry.ID, Title: entry.Title, Sensitivity: ends[1], Range: [2]string{ends[0], ends[1]},
		Criticality: e.Criticality, Status: entry.Status, Provenance: entry.Provenance,
		Source: entry.Source, Note: entry.Note,
	}
}

// seal sorts the ids and checks the crosswalk.
func (c *Catalogue) seal(diags *diag.List) {
	c.ids = slices.Sorted(maps.Keys(c.entries))
	for _, id := range c.ids {
		for _, link := range slices.Concat(c.entries[id].Links, c.entries[id].AnsweredBy) {
			if _, ok := c.entries[link]; !ok {
				diags.Errorf("policy/catalogue", diag.Position{}, "entry %q links to %q, which is not in the catalogue", id, link)
			}
		}
	}
}
