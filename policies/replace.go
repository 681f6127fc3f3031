// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"io/fs"
	"path"
	"slices"
)

// replacing marks a folder whose packs stand for built-in ones.
type replacing struct{ fs.FS }

// Replacing marks a folder for [Options.User]: what it holds stands for the
// built-in pack, lib or entry of the catalogue of the same name, instead of
// being refused as there twice. It is for comparing versions of a pack.
func Replacing(folder fs.FS) fs.FS { return replacing{folder} }

// replace drops the built-in packs and libs for which others stand.
func (c *content) replace() {
	c.packs = slices.DeleteFunc(c.packs, func(p *pack) bool {
		return p.trusted() && slices.ContainsFunc(c.packs, func(x *pack) bool { return x.stands && x.Name == p.Name })
	})
	drop := func(list []*file) []*file {
		return slices.DeleteFunc(list, func(f *file) bool {
			return f.trusted && slices.ContainsFunc(list, func(x *file) bool { return x.stands && path.Base(x.name) == path.Base(f.name) })
		})
	}
	c.libs, c.libTests = drop(c.libs), drop(c.libTests)
}
