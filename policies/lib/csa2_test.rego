package lib.csa2_test

import data.lib.csa2

test_keys if {
	core := {"id": "core", "class": "eu5g:core-network-functions"}
	csa2.keys([core, {"id": "edge", "class": "eu5g:transport-transmission"}, {"id": "none"}]) == {core}
}

test_operator if {
	csa2.operator({"nis2:energy"}, {"services": ["public-communications"], "servicesComplete": true}) == "yes"
	csa2.operator({"nis2:digital-infrastructure"}, {"servicesComplete": false}) == "unknown"
	csa2.operator({"nis2:energy"}, {"servicesComplete": false}) == "no"
	csa2.operator({"nis2:digital-infrastructure"}, {"services": [], "servicesComplete": true}) == "no"
}

listing := {"regime": "csa2:104", "status": "high-risk", "assets": ["core", "ran"]}

exemption := {"regime": "csa2", "status": "exempted", "assets": ["ran"]}

other := {"regime": "national:XA", "status": "restricted", "assets": ["core"]}

assets := [{"id": "core", "class": "eu5g:core-network-functions"}, {"id": "ran", "class": "eu5g:radio-access-network"}, {"id": "edge", "class": "eu5g:transport-transmission"}]

test_listings if {
	csa2.listings({"proposals": [listing, exemption, other]}) == {listing}
	csa2.listings({}) == set()
}

test_exempt if csa2.exempt({"proposals": [listing, exemption]}) == {"ran"}

test_concerned if {
	csa2.concerned(listing, {"proposals": [listing]}, assets) == {assets[0], assets[1]}
	csa2.concerned(listing, {"proposals": [listing, exemption]}, assets) == {assets[0]}
}

records := {"XA": {"memberships": {"eu": false}}, "XB": {"memberships": {"eu": true}}}

at(code, control) := {"established": code, "headquarters": code, "control": control}

test_tied if {
	csa2.tied(at("XA", {"certain": true, "countries": ["XB"]}), records) == "yes"
	csa2.tied(at("XB", {"certain": true, "countries": ["XA"]}), records) == "yes"
	csa2.tied(at("XB", {"certain": true, "countries": ["XB"]}), records) == "no"
	csa2.tied(at("XB", {"certain": false, "countries": ["XB"]}), records) == "unknown"
	csa2.tied(at("XB", {"certain": true}), records) == "unknown"
	csa2.tied({"established": "XB", "control": {"certain": true, "countries": ["XB"]}}, records) == "unknown"
}

test_by if {
	csa2.by("2027-02-28", 36) == "2030-02"
	csa2.by("2027-12-01", 1) == "2028-01"
	csa2.by("2027-11-30", 1) == "2027-12"
	csa2.by("", 36) == "a month that is not known yet"
}

act := {"regime": "csa2:100", "authority": "Authority A", "legalBasis": "Act 9", "from": "2027-01-01"}

named_records := {
	"XA": {"memberships": {"eu": false}, "concern": [act]},
	"XB": {"memberships": {"eu": true}},
	"XC": {"memberships": {"eu": false}, "concern": [{"regime": "national:XD"}]},
	"XD": {"memberships": {"eu": false}},
}

test_named if {
	[csa2.named(named_records, code) | some code in ["XA", "XB", "XC", "XD", "XE"]] == ["yes", "no", "no", "unknown", "unknown"]
	csa2.naming(named_records, "XA") == {act}
}

test_tied_to_named if {
	csa2.tied_to_named(at("XA", {"certain": true, "countries": ["XA"]}), named_records) == "yes"
	csa2.tied_to_named(at("XC", {"certain": true, "countries": ["XB"]}), named_records) == "no"
	csa2.tied_to_named(at("XD", {"certain": true, "countries": ["XD"]}), named_records) == "unknown"
}

test_ties if {
	csa2.ties({"established": "XA", "headquarters": "XB", "control": {"countries": ["XA"]}}, "XA") == {["established in", "supplier.established"], ["controlled from", "supplier.control.countries"]}
	csa2.ties({"headquarters": "XB", "control": {}}, "XB") == {["headquartered in", "supplier.headquarters"]}
}
