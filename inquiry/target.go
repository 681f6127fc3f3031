// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// target is one fact to ask for, and whom.
type target struct {
	to      string // id of a party; "" is the user's own organisation
	subject string
	field   field
	place   Place
	stated  string // what the record says already, where that is too wide
}

// targets says which facts of which records would settle the missing fact of
// the subject. None means that the records lack nothing.
func (k *asker) targets(subject, fact string) []target {
	head, rest, _ := strings.Cut(fact, ".")
	kind, id, _ := strings.Cut(subject, ":")
	switch head {
	case "supplier":
		return k.aboutSupplier(k.partyBehind(subject), rest)
	case "exposure":
		return k.aboutExposure(k.partyBehind(subject), rest)
	case "countries":
		code, rest, _ := strings.Cut(rest, ".")
		return k.aboutCountry(code, rest)
	case "product":
		return k.aboutProduct(id, rest)
	case "contract", "contracts":
		return k.aboutContract(id, rest)
	case "lockIn":
		_, dimension, _ := strings.Cut(rest, ".")
		return k.aboutLockIn(k.partyBehind(subject), dimension)
	case "concentration":
		parts := strings.Split(rest, ".")
		return k.aboutShares(subject, parts[min(1, len(parts)-1)])
	case "singlePoints", "cutSets", "suppliers":
		return k.behindAsset(id)
	case "coverage", "attribution":
		return k.unattributed()
	case "document", "sbom", "component":
		return k.aboutSBOM(kind, id, fact)
	case "evidence":
		return []target{{subject: subject, field: field{text: "What was found on " + rest, form: Form{Type: Word, Words: []string{"met", "partly", "notMet"}}},
			place: Place{Kind: "Evidence", ID: rest, Field: "/state"}}}
	case "entity", "asset", "system":
		return k.aboutEntity(subject, fact)
	}
	return k.plain(subject, fact)
}

// plain asks for a fact that no record here is known to hold, of a rule that
// somebody wrote for facts of their own.
func (k *asker) plain(subject, fact string) []target {
	return []target{{subject: subject, field: field{text: "The fact " + fact, form: Form{Type: Text}}, place: Place{Field: "/" + strings.ReplaceAll(fact, ".", "/")}}}
}

// partyBehind is the party that facts about a subject are about.
func (k *asker) partyBehind(subject string) string {
	kind, id, _ := strings.Cut(subject, ":")
	switch kind {
	case "supplier", "owner":
		return id
	case "product":
		return k.supplierOf[id]
	case "component":
		return k.componentParty[id]
	case "contract":
		if c, _ := k.contract(id); c != nil {
			return c.Supplier
		}
	}
	return ""
}

// aboutSupplier maps a fact about a party to fields of its record.
func (k *asker) aboutSupplier(party, path string) []target {
	if party == "" {
		return nil
	}
	path = strings.ReplaceAll(path, ".", "/")
	switch head, _, _ := strings.Cut(path, "/"); head {
	case "control":
		out := k.aboutControl(party)
		if path == "control/decisive" {
			out = append(slices.Clip(out), k.aboutInfluence(party)...)
		}
		return out
	case "kind":
		path = "partyKind"
	case "id", "recorded", "direct":
		return nil // the records decide it: nobody can be asked
	}
	fields := supplierField(path)
	if fields == nil {
		fields = []field{{path: path, text: "The fact " + path, form: Form{Type: Text}}}
	}
	var out []target
	for _, f := range fields {
		if _, key, inside := strings.Cut(strings.TrimPrefix(path, "practices/"), "/"); !f.stated(k.record(party)) || inside && f.path == patchDays && !has(k.record(party), key) {
			out = append(out, k.inRecord(party, party, f))
		}
	}
	return out
}

// patchDays is the one field about a party that is a mapping: parts of it may
// be stated.
const patchDays = "practices/patchDays"

func has(s *supplier.Supplier, severity string) bool {
	_, ok := s.Practices.PatchDays[severity]
	return ok
}

// inRecord asks for a field of a party's record. Only the party itself is
// asked, for what it can say of itself.
func (k *asker) inRecord(asked, about string, f field) target {
	t := target{subject: "supplier:" + about, field: f, place: Place{Kind: "Supplier", ID: about, Field: "/" + f.path}}
	if asked == about && !f.own {
		t.to = asked
	}
	if r := k.written[about]; r != nil {
		at := r.At(t.place.Field)
		t.place.File, t.place.Line = r.File, at.Line
	}
	return t
}

func (k *asker) aboutCountry(code, path string) []target {
	head, key, _ := strings.Cut(path, ".")
	t := target{subject: "country:" + code, place: Place{Kind: "Country", ID: code, Field: "/" + head}, field: field{form: Form{Type: Mapping}}}
	switch head {
	case "memberships":
		t.field.text = "Which organisations the country is a member of"
		t.field.form.Entry = flags("eu", "eea", "nato", "gpa")
	case "agreements":
		t.field.text = "Which agreements the EU has with the country"
		t.field.form.Entry = flags("dataProtectionAdequacy", "securityInformation", "procurementAccess")
	case "law":
		t.field.text = "What the country's law says"
		t.field.form.Entry = flags("compelledAssistance", "independentReview", "extraterritorial")
	case "indices":
		t.field.text = "Published indices of the country"
		t.field.form.Note = "percentiles from 0 to 100"
	default:
		t.field.text, t.place.Field = "A record of the country", "/code"
	}
	if key != "" {
		t.place.Field += "/" + pointer(key)
		t.field.text += ": " + key
		t.field.form = Form{Type: Boolean}
	}
	for _, c := range k.in.Countries {
		if c.Code == code {
			t.place.File, t.place.Line = c.File, c.At(t.place.Field).Line
		}
	}
	return []target{t}
}

func flags(names ...string) []Part {
	var out []Part
	for _, n := range names {
		out = append(out, Part{Name: n, Type: Boolean})
	}
	return out
}

// pointer writes a name as a part of a JSON pointer (RFC 6901).
func pointer(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
}

// inSystem asks for a field of the system's record.
func (k *asker) inSystem(subject, name, at string) target {
	f, ok := k.fields[name]
	if !ok {
		f = field{text: "The field " + name[strings.LastIndexByte(name, '/')+1:], form: Form{Type: Text}}
	}
	t := target{subject: subject, field: f, place: Place{Kind: "System", ID: strings.TrimPrefix(k.a.Subject.ID, "system:"), Field: at}}
	if k.system.File != "" {
		t.place.File, t.place.Line = k.system.File, k.system.At(at).Line
	}
	return t
}

// product is the product's record and where it stands. A product that no
// system file names has an empty one.
func (k *asker) product(id string) (*system.Product, string) {
	for i := range k.system.Products {
		if k.system.Products[i].ID == id {
			return &k.system.Products[i], "/products/" + strconv.Itoa(i)
		}
	}
	return &system.Product{ID: id}, "/products/" + pointer(id)
}

func (k *asker) contract(id string) (*system.Contract, string) {
	for i := range k.system.Contracts {
		if k.system.Contracts[i].ID == id {
			return &k.system.Contracts[i], "/contracts/" + strconv.Itoa(i)
		}
	}
	return nil, ""
}

func (k *asker) ofProduct(id, name string) target {
	_, at := k.product(id)
	return k.inSystem("product:"+id, "products/"+name, at+"/"+name)
}

// ofEntry asks for a field of an entry of a product's list.
func (k *asker) ofEntry(id, list string, i int, name string) target {
	_, at := k.product(id)
	return k.inSystem("product:"+id, "products/"+list+"/"+name, fmt.Sprintf("%s/%s/%d/%s", at, list, i, name))
}

func (k *asker) aboutContract(id, path string) []target {
	c, at := k.contract(id)
	if c == nil {
		return k.plain("contract:"+id, "contract."+path)
	}
	name, clause, _ := strings.Cut(path, ".")
	if name == "ended" {
		name = "end"
	}
	t := k.inSystem("contract:"+id, "contracts/"+name, at+"/"+name)
	if clause != "" {
		t = k.inSystem("contract:"+id, "contracts/"+name, at+"/"+name+"/"+pointer(clause))
		t.field.text += ": " + clause
	}
	return []target{t}
}

func (k *asker) aboutProduct(id, path string) []target {
	p, _ := k.product(id)
	name, rest, _ := strings.Cut(path, ".")
	switch {
	case name == "services" && rest != "":
		var out []target
		for i, s := range p.Services {
			if rest == "access" && s.Access == "" || rest == "from" && s.From == "" {
				out = append(out, k.ofEntry(id, "services", i, rest))
			}
		}
		return out
	case name == "exitPlan":
		return []target{k.ofProduct(id, "exitPlan/exists")}
	case name == "hasSBOM":
		return []target{k.ofProduct(id, "sbom")}
	}
	return []target{k.ofProduct(id, strings.ReplaceAll(path, ".", "/"))}
}

func (k *asker) aboutEntity(subject, fact string) []target {
	at := "/" + strings.ReplaceAll(fact, ".", "/")
	if rest, ok := strings.CutPrefix(fact, "asset."); ok {
		i := slices.IndexFunc(k.system.Assets, func(a system.Asset) bool { return "asset:"+a.ID == subject })
		at = "/assets/" + strconv.Itoa(max(i, 0)) + "/" + strings.ReplaceAll(rest, ".", "/")
	}
	return []target{k.inSystem(subject, strings.TrimPrefix(at, "/"), at)}
}

// aboutSBOM asks the one who made the SBOM for a better one.
func (k *asker) aboutSBOM(kind, id, fact string) []target {
	file := id
	if kind == "component" {
		file = k.componentFile[id]
	}
	t := target{
		subject: cmp.Or("document:"+file, kind+":"+id),
		field:   field{text: "An SBOM that states " + fact, form: Form{Type: "an SBOM, CycloneDX or SPDX"}},
		place:   Place{Kind: "SBOM", ID: file, File: file, Field: "/"},
	}
	return []target{t}
}

// unattributed asks whom the components come from of which no SBOM says it.
func (k *asker) unattributed() []target {
	c := k.a.Coverage.Components
	if c.N == c.Attributed {
		return nil
	}
	return []target{{
		subject: k.a.Subject.ID,
		field: field{text: fmt.Sprintf("Whom %d of %d components come from", c.N-c.Attributed, c.N),
			form: Form{Type: Mapping, Entry: []Part{text("id", true), text("purl", true), text("party", true), text("reason", false)}, Note: "a record of kind Curation, or a supplier in the SBOM"}},
		place: Place{Kind: "Curation", Field: "/party"},
	}}
}

// record is what is stated of a party at the time of the assessment.
func (k *asker) record(party string) *supplier.Supplier {
	if r := k.records[party]; r != nil {
		return r
	}
	return &supplier.Supplier{ID: party}
}
