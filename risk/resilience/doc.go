// SPDX-License-Identifier: Apache-2.0

// Package resilience asks what stops an asset when suppliers, owners,
// countries or components are lost: which single keys and which small sets
// of keys do it, surely or possibly, and what would not start again.
//
// A [System] is a set of assets with requirement groups (k of n) over other
// assets and leaves, and of leaves that say which keys stand behind them.
// One System describes one loss mode and one kind of key (supplier, owner,
// country, component); the caller builds one for each.
//
// Operation is the greatest fixed point: assets that need one another keep
// running until something from outside fails. Failure is therefore the least
// one, every failure has a finite reason, and minimal cut sets are exact on
// loops and on common causes alike. Definitions: docs/method.md, "Single
// points and cut sets".
package resilience

// MaxCutSize is the largest size of a cut set that is searched for.
const MaxCutSize = 3

// DefaultLimit is the number of cut sets listed when no limit is given.
const DefaultLimit = 10_000

// Unlisted is the key of a cut that rests only on leaves behind which nobody
// knows who stands: one party that is not named could stop the asset.
const Unlisted = "unlisted"
