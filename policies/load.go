// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/kedja/kedja/diag"
	"github.com/open-policy-agent/opa/v1/ast"
)

//go:embed packs lib catalogue
var builtin embed.FS

// source is one file system of packs: packs/<pack>/pack.yaml with the rules
// in folders beside it, lib/*.rego, catalogue/*.yaml.
type source struct {
	fsys    fs.FS
	prefix  string // before paths in messages
	trusted bool   // the built-in one, whose lib may look at what is unknown
	stands  bool   // packs, libs and entries stand for built-in ones of the same name
}

// content is what has been read from the sources.
type content struct {
	packs     []*pack
	libs      []*file
	libTests  []*file
	catalogue Catalogue
	diags     diag.List
}

// pack is a folder of rules.
type pack struct {
	Name    string `yaml:"name"`
	Version string `yaml:"version"`
	Title   string `yaml:"title"`
	Status  string `yaml:"status"`
	Default string `yaml:"default"` // on | off
	Source  string `yaml:"source"`
	Note    string `yaml:"note"`

	Sources []string `yaml:"sources"` // name spaces of the entries that the pack answers for: nis2, ir2690

	Params  map[string]any `yaml:"params"`  // RULE.NAME: value
	Disable []disabling    `yaml:"disable"` // rules that are not asked

	at     diag.Position
	scope  *entityScope // nil: it binds whoever its rules apply to
	files  []*file
	rules  []*rule
	sha256 string
	stands bool // for a built-in one of the same name
}

// file is a file of a pack or a lib.
type file struct {
	key     string // of the module: unique over all sources
	name    string // in messages
	dir     string // folder below the pack
	text    []byte
	trusted bool
	stands  bool        // for a built-in one
	module  *ast.Module // nil where it could not be parsed
}

func (f *file) isTest() bool { return strings.HasSuffix(f.name, "_test.rego") }

func (f *file) at(loc *ast.Location) diag.Position {
	p := diag.Position{File: f.name}
	if loc != nil {
		p.Line, p.Column = loc.Row, loc.Col
	}
	return p
}

// read loads all packs, libs and catalogues.
func read(user []fs.FS) *content {
	c := &content{catalogue: Catalogue{entries: map[string]Entry{}}}
	c.read(source{fsys: builtin, prefix: "policies/", trusted: true})
	for _, fsys := range user {
		x, stands := fsys.(replacing)
		if stands {
			fsys = x.FS
		}
		c.read(source{fsys: fsys, stands: stands})
	}
	c.replace()
	c.catalogue.seal(&c.diags)
	slices.SortStableFunc(c.packs, func(a, b *pack) int { return strings.Compare(a.Name, b.Name) })
	for i := 1; i < len(c.packs); i++ {
		if a, b := c.packs[i-1], c.packs[i]; a.Name == b.Name {
			c.diags.Errorf("policy/pack-twice", b.at, "pack %q is there twice, first in %s", b.Name, a.at.File)
		}
	}
	slices.SortStableFunc(c.libs, func(a, b *file) int { return strings.Compare(a.key, b.key) })
	c.checkLibs()
	return c
}

func (c *content) read(src source) {
	catalogueFiles := c.readCatalogue(src)
	libs := c.readLibs(src)
	found := false
	err := fs.WalkDir(src.fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Base(name) != "pack.yaml" {
			return err
		}
		found = true
		c.readPack(src, name, append(slices.Clone(libs), catalogueFiles...))
		return nil
	})
	if err != nil {
		c.diags.Errorf("policy/unreadable", diag.Position{File: src.prefix}, "the packs cannot be read: %v", err)
	}
	if !found && !src.trusted {
		c.diags.Add(diag.Diagnostic{
			Code: "policy/no-pack", Message: "there is no pack.yaml in the folder of policies",
			Remedy: "lay it out as packs/NAME/pack.yaml with one folder per rule beside it",
		})
	}
}

func (c *content) readLibs(src source) []*file {
	names, _ := fs.Glob(src.fsys, "lib/*.rego") // fails only on a bad pattern
	var out []*file
	for _, name := range names {
		if f := c.readFile(src, name); f != nil {
			out = append(out, c.parse(f))
		}
	}
	for _, f := range out {
		if f.isTest() {
			c.libTests = append(c.libTests, f)
		} else {
			c.libs = append(c.libs, f)
		}
	}
	return out
}

func (c *content) readFile(src source, name string) *file {
	text, err := fs.ReadFile(src.fsys, name)
	if err != nil {
		c.diags.Errorf("policy/unreadable", diag.Position{File: src.prefix + name}, "%v", err)
		return nil
	}
	return &file{key: src.prefix + name, name: src.prefix + name, text: text, trusted: src.trusted, stands: src.stands}
}

// parse parses a file of Rego; tests are left to the test runner.
func (c *content) parse(f *file) *file {
	if path.Ext(f.name) != ".rego" || f.isTest() {
		return f
	}
	module, err := ast.ParseModuleWithOpts(f.name, string(f.text), ast.ParserOptions{
		ProcessAnnotation: true, RegoVersion: ast.RegoV1, Capabilities: capabilities(),
	})
	if err != nil {
		c.diags = append(c.diags, fromOPA(err, f.name)...)
		return f
	}
	f.module = module
	return f
}

func (c *content) readPack(src source, name string, shared []*file) {
	dir := path.Dir(name)
	p := &pack{at: diag.Position{File: src.prefix + name}, stands: src.stands}
	if !c.decode(src, name, p) {
		return
	}
	c.checkPack(p)
	err := fs.WalkDir(src.fsys, dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f := c.readFile(src, name)
		if f == nil {
			return nil
		}
		if !src.trusted { // of those that come with the package, what is not chosen need not be parsed
			c.parse(f)
		}
		f.dir = strings.TrimPrefix(strings.TrimPrefix(path.Dir(name), dir), "/")
		p.files = append(p.files, f)
		return nil
	})
	if err != nil {
		c.diags.Errorf("policy/unreadable", p.at, "%v", err)
	}
	p.sha256 = digest(append(shared, p.files...))
	c.packs = append(c.packs, p)
}

// digest is the sha256 of names and contents, sorted by name.
func digest(files []*file) string {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b *file) int { return strings.Compare(a.name, b.name) })
	h := sha256.New()
	for _, f := range files {
		sum := sha256.Sum256(f.text)
		h.Write([]byte(f.name + "\x00" + hex.EncodeToString(sum[:]) + "\n"))
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (c *content) checkPack(p *pack) {
	for _, field := range []struct {
		name, value string
		among       []string
	}{
		{"name", p.Name, nil}, {"version", p.Version, nil}, {"title", p.Title, nil}, {"source", p.Source, nil},
		{"status", p.Status, statuses}, {"default", p.Default, []string{"on", "off"}},
	} {
		switch {
		case field.value == "":
			c.diags.Errorf("policy/pack", p.at, "the pack has no %s", field.name)
		case field.among != nil && !slices.Contains(field.among, field.value):
			c.diags.Errorf("policy/pack", p.at, "%s is %q; use one of %s", field.name, field.value, strings.Join(field.among, ", "))
		}
	}
}

// decode reads a YAML file strictly.
func (c *content) decode(src source, name string, into any) bool {
	at := diag.Position{File: src.prefix + name}
	text, err := fs.ReadFile(src.fsys, name)
	if err == nil {
		err = unmarshal(text, into)
	}
	if err == nil {
		return true
	}
	message := err.Error()
	if y, ok := errors.AsType[yaml.Error](err); ok {
		message = y.GetMessage()
		if t := y.GetToken(); t != nil {
			at.Line, at.Column = t.Position.Line, t.Position.Column
		}
	}
	c.diags.Errorf("policy/yaml", at, "%s", message)
	return false
}

// fromOPA turns OPA's errors into diagnostics.
func fromOPA(err error, name string) diag.List {
	var out diag.List
	if errs, ok := errors.AsType[ast.Errors](err); ok {
		for _, e := range errs {
			at := diag.Position{File: name}
			if e.Location != nil {
				at = diag.Position{File: cmp.Or(e.Location.File, name), Line: e.Location.Row, Column: e.Location.Col}
			}
			out.Errorf("policy/"+strings.ReplaceAll(strings.TrimSuffix(e.Code, "_error"), "_", "-"), at, "%s", e.Message)
		}
		return out
	}
	out.Errorf("policy/rego", diag.Position{File: name}, "%v", err)
	return out
}
