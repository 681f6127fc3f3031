// SPDX-License-Identifier: Apache-2.0

package spdx3

import "strings"

// class is a class of the model of SPDX 3, as far as the reader treats it in
// a way of its own.
type class uint8

const (
	classNone class = iota

	// Nodes.
	classPackage
	classFile
	classModel
	classDataset
	classArtifact

	// Who and how.
	classAgent
	classOrganization
	classPerson
	classTool
	classCreation
	classDocument
	classSBOM
	classBOM
	classRelationship
	classOldDependency // SoftwareDependencyRelationship of the release candidates
	classAssessment    // a relationship of the security profile
	classAnnotation
	classVulnerability

	// Licences.
	classExpression
	classLicense // listed, custom or a plain text
	classConjunction
	classDisjunction
	classOrLater
	classWith
	classAddition

	// Parts, which stand within the element that has them.
	classHash
	classVerification // PackageVerificationCode
	classIdentifier
	classContentIdentifier
	classReference
	classImport
	classNamespace

	classSnippet
	classBuild
	classElement // Element, AnyLicenseInfo, individuals: known by their name only
	classIgnored // values that belong to properties which are not kept
	classUnknown

	classOutside // not of the model: the element is in another document
)

// classNames are the concrete classes of SPDX 3.0.1 in the spelling of its
// context, and the abstract ones that are met all the same.
var classNames = map[string]class{
	"software_Package": classPackage, "software_File": classFile, "ai_AIPackage": classModel,
	"dataset_DatasetPackage": classDataset, "dataset_Dataset": classDataset,
	"software_SoftwareArtifact": classArtifact, "Artifact": classArtifact,
	"Agent": classAgent, "Organization": classOrganization, "Person": classPerson, "SoftwareAgent": classTool, "Tool": classTool,
	"CreationInfo": classCreation, "SpdxDocument": classDocument,
	"software_Sbom": classSBOM, "Bom": classBOM, "Bundle": classBOM, "ElementCollection": classBOM, "software_Bom": classBOM,
	"Relationship": classRelationship, "LifecycleScopedRelationship": classRelationship,
	"SoftwareDependencyRelationship": classOldDependency,
	"Annotation":                     classAnnotation, "security_Vulnerability": classVulnerability,

	"security_VulnAssessmentRelationship":                      classAssessment,
	"security_CvssV2VulnAssessmentRelationship":                classAssessment,
	"security_CvssV3VulnAssessmentRelationship":                classAssessment,
	"security_CvssV4VulnAssessmentRelationship":                classAssessment,
	"security_EpssVulnAssessmentRelationship":                  classAssessment,
	"security_ExploitCatalogVulnAssessmentRelationship":        classAssessment,
	"security_SsvcVulnAssessmentRelationship":                  classAssessment,
	"security_VexVulnAssessmentRelationship":                   classAssessment,
	"security_VexAffectedVulnAssessmentRelationship":           classAssessment,
	"security_VexFixedVulnAssessmentRelationship":              classAssessment,
	"security_VexNotAffectedVulnAssessmentRelationship":        classAssessment,
	"security_VexUnderInvestigationVulnAssessmentRelationship": classAssessment,
	"simplelicensing_LicenseExpression":                        classExpression,
	"simplelicensing_SimpleLicensingText":                      classLicense,
	"expandedlicensing_ListedLicense":                          classLicense,
	"expandedlicensing_CustomLicense":                          classLicense,
	"expandedlicensing_License":                                classLicense,
	"expandedlicensing_ConjunctiveLicenseSet":                  classConjunction,
	"expandedlicensing_DisjunctiveLicenseSet":                  classDisjunction,
	"expandedlicensing_OrLaterOperator":                        classOrLater,
	"expandedlicensing_WithAdditionOperator":                   classWith,
	"expandedlicensing_ListedLicenseException":                 classAddition,
	"expandedlicensing_CustomLicenseAddition":                  classAddition,
	"Hash":                           classHash,
	"PackageVerificationCode":        classVerification,
	"ExternalIdentifier":             classIdentifier,
	"software_ContentIdentifier":     classContentIdentifier,
	"ExternalRef":                    classReference,
	"ExternalReference":              classReference,
	"ExternalMap":                    classImport,
	"NamespaceMap":                   classNamespace,
	"software_Snippet":               classSnippet,
	"build_Build":                    classBuild,
	"Element":                        classElement,
	"IndividualElement":              classElement,
	"NoneElement":                    classElement,
	"NoAssertionElement":             classElement,
	"simplelicensing_AnyLicenseInfo": classElement,
	"expandedlicensing_IndividualLicensingInfo": classElement,
	"expandedlicensing_NoneLicense":             classElement,
	"expandedlicensing_NoAssertionLicense":      classElement,
	"DictionaryEntry":                           classIgnored,
	"PositiveIntegerRange":                      classIgnored,
	"ai_EnergyConsumption":                      classIgnored,
	"ai_EnergyConsumptionDescription":           classIgnored,
	"extension_CdxPropertiesExtension":          classIgnored,
	"extension_CdxPropertyEntry":                classIgnored,
	"extension_Extension":                       classIgnored,
}

// classes are the names of classes, those without their profile too, which
// the release candidates had.
var classes = func() map[string]class {
	m := make(map[string]class, 2*len(classNames))
	for name, c := range classNames {
		if _, local, ok := strings.Cut(name, "_"); ok {
			m[local] = c
		}
	}
	for name, c := range classNames {
		m[name] = c
	}
	return m
}()

// classOf looks up the name of a class, compact or an IRI.
func classOf(name []byte) class {
	if c, ok := classes[string(name)]; ok {
		return c
	}
	if c, ok := classes[compact(string(name))]; ok {
		return c
	}
	return classUnknown
}

// part reports whether the class is one of values that stand within elements.
func (c class) part() bool { return c >= classHash && c <= classNamespace }

// node reports whether elements of the class become nodes of the document.
func (c class) node() bool { return c >= classPackage && c <= classArtifact }

// license reports whether the class is one of licences.
func (c class) license() bool { return c >= classExpression && c <= classAddition }
