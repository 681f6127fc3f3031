// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"github.com/kedja/kedja/diag"
)

// field is a member of the format that the model has no place for.
type field uint8

const (
	fieldVerification field = iota
	fieldFilesAnalyzed
	fieldFileName
	fieldFromFiles
	fieldLicenseComments
	fieldAttribution
	fieldNotice
	fieldContributors
	fieldFileDependencies
	fieldArtifacts
	fieldExtracted
	fieldLicenseList
	fieldFileTypes
	fieldReferenceComment
	fieldRelationComment
	fieldRelationRemarks
	fields
)

var fieldNames = [fields]string{
	fieldVerification:     "packageVerificationCode",
	fieldFilesAnalyzed:    "filesAnalyzed",
	fieldFileName:         "packageFileName",
	fieldFromFiles:        "licenseInfoFromFiles",
	fieldLicenseComments:  "licenseComments",
	fieldAttribution:      "attributionTexts",
	fieldNotice:           "noticeText",
	fieldContributors:     "fileContributors",
	fieldFileDependencies: "fileDependencies",
	fieldArtifacts:        "artifactOfs",
	fieldExtracted:        "hasExtractedLicensingInfos",
	fieldLicenseList:      "licenseListVersion",
	fieldFileTypes:        "a second value of fileTypes",
	fieldReferenceComment: "the comment of a package URL, CPE or identifier",
	fieldRelationComment:  "the comment of a relationship",
	fieldRelationRemarks:  "the annotations of a relationship",
}

// unkept counts, by field, what is stated and not kept.
type unkept [fields]struct {
	n  int
	at diag.Position // of the first
}

// drop counts the value that was just read.
func (r *reader) drop(f field) {
	u := &r.lost[f]
	if u.n == 0 {
		u.at = r.Here()
	}
	u.n++
}

// leave passes over the announced value, and counts it when it says something.
func (r *reader) leave(f field) {
	if r.says() {
		r.drop(f)
	}
}

// says passes over the announced value and reports whether it says more than
// null, an empty list or NOASSERTION.
func (r *reader) says() bool {
	switch r.Kind() {
	case 'n':
		return !r.Null()
	case '"':
		return !unstated(r.Bytes())
	case '[':
		found := false
		if r.Array() {
			for r.Element() {
				found = r.Kind() != '"' || !unstated(r.Bytes()) || found
			}
		}
		return found
	}
	r.Skip()
	return true
}

// note adds one diagnostic for each field that was not kept.
func (u *unkept) note(r *reader) {
	for f := range u {
		if u[f].n > 0 {
			r.NoteAt(diag.Info, u[f].at, "spdx/not-kept", "", "%s is not kept, nothing here uses it; values left out: %d", fieldNames[f], u[f].n)
		}
	}
}
