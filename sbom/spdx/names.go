// SPDX-License-Identifier: Apache-2.0

package spdx

// name numbers the JSON members that tag-value text is turned into.
type name uint8

const (
	noName name = iota
	nameSPDXVersion
	nameDataLicense
	nameSPDXID
	nameName
	nameDocumentNamespace
	nameComment
	nameDocumentDescribes
	nameExternalDocumentRefs
	nameExternalDocumentID
	nameSPDXDocument
	nameChecksum
	nameCreationInfo
	nameCreators
	nameCreated
	nameLicenseListVersion
	namePackages
	nameVersionInfo
	namePackageFileName
	nameSupplier
	nameOriginator
	nameDownloadLocation
	nameFilesAnalyzed
	nameVerificationCode
	nameChecksums
	nameAlgorithm
	nameChecksumValue
	nameHomepage
	nameSourceInfo
	nameLicenseConcluded
	nameLicenseInfoFromFiles
	nameLicenseDeclared
	nameLicenseComments
	nameCopyrightText
	nameSummary
	nameDescription
	nameAttributionTexts
	namePurpose
	nameReleaseDate
	nameBuiltDate
	nameValidUntilDate
	nameExternalRefs
	nameReferenceCategory
	nameReferenceType
	nameReferenceLocator
	nameFiles
	nameFileName
	nameFileTypes
	nameLicenseInfoInFiles
	nameNoticeText
	nameFileContributors
	nameFileDependencies
	nameArtifactOfs
	nameSnippets
	nameExtracted
	nameLicenseID
	nameRelationships
	nameElementID
	nameRelationshipType
	nameRelatedElement
	nameAnnotations
	nameAnnotator
	nameAnnotationDate
	nameAnnotationType
	nameRevieweds
	nameReviewer
	nameReviewDate
)

var names = [...]string{"",
	"spdxVersion", "dataLicense", "SPDXID", "name", "documentNamespace", "comment", "documentDescribes",
	"externalDocumentRefs", "externalDocumentId", "spdxDocument", "checksum",
	"creationInfo", "creators", "created", "licenseListVersion",
	"packages", "versionInfo", "packageFileName", "supplier", "originator", "downloadLocation", "filesAnalyzed",
	"packageVerificationCode", "checksums", "algorithm", "checksumValue", "homepage", "sourceInfo", "licenseConcluded",
	"licenseInfoFromFiles", "licenseDeclared", "licenseComments", "copyrightText", "summary", "description",
	"attributionTexts", "primaryPackagePurpose", "releaseDate", "builtDate", "validUntilDate",
	"externalRefs", "referenceCategory", "referenceType", "referenceLocator",
	"files", "fileName", "fileTypes", "licenseInfoInFiles", "noticeText", "fileContributors", "fileDependencies", "artifactOfs",
	"snippets", "hasExtractedLicensingInfos", "licenseId",
	"relationships", "spdxElementId", "relationshipType", "relatedSpdxElement",
	"annotations", "annotator", "annotationDate", "annotationType", "revieweds", "reviewer", "reviewDate",
}

type place struct{ off, len uint32 }

// nameText is all names in one text, namePlaces where each stands in it.
var nameText, namePlaces = func() (string, [len(names)]place) {
	var text string
	var places [len(names)]place
	for i, n := range names {
		places[i] = place{uint32(len(text)), uint32(len(n))}
		text += n
	}
	return text, places
}()
