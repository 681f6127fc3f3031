// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"strings"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/vuln"
)

// lookupIn is what an SBOM of kedja-scan states of asking about a component;
// nil in every other.
func lookupIn(n *sbom.Node) *vuln.Lookup {
	value, ok := property(n, sbom.PropertyLookup)
	if !ok {
		return nil
	}
	state, reason, _ := strings.Cut(value, " ")
	if state == vuln.Checked.String() {
		return &vuln.Lookup{State: vuln.Checked, Stated: true}
	}
	if state != vuln.Unknown.String() || reason == "" {
		return nil // not in the words of kedja-scan
	}
	return &vuln.Lookup{Reason: vuln.Reason(reason), Detail: "as the scan states that the SBOM came from", Stated: true}
}

// better is what two SBOMs state of one component: it is checked where one says
// so.
func better(a, b *vuln.Lookup) *vuln.Lookup {
	if a == nil || b != nil && a.State != vuln.Checked && (b.State == vuln.Checked || b.Reason < a.Reason) {
		return b
	}
	return a
}

// statedOf is what an SBOM lists of one of its components: kedja-scan says there
// which version clears it, and of which it cannot be told.
func statedOf(doc *sbom.Document, v *sbom.Vulnerability, of sbom.ID) vuln.Known {
	k, n := statedIn(doc, v), doc.Node(of)
	if n.More == nil {
		return k
	}
	for _, p := range n.More.Properties {
		id, value, _ := strings.Cut(p.Value, " ")
		if id != v.ID || value == "" {
			continue
		}
		switch p.Name {
		case sbom.PropertyFixed:
			k.Fixed = value
		case sbom.PropertyPossible:
			k.Possible, k.Reason = true, vuln.Reason(value)
		}
	}
	return k
}

// The registered properties of CycloneDX that say of a package that only
// development needs it: https://cyclonedx.github.io/cyclonedx-property-taxonomy.
// The groups of Poetry and the categories of Pipenv are names that a project
// chooses, and are no such statement.
const (
	npmDevelopment      = "cdx:npm:package:development"
	composerDevelopment = "cdx:composer:package:isDevRequirement"
)

// scopeOf is when a node is needed: as its SBOM states, else for development
// where the generator says so in a registered property.
func scopeOf(n *sbom.Node) sbom.Scope {
	if n.Scope != sbom.ScopeUnstated || n.More == nil {
		return n.Scope
	}
	for i := range n.More.Properties {
		if p := &n.More.Properties[i]; p.Value == "true" && (p.Name == npmDevelopment || p.Name == composerDevelopment) {
			return sbom.ScopeDev
		}
	}
	return n.Scope
}

func property(n *sbom.Node, name string) (string, bool) {
	if n.More == nil {
		return "", false
	}
	for i := range n.More.Properties {
		if n.More.Properties[i].Name == name {
			return n.More.Properties[i].Value, true
		}
	}
	return "", false
}
