# METADATA
# title: What authorities assess to tell whether a provider is critical
# description: |
#   The criteria of article 31(2) and the indicators of Delegated Regulation (EU) 2024/1502. They
#   count all entities of a category, so they are asked of an entity with the role competent-authority
#   alone. A financial entity gives its register of information.
# custom:
#   id: dora/EVIDENCE-0005
#   scope: entity
#   binds: authority
#   outcome: warn
#   severity: low
#   asks: {entries: ["dora:31.2.*", "dr1502:*"], of: authority}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Work it out from the registers of information of the category.
package packs.dora.evidence_0005

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["dora/EVIDENCE-0005"], states)

undecided contains u if some u in evidence.open(data.asks["dora/EVIDENCE-0005"], states)
