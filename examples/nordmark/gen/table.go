// SPDX-License-Identifier: Apache-2.0

package main

import (
	"embed"
	"fmt"
	"net/url"
	"strings"
)

// tables holds one list of open-source packages per ecosystem: their names,
// versions and licences as of late 2026. Only the Debian list says what
// depends on what.
//
//go:embed packages/*.txt
var tables embed.FS

// pkg is one row of a table.
type pkg struct {
	eco      string
	name     string   // with its namespace: @babel/core, org.slf4j/slf4j-api
	versions []string // newest first
	licence  string   // SPDX expression, "" where tools find none
	rank, of int      // row and number of rows; the most used come first
	arch     string   // deb only
	deps     []string // deb only
}

// table reads the packages of one ecosystem, in the order of the file.
func table(eco string) ([]pkg, error) {
	b, err := tables.ReadFile("packages/" + eco + ".txt")
	if err != nil {
		return nil, err
	}
	var out []pkg
	for i, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		f := strings.Fields(line)
		if strings.HasPrefix(line, "#") {
			continue
		}
		if len(f) < 3 {
			return nil, fmt.Errorf("packages/%s.txt:%d: a row has at least three fields", eco, i+1)
		}
		p := pkg{eco: eco, name: f[0], versions: strings.Split(f[1], ",")}
		if eco == "deb" {
			p.versions, p.arch, p.deps = f[1:2], f[2], f[3:]
		} else if f[2] != "-" {
			p.licence = strings.ReplaceAll(f[2], "_", " ")
		}
		out = append(out, p)
	}
	for i := range out {
		out[i].rank, out[i].of = i, len(out)
	}
	return out, nil
}

// split cuts the name at its last slash into namespace and name.
func (p pkg) split() (namespace, name string) {
	if i := strings.LastIndexByte(p.name, '/'); i >= 0 {
		return p.name[:i], p.name[i+1:]
	}
	if p.eco == "deb" {
		return "debian", p.name
	}
	return "", p.name
}

// purl is the package URL in canonical spelling.
func (p pkg) purl(version string) string {
	namespace, name := p.split()
	path := escape(name)
	if namespace != "" {
		path = strings.ReplaceAll(escape(namespace), "%2F", "/") + "/" + path
	}
	if p.eco == "golang" {
		path = strings.ToLower(path)
	}
	u := "pkg:" + p.eco + "/" + path
	if version != "" {
		u += "@" + escape(version)
	}
	if p.arch != "" {
		u += "?arch=" + p.arch + "&distro=debian-12"
	}
	return u
}

// escape percent-encodes what a package URL does not take as it is.
func escape(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(url.QueryEscape(s), "+", "%20"), "%3A", ":")
}
