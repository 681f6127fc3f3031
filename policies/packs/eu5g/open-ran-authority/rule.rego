# METADATA
# title: What the report on Open RAN recommends to authorities and the EU
# description: The recommendations are from memory and unverified.
# custom:
#   id: eu5g/OPENRAN-0003
#   scope: entity
#   binds: authorities
#   applies: {assets: ["eu5g:radio-access-network"]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["eu5g:openran.*"], of: authority}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Plan what is wanting, and record the answer with its date.
package packs.eu5g.openran_0003

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["eu5g/OPENRAN-0003"], states)

undecided contains u if some u in evidence.open(data.asks["eu5g/OPENRAN-0003"], states)
