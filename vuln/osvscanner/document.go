// SPDX-License-Identifier: Apache-2.0

package osvscanner

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/osv-scalibr/purl"
	"github.com/google/osv-scanner/v2/pkg/models"
	"github.com/package-url/packageurl-go"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/vuln"
)

// scannerVersion is the release of osv-scanner that this module is built with.
const scannerVersion = "2.5.1"

// mapper turns results of osv-scanner into a document.
type mapper struct {
	opts       *Options
	db         *database
	incomplete string // why matching was given up; "" is that it was not
	entries    []*entry
}

// entry is a package, with every place that it was found in.
type entry struct {
	models.PackageVulns
	purl   string
	places []string
	scopes map[sbom.Scope]bool
	ids    []string        // that osv-scanner gave its finds
	needed map[string]bool // ids of what depends on it
}

func newMapper(opts *Options, db *database) *mapper { return &mapper{opts: opts, db: db} }

func (m *mapper) result(found *models.VulnerabilityResults) *Result {
	m.collect(found)
	doc := m.document()
	answers := make([]vuln.Answer, len(doc.Nodes))
	for i, e := range m.entries {
		answers[i+1] = m.answer(e)
	}
	doc.Vulnerabilities = embedded(answers)
	for i := range m.entries {
		doc.Nodes[i+1].More.Properties = told(&answers[i+1])
	}
	return &Result{Document: doc, Answers: answers, Origins: m.origins()}
}

// collect joins what osv-scanner lists once for each place.
func (m *mapper) collect(found *models.VulnerabilityResults) {
	known := map[string]*entry{}
	for _, source := range found.Results {
		for _, p := range source.Packages {
			e := known[identity(&p)]
			if e == nil {
				e = &entry{PackageVulns: p, purl: purlOf(&p), scopes: map[sbom.Scope]bool{}, needed: map[string]bool{}}
				known[identity(&p)] = e
			}
			e.add(m.place(source.Source.Path, &p), &p)
		}
	}
	m.entries = slices.SortedFunc(maps.Values(known), func(a, b *entry) int {
		return cmp.Or(cmp.Compare(a.Package.Name, b.Package.Name), cmp.Compare(a.Package.Version, b.Package.Version),
			cmp.Compare(a.purl, b.purl), cmp.Compare(identity(&a.PackageVulns), identity(&b.PackageVulns)))
	})
}

func (e *entry) add(place string, p *models.PackageVulns) {
	if !slices.Contains(e.places, place) {
		e.places = append(e.places, place)
		slices.Sort(e.places)
	}
	e.scopes[scopeOf(p.DepGroups)] = true
	if found := p.Package.Inventory; found != nil {
		e.ids = append(e.ids, found.ID)
		for id := range found.ParentIDs {
			e.needed[id] = true
		}
	}
}

func purlOf(p *models.PackageVulns) string {
	if p.Package.Inventory == nil {
		return ""
	}
	u := p.Package.Inventory.PURL()
	if u == nil {
		return ""
	}
	if u.Type == purl.TypeNPM && p.Package.Inventory.PURLType == purl.TypeNPM {
		// LOCAL and the like are osv-scanner's own words, no part of the name.
		own := *u
		own.Qualifiers = slices.DeleteFunc(slices.Clone(u.Qualifiers), func(q packageurl.Qualifier) bool { return q.Key == purl.Source })
		u = &own
	}
	return u.String()
}

func identity(p *models.PackageVulns) string {
	return strings.Join([]string{purlOf(p), p.Package.Ecosystem, p.Package.Name, p.Package.OSPackageName, p.Package.Version, p.Package.Commit}, "\n")
}

// place says where a package was found, without the part of the path that is
// this machine's alone.
func (m *mapper) place(path string, p *models.PackageVulns) string {
	if m.opts.Image == "" {
		path = m.relative(path)
	}
	path = filepath.ToSlash(path)
	if o := p.Package.ImageOrigin; o != nil {
		return fmt.Sprintf("%s, layer %d", path, o.Index)
	}
	return path
}

func (m *mapper) relative(path string) string {
	best := path
	for _, dir := range m.opts.Dirs {
		abs, err := filepath.Abs(dir)
		if err != nil {
			continue
		}
		if rel, err := filepath.Rel(abs, path); err == nil && filepath.IsLocal(rel) && len(rel) < len(best) {
			best = rel
		}
	}
	if best == path {
		return filepath.Base(path) // a file that the caller named
	}
	return best
}

// groups of dependencies that say when a package is needed. Names that a
// project made up itself say nothing.
var groups = map[string]sbom.Scope{
	"dev": sbom.ScopeDev, "develop": sbom.ScopeDev, "development": sbom.ScopeDev, "require-dev": sbom.ScopeDev, "packages-dev": sbom.ScopeDev,
	"test": sbom.ScopeTest, "tests": sbom.ScopeTest, "testing": sbom.ScopeTest,
	"build": sbom.ScopeBuild, "build-requires": sbom.ScopeBuild, "python-requires": sbom.ScopeBuild,
	"optional": sbom.ScopeOptional, "provided": sbom.ScopeProvided, "runtime": sbom.ScopeRuntime,
}

func scopeOf(names []string) sbom.Scope {
	scope := sbom.ScopeUnstated
	for i, name := range names {
		s := groups[strings.ToLower(name)]
		if i > 0 && s != scope {
			return sbom.ScopeUnstated
		}
		scope = s
	}
	return scope
}

// scope is the one that all places agree on.
func (e *entry) scope() sbom.Scope {
	if len(e.scopes) == 1 {
		for s := range e.scopes {
			return s
		}
	}
	return sbom.ScopeUnstated
}

func (m *mapper) document() *sbom.Document {
	root := m.root()
	doc := &sbom.Document{
		File: root.Name, Name: root.Name, Format: sbom.CycloneDX, SpecVersion: "1.6", Serialization: "json",
		Created: m.opts.Created, Tools: []string{"osv-scanner " + scannerVersion}, Lifecycles: []string{"discovery"},
		Root: 0, Nodes: []sbom.Node{root}, Completeness: sbom.CompletenessUnknown,
	}
	digest := sha256.New()
	fmt.Fprintf(digest, "%q\n", root.Name)
	for i, e := range m.entries {
		n := e.node()
		n.Index = int32(i)
		doc.Nodes = append(doc.Nodes, n)
		fmt.Fprintf(digest, "%q %q %q %q %q\n", n.Group, n.Name, n.Version, n.PURLs, n.More.SourceInfo)
	}
	doc.SHA256 = hex.EncodeToString(digest.Sum(nil))
	doc.Depends = m.edges()
	return doc
}

func (m *mapper) root() sbom.Node {
	name, kind := m.opts.Image, "container"
	if name == "" {
		name, kind = append(slices.Clone(m.opts.Dirs), m.opts.Lockfiles...)[0], "application"
	}
	if abs, err := filepath.Abs(name); err == nil {
		name = abs
	}
	return sbom.Node{
		Kind: sbom.KindRoot, Type: kind, Name: filepath.Base(name), Ref: "scanned",
		Parent: sbom.None, List: sbom.ListMetadata, Completeness: sbom.CompletenessUnknown,
	}
}

func (e *entry) node() sbom.Node {
	n := sbom.Node{
		Kind: sbom.KindComponent, Type: "library", Name: e.Package.Name, Version: e.Package.Version,
		Scope: e.scope(), Parent: sbom.None, List: sbom.ListComponents,
		More: &sbom.Details{SourceInfo: "found in " + strings.Join(e.places, "; ")},
	}
	if e.Package.OSPackageName != "" {
		n.Name = e.Package.OSPackageName // Name is that of the source package
	}
	if found := e.Package.Inventory; found != nil {
		n.Group, n.Name = split(n.Name, found.PURLType)
		n.Licenses = slices.Clone(found.Licenses)
	}
	if e.purl != "" {
		n.PURLs = []string{e.purl}
	}
	if e.Package.Commit != "" {
		n.More.Pedigree = &sbom.Pedigree{Commits: []sbom.Commit{{UID: e.Package.Commit}}}
	}
	return n
}

// split takes the group from the names of those kinds of package that
// CycloneDX writes one for.
func split(name, purlType string) (group, rest string) {
	separator := map[string]string{"maven": ":", "npm": "/", "composer": "/"}[purlType]
	if i := strings.LastIndex(name, separator); separator != "" && i > 0 {
		return name[:i], name[i+1:]
	}
	return "", name
}

// edges are the dependencies that osv-scanner resolved, which it does online
// and for some kinds of manifest alone.
func (m *mapper) edges() []sbom.Edge {
	nodes := map[string]sbom.ID{}
	for i, e := range m.entries {
		for _, id := range e.ids {
			nodes[id] = sbom.ID(i + 1)
		}
	}
	delete(nodes, "")
	var out []sbom.Edge
	for i, e := range m.entries {
		for id := range e.needed {
			if from, ok := nodes[id]; ok && from != sbom.ID(i+1) {
				out = append(out, sbom.Edge{From: from, To: sbom.ID(i + 1)})
			}
		}
	}
	slices.SortFunc(out, func(a, b sbom.Edge) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return slices.Compact(out)
}
