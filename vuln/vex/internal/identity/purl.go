// SPDX-License-Identifier: Apache-2.0

// Package identity says whether two names of a product are names of one: a
// statement's, which may leave open what it does not care for, and a
// component's. It knows package URLs, CPEs and ranges of versions.
package identity

import (
	"net/url"
	"slices"
	"strings"
)

// Level is how surely a statement's name covers a component's.
type Level uint8

// The levels, the least sure first.
const (
	None       Level = iota // names of different things, or not comparable
	Differs                 // the same package, but a version or variant that the statement does not cover
	Possible                // the component leaves open what the statement asks for
	AnyVersion              // the same package, of which the statement names no version
	Sure
)

// Both is how surely two names cover that a statement has together: a part, and
// the product around it. A version of one of them is enough to say which is meant.
func Both(a, b Level) Level {
	if min(a, b) >= AnyVersion {
		return max(a, b)
	}
	return min(a, b)
}

// PURL is a package URL with everything decoded and in the spelling of its
// type.
type PURL struct {
	Type, Namespace, Name, Version, Subpath string
	Qualifiers                              []Qualifier // by key
}

// Qualifier is one of a package URL's.
type Qualifier struct{ Key, Value string }

// ParsePURL reads a package URL as tolerantly as can be done without guessing:
// types of any case, slashes after the scheme, percent-encoding or none.
func ParsePURL(s string) (PURL, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 4 || !strings.EqualFold(s[:4], "pkg:") {
		return PURL{}, false
	}
	rest := strings.TrimLeft(s[4:], "/")
	rest, subpath, _ := strings.Cut(rest, "#")
	rest, query, _ := strings.Cut(rest, "?")
	kind, rest, ok := strings.Cut(rest, "/")
	rest = strings.Trim(rest, "/")
	if !ok || kind == "" || rest == "" {
		return PURL{}, false
	}
	p := PURL{Type: strings.ToLower(kind), Subpath: strings.Trim(decode(subpath), "/"), Qualifiers: qualifiers(query)}
	// An @ that begins a segment is part of a name (npm scopes); of an encoded
	// one it cannot be told before decoding, and none is a separator.
	if at := strings.LastIndexByte(rest, '@'); at > 0 && rest[at-1] != '/' {
		rest, p.Version = rest[:at], decode(rest[at+1:])
	}
	path := strings.Split(strings.Trim(rest, "/"), "/")
	for i := range path {
		path[i] = decode(path[i])
	}
	p.Name = path[len(path)-1]
	p.Namespace = strings.Join(slices.DeleteFunc(path[:len(path)-1], func(s string) bool { return s == "" }), "/")
	if p.Name == "" {
		return PURL{}, false
	}
	p.spell()
	return p, true
}

// decode undoes percent-encoding, and leaves alone what is none.
func decode(s string) string {
	if d, err := url.PathUnescape(s); err == nil {
		return d
	}
	return s
}

func qualifiers(query string) []Qualifier {
	var list []Qualifier
	for part := range strings.SplitSeq(query, "&") {
		key, value, _ := strings.Cut(part, "=")
		key, value = strings.ToLower(decode(key)), decode(value)
		if key == "" || value == "" { // an empty value is as no value
			continue
		}
		if !slices.ContainsFunc(list, func(q Qualifier) bool { return q.Key == key }) {
			list = append(list, Qualifier{key, value})
		}
	}
	slices.SortFunc(list, func(a, b Qualifier) int { return strings.Compare(a.Key, b.Key) })
	return list
}

// Types whose namespaces or names are the same in any case: by the rules of
// the type, or because the registry takes them for the same.
const (
	foldNamespace = " alpm apk bitbucket brew composer deb docker github gitlab golang huggingface oci rpm qpkg "
	foldName      = " alpm apk bitbucket bitnami brew cargo composer deb docker github gitlab golang hex nuget oci pub pypi "
	prefixV       = " bitbucket composer github gitlab golang swift "
)

func isOf(list, kind string) bool { return strings.Contains(list, " "+kind+" ") }

func (p *PURL) spell() {
	if isOf(foldNamespace, p.Type) {
		p.Namespace = strings.ToLower(p.Namespace)
	}
	if isOf(foldName, p.Type) {
		p.Name = strings.ToLower(p.Name)
	}
	switch p.Type {
	case "pypi":
		p.Name = pythonName(p.Name)
	case "cargo":
		p.Name = strings.ReplaceAll(p.Name, "_", "-")
	}
	if v := p.Version; isOf(prefixV, p.Type) && len(v) > 1 && v[0]|0x20 == 'v' && v[1] >= '0' && v[1] <= '9' {
		p.Version = v[1:]
	}
}

// pythonName is the normalised name of PEP 503.
func pythonName(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == '_' || r == '.' }), "-")
}

// Key is the package without version and variant.
func (p PURL) Key() string {
	if p.Namespace == "" {
		return p.Type + "/" + p.Name // the name may hold encoded slashes, which are the namespace's
	}
	return p.Type + "/" + p.Namespace + "/" + p.Name
}

// Qualifier returns the value of a qualifier, "" when there is none.
func (p PURL) Qualifier(key string) string {
	for _, q := range p.Qualifiers {
		if q.Key == key {
			return q.Value
		}
	}
	return ""
}

// Covers says whether the package URL of a statement covers that of a
// component. The versions that the statement is limited to beside its package
// URL are those of the limit; the component's version serves where its package
// URL has none.
func (p PURL) Covers(c PURL, limit Limit, version string) Level {
	if p.Key() != c.Key() {
		return None
	}
	if c.Version != "" {
		version = c.Version
	} else {
		version = versionOf(c.Type, version)
	}
	return min(p.coversVersion(c, version, limit), p.coversVariant(c), p.coversPath(c))
}

func versionOf(kind, version string) string {
	p := PURL{Type: kind, Name: "x", Version: version}
	p.spell()
	return p.Version
}

func (p PURL) coversVersion(c PURL, version string, limit Limit) Level {
	if p.Version != "" {
		limit = Limit{} // it says the same, or the tree is of names
	} else if vers := p.Qualifier("vers"); vers != "" && limit.Range == "" {
		limit.Range = vers
	}
	switch {
	case p.Version == "" && limit == Limit{}:
		if p.Qualifier("tag") != "" { // which is compared with the variant
			return Sure
		}
		return AnyVersion
	case version == "":
		return Possible
	case p.Version != "":
		return p.coversOne(c, version)
	}
	return limit.Covers(p.Type, c.withEpoch(version))
}

// coversVariant compares qualifiers: the component must have all that the
// statement asks for, and may have more. Those that say where something was
// fetched from say nothing of what it is.
func (p PURL) coversVariant(c PURL) Level {
	level := Sure
	for _, q := range p.Qualifiers {
		switch q.Key {
		case "vers", "download_url", "vcs_url", "file_name", "checksum", "checksums":
			continue
		case "epoch": // compared with the version
			if p.hasEpochs() {
				continue
			}
		case "repository_url":
			if p.Type == "oci" && p.Version != "" {
				continue // the version is a digest of the content
			}
		}
		switch has := c.Qualifier(q.Key); {
		case has == "":
			level = min(level, Possible)
		case !sameVariant(q, has, c.Name):
			return Differs
		}
	}
	return level
}

func sameVariant(q Qualifier, has, name string) bool {
	want := q.Value
	switch q.Key {
	case "repository_url":
		want, has = repository(want, name), repository(has, name)
		return want == has
	case "distro":
		// A release without its update covers the updates: debian-12 that of
		// debian-12.13.
		return strings.EqualFold(want, has) || len(has) > len(want) && strings.EqualFold(want, has[:len(want)]) && has[len(want)] == '.'
	}
	return strings.EqualFold(want, has)
}

// repository brings the spellings of one place together: with and without
// scheme, the name of the image, the two names of Docker's registry.
func repository(s, name string) string {
	s = strings.ToLower(strings.TrimRight(s, "/"))
	if _, rest, ok := strings.Cut(s, "://"); ok {
		s = rest
	}
	s = strings.TrimSuffix(s, "/"+name)
	for _, host := range [...]string{"index.docker.io", "registry-1.docker.io"} {
		if rest, ok := strings.CutPrefix(s, host); ok {
			return "docker.io" + rest
		}
	}
	return s
}

// coversPath compares subpaths: a statement about one covers what lies below.
func (p PURL) coversPath(c PURL) Level {
	switch {
	case p.Subpath == "" || p.Subpath == c.Subpath || strings.HasPrefix(c.Subpath, p.Subpath+"/"):
		return Sure
	case c.Subpath == "":
		return Possible
	}
	return Differs
}
