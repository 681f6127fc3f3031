// SPDX-License-Identifier: Apache-2.0

package cyclonedx_test

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/cyclonedx"
	"github.com/kedja/kedja/sbom/internal/golden"
)

// TestDetails runs the stories in testdata/details: what is kept of the rarer
// parts of a document. A file holds input and want.
func TestDetails(t *testing.T) {
	golden.Stories(t, "testdata/details/*.txtar", *update, func(t *testing.T, s *golden.Story) {
		doc, list, err := cyclonedx.Read(bytes.NewReader(s.Member(t, "input")), cyclonedx.Options{Schema: true})
		if err != nil {
			t.Fatal(err)
		}
		s.Want(t, "want", details(doc, list))
	})
}

// details writes what a document holds, one line each, without what is
// unknown.
func details(doc *sbom.Document, list diag.List) string {
	var b strings.Builder
	line := func(name string, v any) {
		if s := show(reflect.ValueOf(v)); s != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, s)
		}
	}
	if doc.Revision != 1 { // of the first there are many
		line("revision", doc.Revision)
	}
	line("licenses", doc.Licenses)
	line("references", doc.References)
	line("completeness", doc.Completeness)
	for id, n := range doc.All() {
		c := *n
		c.Index, c.Line, c.Parent, c.List = 0, 0, 0, 0
		line(fmt.Sprintf("%d %s", id, doc.Pointer(id)), c)
	}
	line("dangling", doc.Dangling)
	for _, v := range doc.Relations {
		fmt.Fprintf(&b, "%d %s %d\n", v.From, v.Type, v.To)
	}
	for _, v := range doc.Documents {
		line("document", v)
	}
	for _, v := range doc.Outside {
		fmt.Fprintf(&b, "%d %s %s", v.From, v.Type, v.To)
		if v.Reversed {
			b.WriteString(" (the reverse)")
		}
		fmt.Fprintf(&b, ", %s\n", v.Pointer)
	}
	for _, v := range doc.Annotations {
		line("annotation", v)
	}
	for _, v := range doc.Vulnerabilities {
		line("vulnerability", v)
	}
	for _, d := range list {
		fmt.Fprintln(&b, d.Error())
	}
	return b.String()
}

// show writes the fields of a value that are set.
func show(v reflect.Value) string {
	if !v.IsValid() || v.IsZero() && v.Kind() != reflect.Bool {
		return ""
	}
	switch v.Kind() {
	case reflect.Pointer:
		return show(v.Elem())
	case reflect.Slice:
		var parts []string
		for i := range v.Len() {
			s := show(v.Index(i))
			if s == "" {
				s = fmt.Sprint(v.Index(i).Interface())
			}
			parts = append(parts, s)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case reflect.Struct:
		var parts []string
		for i := range v.NumField() {
			if f := v.Field(i); !f.IsZero() {
				parts = append(parts, v.Type().Field(i).Name+"="+show(f))
			}
		}
		return "{" + strings.Join(parts, " ") + "}"
	case reflect.String:
		return v.String()
	default:
		return fmt.Sprint(v.Interface())
	}
}
