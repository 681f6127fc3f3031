package lib.critical_test

import data.lib.critical

test_general if {
	critical.general({"id": "a"})
	critical.general({"id": "a", "class": "own:scada"})
	not critical.general({"id": "a", "class": "eu5g:nfv-mano"})
}

test_due if {
	critical.due({"id": "a", "criticality": "high"}, "high")
	not critical.due({"id": "a", "criticality": "moderate"}, "high")
	not critical.due({"id": "a", "class": "eu5g:nfv-mano", "criticality": "high"}, "high")
}

test_names if critical.names({{"id": "b"}, {"id": "a"}}) == "a, b"
