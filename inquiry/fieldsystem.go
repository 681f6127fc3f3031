// SPDX-License-Identifier: Apache-2.0

package inquiry

import "github.com/kedja/kedja/system"

// systemFields are the facts about the user's own system, by record entry.
func systemFields() map[string]field {
	out := map[string]field{}
	for _, list := range [][]field{productFields(), exitFields(), contractFields(), ownFields(), incidentFields()} {
		for _, f := range list {
			out[f.path] = f
		}
	}
	return out
}

func accessWords() []string { return []string{"none", "user", "privileged", "data"} }

// listOf is the form of a list of words out of a vocabulary.
func listOf(words []string) Form { return Form{Type: List, Words: words} }

// listOrNone is such a list that may be known to be empty.
func listOrNone(words []string) Form { return Form{Type: List, Words: words, None: true} }

func productFields() []field {
	return []field{
		{path: "products/supplier", text: "Supplier of the product", form: Form{Type: "an id of a party"}},
		{path: "products/kind", text: "Kind of product", form: Form{Type: Word, Words: []string{"system", "software", "hardware", "service"}}},
		{path: "products/sbom", text: "SBOM of the product", form: Form{Type: "a file beside the system's"}},
		{path: "products/spend", text: "Spend on the product a year", form: span("the system's currency")},
		{path: "products/units", text: "Units of the product in use", form: span("units")},
		{path: "products/origins", text: "Places of manufacture of the product", form: Form{Type: List, Entry: []Part{country(), {Name: "share", Type: "a number from 0 to 1"}}}},
		{path: "products/services", text: "Who does services on the product, and with what access", form: Form{Type: List, Entry: []Part{party(),
			word("kind", "managed-service", "support", "maintenance", "hosting", "licence-server"),
			{Name: "access", Type: Word, Words: accessWords()}, {Name: "from", Type: Country}},
			Note: "with servicesComplete: true once it is all; alone it says that nobody has access"}},
		{path: "products/servicesComplete", text: "Whether the list of services on the product is complete", form: complete()},
		{path: "products/services/access", text: "Access that the service has to the product", form: Form{Type: Word, Words: accessWords()}},
		{path: "products/services/from", text: "Country that the access comes from", form: Form{Type: Country}},
		{path: "products/placedOnMarket", text: "Day on which the maker first sold the version in use", form: Form{Type: Date}},
		{path: "products/supportUntil", text: "Last day on which the maker gives security updates", form: Form{Type: Date}},
		{path: "products/architectures", text: "Architectures of the product that some rules are about", form: listOrNone(system.Architectures())},
		{path: "products/emerging", text: "Whether the product is of a technology that is not yet mature", form: Form{Type: Boolean}},
		{path: "products/contracts", text: "Contracts that the product is bought under", form: Form{Type: List, Note: "ids of contracts of the system"}},
	}
}

func exitFields() []field {
	return []field{
		{path: "products/interfaces", text: "Interfaces of the product, by how open each is", form: Form{Type: List, None: true,
			Entry: []Part{text("name", true), word("kind", "open-standard", "documented", "proprietary")}, Note: "with interfacesComplete: true once it is all"}},
		{path: "products/interfacesComplete", text: "Whether the list of interfaces is complete", form: complete()},
		{path: "products/dataExport", text: "Data sets in the product, by the format each can leave in", form: Form{Type: List, None: true,
			Entry: []Part{text("name", true), word("format", "open", "structured-proprietary", "none")}, Note: "with dataExportComplete: true once it is all"}},
		{path: "products/dataExportComplete", text: "Whether the list of data sets is complete", form: complete()},
		{path: "products/migration/months", text: "Months that a migration to another product takes", form: span("months")},
		{path: "products/migration/cost", text: "Cost of a migration to another product", form: span("the system's currency")},
		{path: "products/migration/procurementMonths", text: "Months that a procurement takes", form: span("months")},
		{path: "products/alternatives", text: "Qualified other suppliers", form: Form{Type: List, None: true,
			Entry: []Part{party(), text("product", false), {Name: "maturity", Type: Range}, {Name: "capacity", Type: Range}}, Note: "with alternativesComplete: true once it is all"}},
		{path: "products/alternativesComplete", text: "Whether the list of alternatives is complete", form: complete()},
		{path: "products/alternatives/maturity", text: "Maturity of the alternative", form: Form{Type: Number, Min: bound(0), Max: bound(1)}},
		{path: "products/alternatives/capacity", text: "Capacity of the alternative, 1 is all that is needed", form: Form{Type: Number, Min: bound(0)}},
		{path: "products/exitPlan/exists", text: "Whether there is a plan to leave the product", form: Form{Type: Boolean}},
		{path: "products/exitPlan/testedOn", text: "Day on which the plan to leave was last tested", form: Form{Type: Date, Note: "leave it open where it never was"}},
	}
}

func contractFields() []field {
	return []field{
		{path: "contracts/end", text: "End of the contract", form: Form{Type: Date}},
		{path: "contracts/noticeMonths", text: "Months of notice", form: count("months")},
		{path: "contracts/terminationForConvenience", text: "Whether the contract can be ended without a cause", form: Form{Type: Boolean}},
		{path: "contracts/annualValue", text: "Value of the contract a year", form: span("the system's currency")},
		{path: "contracts/exitCharges", text: "Charges for leaving", form: span("the system's currency")},
		{path: "contracts/transitionDays", text: "Longest transition to another provider under the contract", form: count("days")},
		{path: "contracts/retrievalDays", text: "Days after the transition in which data can be retrieved", form: count("days")},
		{path: "contracts/law", text: "Law that governs the contract", form: Form{Type: Text, Note: "such as the two letters of the country"}},
		{path: "contracts/clauses", text: "Whether the contract has the clause", form: Form{Type: Boolean}},
	}
}

// clauseWords says what the clauses are that the shipped rules read. A test
// holds it to the rules.
func clauseWords() map[string]string {
	return map[string]string{
		"auditRight":                "the right to audit",
		"backgroundVerification":    "verification of the background of staff",
		"customBuilt":               "is on a service that was built for this customer and is not offered at broad scale",
		"cybersecurityRequirements": "cybersecurity requirements",
		"dataAct":                   "is on a data processing service under the Data Act",
		"erasureAfterRetrieval":     "full erasure after the period of retrieval",
		"exitSupport":               "the provider's support of the customer's exit strategy",
		"exportableDataListed":      "an exhaustive list of the data and digital assets that can be ported",
		"incidentNotice":            "notice of incidents",
		"incidentReporting":         "the reporting of incidents, vulnerabilities and threats, with response and monitoring",
		"infrastructureOnly":        "is on infrastructure alone, without operating software and applications",
		"jurisdictionPages":         "the pages on jurisdiction and on measures against access by governments",
		"returnAndDisposal":         "return and disposal of information at the end",
		"staffTraining":             "awareness, skills and training of staff",
		"subcontractorFlowDown":     "duties passed on to subcontractors",
		"switchingAssistance":       "assistance, continuity, known risks and security during a switch",
		"switchingCharges":          "charges for switching, other than standard fees and penalties for early termination",
		"switchingChargesStated":    "switching charges, whether there are any and how high",
		"switchingChoice":           "the choice between another provider, own premises and erasure",
		"switchingRight":            "the customer's right to switch upon request",
		"terminationForBreach":      "the right to end it for a significant breach",
		"terminationForChange":      "the right to end it for circumstances that may alter the performance",
		"terminationForSupervision": "the right to end it for a loss of effective supervision",
		"terminationForWeakness":    "the right to end it for evidenced weaknesses of risk management",
		"terminationOnSwitch":       "its end when a switch is completed, or with the notice for erasure alone",
		"threatSharing":             "the provider's freedom to share incidents, threats and vulnerabilities with CERT-EU",
		"transitionExtension":       "the customer's right to extend the transition once",
		"vulnerabilityHandling":     "the handling of vulnerabilities",
	}
}

// clauseText is the question for a clause.
func clauseText(key string) string {
	words, known := clauseWords()[key]
	switch {
	case !known:
		return "Whether the contract has the clause: " + key
	case len(words) > 3 && words[:3] == "is ":
		return "Whether the contract " + words
	}
	return "Whether the contract has a clause on " + words
}

// ownFields are the facts about the user's organisation and its assets.
func ownFields() []field {
	euro := count("euro")
	euro.Note = "that of the whole enterprise, partners and linked ones included, with entity.currency: EUR where the file's currency is another"
	sectors := Form{Type: List, Note: "such as nis2:energy, dora:credit-institutions, eui:union-entity; other says that no law's sector applies"}
	return []field{
		{path: "assets/class", text: "Class of the asset in a catalogue of key assets", form: Form{Type: Text, Note: "an id such as eu5g:core-network-functions; kedja policy docs lists them"}},
		{path: "assets/criticality", text: "Criticality of the asset", form: Form{Type: Word, Words: []string{"low", "moderate", "high", "critical"}}},
		{path: "assets/tolerance/rtoHours", text: "Hours after which the asset has to work again", form: count("hours")},
		{path: "assets/needs", text: "Products and other assets that the asset needs", form: Form{Type: List, Note: "ids, or {anyOf: [ids]}"}},
		{path: "assets/shares", text: "Shares of the asset's products", form: Form{Type: Mapping, Entry: []Part{{Name: "product", Type: "a number from 0 to 1"}}}},
		{path: "entity/id", text: "Id of your organisation in the records", form: Form{Type: Text}},
		{path: "entity/country", text: "Country of your organisation", form: Form{Type: Country}},
		{path: "entity/sectors", text: "Sectors of your organisation that laws name", form: sectors},
		{path: "entity/employees", text: "Employees of your organisation", form: count("employees")},
		{path: "entity/turnover", text: "Turnover of your organisation a year", form: euro},
		{path: "entity/balanceSheet", text: "Balance sheet total of your organisation", form: euro},
		{path: "entity/roles", text: "What your organisation is beside a buyer", form: noted(listOf(system.EntityRoles()), "buyer alone says that it is nothing else")},
		{path: "entity/services", text: "Services of your organisation that decide which law binds it", form: noted(listOrNone(system.EntityServices()), "with servicesComplete: true once it is all")},
		{path: "entity/servicesComplete", text: "Whether the list of services of your organisation is complete", form: complete()},
		{path: "entity/circumstances", text: "Circumstances that bring your organisation under NIS2 whatever its size", form: listOrNone(system.Circumstances())},
	}
}

func noted(f Form, note string) Form {
	f.Note = note
	return f
}

// incidentFields are the facts about incidents of the user's organisation. A
// report that was not sent has no answer: the record knows only when one was.
func incidentFields() []field {
	moment := func(name, what string) field {
		return field{path: "incidents/" + name, text: what, form: Form{Type: Time}}
	}
	sent := func(name, what string) field {
		return field{path: "incidents/" + name, text: "When " + what + " was sent", form: Form{Type: Time, Note: "leave it open where it was not"}}
	}
	return []field{
		{path: "incidents", text: "Incidents of your organisation in its supply chain", form: Form{Type: List, Entry: []Part{text("id", true),
			{Name: "kind", Type: Word, Words: []string{"incident", "exploited-vulnerability"}}, {Name: "awareAt", Type: "a time"}, {Name: "significant", Type: Boolean}}}},
		{path: "incidents/name", text: "Name of the incident", form: Form{Type: Text}},
		{path: "incidents/subject", text: "Where the incident came from", form: Form{Type: Text, Note: "supplier:ID, product:ID, component:ID or asset:ID"}},
		{path: "incidents/kind", text: "Kind of the incident", form: Form{Type: Word, Words: []string{"incident", "exploited-vulnerability"}}},
		{path: "incidents/significant", text: "Whether the incident is significant or severe", form: Form{Type: Boolean}},
		moment("awareAt", "When your organisation became aware of the incident"),
		sent("earlyWarningAt", "the early warning of the incident"),
		sent("notifiedAt", "the notification of the incident"),
		{path: "incidents/handledAt", text: "When the incident was handled", form: Form{Type: Time, Note: "leave it open while it goes on"}},
		sent("finalReportAt", "the final report on the incident"),
		{path: "incidents/fixAvailableAt", text: "When a fix of the vulnerability was available", form: Form{Type: Time, Note: "leave it open where there is none"}},
	}
}
