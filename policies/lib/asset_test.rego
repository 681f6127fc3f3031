package lib.asset_test

import data.lib.asset

core := {"id": "core"}

edge := {"id": "edge", "through": "transport, mano"}

test_serves_an_asset_that_names_it if {
	asset.link(core, "core (eu5g:x)") == "serves core (eu5g:x)"
	asset.link({"id": "core", "through": ""}, "core") == "serves core"
}

test_stands_behind_an_asset_that_needs_others if {
	asset.link(edge, "edge (eu5g:y)") == "stands behind what edge (eu5g:y) needs through transport, mano"
}

test_links_of_several if {
	asset.links({core}) == "serves core"
	asset.links({edge}) == "stands behind what edge needs through transport, mano"
	asset.links({core, {"id": "ran"}, edge, {"id": "isp", "through": "transport, mano"}, {"id": "transport", "through": "mano"}}) == concat(" ", [
		"serves core, ran and stands behind what edge, isp need through transport, mano",
		"and what transport needs through mano",
	])
}
