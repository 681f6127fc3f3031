// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
	"bytes"
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/internal/schema"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// OwnFile is one file of [OwnForm].
type OwnFile struct {
	Name string // slash path below a folder of its own, as an assessment looks for records
	Text []byte
}

// OwnForm is the questions of the user's own part as records to fill in, in
// YAML: valid as they stand and as they are filled in, with null for every
// fact asked for. They hold nothing else but what says which record and entry
// is meant, so answers are copied to the records that are there already; what
// nobody has recorded yet can be taken as it is. in is what was assessed. What
// has no place in a record, or only in one that has to be written as a whole,
// is a comment. It is empty for a supplier: see [Skeleton].
func OwnForm(d *Document, q *Questionnaire, in *kedja.Input) []OwnFile {
	if q.To != "" || len(q.Questions) == 0 {
		return nil
	}
	if in == nil {
		in = &kedja.Input{}
	}
	f := ownForm{doc: d, in: in, system: in.System, sheets: map[string]*sheet{}}
	if f.system == nil {
		f.system = &system.System{}
	}
	f.context(q)
	for i := range q.Questions {
		f.ask(i+1, &q.Questions[i])
	}
	if len(f.sheets) == 0 {
		f.sheet("System", "")
	}
	return f.files(q)
}

// ownForm is the form in the making.
type ownForm struct {
	doc    *Document
	in     *kedja.Input
	system *system.System
	sheets map[string]*sheet // by kind and id
	order  []*sheet
	loose  bytes.Buffer // comments on what no sheet holds
}

// sheet is one record of the form.
type sheet struct {
	kind string
	head []string // comments above it
	root entry
}

// entry is a field, or an entry of a list.
type entry struct {
	key   string // of an entry of a list what tells it from others
	item  bool
	value string   // YAML, where there is nothing below
	above []string // comments
	below []*entry
}

// at finds the field below, or adds it.
func (e *entry) at(key string) *entry {
	i := slices.IndexFunc(e.below, func(c *entry) bool { return c.key == key })
	if i < 0 {
		i = len(e.below)
		e.below = append(e.below, &entry{key: key})
	}
	return e.below[i]
}

// entry finds the entry of the list, or adds it with the fields that say
// which one it is.
func (e *entry) entry(key string, fields ...string) *entry {
	c := e.at(key)
	if !c.item {
		c.item = true
		for i := 0; i+1 < len(fields); i += 2 {
			if fields[i+1] != "" {
				c.at(fields[i]).value = quoted(fields[i+1])
			}
		}
	}
	return c
}

// sheet finds the record, or begins it.
func (f *ownForm) sheet(kind, id string) *sheet {
	key := kind + "\x00" + id
	if s := f.sheets[key]; s != nil {
		return s
	}
	s := &sheet{kind: kind}
	f.sheets[key] = s
	f.order = append(f.order, s)
	s.root.at("apiVersion").value, s.root.at("kind").value = load.APIVersion, kind
	file := ""
	switch kind {
	case "System":
		s.root.at("id").value = quoted(cmp.Or(f.system.ID, strings.TrimPrefix(f.doc.Subject.ID, "system:"), "my-system"))
		if f.system.Currency != "" {
			s.root.at("currency").value = quoted(f.system.Currency)
		}
		file = f.system.File
	case "Supplier":
		name := ""
		for _, r := range f.in.Suppliers {
			if r.ID == id {
				name, file = r.Name, r.File
			}
		}
		if folded, ok := strings.CutPrefix(id, "name:"); ok { // of an SBOM, without a record
			name, id = folded, slug(folded)
		}
		s.root.at("id").value = quoted(id)
		if name != "" {
			s.root.at("name").value = quoted(name)
		}
	case "Evidence":
		entry, subject, _ := strings.Cut(id, "\x00")
		s.root.at("entry").value, s.root.at("subject").value = quoted(entry), quoted(subject)
		return s
	case "Country":
		s.root.at("code").value = quoted(id)
		s.head = append(s.head, "Records of one country are joined: this one can lie beside others in the folder countries.")
		return s
	}
	if file != "" {
		s.head = append(s.head, "The record is in "+file+": copy the answers there.")
	} else {
		s.head = append(s.head, "Nobody wrote this record yet: it can be taken as it is.")
	}
	return s
}

// slug makes an id of a name.
func slug(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !('a' <= r && r <= 'z' || '0' <= r && r <= '9') })
	return cmp.Or(strings.Join(words, "-"), "supplier")
}

// ask puts one question where its answer belongs.
func (f *ownForm) ask(n int, q *Question) {
	e, field := f.place(q)
	if e == nil {
		f.aside(n, q)
		return
	}
	above := f.words(n, q)
	if q.Place.Kind == "Country" && q.Form.Type == Mapping && len(q.Form.Entry) > 0 {
		e = e.at(field)
		e.above = append(e.above, above...)
		for _, p := range q.Form.Entry {
			e.at(p.Name).value = "null"
		}
		return
	}
	holder := e
	e = e.at(field)
	e.above, e.value = append(e.above, above...), "null"
	if q.Place.Kind == "Evidence" {
		for _, name := range [...]string{"date", "assessor", "until"} {
			holder.at(name).value = "null"
		}
	}
}

// words is what stands above a field.
func (f *ownForm) words(n int, q *Question) []string {
	out := []string{fmt.Sprintf("%d. %s", n, q.Text), "Answer: " + q.Form.String()}
	if q.Place.File != "" {
		out = append(out, "Belongs in "+where(q))
	}
	if q.Stated != "" {
		out = append(out, "Recorded so far: "+q.Stated)
	}
	for _, l := range laws(q) {
		out = append(out, "Asked under "+l.words())
	}
	return out
}

// place finds the entry that the field of the question is below, and the
// field's name. No entry is no place that a record can be filled in at.
func (f *ownForm) place(q *Question) (*entry, string) {
	steps := strings.Split(strings.TrimPrefix(q.Place.Field, "/"), "/")
	for i, s := range steps {
		steps[i] = strings.ReplaceAll(strings.ReplaceAll(s, "~1", "/"), "~0", "~")
	}
	last := steps[len(steps)-1]
	if !plainKeys(steps, q.Place.Kind) {
		return nil, ""
	}
	switch q.Place.Kind {
	case "Country":
		if last == "code" {
			last = "name" // of a record that is not there
		}
		if supplier.ValidCountry(q.Place.ID) && holds(reflect.TypeFor[supplier.Country](), steps) {
			return f.sheet("Country", q.Place.ID).root.holder(steps), last
		}
	case "Supplier":
		if q.Place.ID != "" && !strings.HasPrefix(q.Place.ID, "ns:") && holds(reflect.TypeFor[supplier.Supplier](), steps) {
			return f.sheet("Supplier", q.Place.ID).root.holder(steps), last
		}
	case "Evidence":
		if q.Place.ID != "" && q.Subject != "" && len(steps) == 1 && last == "state" {
			return &f.sheet("Evidence", q.Place.ID+"\x00"+q.Subject).root, last
		}
	case "System":
		if last != "sbom" { // a file beside the system's record, not beside the form
			return f.inSystem(q, steps), last
		}
	}
	return nil, ""
}

// holder finds the entry that the last of the steps is below.
func (e *entry) holder(steps []string) *entry {
	for _, s := range steps[:len(steps)-1] {
		e = e.at(s)
	}
	return e
}

// plainKeys reports whether names of a mapping can be written without quotes.
// Entries of the system's lists are told by their ids instead.
func plainKeys(steps []string, kind string) bool {
	from := 0
	if kind == "System" {
		from = min(2, len(steps)-1)
	}
	return !slices.ContainsFunc(steps[from:], func(s string) bool {
		return s == "" || s[0] == '-' || strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") != ""
	})
}

// holds reports whether a record of the type has the field.
func holds(t reflect.Type, steps []string) bool {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if list, ok := reflect.New(t).Interface().(schema.Noneable); ok {
		t = reflect.TypeOf(list.ItemsPointer()).Elem()
	}
	if len(steps) == 0 {
		return true
	}
	switch {
	case t.Kind() == reflect.Slice:
		_, err := strconv.ParseUint(steps[0], 10, 31)
		return err == nil && holds(t.Elem(), steps[1:])
	case t.Kind() == reflect.Map:
		return holds(t.Elem(), steps[1:])
	case schema.IsForm(t):
		fields := schema.Fields(t)
		i := slices.IndexFunc(fields, func(f schema.Field) bool { return f.Name == steps[0] })
		return i >= 0 && holds(fields[i].Type, steps[1:])
	}
	return false
}

// aside notes a question that is answered elsewhere.
func (f *ownForm) aside(n int, q *Question) {
	f.loose.WriteString("\n")
	words := f.words(n, q)
	for _, s := range slices.Insert(words, 1, "About: "+q.Subject) {
		comment(&f.loose, 0, s)
	}
	switch q.Place.Kind {
	case "Curation":
		pattern(&f.loose, "Curation", "id: ", "purl: ", "party: ", "reason: ", "author: ")
	default:
		if q.Place.File == "" {
			comment(&f.loose, 0, "Belongs in "+where(q))
		}
	}
}

// pattern writes a record as a comment: none of its fields can be left open.
func pattern(b *bytes.Buffer, kind string, fields ...string) {
	comment(b, 0, "As a record of its own:")
	for _, s := range append([]string{"apiVersion: " + load.APIVersion, "kind: " + kind}, fields...) {
		fmt.Fprintf(b, "#     %s\n", strings.TrimSpace(s))
	}
}

// files writes the sheets.
func (f *ownForm) files(q *Questionnaire) []OwnFile {
	var out []OwnFile
	for _, x := range [...]struct{ kind, name string }{{"System", "system.yaml"}, {"Supplier", "suppliers/own-part.yaml"}, {"Country", "countries/own-part.yaml"}, {"Evidence", "evidence.yaml"}} {
		var b bytes.Buffer
		for _, s := range f.order {
			if s.kind != x.kind {
				continue
			}
			if b.Len() > 0 {
				b.WriteString("\n---\n")
			} else {
				f.header(&b, q)
			}
			for _, line := range s.head {
				comment(&b, 0, line)
			}
			s.root.write(&b, 0)
			if s.kind == "Supplier" || s.kind == "Country" {
				b.WriteString("\n# Say where it is from, as in\n# source: s1\n# sources: {s1: {title: Register of companies, date: 2026-01-31}}\n")
			}
		}
		if b.Len() > 0 {
			out = append(out, OwnFile{x.name, b.Bytes()})
		}
	}
	if f.loose.Len() > 0 {
		last := &out[len(out)-1].Text
		*last = append(*last, "\n# What is answered elsewhere:\n"...)
		*last = append(*last, f.loose.Bytes()...)
	}
	return out
}

// header says what the file is.
func (f *ownForm) header(b *bytes.Buffer, q *Questionnaire) {
	comment(b, 0, "Facts to establish at "+clean(q.Name, maxName)+", "+day(f.doc.AsOf)+". Not to be sent to suppliers.")
	if f.doc.TLP != "" {
		comment(b, 0, "TLP:"+f.doc.TLP)
	}
	comment(b, 0, "Replace null by what you find out. null is not established; none says that there is none.")
	comment(b, 0, "What is not null only says which record and entry is meant. Numbers are those of the list of questions.")
}

// write writes what is below the entry.
func (e *entry) write(b *bytes.Buffer, indent int) {
	for _, c := range e.below {
		if c.item {
			c.writeItem(b, indent)
			continue
		}
		c.line(b, indent, strings.Repeat(" ", indent))
	}
}

// writeItem writes an entry of a list, a hyphen before its first field.
func (e *entry) writeItem(b *bytes.Buffer, indent int) {
	for i, c := range e.below {
		lead := strings.Repeat(" ", indent+2)
		if i == 0 {
			lead = strings.Repeat(" ", indent) + "- "
		}
		c.line(b, indent+2, lead)
	}
}

// line writes a field and what is below it.
func (e *entry) line(b *bytes.Buffer, indent int, lead string) {
	if len(e.above) > 0 && indent == 0 {
		b.WriteString("\n")
	}
	for _, s := range e.above {
		comment(b, indent, s)
	}
	if len(e.below) == 0 {
		fmt.Fprintf(b, "%s%s: %s\n", lead, e.key, e.value)
		return
	}
	fmt.Fprintf(b, "%s%s:\n", lead, e.key)
	e.write(b, indent+2)
}
