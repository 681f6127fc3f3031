// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// Diff says what changed from one assessment to another: whom sources bind, components, parties,
// control, countries, concentration, single points and findings, and which of
// the things that went into the assessments differ.
//
// Results of two SBOMs are compared as two states of one product: the ids of
// the implied system, its product and its document are taken for the same.
func Diff(old, new *result.Assessment) result.Diff {
	o, n := *old, *new
	leaveOut(&o, &n)
	o.Normalize()
	n.Normalize()
	d := differ{old: &o, new: &n, same: sameThings(&o, &n)}
	out := result.Diff{
		Kind: result.KindDiff, SchemaVersion: result.SchemaVersion,
		Old: side(&o), New: side(&n), Causes: causes(&o, &n),
	}
	out.Notes = d.notes(&out)
	out.Bounds = d.bounds()
	out.Components = d.components()
	out.Parties = d.parties()
	out.Control = d.control()
	out.Countries = d.countries()
	out.Concentration = d.concentration()
	out.SinglePoints = d.singlePoints()
	out.Findings = d.findings(out.Causes)
	out.Vulnerabilities = d.vulnerabilities()
	out.Names = d.names(&out)
	return out
}

// leaveOut takes the measures that one of the results was asked not to work
// out from both: what one side never looked for has not come or gone.
func leaveOut(old, new *result.Assessment) {
	names := slices.Concat(old.LeftOut, new.LeftOut)
	if len(names) == 0 {
		return
	}
	slices.Sort(names)
	names = slices.Compact(names)
	for _, a := range []*result.Assessment{old, new} {
		a.LeftOut = names
		for _, name := range names {
			switch name {
			case "concentration":
				a.Concentration = nil
			case "singlePoints":
				a.SinglePoints = nil
			}
		}
	}
}

// names are those of the parties that the changes mention.
func (d *differ) names(out *result.Diff) map[string]string {
	mentioned := map[string]bool{}
	mention := func(ids ...string) {
		for _, id := range ids {
			mentioned[id] = true
		}
	}
	for _, c := range out.Control {
		mention(c.Party)
		for _, k := range []*result.ControlState{c.Old, c.New} {
			if k != nil {
				mention(k.Controllers...)
			}
		}
		for _, h := range c.Holders {
			mention(h.Holder, h.Through)
		}
	}
	for _, c := range out.Countries {
		mention(c.Parties...)
	}
	for _, c := range out.Concentration {
		for _, k := range []*result.ConcentrationState{c.Old, c.New} {
			if k != nil && (c.By == "supplier" || c.By == "owner") {
				mention(k.Largest)
			}
		}
	}
	for _, c := range out.SinglePoints {
		mention(c.Point.Key)
	}
	for _, list := range [][]result.Component{out.Components.Added, out.Components.Removed} {
		for i := range list {
			mention(list[i].Party)
		}
	}
	names := map[string]string{}
	for _, a := range []*result.Assessment{d.old, d.new} { // the new name wins
		for i := range a.Parties {
			if p := &a.Parties[i]; mentioned[p.ID] && p.Name != "" {
				names[p.ID] = p.Name
			}
		}
	}
	if len(names) == 0 {
		return nil
	}
	return names
}

// differ compares two assessments.
type differ struct {
	old, new *result.Assessment
	same     map[string]string // subjects of the old one by another name in the new
}

func side(a *result.Assessment) result.DiffSide {
	return result.DiffSide{
		Subject: a.Subject.ID, Name: a.Subject.Name, AsOf: a.AsOf, Engine: a.Engine.Version,
		Full: len(a.Components) >= a.Coverage.Components.N, Verdict: a.Verdict,
	}
}

// sameThings pairs the names of things that two results have one of each.
func sameThings(old, new *result.Assessment) map[string]string {
	same := map[string]string{}
	if old.Subject.ID == new.Subject.ID {
		return same
	}
	same[old.Subject.ID] = new.Subject.ID
	if len(old.Products) == 1 && len(new.Products) == 1 {
		same["product:"+old.Products[0].ID] = "product:" + new.Products[0].ID
	}
	if len(old.Assets) == 1 && len(new.Assets) == 1 {
		same["asset:"+old.Assets[0].ID] = "asset:" + new.Assets[0].ID
	}
	return same
}

// causes lists what went into the assessments and differs.
func causes(old, new *result.Assessment) []result.Cause {
	var out []result.Cause
	compare := func(kind string, before, after map[string]string) {
		for _, name := range sortedUnion(before, after) {
			if before[name] != after[name] {
				out = append(out, result.Cause{Kind: kind, Name: name, Old: before[name], New: after[name]})
			}
		}
	}
	compare("data", inputs(old, old, new), inputs(new, old, new))
	compare("policy", packs(old), packs(new))
	compare("parameters", old.Params, new.Params)
	if old.Engine != new.Engine {
		out = append(out, result.Cause{Kind: "engine", Old: engine(old), New: engine(new)})
	}
	if old.AsOf != new.AsOf {
		out = append(out, result.Cause{Kind: "date", Old: old.AsOf, New: new.AsOf})
	}
	return out
}

func engine(a *result.Assessment) string {
	return strings.TrimSpace(a.Engine.Name + " " + a.Engine.Version)
}

// inputs are the digests of an assessment's files by name. Where each of the
// two has one SBOM, and they have different names, they are one thing.
func inputs(a, old, new *result.Assessment) map[string]string {
	from, to := onlySBOM(old), onlySBOM(new)
	out := map[string]string{}
	for i := range a.Inputs {
		name := a.Inputs[i].Name
		if from != "" && to != "" && from != to && (name == from || name == to) {
			name = from + " → " + to
		}
		out[name] = a.Inputs[i].SHA256
	}
	return out
}

func onlySBOM(a *result.Assessment) string {
	name, n := "", 0
	for i := range a.Inputs {
		if a.Inputs[i].Kind == "SBOM" {
			name = a.Inputs[i].Name
			n++
		}
	}
	if n != 1 {
		return ""
	}
	return name
}

func packs(a *result.Assessment) map[string]string {
	out := map[string]string{}
	for _, p := range a.Policies {
		out[p.Pack] = p.Version + " sha256 " + p.SHA256
	}
	return out
}

func sortedUnion[V any](a, b map[string]V) []string {
	names := slices.AppendSeq(slices.Collect(maps.Keys(a)), maps.Keys(b))
	slices.Sort(names)
	return slices.Compact(names)
}

// notes says what limits the comparison.
func (d *differ) notes(out *result.Diff) []string {
	var notes []string
	if d.old.Subject.ID != d.new.Subject.ID {
		notes = append(notes, fmt.Sprintf("the results are of %s and of %s, compared as two states of one thing", d.old.Subject.ID, d.new.Subject.ID))
	}
	if !out.Old.Full || !out.New.Full {
		notes = append(notes, fmt.Sprintf("not every component and supplier can be compared, for --full was not given: the old result names %d of %d components, the new one %d of %d, and some that seem to have come or gone may only be named by one of the two",
			len(d.old.Components), d.old.Coverage.Components.N, len(d.new.Components), d.new.Coverage.Components.N))
	}
	if d.old.Incomplete {
		notes = append(notes, "the old result is incomplete: an input could not be read")
	}
	if d.new.Incomplete {
		notes = append(notes, "the new result is incomplete: an input could not be read")
	}
	notes = append(notes, d.lookupNotes()...)
	if d.old.LeftOut != nil {
		notes = append(notes, "only findings were asked for in one of the results; not compared, because it was not worked out there: "+strings.Join(d.old.LeftOut, ", "))
	}
	if d.old.SchemaVersion != d.new.SchemaVersion {
		notes = append(notes, fmt.Sprintf("the results have the versions %s and %s of the format; what only one of them records shows as a change", d.old.SchemaVersion, d.new.SchemaVersion))
	}
	return notes
}

// identityOf is what a component is called: with its version, and over time.
func identityOf(c *result.Component) (versioned, lasting string) {
	if c.PURL != "" { // some tools leave the version in it behind
		return c.PURL + "@" + c.Version, strings.TrimPrefix(result.StableSubject("component:"+c.PURL), "component:")
	}
	return c.Name + "@" + c.Version, c.Name
}

// components compares the components that the results name.
func (d *differ) components() result.ComponentChanges {
	before, after := map[string]int{}, map[string]int{}
	count := func(list []result.Component, into map[string]int) {
		for i := range list {
			v, _ := identityOf(&list[i])
			into[v]++
		}
	}
	count(d.old.Components, before)
	count(d.new.Components, after)
	left := func(list []result.Component, other map[string]int) []*result.Component {
		var out []*result.Component
		for i := range list {
			v, _ := identityOf(&list[i])
			if other[v] > 0 {
				other[v]--
				continue
			}
			out = append(out, &list[i])
		}
		return out
	}
	removed, added := left(d.old.Components, after), left(d.new.Components, before)
	var out result.ComponentChanges
	waiting := map[string][]*result.Component{}
	for _, c := range removed {
		_, lasting := identityOf(c)
		waiting[lasting] = append(waiting[lasting], c)
	}
	paired := map[*result.Component]bool{}
	for _, c := range added {
		_, lasting := identityOf(c)
		if w := waiting[lasting]; len(w) > 0 && w[0].Version != c.Version {
			waiting[lasting] = w[1:]
			paired[w[0]] = true
			out.Updated = append(out.Updated, result.ComponentUpdate{ID: c.ID, Name: c.Name, Party: c.Party, Old: w[0].Version, New: c.Version})
			continue
		}
		out.Added = append(out.Added, *c)
	}
	for _, c := range removed {
		if !paired[c] {
			out.Removed = append(out.Removed, *c)
		}
	}
	return out
}

// parties compares the parties that the results name. One that got another
// id but kept its name has got a record.
func (d *differ) parties() []result.PartyChange {
	before := byID(d.old.Parties, func(p *result.Party) string { return p.ID })
	after := byID(d.new.Parties, func(p *result.Party) string { return p.ID })
	gone := map[string][]string{} // ids by name
	for i := range d.old.Parties {
		if p := &d.old.Parties[i]; after[p.ID] == nil {
			gone[partyName(p)] = append(gone[partyName(p)], p.ID)
		}
	}
	var out []result.PartyChange
	moved := map[string]bool{}
	for i := range d.new.Parties {
		p := &d.new.Parties[i]
		name := partyName(p)
		switch was := before[p.ID]; {
		case was != nil && partyName(was) != name:
			out = append(out, result.PartyChange{ID: p.ID, Change: result.ChangeRenamed, Old: partyName(was), New: name})
		case was == nil && len(gone[name]) > 0:
			id := gone[name][0]
			gone[name] = gone[name][1:]
			moved[id] = true
			out = append(out, result.PartyChange{ID: p.ID, Change: result.ChangeRenamed, Old: name, New: name, OldID: id})
		case was == nil:
			out = append(out, result.PartyChange{ID: p.ID, Change: result.ChangeNew, New: name})
		}
	}
	for i := range d.old.Parties {
		if p := &d.old.Parties[i]; after[p.ID] == nil && !moved[p.ID] {
			out = append(out, result.PartyChange{ID: p.ID, Change: result.ChangeGone, Old: partyName(p)})
		}
	}
	slices.SortFunc(out, func(x, y result.PartyChange) int {
		return cmp.Or(cmp.Compare(changeRank(x.Change), changeRank(y.Change)), strings.Compare(x.ID, y.ID))
	})
	return out
}

func partyName(p *result.Party) string { return or(p.Name, p.ID) }

// changeRank puts what came before what went, and that before what changed.
func changeRank(change string) int {
	switch change {
	case result.ChangeNew:
		return 0
	case result.ChangeGone:
		return 1
	}
	return 2
}
