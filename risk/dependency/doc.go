// SPDX-License-Identifier: Apache-2.0

// Package dependency computes strategic-dependency indicators modelled on the
// Commission staff working document SWD(2021) 352, with the country of
// control of a supplier in place of the origin of an import, and the share of
// designated suppliers.
//
//   - CDI1: HHI by country of control over what goes outside the EU; above 0.4.
//   - CDI2: share of the whole that goes outside the EU; above 0.5.
//   - CDI3: what goes outside the EU over what EU-controlled alternatives
//     could take of it; above 1.
//
// A dependency is strategic where all three hold. The formulas of the
// document are unverified here. Formulas, an example, and what this is no
// good for: docs/method.md, "Strategic dependency".
package dependency
