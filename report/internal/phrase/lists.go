// SPDX-License-Identifier: Apache-2.0

package phrase

import "cmp"

// lists is what people call lists of a result.
var lists = map[string]string{
	"alternatives": "alternatives in use", "concentration": "concentration", "cutSets": "losses that only together stop an asset",
	"cycles":     "components that depend on one another",
	"dependency": "strategic dependency", "flows": "the drawing of the supply chain", "integrity": "reach of a compromise",
	"lockIn": "lock-in", "restartable": "what could not be started again", "scores": "risk scores", "singlePoints": "single points",
	"tiers": "subcontracting",
}

// Lists is what people call a list of a result.
func Lists(name string) string { return cmp.Or(lists[name], Clean(name, MaxName)) }
