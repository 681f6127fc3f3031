// SPDX-License-Identifier: Apache-2.0

package load

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/internal/schema"
)

// The fields that every record has beside those of its type.
const (
	kindField    = "kind"
	versionField = "apiVersion"
)

// originer is a record that wants to know where it was read from. Positions
// are by JSON pointer inside the record.
type originer interface {
	SetOrigin(file string, line int, positions map[string]diag.Position)
}

// record turns one document into a record of its kind.
func (r *reader) record(n *node) {
	if n.form != mapping {
		remedy := "start it with kind: …"
		if n.form == sequence {
			remedy = "write each record as a document of its own, with a line --- between them"
		}
		r.add("load/no-record", n.at, "a record is a mapping, not "+n.what(), remedy)
		return
	}
	before := len(r.diags)
	kind, ok := r.kind(n)
	r.version(n, ok)
	if !ok {
		return
	}
	value := kind.New()
	v := reflect.ValueOf(value)
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct {
		r.add("load/internal", n.at, fmt.Sprintf("kind %s is not made as a pointer to a struct", kind.Name), "report this")
		return
	}
	d := decoder{reader: r, kindName: kind.Name, positions: map[string]diag.Position{}}
	d.note("", n.at)
	d.value(d.body(n, v.Elem().Type()), v.Elem(), target{what: kind.Name})
	if o, ok := value.(originer); ok {
		o.SetOrigin(r.file, n.at.line, d.positions)
	}
	r.records = append(r.records, Record{
		Kind: kind.Name, Value: value, Incomplete: r.errorsSince(before),
		File: r.file, Line: n.at.line, Positions: d.positions,
	})
}

// body is the record without the fields of the envelope, unless the type has
// fields of these names itself.
func (d *decoder) body(n *node, t reflect.Type) *node {
	out := *n
	out.fields = slices.DeleteFunc(slices.Clone(n.fields), func(f field) bool {
		if f.name != kindField && f.name != versionField {
			return false
		}
		d.note("/"+f.name, f.value.at)
		return !slices.ContainsFunc(d.fields(t), func(o schema.Field) bool { return o.Name == f.name })
	})
	return &out
}

// version checks the version of the format. One in a file is enough: it holds
// for the documents after it too. What is of no kind is not asked for one.
func (r *reader) version(n *node, known bool) {
	i := slices.IndexFunc(n.fields, func(f field) bool { return f.name == versionField })
	if i < 0 {
		if !r.versioned && known {
			r.versioned = true
			r.diags.Add(diag.Diagnostic{
				Severity: diag.Warning, Code: "load/api-version", Position: r.at(n.at),
				Message: "the file does not say which version of the format it has",
				Remedy:  "write apiVersion: " + APIVersion + " once at its top",
			})
		}
		return
	}
	r.versioned = true
	v := n.fields[i].value
	if v.form != scalar || v.text != APIVersion {
		remedy := "write " + APIVersion
		if v.form == scalar && strings.HasPrefix(v.text, "kedja/v") {
			remedy = "this program reads " + APIVersion + "; use the one that wrote the file"
		}
		r.add("load/api-version", v.at, "unknown apiVersion "+v.what(), remedy)
	}
}

func (r *reader) kind(n *node) (Kind, bool) {
	names := make([]string, len(r.kinds))
	for i, k := range r.kinds {
		names[i] = k.Name
	}
	slices.Sort(names)
	known := "known kinds: " + strings.Join(names, ", ")
	i := slices.IndexFunc(n.fields, func(f field) bool { return f.name == kindField })
	if i < 0 || n.fields[i].value.null() {
		r.add("load/no-kind", n.at, "the record does not say of which kind it is", "add kind: …; "+known)
		return Kind{}, false
	}
	v := n.fields[i].value
	if v.form == scalar {
		if j := slices.IndexFunc(r.kinds, func(k Kind) bool { return k.Name == v.text }); j >= 0 {
			return r.kinds[j], true
		}
		if s := diag.Closest(v.text, names); s != "" {
			known = fmt.Sprintf("did you mean %s? %s", s, known)
		}
	}
	r.add("load/unknown-kind", v.at, "unknown kind "+v.what(), known)
	return Kind{}, false
}

// fields returns the fields of a struct type.
func (r *reader) fields(t reflect.Type) []schema.Field {
	if f, ok := r.types[t]; ok {
		return f
	}
	f := schema.Fields(t)
	r.types[t] = f
	return f
}
