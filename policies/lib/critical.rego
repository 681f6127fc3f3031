# METADATA
# title: Critical assets outside 5G networks
# description: |
#   The coordinated assessment of 5G networks has its own pack, eu5g. Rules on coordinated
#   assessments in general leave assets of its classes to it.
package lib.critical

import data.lib.level

# general says whether an asset is of no class of the 5G toolbox. An asset
# without a class is.
general(a) if startswith(object.get(a, "class", ""), "eu5g:") == false

# due says whether an asset is general and at least so critical.
due(a, criticality) if {
	general(a)
	level.at_least(a.criticality, criticality)
}

# names lists assets for a message.
names(assets) := concat(", ", sort({a.id | some a in assets}))
