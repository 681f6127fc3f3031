package packs.eu5g.evidence_0002_test

import data.packs.eu5g.evidence_0002 as rule

asks := {"eu5g/EVIDENCE-0002": [{"id": "eu5g:SM03", "title": "Profile"}, {"id": "eu5g:SM04", "title": "Access"}]}

with_access(kind) := {"access": [{"product": "p", "access": kind}]}

found(states, exposure) := y if {
	y := rule.finding with input as {"evidence": states, "exposure": exposure} with data.asks as asks
}

open(states, exposure) := y if {
	y := rule.undecided with input as {"evidence": states, "exposure": exposure} with data.asks as asks
}

test_unknown_access_asked_of_those_who_have_it if {
	open({}, with_access("privileged")) == {{"fact": "evidence.eu5g:SM03"}, {"fact": "evidence.eu5g:SM04"}}
	open({}, with_access("user")) == {{"fact": "evidence.eu5g:SM03"}}
	open({}, {}) == {{"fact": "evidence.eu5g:SM03"}}
}

test_warn_access_not_controlled if {
	states := {"eu5g:SM03": "met", "eu5g:SM04": "partly"}
	found(states, with_access("privileged")) == {{"key": "eu5g:SM04", "title": "Access", "state": "is met only in part", "evidence": ["evidence.eu5g:SM04"]}}
	open(states, with_access("privileged")) == set()
}

test_pass_no_access_to_control if {
	found({"eu5g:SM03": "met", "eu5g:SM04": "notMet"}, {"access": []}) == set()
	open({"eu5g:SM03": "met"}, {"access": []}) == set()
}
