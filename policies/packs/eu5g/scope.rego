# METADATA
# title: For whom the 5G toolbox is meant
# description: |
#   The toolbox binds nobody by law. It recommends measures to Member States, their authorities and
#   the EU on one hand, to operators of mobile networks on the other. Which assets belong to such a
#   network is said by their classes, so that the entity's sector decides nothing: rules about
#   suppliers, products and assets are asked of assets of the toolbox's classes, whoever runs them.
package packs.eu5g.scope

bound := {
	"eu5g": {
		"answer": "yes",
		"class": "recommendation",
		"why": "binds nobody by law; asked of assets of the toolbox's classes, whoever runs them",
	},
	"operators": {
		"answer": operator,
		"class": "recommendation",
		"why": "measures recommended to operators; asked where the system has assets of the toolbox's classes",
	},
	"authorities": {
		"answer": authority,
		"class": "recommendation",
		"why": "measures and actions recommended to Member States, their authorities and the EU; asked of an entity in the role of a competent authority",
	},
}

# The roles are those that the record states; without a record of the role
# nobody takes the entity for an authority.
roles := {role | some role in input.entity.roles}

authority := "yes" if "competent-authority" in roles

authority := "no" if count({"competent-authority"} - roles) > 0

operator := "no" if authority == "yes"

operator := "yes" if authority == "no"
