package packs.ictscs26.evidence_0002_test

import data.packs.ictscs26.evidence_0002 as rule

asks := {"ictscs26/EVIDENCE-0002": [{"id": "ictscs26:critical-suppliers", "title": "T"}]}

params := {"ictscs26/EVIDENCE-0002": {"criticality": "high"}}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks with data.params as params
}

assets := [{"id": "grid", "criticality": "critical"}, {"id": "web", "criticality": "low"}]

test_bad if {
	x := {"assets": assets, "evidence": {"ictscs26:critical-suppliers": "notMet"}}
	found(x) == {{"key": "ictscs26:critical-suppliers", "title": "T", "state": "is not met", "assets": "grid", "evidence": ["evidence.ictscs26:critical-suppliers"]}}
	open(x) == set()
}

test_good if {
	x := {"assets": assets, "evidence": {"ictscs26:critical-suppliers": "met"}}
	found(x) == set()
	open(x) == set()
}

# Behind assets of little criticality, or of 5G networks, nothing is asked.
test_not_asked if {
	every a in [{"id": "web", "criticality": "low"}, {"id": "mano", "class": "eu5g:nfv-mano", "criticality": "critical"}] {
		found({"assets": [a], "evidence": {"ictscs26:critical-suppliers": "notMet"}}) == set()
		open({"assets": [a]}) == set()
	}
}

test_unknown if {
	found({"assets": assets}) == set()
	open({"assets": assets}) == {{"fact": "evidence.ictscs26:critical-suppliers"}}
}
