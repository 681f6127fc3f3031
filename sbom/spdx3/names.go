// SPDX-License-Identifier: Apache-2.0

package spdx3

import (
	"bytes"
	"strings"
)

// prop is a property that the reader knows.
type prop uint8

// The properties by what their values are. Between textFirst and textEnd one
// text is kept, between listFirst and listEnd texts, between refFirst and
// refEnd references to elements or the parts themselves.
const (
	propNone    prop = iota // unknown
	propSilent              // says nothing that a model could keep
	propNotKept             // known, and not kept
	propID
	propType

	propName
	propSummary
	propDescription
	propComment
	propVersion
	propDownload
	propHomePage
	propPURL
	propCopyright
	propSourceInfo
	propPurpose
	propBuilt
	propRelease
	propValidUntil
	propAlgorithm
	propHashValue
	propIDType
	propIdentifier
	propRefType
	propExternalID
	propLocationHint
	propPrefix
	propNamespace
	propSpecVersion
	propCreated
	propRelationType
	propCompleteness
	propScope
	propStatement
	propAnnotationType
	propExpression
	propLicenseID
	propSeverity
	propScore
	propVector
	propDecision
	propJustification
	propImpact
	propAction
	propStatus
	propPublished
	propModified
	propWithdrawn
	propContentIDType
	propContentIDValue

	propSBOMType
	propAdditionalPurpose
	propSupport
	propLocator
	propModelType

	propFrom
	propTo
	propSuppliedBy
	propOriginatedBy
	propCreatedBy
	propCreatedUsing
	propCreationInfo
	propRootElement
	propElement
	propSubject
	propDataLicense
	propMember
	propSubjectLicense
	propSubjectExtendable
	propSubjectAddition
	propAssessed
	propVerifiedUsing
	propExternalIdentifier
	propContentIdentifier
	propExternalRef
	propImport
	propNamespaceMap
	props

	textFirst, textEnd = propName, propSBOMType
	listFirst, listEnd = propSBOMType, propFrom
	refFirst, refEnd   = propFrom, props
)

// propNames are the properties of SPDX 3.0.1 in the spelling of its JSON-LD
// context that the reader does something with.
var propNames = map[string]prop{
	"spdxId": propID, "@id": propID, "type": propType, "@type": propType,

	"name": propName, "summary": propSummary, "description": propDescription, "comment": propComment,
	"builtTime": propBuilt, "releaseTime": propRelease, "validUntilTime": propValidUntil, "supportLevel": propSupport,
	"suppliedBy": propSuppliedBy, "originatedBy": propOriginatedBy, "creationInfo": propCreationInfo,
	"verifiedUsing": propVerifiedUsing, "externalIdentifier": propExternalIdentifier, "externalRef": propExternalRef,
	"algorithm": propAlgorithm, "hashValue": propHashValue, "externalIdentifierType": propIDType, "identifier": propIdentifier,
	"externalRefType": propRefType, "locator": propLocator,
	"specVersion": propSpecVersion, "created": propCreated, "createdBy": propCreatedBy, "createdUsing": propCreatedUsing,
	"rootElement": propRootElement, "element": propElement, "import": propImport, "namespaceMap": propNamespaceMap,
	"externalSpdxId": propExternalID, "locationHint": propLocationHint, "prefix": propPrefix, "namespace": propNamespace,
	"dataLicense": propDataLicense, "from": propFrom, "to": propTo, "relationshipType": propRelationType,
	"completeness": propCompleteness, "scope": propScope,
	"subject": propSubject, "statement": propStatement, "annotationType": propAnnotationType,

	"software_packageVersion": propVersion, "software_downloadLocation": propDownload, "software_homePage": propHomePage,
	"software_packageUrl": propPURL, "software_copyrightText": propCopyright, "software_sourceInfo": propSourceInfo,
	"software_primaryPurpose": propPurpose, "software_additionalPurpose": propAdditionalPurpose, "software_sbomType": propSBOMType,
	"software_contentIdentifier": propContentIdentifier, "software_contentIdentifierType": propContentIDType,
	"software_contentIdentifierValue": propContentIDValue,

	"simplelicensing_licenseExpression": propExpression, "expandedlicensing_licenseId": propLicenseID,
	"expandedlicensing_member": propMember, "expandedlicensing_subjectLicense": propSubjectLicense,
	"expandedlicensing_subjectExtendableLicense": propSubjectExtendable, "expandedlicensing_subjectAddition": propSubjectAddition,

	"security_severity": propSeverity, "security_score": propScore, "security_vectorString": propVector,
	"security_decisionType": propDecision, "security_justificationType": propJustification,
	"security_impactStatement": propImpact, "security_actionStatement": propAction, "security_statusNotes": propStatus,
	"security_publishedTime": propPublished, "security_modifiedTime": propModified, "security_withdrawnTime": propWithdrawn, "security_assessedElement": propAssessed,

	"ai_typeOfModel": propModelType,

	"profileConformance": propSilent, "security_impactStatementTime": propSilent, "security_actionStatementTime": propSilent,
	"security_vexVersion": propSilent, "contentType": propSilent, "simplelicensing_licenseListVersion": propSilent, "@index": propSilent,
	"@language": propSilent, "@context": propSilent,
}

// oldNames are the names of the release candidates of version 3.0, and
// misspellings that more than one generator writes.
var oldNames = map[string]string{
	"_from": "from", "externalIdentifiers": "externalIdentifier", "externalReference": "externalRef", "externalReferences": "externalRef",
	"imports": "import", "namespaces": "namespaceMap", "externalId": "externalSpdxId", "homepage": "software_homePage",
	"profile": "profileConformance", "software_homepage": "software_homePage", "packageURL": "software_packageUrl",
	"externalReferenceType": "externalRefType", "externalDocumentRef": "import", "validUntil": "validUntilTime",
	"builtDate": "builtTime", "releaseDate": "releaseTime", "lifecycleScope": "scope",
}

// notKept are the properties of SPDX 3.0.1 that the model has no place for.
var notKept = strings.Fields(`
ai_autonomyType ai_domain ai_energyConsumption ai_energyQuantity ai_energyUnit ai_finetuningEnergyConsumption ai_hyperparameter
ai_inferenceEnergyConsumption ai_informationAboutApplication ai_informationAboutTraining ai_limitation ai_metric ai_metricDecisionThreshold
ai_modelDataPreprocessing ai_modelExplainability ai_safetyRiskAssessment ai_standardCompliance ai_trainingEnergyConsumption
ai_useSensitivePersonalInformation beginIntegerRange build_buildEndTime build_buildId build_buildStartTime build_buildType
build_configSourceDigest build_configSourceEntrypoint build_configSourceUri build_environment build_parameter context
dataset_anonymizationMethodUsed dataset_confidentialityLevel dataset_dataCollectionProcess dataset_dataPreprocessing
dataset_datasetAvailability dataset_datasetNoise dataset_datasetSize dataset_datasetType dataset_datasetUpdateMechanism
dataset_hasSensitivePersonalInformation dataset_intendedUse dataset_knownBias dataset_sensor definingArtifact endIntegerRange endTime
expandedlicensing_additionText expandedlicensing_deprecatedVersion expandedlicensing_isDeprecatedAdditionId
expandedlicensing_isDeprecatedLicenseId expandedlicensing_isFsfLibre expandedlicensing_isOsiApproved expandedlicensing_licenseXml
expandedlicensing_listVersionAdded expandedlicensing_obsoletedBy expandedlicensing_seeAlso expandedlicensing_standardAdditionTemplate
expandedlicensing_standardLicenseHeader expandedlicensing_standardLicenseTemplate extension extension_cdxPropName
extension_cdxPropValue extension_cdxProperty identifierLocator issuingAuthority key packageVerificationCodeExcludedFile
security_catalogType security_exploited security_locator security_percentile security_probability
simplelicensing_customIdToUri simplelicensing_licenseText software_attributionText software_byteRange software_fileKind
software_lineRange software_snippetFromFile standardName startTime value`)

// profiles are the names of the profiles as they stand in IRIs and, before an
// underscore, in compact names. That of Core is left out.
var profiles = map[string]string{
	"Core": "", "Software": "software_", "Security": "security_", "SimpleLicensing": "simplelicensing_",
	"ExpandedLicensing": "expandedlicensing_", "Licensing": "simplelicensing_", "AI": "ai_", "Dataset": "dataset_", "Build": "build_", "Extension": "extension_",
}

// spelling is a name of a property with what it means.
type spelling struct {
	prop prop
	name string // in the spelling of the context
	old  bool   // not that of 3.0
}

// spellings are all names of properties: the compact ones, those without
// their profile, which the release candidates had, and the old ones.
var spellings = func() map[string]spelling {
	m := make(map[string]spelling, 400)
	known := make(map[string]prop, 250)
	for _, name := range notKept {
		known[name] = propNotKept
	}
	for name, p := range propNames {
		known[name] = p
	}
	for name, p := range known {
		m[name] = spelling{p, name, false}
	}
	for name, p := range known {
		if _, local, ok := strings.Cut(name, "_"); ok && local != "locator" {
			m[local] = spelling{p, name, true}
		}
	}
	for old, name := range oldNames {
		m[old] = spelling{known[name], name, true}
	}
	return m
}()

// compactNames are the names of the properties that hold references.
var compactNames = func() [props]string {
	var names [props]string
	for name, p := range propNames {
		if p >= refFirst {
			names[p] = name
		}
	}
	return names
}()

// spell looks up the name of a property; full says that it was an IRI.
func spell(name []byte) (s spelling, full bool) {
	if s, ok := spellings[string(name)]; ok {
		return s, false
	}
	if bytes.IndexByte(name, ':') < 0 {
		return spelling{}, false
	}
	s, ok := spellings[compact(string(name))]
	s.old = s.old || !ok
	return s, ok
}

// compact returns the compact name of a class, property or individual:
// software_Package for https://spdx.org/rdf/3.0.1/terms/Software/Package and
// spdx:Software/Package. Other names are returned as they are.
func compact(name string) string {
	i := strings.LastIndexByte(name, '/')
	if i < 0 {
		_, local, _ := strings.Cut(name, ":")
		return local
	}
	head, local := name[:i], name[i+1:]
	head = head[strings.LastIndexAny(head, "/:")+1:]
	if short, ok := profiles[head]; ok {
		return short + local
	}
	return name
}

// value returns an enumerated value without what JSON-LD may put before it:
// the IRI, or a prefix.
func value(s string) string { return s[strings.LastIndexAny(s, "/#:")+1:] }
