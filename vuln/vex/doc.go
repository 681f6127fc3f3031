// SPDX-License-Identifier: Apache-2.0

// Package vex reads statements whether products are affected by
// vulnerabilities, and says what they come to for a component.
//
// [Read] takes OpenVEX, CSAF and CycloneDX files, [FromSBOM] the statements
// that an SBOM holds itself. [NewSet] joins documents, and [Set.Of] answers
// which statements apply to a component in its product, which of them counts
// and where authors disagree. [Set.Unused] names those that applied to nothing:
// a statement that silently misses its product is the usual fault of VEX.
//
// How names are compared and which statement wins is described in docs/vex.md.
package vex
