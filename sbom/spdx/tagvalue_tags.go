// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"maps"
	"slices"
)

// tag says what a tag of SPDX 2 (or 1.2) becomes in JSON.
type tag struct {
	form  form
	where where
	name  name // of the JSON member or list
}

// form is how the value of a tag is written.
type form uint8

const (
	formString   form = iota
	formBool          // true | false
	formListed        // one entry of a list of strings
	formLine          // an entry of a list, left as it stands: a checksum, a relationship, an external reference
	formStart         // begins an element; the value is its member
	formItem          // begins an entry; the value is its member
	formCreation      // a member of creationInfo
	formCreator       // an entry of creationInfo.creators
	formDocument      // DocumentRef-x URI ALGORITHM: digest
	formID            // SPDXID, of whatever is open
	formNothing       // known, and of no use here
)

// where is the part of a document that a tag belongs to.
type where uint8

const (
	inDocument where = iota
	inPackage
	inFile
	inSnippet
	inLicense
	inRelation
	inAnnotation
	inReview
	inReference
)

var whereNames = [...]string{"the document", "a package", "a file", "a snippet", "a licence", "a relationship", "an annotation", "a review", "an external reference"}

// tags are those of SPDX 2.3, clauses 6 to 15, and of earlier versions.
var tags = map[string]*tag{
	"SPDXVersion":         {formString, inDocument, nameSPDXVersion},
	"DataLicense":         {formString, inDocument, nameDataLicense},
	"SPDXID":              {formID, inDocument, nameSPDXID},
	"DocumentName":        {formString, inDocument, nameName},
	"DocumentNamespace":   {formString, inDocument, nameDocumentNamespace},
	"DocumentComment":     {formString, inDocument, nameComment},
	"DocumentDescribes":   {formListed, inDocument, nameDocumentDescribes},
	"ExternalDocumentRef": {formDocument, inDocument, nameExternalDocumentRefs},
	"Creator":             {formCreator, inDocument, nameCreators},
	"Created":             {formCreation, inDocument, nameCreated},
	"CreatorComment":      {formCreation, inDocument, nameComment},
	"LicenseListVersion":  {formCreation, inDocument, nameLicenseListVersion},

	"PackageName":                 {formStart, inPackage, nameName},
	"PackageVersion":              {formString, inPackage, nameVersionInfo},
	"PackageFileName":             {formString, inPackage, namePackageFileName},
	"PackageSupplier":             {formString, inPackage, nameSupplier},
	"PackageOriginator":           {formString, inPackage, nameOriginator},
	"PackageDownloadLocation":     {formString, inPackage, nameDownloadLocation},
	"FilesAnalyzed":               {formBool, inPackage, nameFilesAnalyzed},
	"PackageVerificationCode":     {formString, inPackage, nameVerificationCode},
	"PackageChecksum":             {formLine, inPackage, nameChecksums},
	"PackageHomePage":             {formString, inPackage, nameHomepage},
	"PackageSourceInfo":           {formString, inPackage, nameSourceInfo},
	"PackageLicenseConcluded":     {formString, inPackage, nameLicenseConcluded},
	"PackageLicenseInfoFromFiles": {formListed, inPackage, nameLicenseInfoFromFiles},
	"PackageLicenseDeclared":      {formString, inPackage, nameLicenseDeclared},
	"PackageLicenseComments":      {formString, inPackage, nameLicenseComments},
	"PackageCopyrightText":        {formString, inPackage, nameCopyrightText},
	"PackageSummary":              {formString, inPackage, nameSummary},
	"PackageDescription":          {formString, inPackage, nameDescription},
	"PackageComment":              {formString, inPackage, nameComment},
	"PackageAttributionText":      {formListed, inPackage, nameAttributionTexts},
	"PrimaryPackagePurpose":       {formString, inPackage, namePurpose},
	"ReleaseDate":                 {formString, inPackage, nameReleaseDate},
	"BuiltDate":                   {formString, inPackage, nameBuiltDate},
	"ValidUntilDate":              {formString, inPackage, nameValidUntilDate},
	"ExternalRef":                 {formLine, inPackage, nameExternalRefs},
	"ExternalRefComment":          {formString, inReference, nameComment},

	"FileName":                  {formStart, inFile, nameFileName},
	"FileType":                  {formListed, inFile, nameFileTypes},
	"FileChecksum":              {formLine, inFile, nameChecksums},
	"LicenseConcluded":          {formString, inFile, nameLicenseConcluded},
	"LicenseInfoInFile":         {formListed, inFile, nameLicenseInfoInFiles},
	"LicenseComments":           {formString, inFile, nameLicenseComments},
	"FileCopyrightText":         {formString, inFile, nameCopyrightText},
	"FileComment":               {formString, inFile, nameComment},
	"FileNotice":                {formString, inFile, nameNoticeText},
	"FileContributor":           {formListed, inFile, nameFileContributors},
	"FileAttributionText":       {formListed, inFile, nameAttributionTexts},
	"FileDependency":            {formListed, inFile, nameFileDependencies},
	"ArtifactOfProjectName":     {formListed, inFile, nameArtifactOfs},
	"ArtifactOfProjectHomePage": {formNothing, inFile, noName},
	"ArtifactOfProjectURI":      {formNothing, inFile, noName},

	"SnippetSPDXID":           {formStart, inSnippet, nameSPDXID},
	"SnippetSPDXIdentifier":   {formStart, inSnippet, nameSPDXID},
	"SnippetFromFileSPDXID":   {formNothing, inSnippet, noName},
	"SnippetByteRange":        {formNothing, inSnippet, noName},
	"SnippetLineRange":        {formNothing, inSnippet, noName},
	"SnippetLicenseConcluded": {formNothing, inSnippet, noName},
	"LicenseInfoInSnippet":    {formNothing, inSnippet, noName},
	"SnippetLicenseComments":  {formNothing, inSnippet, noName},
	"SnippetCopyrightText":    {formNothing, inSnippet, noName},
	"SnippetComment":          {formNothing, inSnippet, noName},
	"SnippetName":             {formNothing, inSnippet, noName},
	"SnippetAttributionText":  {formNothing, inSnippet, noName},

	"LicenseID":             {formStart, inLicense, nameLicenseID},
	"ExtractedText":         {formNothing, inLicense, noName},
	"LicenseName":           {formNothing, inLicense, noName},
	"LicenseCrossReference": {formNothing, inLicense, noName},
	"LicenseComment":        {formNothing, inLicense, noName},

	"Relationship":        {formLine, inRelation, nameRelationships},
	"RelationshipComment": {formString, inRelation, nameComment},

	"Annotator":         {formItem, inAnnotation, nameAnnotator},
	"AnnotationDate":    {formString, inAnnotation, nameAnnotationDate},
	"AnnotationType":    {formString, inAnnotation, nameAnnotationType},
	"AnnotationComment": {formString, inAnnotation, nameComment},
	"SPDXREF":           {formString, inAnnotation, nameElementID},

	"Reviewer":      {formItem, inReview, nameReviewer},
	"ReviewDate":    {formString, inReview, nameReviewDate},
	"ReviewComment": {formString, inReview, nameComment},
}

// lists are the lists of the document that elements and entries stand in.
var lists = [...]name{
	inPackage: namePackages, inFile: nameFiles, inSnippet: nameSnippets, inLicense: nameExtracted,
	inRelation: nameRelationships, inAnnotation: nameAnnotations, inReview: nameRevieweds, inReference: nameExternalRefs,
}

// tagSlots finds most tags without the map. Where two have one slot the second
// is looked up in the map.
var tagSlots = func() (slots [512]struct {
	name string
	tag  *tag
}) {
	for _, name := range slices.Sorted(maps.Keys(tags)) {
		if s := &slots[tagSlot([]byte(name))]; s.tag == nil {
			s.name, s.tag = name, tags[name]
		}
	}
	return slots
}()

// tagSlot tells the tags apart by their length and three of their letters.
func tagSlot(name []byte) uint {
	n := uint(len(name))
	if n == 0 {
		return 0
	}
	return (n ^ uint(name[n-1])*63 ^ uint(name[n/2])*7 ^ uint(name[0])*3) & 511
}
