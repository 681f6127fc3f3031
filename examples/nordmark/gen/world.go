// SPDX-License-Identifier: Apache-2.0

package main

// created is the moment that all four SBOMs give: there is no clock here.
const created = "2026-09-14T08:21:07Z"

// recipe says what one SBOM is made of.
type recipe struct {
	file     string
	seed     uint64
	name     string
	version  string
	supplier string
	own      []own
	take     []take

	// What is wrong with the file, as with most real ones.
	dangling string    // a reference of the first own component that leads nowhere
	twice    string    // a package that is listed twice
	cycle    [2]string // two packages that need each other
}

// own are components of the fictional suppliers, which no registry has.
type own struct {
	prefix   string // of the package URL, up to the name
	names    string // separated by spaces
	version  string
	says     []string // supplier strings, in turn; "" says nothing
	scanned  bool     // with a CPE name, as some tools guess one
	maker    bool     // the strings name the manufacturer, not the supplier
	firmware bool
}

// take is a draw of open-source packages.
type take struct {
	eco string
	n   int
	old int // every old-th package that has an older version comes with both
}

// recipes are the four SBOMs. The names of one supplier differ from component
// to component as they do in real files.
var recipes = []recipe{
	{
		file: "amf.cdx.json", seed: 1, name: "Teliqon AMF", version: "7.4.2", supplier: "TELIQON",
		own: []own{
			{prefix: "pkg:generic/teliqon/", version: "7.4.2", scanned: true,
				says:  []string{"Teliqon AB", "TELIQON", "", "Teliqon"},
				names: "amf-ngap amf-nas amf-registration amf-mobility amf-paging amf-session-router amf-event-exposure amf-overload amf-lawful-intercept amf-config amf-licence amf-metrics amf-db-migrator amf-sidecar amf-cli amf-webui amf-n26-interworking amf-slice-selector"},
			{prefix: "pkg:generic/teliqon/", version: "3.1.0", says: []string{"Teliqon AB", ""},
				names: "libtlq-asn1 libtlq-nas libtlq-sbi libtlq-crypto libtlq-log libtlq-alarm"},
			// The record's pattern says Teliqon, the SBOM says its contractor.
			{prefix: "pkg:generic/teliqon/", version: "1.9.4", says: []string{"Fjordops AS"}, names: "oss-adapter"},
			// A restricted supplier's library inside another's core function.
			{prefix: "pkg:generic/zerenka/", version: "2.8.1", says: []string{"Zerenka Networks GmbH"}, names: "libzrk-sctp libzrk-sctp-tls"},
			{prefix: "pkg:generic/", version: "5.0.3", says: []string{"Lumivarr", "Lumivarr AG"}, maker: true, names: "libgtpu libpfcp"},
			{prefix: "pkg:generic/kvistnet/", version: "1.2.0", says: []string{""}, names: "nettopo"},
			{prefix: "pkg:generic/", version: "0.9.1", says: []string{"", "NOASSERTION"}, names: "nasmini tinyradius"},
		},
		take:     []take{{eco: "golang", n: 270, old: 9}, {eco: "deb", n: 240}},
		dangling: "pkg:generic/teliqon/libtlq-trace@3.0.0",
	},
	{
		file: "mano.spdx.json", seed: 2, name: "Zerenka Conductor", version: "5.12", supplier: "Zerenka Networks GmbH",
		own: []own{
			{prefix: "pkg:generic/zerenka/", version: "5.12.0", says: []string{"Zerenka Networks GmbH", "ZERENKA", ""},
				names: "conductor-api conductor-lcm conductor-vim conductor-catalogue conductor-placement conductor-policy conductor-healing conductor-scaling conductor-audit conductor-auth conductor-licence conductor-ui conductor-telemetry conductor-remote-support conductor-upgrade conductor-backup conductor-scheduler"},
			{prefix: "pkg:generic/zerenka/", version: "2.8.1", says: []string{"Zerenka Networks GmbH", ""}, names: "libzrk-rpc libzrk-sctp libzrk-tls"},
			{prefix: "pkg:generic/velmorix/", version: "3.3.0", says: []string{"Velmorix Systems"}, names: "stage-plugin stage-client"},
			{prefix: "pkg:generic/vindrasil/", version: "1.0.7", says: []string{"", "Vindrasil Microsystems"}, names: "accel-driver accel-runtime"},
			{prefix: "pkg:npm/%40tarnlib/", version: "4.2.0", says: []string{""}, names: "table tree form dialog toast grid"},
			// A supplier of whom there is no record.
			{prefix: "pkg:generic/", version: "2.1", says: []string{"Oremhal Software"}, names: "yangforge yangforge-cli"},
			{prefix: "pkg:generic/", version: "", says: []string{"", "NOASSERTION"}, names: "vendor-blob-1 vendor-blob-2"},
		},
		take: []take{{eco: "npm", n: 90}, {eco: "maven", n: 60}, {eco: "golang", n: 190, old: 12}, {eco: "pypi", n: 250}, {eco: "deb", n: 210}},
	},
	{
		file: "oss.cdx.json", seed: 3, name: "Hylvane Horizon", version: "2026.2", supplier: "Hylvane AB",
		own: []own{
			{prefix: "pkg:maven/example.hylvane.horizon/", version: "2026.2.0", says: []string{"Hylvane AB", "", "hylvane"}, scanned: true,
				names: "alarm-core alarm-correlation alarm-rules inventory-core inventory-sync inventory-reconcile performance-core performance-kpi performance-threshold topology-graph topology-layout ticket-bridge report-engine mediation-snmp mediation-netconf mediation-syslog security-sso config-vault scheduler gateway"},
			{prefix: "pkg:npm/%40hylvane/", version: "2026.2.0", says: []string{"Hylvane AB", ""},
				names: "ui-shell ui-alarms ui-inventory ui-topology ui-reports ui-admin ui-kit ui-charts"},
			{prefix: "pkg:npm/%40tarnlib/", version: "4.2.0", says: []string{""},
				names: "table tree form dialog toast grid chart date money slug deep-get deep-set once-only retry-it flat-list colour"},
			{prefix: "pkg:generic/teliqon/", version: "1.9.4", says: []string{"TELIQON"}, names: "oss-adapter"},
			{prefix: "pkg:generic/grentholm/", version: "8.0", says: []string{"Grentholm Data AS"}, names: "hosting-probe"},
			{prefix: "pkg:generic/", version: "1.0", says: []string{""}, names: "legacy-mib-bundle"},
		},
		take:  []take{{eco: "npm", n: 640, old: 3}, {eco: "maven", n: 230, old: 3}, {eco: "deb", n: 150}},
		twice: "lodash",
		cycle: [2]string{"browserslist", "update-browserslist-db"},
	},
	{
		file: "gnb-du.spdx.json", seed: 4, name: "Zerenka DU firmware", version: "4.0.1", supplier: "Zerenka Networks GmbH",
		own: []own{
			{prefix: "pkg:generic/zerenka/", version: "4.0.1", says: []string{"ZERENKA", "Zerenka Networks GmbH", ""}, firmware: true,
				names: "du-mac du-rlc du-scheduler du-f1ap du-oam du-clock du-boot du-telemetry du-remote-access du-alarm du-upgrade"},
			{prefix: "pkg:generic/zerenka/", version: "2.8.1", says: []string{"", "Zerenka Networks GmbH"}, names: "libzrk-sctp libzrk-rpc"},
			// Nobody is named for these; a curation says who made them.
			{prefix: "pkg:generic/", version: "3.1", says: []string{""}, names: "libfronthaul libfronthaul-fec libfronthaul-compress", firmware: true},
			{prefix: "pkg:generic/vindrasil/", version: "0.8.2", says: []string{"Vindrasil Microsystems", ""}, maker: true, names: "accel-driver accel-firmware", firmware: true},
			{prefix: "pkg:generic/brixomar/", version: "1.4", says: []string{"Brixomar Ltd"}, names: "phy-eeprom", firmware: true},
			{prefix: "pkg:generic/", version: "", says: []string{"NOASSERTION"}, names: "bitstream-a bitstream-b", firmware: true},
		},
		take: []take{{eco: "cargo", n: 170, old: 2}, {eco: "deb", n: 170}},
	},
}
