package packs.dora.register_0003_test

import data.packs.dora.register_0003 as rule

open(x) := y if {
	y := rule.undecided with input as x
}

service := {"party": "hylvane", "product": "core", "kind": "hosting", "from": "XA", "assets": []}

about(service, sites) := {"product": {"services": [service]}, "supplier": object.union({"id": "hylvane"}, sites)}

test_good if {
	open(about(service, {"sites": [{"kind": "hosting", "country": "XA"}]})) == set()
	open(about(object.union(service, {"kind": "support"}), {})) == set()
	open(about(object.union(service, {"party": "another"}), {})) == set()
}

test_unknown if {
	open({"product": {}}) == {{"fact": "product.services"}}
	open(about(object.remove(service, ["from"]), {"sites": [{"kind": "hosting", "country": "XA"}]})) == {{"fact": "product.services.from"}}
	open(about(service, {})) == {{"fact": "supplier.sites"}}
	open(about(service, {"sites": [{"kind": "support", "country": "XA"}]})) == {{"fact": "supplier.sites"}}
}
