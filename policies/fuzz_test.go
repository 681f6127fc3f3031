// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// smallLimits keep a fuzzer from exploring what is refused anyway.
var smallLimits = BundleOptions{MaxCompressed: 64 << 10, MaxExpanded: 256 << 10, MaxFile: 16 << 10, MaxFiles: 50}

// FuzzOpenBundle: whatever the bytes, names stay inside and sizes below the
// limits, and what is opened is a file system.
func FuzzOpenBundle(f *testing.F) {
	f.Add(archive(f, packEntries()...))
	f.Add(archive(f, sign(f, "EdDSA", newEd25519(f), "SHA-256", packEntries())...))
	f.Add(archive(f, tarEntry{name: "../x", text: "x"}))
	f.Add([]byte("\x1f\x8b"))
	key := publicPEM(f, newEd25519(f).Public())
	f.Fuzz(func(t *testing.T, text []byte) {
		opts := smallLimits
		b, err := open(text, &opts)
		if err == nil {
			for name, content := range b.memory {
				if !fs.ValidPath(name) || strings.Contains(name, `\`) || len(content) > 16<<10 {
					t.Errorf("%q of %d bytes", name, len(content))
				}
			}
			var names []string
			for name := range b.memory {
				names = append(names, name)
			}
			if err := fstest.TestFS(b, names...); err != nil {
				t.Error(err)
			}
		}
		opts.Key = key // of nobody
		if b, err := open(text, &opts); err == nil {
			t.Errorf("verified by a key that signed nothing: %v", b)
		}
	})
}

// FuzzMetadata reads the METADATA of a rule; FuzzRule compiles the rest.
func FuzzMetadata(f *testing.F) {
	body := `finding contains {"key": ""} if count(input.supplier.sites) > 3` + "\n"
	f.Add(plainHead + body)
	f.Add(strings.Replace(plainHead, "supplier.sites", "supplier.sitez", 1) + body)
	f.Add(strings.Replace(plainHead, "{default: 3", "{default: [3]", 1) + body)
	f.Add("# METADATA\n# custom: [&a [*a]]\npackage packs.user.rule_0001\n")
	f.Add("# METADATA\n# scope: rule\npackage packs.user.rule_0001\n")
	shipped := read(nil)
	f.Fuzz(func(t *testing.T, rule string) {
		c := &content{libs: shipped.libs, catalogue: shipped.catalogue}
		in := c.parse(&file{key: "user", name: "packs/user/a-rule/rule.rego", dir: "a-rule", text: []byte(rule)})
		if in.module == nil {
			return
		}
		r := c.readRule(&pack{Name: "user"}, in)
		if c.diags.Err() == nil && (r == nil || !ruleID.MatchString(r.ID) || inputs[r.Scope] == nil || r.Title == "") {
			t.Errorf("taken: %+v", r)
		}
	})
}

// FuzzCatalogue reads a file of the catalogue.
func FuzzCatalogue(f *testing.F) {
	f.Add("source: own\ntitle: Our manual\nstatus: guidance\nprovenance: primary\nentries:\n  - {id: \"own:1\", kind: measure, title: Ask, links: [\"eu5g:SM03\"]}\n")
	f.Add("entries:\n  - {id: \"own:2\", kind: class, title: X, range: [low]}\n")
	f.Add("entries: [&a {links: *a}]")
	f.Add("entries:\n !0 #")
	f.Add("{")
	f.Fuzz(func(t *testing.T, text string) {
		c := &content{catalogue: Catalogue{entries: map[string]Entry{}}}
		c.readCatalogue(source{fsys: fstest.MapFS{"catalogue/own.yaml": {Data: []byte(text)}}})
		c.catalogue.seal(&c.diags)
		for e := range c.catalogue.All() {
			if c.diags.Err() == nil && (e.ID == "" || e.Title == "" || e.Kind == "class" && e.Class == nil) {
				t.Errorf("taken: %+v", e)
			}
		}
	})
}

// FuzzPack reads a pack.yaml.
func FuzzPack(f *testing.F) {
	f.Add(userPack)
	f.Add("name: [user]\n")
	f.Add("a: &a [*a, *a]\n")
	f.Add("\t")
	f.Fuzz(func(t *testing.T, text string) {
		c := &content{catalogue: Catalogue{entries: map[string]Entry{}}}
		c.read(source{fsys: fstest.MapFS{"packs/user/pack.yaml": {Data: []byte(text)}}})
		if c.diags.Err() == nil && (len(c.packs) != 1 || c.packs[0].Name == "" || c.packs[0].Version == "") {
			t.Errorf("taken: %+v", c.packs)
		}
	})
}
