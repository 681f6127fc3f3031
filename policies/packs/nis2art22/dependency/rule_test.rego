package packs.nis2art22.dependency_0001_test

import data.packs.nis2art22.dependency_0001 as rule

params := {"nis2art22/DEPENDENCY-0001": {"share": 0.5, "criticality": "high"}}

found(x) := y if {
	y := rule.finding with input as x with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.params as params
}

about(shares, assets) := {"exposure": {"shares": shares}, "assets": assets}

grid := {"id": "grid", "criticality": "high"}

test_bad if {
	x := about({"spend": {"lo": 0.6, "hi": 0.8}, "reach": {"lo": 1, "hi": 1}}, [grid])
	found(x) == {{"key": "spend", "assets": "grid", "basis": "spend", "share": {"lo": 0.6, "hi": 0.8}, "evidence": ["exposure.shares"]}}
	open(x) == set()
}

test_good if {
	every x in [
		about({"spend": {"lo": 0.5, "hi": 0.5}}, [grid]),
		about({"spend": {"lo": 0.6, "hi": 0.8}}, [{"id": "web", "criticality": "moderate"}]),
		about({"spend": {"lo": 0.6, "hi": 0.8}}, [{"id": "mano", "class": "eu5g:nfv-mano", "criticality": "critical"}]),
	] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	x := about({"units": {"lo": 0.1, "hi": 0.9}, "spend": {"lo": 0}}, [grid])
	found(x) == set()
	open(x) == {{"fact": "exposure.shares.units"}, {"fact": "exposure.shares.spend"}}
}
