// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

type cdxParty struct {
	Name string `json:"name"`
}

type cdxHash struct {
	Alg     string `json:"alg"`
	Content string `json:"content"`
}

type cdxLicence struct {
	License    *cdxLicenceID `json:"license,omitempty"`
	Expression string        `json:"expression,omitempty"`
}

type cdxLicenceID struct {
	ID string `json:"id"`
}

type cdxComponent struct {
	Type         string       `json:"type"`
	Ref          string       `json:"bom-ref"`
	Supplier     *cdxParty    `json:"supplier,omitempty"`
	Manufacturer *cdxParty    `json:"manufacturer,omitempty"`
	Publisher    string       `json:"publisher,omitempty"`
	Group        string       `json:"group,omitempty"`
	Name         string       `json:"name"`
	Version      string       `json:"version,omitempty"`
	Scope        string       `json:"scope,omitempty"`
	Hashes       []cdxHash    `json:"hashes,omitempty"`
	Licenses     []cdxLicence `json:"licenses,omitempty"`
	CPE          string       `json:"cpe,omitempty"`
	PURL         string       `json:"purl,omitempty"`
}

type cdxDependency struct {
	Ref       string   `json:"ref"`
	DependsOn []string `json:"dependsOn,omitempty"`
}

// cyclonedx writes the bill as CycloneDX JSON 1.5 or 1.6, one component a
// line. The two differ as the versions do: tools as a list or as components,
// manufacturers, compositions.
func (b *bill) cyclonedx(version string) ([]byte, error) {
	modern := version == "1.6"
	components := make([]any, 0, len(b.components))
	for i := range b.components[1:] {
		components = append(components, b.cdxComponent(i+1, modern))
	}
	head := []field{
		{"bomFormat", "CycloneDX"}, {"specVersion", version},
		{"serialNumber", "urn:uuid:" + uuid(b.file)}, {"version", 1},
		{"metadata", b.cdxMetadata(modern)},
	}
	lists := []field{{"components", components}}
	if !modern {
		lists = append(lists, field{"services", []any{map[string]any{
			"bom-ref": "service:hosting", "name": "Horizon hosting", "provider": cdxParty{"Grentholm Data AS"},
			"endpoints": []string{"https://horizon.grentholm.example/api"}, "authenticated": true, "x-trust-boundary": true,
		}}})
	}
	lists = append(lists, field{"dependencies", b.cdxDependencies(modern)})
	if modern {
		lists = append(lists, field{"compositions", []any{
			map[string]any{"aggregate": "complete", "dependencies": []string{b.ref(0)}},
			map[string]any{"aggregate": "incomplete_third_party_only", "assemblies": []string{b.ref(0)}},
			map[string]any{"aggregate": "unknown", "dependencies": []string{b.ref(b.os)}},
		}})
	}
	return document(head, lists)
}

func (b *bill) cdxMetadata(modern bool) any {
	m := map[string]any{"timestamp": created, "component": b.cdxComponent(0, modern), "supplier": cdxParty{b.supplier}}
	if modern {
		m["tools"] = map[string]any{"components": []any{map[string]any{"type": "application", "name": "nordscan", "version": "2.4.0"}}}
		m["lifecycles"] = []any{map[string]any{"phase": "build"}}
	} else {
		m["tools"] = []any{map[string]any{"vendor": "Nordscan", "name": "nordscan", "version": "1.9.1"}}
	}
	return m
}

func (b *bill) cdxComponent(i int, modern bool) cdxComponent {
	c := &b.components[i]
	out := cdxComponent{Type: c.kind, Ref: b.ref(i), Group: c.namespace, Name: c.name, Version: c.version, CPE: c.cpe, PURL: c.purl}
	switch c.eco {
	case "golang":
		out.Group, out.Name = "", c.fullName()
	case "generic", "deb", "os":
		out.Group = ""
	}
	switch {
	case c.supplier == "":
	case c.maker && modern:
		out.Manufacturer = &cdxParty{c.supplier}
	case c.eco == "maven" && c.layer > 1:
		out.Publisher = c.supplier
	default:
		out.Supplier = &cdxParty{c.supplier}
	}
	if c.digest != "" {
		out.Hashes = []cdxHash{{"SHA-256", c.digest}}
	}
	switch {
	case strings.Contains(c.licence, " "):
		out.Licenses = []cdxLicence{{Expression: c.licence}}
	case c.licence != "":
		out.Licenses = []cdxLicence{{License: &cdxLicenceID{c.licence}}}
	}
	if !modern {
		out.Scope = strings.ReplaceAll(c.scope, "dev", "excluded")
	}
	return out
}

// ref is the component's bom-ref: its package URL where it has one.
func (b *bill) ref(i int) string {
	c := &b.components[i]
	switch {
	case c.again:
		return c.purl + "#2"
	case c.purl == "":
		return "os:" + c.name + "@" + c.version
	}
	return c.purl
}

func (b *bill) cdxDependencies(modern bool) []any {
	var out []any
	for i := range b.components {
		d := cdxDependency{Ref: b.ref(i)}
		for _, j := range b.components[i].deps {
			d.DependsOn = append(d.DependsOn, b.ref(j))
		}
		switch {
		case i == 0 && !modern:
			d.DependsOn = append(d.DependsOn, "service:hosting")
		case i == 1 && b.dangling != "":
			d.DependsOn = append(d.DependsOn, b.dangling)
		}
		if i == b.os && b.os > 0 {
			for j := range b.components {
				if b.components[j].eco == "deb" {
					d.DependsOn = append(d.DependsOn, b.ref(j))
				}
			}
		}
		out = append(out, d)
	}
	return out
}

// field is a name and a value, in the order of the document.
type field struct {
	name  string
	value any
}

// document writes an object: the fields of head in one line each, then lists
// with one entry a line.
func document(head, lists []field) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("{\n")
	for _, f := range head {
		b, err := compact(f.value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
		fmt.Fprintf(&out, " %q: %s,\n", f.name, b)
	}
	for i, f := range lists {
		fmt.Fprintf(&out, " %q: [", f.name)
		for j, v := range f.value.([]any) {
			b, err := compact(v)
			if err != nil {
				return nil, fmt.Errorf("%s[%d]: %w", f.name, j, err)
			}
			if j > 0 {
				out.WriteByte(',')
			}
			out.WriteString("\n  ")
			out.Write(b)
		}
		out.WriteString("\n ]")
		if i < len(lists)-1 {
			out.WriteByte(',')
		}
		out.WriteByte('\n')
	}
	out.WriteString("}\n")
	return out.Bytes(), nil
}

// compact is JSON without escapes for <, > and &: package URLs stay readable.
func compact(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

// uuid is a version 8 UUID (RFC 9562) made from the text.
func uuid(text string) string {
	x, y := hash(text, "uuid", "1"), hash(text, "uuid", "2")
	return fmt.Sprintf("%08x-%04x-8%03x-%04x-%012x", x>>32, x>>16&0xffff, x&0xfff, 0x8000|y>>48&0x3fff, y&0xffffffffffff)
}
