// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
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
	fact    string // that an SBOM lacks
}

// targets says which facts of which records would settle the missing fact of
// the subject. None means that the records lack nothing.
func (k *asker) targets(subject, fact string) []target {
	fact = strings.TrimSuffix(strings.TrimSuffix(fact, ".lo"), ".hi") // ends of a range are one fact
	head, rest, _ := strings.Cut(fact, ".")
	kind, id, _ := strings.Cut(subject, ":")
	switch head {
	case "supplier":
		return k.aboutSupplierOf(subject, rest)
	case "exposure":
		return k.aboutExposure(k.partyBehind(subject), rest)
	case "countries":
		code, rest, _ := strings.Cut(rest, ".")
		return k.aboutCountry(code, rest)
	case "product":
		if kind == "document" {
			id = k.productWith(id)
		}
		return k.aboutProduct(id, rest)
	case "contract", "contracts":
		return k.aboutContracts(kind, id, rest)
	case "lockIn":
		_, dimension, _ := strings.Cut(rest, ".")
		return k.aboutLockIn(k.partyBehind(subject), dimension)
	case "concentration":
		return k.aboutConcentration(subject, rest)
	case "singlePoints", "cutSets", "suppliers":
		return k.behindAsset(id)
	case "coverage", "attribution":
		return k.unattributed()
	case "document", "sbom", "component":
		return k.aboutSBOM(kind, id, fact)
	case "evidence":
		return k.aboutEvidence(subject, rest)
	case "entity":
		return k.aboutEntity(rest)
	case "asset":
		return k.aboutAsset(id, rest)
	case "incidents":
		return k.aboutIncident(rest)
	case "system", "assets":
		return nil // the records decide it: nobody can be asked
	}
	return k.plain(subject, fact)
}

// plain asks for a fact that no record here is known to hold, of a rule that
// somebody wrote for facts of their own.
func (k *asker) plain(subject, fact string) []target {
	return []target{{subject: subject, field: field{text: "The fact " + fact, form: Form{Type: Text}}, place: Place{Field: "/" + strings.ReplaceAll(fact, ".", "/")}}}
}

// productWith is the product that the SBOM is of.
func (k *asker) productWith(file string) string {
	for i := range k.a.Products {
		if k.a.Products[i].SBOM == file {
			return k.a.Products[i].ID
		}
	}
	return ""
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

// aboutSupplierOf asks about the party behind a subject, or who that is.
func (k *asker) aboutSupplierOf(subject, path string) []target {
	kind, id, _ := strings.Cut(subject, ":")
	party := k.partyBehind(subject)
	switch {
	case party != "":
		return k.aboutSupplier(party, path)
	case kind == "product":
		return []target{k.ofProduct(id, "supplier")}
	case kind == "component":
		return k.unattributed()
	}
	return nil
}

// aboutSupplier maps a fact about a party to fields of its record.
func (k *asker) aboutSupplier(party, path string) []target {
	if party == "" {
		return nil
	}
	path = strings.ReplaceAll(path, ".", "/")
	switch head, _, _ := strings.Cut(path, "/"); head {
	case "technical", "lookedUp", "supportEnded", "supportAsked":
		return nil // databases of vulnerabilities say it: nobody can be asked
	case "control":
		out := k.aboutControl(party)
		if path == "control/decisive" {
			out = append(slices.Clip(out), k.aboutInfluence(party)...)
		}
		return out
	case "kind":
		path = "partyKind"
	case "proposals": // acts under a proposal stand among the others in the record
		path = "designations" + strings.TrimPrefix(path, head)
	case "", "id", "recorded", "direct":
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
	if code == "" {
		return nil
	}
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
	case "concern":
		t.field.text = "Acts of authorities about the country"
		t.field.form = Form{Type: List, None: true, Entry: []Part{text("regime", true), text("authority", false), text("legalBasis", false), date("from", false), date("to", false)}}
		key = ""
	default:
		t.field.text, t.field.form, t.place.Field = "Name of the country, for a record of it", Form{Type: Text}, "/code"
	}
	if key != "" {
		t.place.Field += "/" + pointer(key)
		t.field.text += ": " + key
		t.field.form = Form{Type: Boolean}
		if head == "indices" {
			t.field.form = Form{Type: Number, Min: bound(0), Max: bound(100)}
		}
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
