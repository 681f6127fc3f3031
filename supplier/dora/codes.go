// SPDX-License-Identifier: Apache-2.0

package dora

import "strings"

// The closed sets of options that the importer understands: members of the
// EBA's dictionary, and labels as the workbook of the templates has them.

var options = map[string]string{
	"bt:x28": "yes", "bt:x29": "no", "bt:x21": "not assessed",
	"yes": "yes", "no": "no", "true": "yes", "false": "no", "assessment not performed": "not assessed",
	"zz:x791": "low", "zz:x792": "medium", "zz:x793": "high", "zz:x799": "not assessed",
	"zz:x794": "not significant", "zz:x795": "low reliance", "zz:x796": "material reliance", "zz:x797": "full reliance",
	"ct:x212": "legal person", "ct:x213": "individual",
	"legal person, excluding individual acting in a business capacity": "legal person",
	"individual acting in a business capacity":                         "individual",
	"co:x1": "standalone arrangement", "co:x2": "overarching arrangement", "co:x3": "subsequent or associated arrangement",
}

// meaning is the option in one form, however it is written.
func meaning(v string) string {
	v = strings.ToLower(strings.TrimSpace(v))
	v = strings.TrimPrefix(v, "eba_")
	if m, ok := options[v]; ok {
		return m
	}
	return v
}

// services are the types of ICT services of annex III, with the kind of
// service that a record has for them where there is one.
var services = map[string]struct{ name, kind string }{
	"S01": {"ICT project management", ""},
	"S02": {"ICT development", ""},
	"S03": {"ICT help desk and first level support", "support"},
	"S04": {"ICT security management services", "managed-service"},
	"S05": {"provision of data", ""},
	"S06": {"data analysis", ""},
	"S07": {"ICT, facilities and hosting services (excluding cloud services)", "hosting"},
	"S08": {"computation", "hosting"},
	"S09": {"non-cloud data storage", "hosting"},
	"S10": {"telecom carrier", ""},
	"S11": {"network infrastructure", ""},
	"S12": {"hardware and physical devices", ""},       // a product of kind hardware
	"S13": {"software licencing (excluding SaaS)", ""}, // a product of kind software
	"S14": {"ICT operation management (including maintenance)", "maintenance"},
	"S15": {"ICT consulting", ""},
	"S16": {"ICT risk management", ""},
	"S17": {"cloud services: IaaS", "hosting"},
	"S18": {"cloud services: PaaS", "hosting"},
	"S19": {"cloud services: SaaS", "hosting"},
}

// serviceType returns the type of service, S01 to S19, or what is written.
func serviceType(v string) string {
	if _, rest, ok := strings.Cut(v, ":"); ok && strings.HasPrefix(strings.ToLower(v), "eba_") {
		v = rest
	}
	if _, ok := services[strings.ToUpper(v)]; ok {
		return strings.ToUpper(v)
	}
	for code, s := range services {
		if strings.EqualFold(s.name, v) {
			return code
		}
	}
	return v
}

// titleOf names a column that records have no place for.
func titleOf(template, column string) string { return columnTitles[template+"."+column] }

var columnTitles = map[string]string{
	"b_01.01.0050": "competent authority",
	"b_01.02.0050": "hierarchy within the group", "b_01.02.0070": "date of last update", "b_01.02.0080": "date of integration",
	"b_01.02.0090": "date of deletion", "b_01.02.0100": "currency", "b_01.02.0110": "value of total assets",
	"b_02.01.0020": "type of arrangement", "b_02.01.0030": "overarching arrangement",
	"b_02.02.0020": "entity making use of the service", "b_02.02.0090": "reason of termination",
	"b_02.02.0110": "notice period for the provider", "b_02.02.0170": "sensitiveness of the data",
	"b_02.03.0010": "arrangement", "b_02.03.0020": "linked arrangement", "b_02.03.0030": "link",
	"b_03.01.0010": "arrangement", "b_03.01.0020": "entity signing", "b_03.01.0030": "link", "b_03.02.0045": "link", "b_03.03.0031": "link",
	"b_04.01.0010": "arrangement", "b_04.01.0020": "entity making use of the service", "b_04.01.0030": "nature of the entity", "b_04.01.0040": "branch",
	"b_05.02.0010": "arrangement of a subcontractor",
	"b_05.01.0060": "currency", "b_05.01.0070": "total annual expense",
	"b_06.01.0020": "licensed activity", "b_06.01.0060": "reasons for criticality", "b_06.01.0070": "date of assessment", "b_06.01.0090": "recovery point objective",
	"b_07.01.0050": "substitutability", "b_07.01.0060": "reason for it", "b_07.01.0070": "date of the last audit",
	"b_07.01.0090": "possibility of reintegration", "b_07.01.0100": "impact of discontinuing",
}

// productKind is the kind of product that a type of service is.
func productKind(service string) string {
	switch service {
	case "S12":
		return "hardware"
	case "S13":
		return "software"
	}
	return "service"
}
