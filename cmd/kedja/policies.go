// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"

	"github.com/kedja/kedja/policies"
)

// ownPolicies opens the packs of --policies, and says where they are to be
// evaluated: nil is in this process.
func (p *program) ownPolicies() ([]fs.FS, policies.Confine, error) {
	user, err := p.folders(p.set.policies)
	if err != nil {
		return nil, nil, err
	}
	for i := range user {
		if p.replacing {
			user[i] = policies.Replacing(user[i])
		}
	}
	if !p.set.untrusted || len(user) == 0 {
		return user, nil, nil
	}
	box, err := newSandbox(defaultLimits)
	if err != nil {
		return nil, nil, err
	}
	return user, box.confine, nil
}

// trustedPolicies opens the packs of --policies for verbs that read them in
// this process.
func (p *program) trustedPolicies() ([]fs.FS, error) {
	if p.set.untrusted {
		return nil, usagef("this verb reads packs in its own process; leave out --untrusted-policies")
	}
	return p.folders(p.set.policies)
}

// folders opens folders and bundles of policy packs. Links do not lead out of
// a folder.
func (p *program) folders(paths []string) ([]fs.FS, error) {
	key, err := p.bundleKey()
	if err != nil {
		return nil, err
	}
	var out []fs.FS
	for _, name := range slices.Compact(slices.Sorted(slices.Values(paths))) {
		info, err := os.Stat(name)
		switch {
		case err != nil:
			return nil, unreadablePolicies(name, cause(err))
		case !info.IsDir():
			b, err := p.bundle(name, key)
			if err != nil {
				return nil, err
			}
			out = append(out, b)
			continue
		case key != nil:
			return nil, usagef("%s is a folder, which nobody has signed, and --policies-key asks for a signature; give a signed bundle, or leave out the key", name)
		}
		root, err := os.OpenRoot(name)
		if err != nil {
			return nil, unreadablePolicies(name, cause(err))
		}
		if fsys := root.FS(); !holdsPack(fsys) {
			_ = root.Close() // it was only looked into
			return nil, unreadablePolicies(name, errors.New("there is no pack.yaml in it"))
		}
		p.bases = append(p.bases, name)
		out = append(out, root.FS())
	}
	return out, nil
}

// holdsPack reports whether a pack is anywhere in the folder; one that cannot
// be looked through is left to the reader of packs.
func holdsPack(fsys fs.FS) bool {
	found := errors.New("found")
	return fs.WalkDir(fsys, ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || path.Base(name) == "pack.yaml" {
			return found
		}
		return nil
	}) != nil
}

func unreadablePolicies(name string, err error) error {
	return &exit{exitInput, fmt.Errorf("%s: the policies cannot be read: %w; give a folder with packs/NAME/pack.yaml, or a bundle (tar.gz) of one", name, err)}
}

// bundleKey reads the key of --policies-key, nil where there is none.
func (p *program) bundleKey() ([]byte, error) {
	name := p.set.policiesKey
	if name == "" {
		return nil, nil
	}
	key, err := os.ReadFile(name)
	if err == nil {
		err = policies.CheckBundleKey(key)
	}
	if err != nil {
		return nil, usagef("%s: the key of --policies-key cannot be used: %w", name, cause(err))
	}
	return key, nil
}

// bundle reads a bundle of packs.
func (p *program) bundle(name string, key []byte) (fs.FS, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, unreadablePolicies(name, cause(err))
	}
	b, err := policies.OpenBundle(f, &policies.BundleOptions{Key: key})
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, &exit{exitInput, fmt.Errorf("%s: the bundle of policies is not taken: %w", name, err)}
	}
	if b.Signed() && !b.Verified() {
		p.note("%s: the bundle is signed, but its signature was not verified; --policies-key does that", printable(name))
	}
	return b, nil
}
