// SPDX-License-Identifier: Apache-2.0

package read

import (
	"archive/zip"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// maxDictionary bounds the memory that compressed data may ask for to look
// back in.
const maxDictionary = 64 << 20

func openGzip(r io.Reader) (io.ReadCloser, error) { return gzip.NewReader(r) }

func openBzip2(r io.Reader) (io.ReadCloser, error) { return io.NopCloser(bzip2.NewReader(r)), nil }

func openXZ(r io.Reader) (io.ReadCloser, error) {
	x, err := xz.ReaderConfig{DictCap: maxDictionary}.NewReader(r)
	if err != nil {
		return nil, err
	}
	return io.NopCloser(x), nil
}

func openZstd(r io.Reader) (io.ReadCloser, error) {
	z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxDictionary))
	if err != nil {
		return nil, err
	}
	return z.IOReadCloser(), nil
}

// compressed reads the SBOM in compressed data. Digest and size are those of
// the file as it came.
func compressed(name string, open func(io.Reader) (io.ReadCloser, error)) func(opening, sized) (*sbom.Document, diag.List, error) {
	return func(o opening, r sized) (*sbom.Document, diag.List, error) {
		src := scan.OpenRaw(r, o.limits)
		doc, err := expand(o, src, name, open)
		sum, size := src.Close(err != nil)
		if err != nil {
			return nil, nil, err
		}
		doc.SHA256, doc.Size = sum, size
		add(doc, diag.Diagnostic{Severity: diag.Info, Code: "sbom/compressed",
			Message: "the file is " + name + " data and was decompressed"})
		return doc, doc.Diagnostics, nil
	}
}

func expand(o opening, src *scan.Source, name string, open func(io.Reader) (io.ReadCloser, error)) (*sbom.Document, error) {
	in := &counter{r: src}
	data, err := open(in)
	o.layers++ // errors from here on are those of the data
	if err != nil {
		return nil, o.unreadable(damaged(name, err))
	}
	defer data.Close()
	o.layers--
	doc, _, err := o.inside(&bounded{r: data, in: in, name: name, ratio: int64(o.limits.Ratio), bytes: o.limits.Bytes}, 0)
	return doc, err
}

// counter counts the bytes that go through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// bounded ends data that become far more than they were, and says of damage
// what was damaged.
type bounded struct {
	r     io.Reader
	in    *counter
	n     int64
	ratio int64
	bytes int64
	name  string
}

// freeBytes may come of any input: short ones compress well by nature.
const freeBytes = 16 << 20

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	b.n += int64(n)
	switch {
	case b.n > freeBytes && b.n > b.ratio*max(b.in.n, 1):
		return 0, &scan.LimitError{What: "the decompression ratio", Limit: b.ratio}
	case b.n > b.bytes:
		return 0, &scan.LimitError{What: "the decompressed number of bytes", Limit: b.bytes}
	case err != nil && err != io.EOF:
		return n, damaged(b.name, err)
	}
	return n, err
}

// damaged is a fault of the text, so that what came before it is read.
func damaged(name string, err error) error {
	if _, ok := errors.AsType[*scan.LimitError](err); ok {
		return err
	}
	if err == io.ErrUnexpectedEOF || err == io.EOF {
		err = errors.New("they end in the middle")
	}
	return &scan.SyntaxError{Text: fmt.Sprintf("the %s data are damaged: %v", name, err)}
}

// readZip reads the one SBOM of an archive.
func readZip(o opening, r sized) (*sbom.Document, diag.List, error) {
	src := scan.OpenRaw(r, o.limits)
	data, err := io.ReadAll(src)
	sum, size := src.Close(err != nil)
	if err != nil {
		return nil, nil, o.unreadable(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		o.layers++
		return nil, nil, o.unreadable(damaged("ZIP", err))
	}
	entry, err := o.oneSBOM(archive)
	if err != nil {
		return nil, nil, err
	}
	f, err := entry.Open()
	if err != nil {
		o.layers++
		return nil, nil, o.unreadable(damaged("ZIP", err))
	}
	defer f.Close()
	in := &counter{n: int64(entry.CompressedSize64)}
	doc, _, err := o.inside(&bounded{r: f, in: in, name: "ZIP", ratio: int64(o.limits.Ratio), bytes: o.limits.Bytes}, 0)
	if err != nil {
		return nil, nil, err
	}
	doc.SHA256, doc.Size = sum, size
	add(doc, diag.Diagnostic{Severity: diag.Info, Code: "sbom/compressed",
		Message: fmt.Sprintf("the file is a ZIP archive; its entry %q was read", short(entry.Name))})
	return doc, doc.Diagnostics, nil
}

// maxEntries bounds the entries of an archive that are looked at.
const maxEntries = 10_000

// oneSBOM finds the entry of the archive that is an SBOM.
func (o opening) oneSBOM(archive *zip.Reader) (*zip.File, error) {
	refuse := func(message, remedy string) error {
		return diag.Diagnostic{Code: "sbom/archive", Position: diag.Position{File: o.name}, Message: message, Remedy: remedy}
	}
	if len(archive.File) > maxEntries {
		return nil, refuse(fmt.Sprintf("the ZIP archive has more than %d entries", maxEntries), "extract the SBOM and give it as a file of its own")
	}
	var found []*zip.File
	var names []string
	for _, f := range archive.File {
		if f.FileInfo().Mode().IsRegular() && !strings.HasPrefix(f.Name, "__MACOSX/") && entryIsSBOM(f) {
			found = append(found, f)
			names = append(names, short(f.Name))
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return nil, refuse(fmt.Sprintf("none of the %d entries of the ZIP archive is an SBOM", len(archive.File)), "give a CycloneDX or SPDX document")
	}
	return nil, refuse(fmt.Sprintf("the ZIP archive has %d SBOMs: %s", len(found), short(strings.Join(names, ", "))), "extract them and give each as a file of its own")
}

func entryIsSBOM(f *zip.File) bool {
	r, err := f.Open()
	if err != nil {
		return false
	}
	defer r.Close()
	head, err := io.ReadAll(io.LimitReader(r, headBytes))
	if err != nil {
		return false
	}
	format := newSample(head, len(head) < headBytes).format()
	return format != nil && !strings.HasPrefix(format.name, "a ZIP")
}
