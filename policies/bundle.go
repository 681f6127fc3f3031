// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"archive/tar"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unicode"
)

// BundleOptions configure [OpenBundle]. Nil is the default limits, and no
// signature asked for.
type BundleOptions struct {
	// Key is the public key, in PEM, with which the bundle must be signed; nil
	// reads it whether or not it is.
	Key []byte
	// Limits against archives that are made to fill the memory; 0 is the
	// default of each.
	MaxCompressed int64 // bytes of the file; 8 MiB
	MaxExpanded   int64 // bytes of the archive in it; 64 MiB
	MaxFile       int64 // bytes of one file; 1 MiB
	MaxFiles      int   // entries of the archive, folders too; 10 000
}

// The default limits. All shipped packs together have 2 MB in 400 files.
const (
	maxCompressed = 8 << 20
	maxExpanded   = 64 << 20
	maxFile       = 1 << 20
	maxFiles      = 10_000
	maxPath       = 240 // bytes of a name
)

// Bundle is an OPA bundle that has been read: an [fs.FS] of packs in memory,
// for [Options.User].
type Bundle struct {
	memory
	signed, verified bool
}

// Signed reports whether the bundle has a signature, good or bad.
func (b *Bundle) Signed() bool { return b.signed }

// Verified reports whether the signature was checked against a key, and
// covers every file.
func (b *Bundle) Verified() bool { return b.verified }

// The files of a bundle that are about it.
const (
	signaturesFile = ".signatures.json"
	manifestFile   = ".manifest"
)

// otherFiles are files of bundles that mean something to OPA and nothing to
// rules of ours, which see parameters and the catalogue only.
var otherFiles = []string{"data.json", "data.yaml", "data.yml", "policy.wasm", "plan.json", "plan.pb", "patch.json", ".manifest.pb"}

// OpenBundle reads packs from an OPA bundle, a tar.gz laid out as a folder of
// packs is. Entries other than files and folders, names that lead out of the
// bundle or come twice, and documents of data are refused. With a key, every
// file must be signed with it, and every signed file be there; the signature
// is OPA's (.signatures.json, as "opa sign" writes it).
func OpenBundle(r io.Reader, opts *BundleOptions) (*Bundle, error) {
	if opts == nil {
		opts = &BundleOptions{}
	}
	b := &Bundle{memory: memory{}}
	if err := b.extract(r, opts); err != nil {
		return nil, err
	}
	signatures := b.memory[signaturesFile]
	delete(b.memory, signaturesFile)
	b.signed = signatures != nil
	if opts.Key != nil {
		if !b.signed {
			return nil, errors.New("it is not signed, and a key was given; sign it with opa sign --bundle, or leave out the key")
		}
		if err := verify(b.memory, signatures, opts.Key); err != nil {
			return nil, err
		}
		b.verified = true
	}
	delete(b.memory, manifestFile)
	return b, nil
}

// extract reads the archive into memory.
func (b *Bundle) extract(r io.Reader, opts *BundleOptions) error {
	compressed := &limited{r: r, left: cmp.Or(opts.MaxCompressed, maxCompressed), what: "the file"}
	unzipped, err := gzip.NewReader(compressed)
	if err != nil {
		return notABundle(err)
	}
	archive := tar.NewReader(&limited{r: unzipped, left: cmp.Or(opts.MaxExpanded, maxExpanded), what: "what it expands to"})
	files := cmp.Or(opts.MaxFiles, maxFiles)
	folders := map[string]bool{}
	for n := 0; ; n++ {
		h, err := archive.Next()
		switch {
		case err == io.EOF && n == 0:
			return errors.New("it holds no files")
		case err == io.EOF:
			return nil
		case err != nil:
			return notABundle(err)
		case n >= files:
			return fmt.Errorf("it has more than %d entries", files)
		}
		if err := b.take(archive, h, folders, cmp.Or(opts.MaxFile, maxFile)); err != nil {
			return err
		}
	}
}

func notABundle(err error) error {
	if _, limit := errors.AsType[*tooLarge](err); limit {
		return err
	}
	return fmt.Errorf("it is not a whole tar.gz (%w); make it with tar czf from the folder that holds packs/", err)
}

// take reads one entry.
func (b *Bundle) take(r io.Reader, h *tar.Header, folders map[string]bool, limit int64) error {
	if h.Typeflag == tar.TypeXGlobalHeader {
		return nil // a note by git archive
	}
	name := strings.TrimPrefix(strings.TrimPrefix(h.Name, "./"), "/")
	if h.Typeflag == tar.TypeDir {
		name = strings.TrimSuffix(name, "/")
		if name == "" || name == "." {
			return nil
		}
	}
	if !goodName(name) {
		return fmt.Errorf("%q is no name of a file in a bundle; use relative names without .., odd characters or more than %d bytes", clip(h.Name), maxPath)
	}
	switch h.Typeflag {
	case tar.TypeDir:
		if b.memory[name] != nil {
			return twice(name)
		}
		folders[name] = true
		return nil
	case tar.TypeReg:
	default:
		return fmt.Errorf("%s is a link or a device; put the file itself into the bundle", name)
	}
	if b.memory[name] != nil || folders[name] {
		return twice(name)
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if b.memory[dir] != nil {
			return twice(dir)
		}
		folders[dir] = true
	}
	if base := path.Base(name); slices.Contains(otherFiles, base) || base == signaturesFile && name != base {
		return fmt.Errorf("%s has no meaning here: rules see parameters and the catalogue, no other data; leave it out", name)
	}
	text, err := io.ReadAll(&limited{r: r, left: limit, what: name})
	if err != nil {
		return notABundle(err)
	}
	if text == nil {
		text = []byte{}
	}
	b.memory[name] = text
	return nil
}

func twice(name string) error {
	return fmt.Errorf("%s is there twice; which of them counts must not be left to chance", name)
}

// goodName reports whether a name is relative, clean and readable.
func goodName(name string) bool {
	return validPath(name) && len(name) <= maxPath && !strings.ContainsFunc(name, func(r rune) bool {
		return r == '\\' || r == ':' || r == unicode.ReplacementChar || !unicode.IsGraphic(r)
	})
}

func clip(s string) string {
	if len(s) > 80 {
		return strings.ToValidUTF8(s[:80], "") + "…"
	}
	return s
}

// limited reads no more than it may. Reading one byte more is an error, not
// an end.
type limited struct {
	r    io.Reader
	left int64
	what string
}

// tooLarge says that a limit was reached.
type tooLarge struct{ what string }

func (e *tooLarge) Error() string {
	return e.what + " is larger than packs ever are; it may be made to fill the memory"
}

// Read implements io.Reader.
func (l *limited) Read(p []byte) (int, error) {
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.r.Read(p)
	l.left -= int64(n)
	if l.left < 0 {
		return 0, &tooLarge{l.what}
	}
	return n, err
}
