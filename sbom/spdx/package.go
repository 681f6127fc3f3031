// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

func (r *reader) packageField(e *element) {
	n := e.node
	switch string(r.Name()) {
	case "SPDXID":
		r.elementID(e)
	case "name":
		n.Name = r.Str()
	case "versionInfo":
		n.Version = r.stated(n, sbom.UnknownVersion)
	case "supplier":
		n.Supplier = r.actor(n, sbom.UnknownSupplier)
	case "originator":
		n.Originator = r.actor(n, sbom.UnknownOriginator)
	case "externalRefs":
		r.externalRefs(n)
	case "downloadLocation":
		n.DownloadURL = r.stated(n, sbom.UnknownDownload)
	case "checksums":
		n.Hashes = r.checksums(n.Hashes)
	case "licenseConcluded":
		r.license(n, &n.Concluded, sbom.UnknownConcluded)
	case "licenseDeclared":
		r.license(n, &n.Declared, sbom.UnknownDeclared)
	case "primaryPackagePurpose":
		n.Type = r.purpose()
	case "filesAnalyzed":
		r.leave(fieldFilesAnalyzed)
	case "copyrightText":
		n.Copyright = r.copyright(n)
	case "description":
		n.Description = joined(n.Description, r.Prose(r.Keep))
	default:
		r.packageText(e)
	}
}

// packageText reads the members that describe a package to people, and lists
// of its files.
func (r *reader) packageText(e *element) {
	n := e.node
	switch string(r.Name()) {
	case "summary":
		n.Description = joined(r.Prose(r.Keep), n.Description)
	case "homepage":
		r.homepage(n)
	case "sourceInfo":
		if s := r.InternBytes(r.Bytes()); s != "" {
			r.Details(n).SourceInfo = s
		}
	case "releaseDate":
		r.date(n, func(d *sbom.Details, t string) { d.ReleasedAt = t })
	case "builtDate":
		r.date(n, func(d *sbom.Details, t string) { d.BuiltAt = t })
	case "validUntilDate":
		r.date(n, func(d *sbom.Details, t string) { d.ValidUntil = t })
	case "hasFiles":
		r.hasFiles()
	case "files":
		r.nested(e)
	case "packageVerificationCode":
		r.leave(fieldVerification)
	case "packageFileName":
		r.leave(fieldFileName)
	default:
		r.packageAlias(e)
	}
}

// packageAlias reads members by the names that they have in tag-value and that
// generators took for those of JSON.
func (r *reader) packageAlias(e *element) {
	n := e.node
	switch string(r.Name()) {
	case "id": // as wrapped documents have it
		r.elementID(e)
	case "sha1":
		r.sha1(n)
	case "packageName":
		n.Name = r.Str()
		r.instead("name")
	case "packageVersion":
		n.Version = r.stated(n, sbom.UnknownVersion)
		r.instead("versionInfo")
	case "packageSupplier":
		n.Supplier = r.actor(n, sbom.UnknownSupplier)
		r.instead("supplier")
	case "packageOriginator":
		n.Originator = r.actor(n, sbom.UnknownOriginator)
		r.instead("originator")
	case "packageHomepage":
		r.homepage(n)
		r.instead("homepage")
	case "packageComment":
		if s := r.Str(); s != "" {
			r.Details(n).Comment = s
		}
		r.instead("comment")
	case "packageCopyrightText":
		n.Copyright = r.copyright(n)
		r.instead("copyrightText")
	case "packageLicenseConcluded":
		r.license(n, &n.Concluded, sbom.UnknownConcluded)
		r.instead("licenseConcluded")
	case "packageLicenseDeclared":
		r.license(n, &n.Declared, sbom.UnknownDeclared)
		r.instead("licenseDeclared")
	case "packageDownloadLocation":
		n.DownloadURL = r.stated(n, sbom.UnknownDownload)
		r.instead("downloadLocation")
	default:
		r.commonField(e, "a package")
	}
}

func (r *reader) fileField(e *element) {
	n := e.node
	switch string(r.Name()) {
	case "SPDXID":
		r.elementID(e)
	case "fileName":
		n.Name = r.Str()
	case "checksums":
		n.Hashes = r.checksums(n.Hashes)
	case "licenseConcluded":
		r.license(n, &n.Concluded, sbom.UnknownConcluded)
	case "fileTypes":
		r.fileTypes(n)
	case "name":
		n.Name = r.Str()
		r.Note(diag.Warning, "spdx/unknown-field", "write fileName", "name is not a field of files; it is taken as the fileName")
	case "noticeText":
		r.leave(fieldNotice)
	case "fileContributors":
		r.leave(fieldContributors)
	case "fileDependencies":
		r.leave(fieldFileDependencies)
	case "artifactOfs":
		r.leave(fieldArtifacts)
	case "id": // as wrapped documents have it
		r.elementID(e)
	case "sha1":
		r.sha1(n)
	default:
		r.commonField(e, "a file")
	}
}

// fileTypes keeps the first type; further ones are rare.
func (r *reader) fileTypes(n *sbom.Node) {
	r.EachString(func(b []byte) {
		if n.Type == "" {
			n.Type = strings.ToLower(strings.TrimPrefix(r.InternBytes(b), "fileType_"))
		} else {
			r.drop(fieldFileTypes)
		}
	})
}

// hasFiles reads the references of a package's files.
func (r *reader) hasFiles() {
	r.EachString(func(b []byte) { r.held = append(r.held, r.target(b)) })
}

// nested reads files that are written out within their package.
func (r *reader) nested(e *element) {
	before := r.Len()
	r.files(e.id)
	e.node = r.Node(e.id)
	for id := before; id < r.Len(); id++ {
		if n := r.Node(sbom.ID(id)); n.Parent == e.id {
			r.Doc.Contains = append(r.Doc.Contains, sbom.Edge{From: e.id, To: sbom.ID(id)})
		}
	}
}

// joined puts a summary before a description that does not repeat it.
func joined(summary, description string) string {
	switch {
	case summary == "" || strings.Contains(description, summary):
		return description
	case description == "" || strings.Contains(summary, description):
		return summary
	}
	return summary + "\n\n" + description
}

// date reads a date, and gives it to set when it states one.
func (r *reader) date(n *sbom.Node, set func(*sbom.Details, string)) {
	if t := r.time(); t != "" {
		set(r.Details(n), t)
	}
}

var purposes = []string{"APPLICATION", "FRAMEWORK", "LIBRARY", "CONTAINER", "OPERATING-SYSTEM", "DEVICE",
	"FIRMWARE", "SOURCE", "ARCHIVE", "FILE", "INSTALL", "OTHER"}

// purpose reads primaryPackagePurpose. The JSON schema spells
// OPERATING_SYSTEM, the specification OPERATING-SYSTEM.
func (r *reader) purpose() string {
	b := r.Bytes()
	if unstated(b) {
		return ""
	}
	p := strings.ReplaceAll(r.InternBytes(b), "_", "-")
	if !slices.Contains(purposes, p) {
		r.Note(diag.Warning, "spdx/purpose", "use a value of the specification", "%q is no primaryPackagePurpose; it is kept as stated", b)
	}
	return strings.ToLower(p)
}

// license reads an expression and marks it in bits as declared or concluded.
func (r *reader) license(n *sbom.Node, bits *uint16, field sbom.Unknown) {
	b := r.Bytes()
	if !says(b, n, field) {
		return
	}
	l := r.InternBytes(b)
	i := slices.Index(n.Licenses, l)
	if i < 0 {
		if l != r.lastLicense {
			r.checkLicense(l)
		}
		i = len(n.Licenses)
		n.Licenses = r.AppendList(n.Licenses, l)
	}
	if i < 16 {
		*bits |= 1 << i
	}
}

// checkLicense notes an expression that is none. Of one that is in order it is
// remembered, since neighbours tend to have the same.
func (r *reader) checkLicense(l string) {
	if why := scan.ExpressionProblem(l); why != "" {
		r.Note(diag.Warning, "sbom/license-expression", "correct the expression", "%q is no SPDX licence expression: %s; it is kept as stated", l, why)
		return
	}
	r.lastLicense = l
}
