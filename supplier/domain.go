// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"net/url"
	"slices"
	"strings"

	"github.com/kedja/kedja/sbom"
)

// byDomain finds the record of the longest domain that d lies in.
func (c *Catalog) byDomain(d string) (party, domain string) {
	for d != "" {
		if claim, ok := c.domains[d]; ok {
			return claim.party, d
		}
		_, d, _ = strings.Cut(d, ".")
	}
	return "", ""
}

// domainsOf lists the DNS domains that the node's parties and package URLs
// carry. The domains of code hosts and mail providers are left out: they are
// the host's, not of those who work or write there.
func domainsOf(n *sbom.Node, purls []PURL) []string {
	var out []string
	add := func(d string) {
		if d = strings.ToLower(strings.TrimSuffix(d, ".")); !hosting(d) {
			out = append(out, d)
		}
	}
	for _, p := range []*sbom.Party{n.Supplier, n.Provider, n.Manufacturer, n.Originator} {
		if p == nil {
			continue
		}
		for _, e := range (&parsedName{Named: Named{Name: p.Name, Emails: []string{p.Email}}}).emails() {
			if _, d, ok := strings.Cut(e, "@"); ok {
				add(d)
			}
		}
		for _, s := range p.URLs {
			if u, err := url.Parse(s); err == nil && u.Hostname() != "" {
				add(u.Hostname())
			}
		}
	}
	for _, u := range purls {
		if d := u.domain(); d != "" {
			add(d)
		}
	}
	return out
}

// hosting reports whether the domain is of a host where anybody can work.
func hosting(d string) bool {
	for rest := d; rest != ""; _, rest, _ = strings.Cut(rest, ".") {
		if slices.Contains(codeHosts, rest) || slices.Contains(publicMail, rest) && rest == d {
			return true
		}
	}
	return false
}

// cpeVendor is the vendor field of a CPE 2.3 or 2.2 name, lower case.
func cpeVendor(cpe string) string {
	if rest, ok := strings.CutPrefix(cpe, "cpe:2.3:"); ok {
		f := strings.SplitN(rest, ":", 3)
		if len(f) > 1 && f[1] != "*" && f[1] != "-" {
			return vendorKey(f[1])
		}
	}
	if rest, ok := strings.CutPrefix(cpe, "cpe:/"); ok {
		f := strings.SplitN(rest, ":", 3)
		if len(f) > 1 {
			return vendorKey(f[1])
		}
	}
	return ""
}
