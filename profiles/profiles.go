// SPDX-License-Identifier: Apache-2.0

// Package profiles ships public facts on countries, as records that users may
// take or leave, and reads published indices into such records.
//
// The facts are memberships and agreements, each with the source it was read
// in, its date, and how it was read. There is no judgement on any country
// among them, no index, and no concern: these come from the user, with the
// authority or publisher that stands behind them. A fact that is not there is
// unknown; false stands only where a complete list was read.
package profiles

import (
	"embed"
	"io/fs"
)

//go:embed countries/*.yaml
var countries embed.FS

// Builtin is the name by which the shipped records are asked for, in place
// of a file or folder.
const Builtin = "builtin"

// Countries returns the shipped records: one file of kind Country for each
// code of ISO 3166-1, as SE.yaml.
func Countries() fs.FS {
	sub, err := fs.Sub(countries, "countries")
	if err != nil {
		return countries // the name is valid: this does not happen
	}
	return sub
}
