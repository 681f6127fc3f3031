// SPDX-License-Identifier: Apache-2.0

package risk

import "github.com/kedja/kedja/supplier"

// Better reports whether, of two SBOMs that list the same component, the one
// with attribution a decides whose it is: the earlier step, then the smaller
// party id, then the spelling, so that the order of the SBOMs does not matter.
func Better(a, b supplier.Attribution) bool { return betterAttribution(a, b) }
