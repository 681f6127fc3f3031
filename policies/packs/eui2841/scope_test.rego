package packs.eui2841.scope_test

import data.packs.eui2841.scope

answers(entity) := [bound.eui2841.answer, bound.board.answer] if {
	bound := scope.bound with input as {"entity": entity}
}

test_bound if answers({"sectors": ["nis2:energy", "eui:union-entity"]}) == ["yes", "no"]

test_not_bound if {
	answers({"sectors": ["nis2:energy"], "roles": ["competent-authority"]}) == ["no", "no"]
	answers({"roles": ["competent-authority"]}) == ["no", "no"]
	answers({}) == ["no", "no"]
}

test_board if answers({"sectors": ["eui:union-entity"], "roles": ["competent-authority"]}) == ["yes", "yes"]

test_words if {
	bound := scope.bound with input as {"entity": {"sectors": ["eui:union-entity"]}}
	bound == {
		"eui2841": {"answer": "yes", "missing": [], "class": "union entity", "why": "the record names the sector eui:union-entity"},
		"board": {"answer": "no", "missing": [], "class": "", "why": "the board's own duties, of a Union entity with the role competent-authority"},
	}
}
