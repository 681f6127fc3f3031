// SPDX-License-Identifier: Apache-2.0

// Package risk holds the supply graph, the facts that rules see, and the
// risk score. The measures over the graph live below it, one package each:
// concentration, resilience, lockin, ownership.
//
// Everything here is a pure function of its arguments: no I/O, no clock, no
// hidden randomness.
package risk
