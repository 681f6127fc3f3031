// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"cmp"

	"github.com/kedja/kedja/sbom"
)

// The milestones that CycloneDX has registered as properties of components, in
// its property taxonomy under cdx:lifecycle.
const (
	milestoneSupport     = "cdx:lifecycle:milestone:endOfSupport"
	milestoneReleased    = "cdx:lifecycle:milestone:generalAvailability"
	milestoneDevelopment = "cdx:lifecycle:milestone:endOfDevelopment"
	milestoneBusiness    = "cdx:lifecycle:milestone:endOfBusinessOperations"
)

// milestone is the date that an SBOM gives for one, "" for none.
func milestone(d *sbom.Details, name string) string {
	for i := range d.Properties {
		if d.Properties[i].Name == name {
			return d.Properties[i].Value
		}
	}
	return ""
}

// validUntil is the last day of support that an SBOM states of a component.
func validUntil(d *sbom.Details) string {
	return cmp.Or(d.ValidUntil, milestone(d, milestoneSupport))
}

// releasedAt is the day on which the component was released, as an SBOM says.
func releasedAt(d *sbom.Details) string {
	return cmp.Or(d.ReleasedAt, milestone(d, milestoneReleased))
}

// abandoned reports whether an SBOM says that whoever makes the component had
// ended its development, or all business, by the as-of date.
func (in *Inputs) abandoned(c *Component) bool {
	for _, o := range c.Occurrences {
		n := in.g.Documents[o.Document].SBOM.Node(o.Node)
		if n.More == nil {
			continue
		}
		for _, name := range []string{milestoneDevelopment, milestoneBusiness} {
			if days := daysSince(milestone(n.More, name), in.g.AsOf); days != nil && *days > 0 {
				return true
			}
		}
	}
	return false
}

// supportOver reports whether the record says that the maker's updates for the
// product have ended by the as-of date. A service has no versions to support.
func (in *Inputs) supportOver(p *Product) bool {
	days := daysSince(p.SupportUntil.String(), in.g.AsOf)
	return p.Kind != "service" && days != nil && *days > 0
}

// supportEnded counts the components and products of a party whose support is
// stated to have ended, whether or not a database was asked about them.
func (in *Inputs) supportEnded(p *Party) int {
	n := 0
	for _, i := range p.Components {
		if in.unsupported(&in.g.Components[i]) {
			n++
		}
	}
	for _, i := range p.Products {
		if in.supportOver(&in.g.Products[i]) {
			n++
		}
	}
	return n
}
