// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"crypto/sha1" // the package verification code of SPDX 2 is one
	"encoding/hex"
	"slices"
	"strings"

	"github.com/spdx/tools-golang/spdx/v2/common"
	v23 "github.com/spdx/tools-golang/spdx/v2/v2_3"

	"github.com/kedja/kedja/sbom"
)

func (w *encoder) file(id sbom.ID, n *sbom.Node) *v23.File {
	f := &v23.File{
		FileSPDXIdentifier: w.ids[id], FileName: w.nodeName(id, n), Checksums: w.checksums(id, n.Hashes),
		FileCopyrightText: noAssertion, Annotations: w.remark[id],
	}
	if n.Copyright != "" {
		f.FileCopyrightText = n.Copyright
	}
	if kind := strings.ToUpper(n.Type); slices.Contains(fileTypes, kind) {
		f.FileTypes = []string{kind}
	} else if kind != "" && kind != "FILE" {
		w.log.Lost(id, "types of files", "")
	}
	declared, concluded := w.licenses(id, n)
	f.LicenseConcluded = concluded
	if concluded == "" && n.Unknown&sbom.UnknownConcluded != 0 {
		f.LicenseConcluded = noAssertion
	}
	if declared != "" {
		f.LicenseInfoInFiles = []string{declared}
	}
	rest := *n
	if n.More != nil {
		f.FileComment = n.More.Comment
		details := *n.More
		if details.Comment = ""; !empty(&details) {
			w.log.Lost(id, "facts of packages on files", "")
		}
	}
	if len(rest.PURLs)+len(rest.CPEs)+len(rest.References)+len(rest.Authors)+len(rest.Origins) > 0 || rest.Version+rest.Group+rest.Publisher+
		rest.Description+rest.DownloadURL != "" || rest.Supplier != nil || rest.Manufacturer != nil || rest.Originator != nil {
		w.log.Lost(id, "facts of packages on files", "")
	}
	return f
}

// fileTypes are the types of files of SPDX 2.3, clause 8.3.
var fileTypes = []string{"SOURCE", "BINARY", "ARCHIVE", "APPLICATION", "AUDIO", "IMAGE", "TEXT", "VIDEO", "DOCUMENTATION", "SPDX", "OTHER"}

// verify gives a package that contains files its verification code, which
// SPDX demands then: the SHA-1 of the sorted SHA-1s of its files (clause 7.9).
func (w *encoder) verify(id sbom.ID, p *v23.Package) {
	sums := w.contained[id]
	if len(sums) == 0 {
		return
	}
	w.log.Invented(id, "package verification codes", "they are made from the files that the document lists")
	slices.Sort(sums)
	code := sha1.Sum([]byte(strings.Join(sums, "")))
	p.FilesAnalyzed = true
	p.PackageVerificationCode = &common.PackageVerificationCode{Value: hex.EncodeToString(code[:])}
}

// contents lists the SHA-1s of the files that each package contains.
func (w *encoder) contents() map[sbom.ID][]string {
	out := map[sbom.ID][]string{}
	for _, e := range w.doc.Contains {
		if !w.files[e.To] || w.files[e.From] {
			continue
		}
		for _, h := range w.doc.Node(e.To).Hashes {
			if h.Alg == "SHA-1" {
				out[e.From] = append(out[e.From], strings.ToLower(h.Value))
				break
			}
		}
	}
	return out
}

// empty reports whether the details say nothing.
func empty(d *sbom.Details) bool {
	return len(d.Identifiers)+len(d.Properties)+len(d.Evidence)+len(d.SupportLevels)+len(d.Purposes) == 0 && d.Pedigree == nil && d.Service == nil && d.Crypto == nil &&
		d.Model == nil && d.SourceInfo+d.Comment+d.ReleasedAt+d.BuiltAt+d.ValidUntil == ""
}
