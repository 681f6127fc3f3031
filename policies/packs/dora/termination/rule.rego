# METADATA
# title: A contract cannot be terminated in a case that the regulation lists
# description: |
#   The four cases of article 28(7). A contract that can be ended at any time
#   (terminationForConvenience) can be ended in each of them. A clause that nobody has looked for is
#   unknown.
# custom:
#   id: dora/TERMINATION-0001
#   scope: contract
#   outcome: warn
#   severity: moderate
#   measures: ["dora:28.7.a", "dora:28.7.b", "dora:28.7.c", "dora:28.7.d"]
#   message: "{subject} with {f.supplier} gives no right to terminate for {f.case}"
#   remedy: Agree the right to terminate in this case.
package packs.dora.termination_0001

import data.lib.answer
import data.lib.known

cases := {
	"terminationForBreach": "a significant breach (article 28(7)(a))",
	"terminationForChange": "circumstances that may alter the performance (article 28(7)(b))",
	"terminationForWeakness": "evidenced weaknesses of risk management (article 28(7)(c))",
	"terminationForSupervision": "a loss of effective supervision (article 28(7)(d))",
}

free := answer.of(known.pick(input.contract, ["terminationForConvenience"]), "terminationForConvenience")

clause(name) := answer.of(
	known.pick(input.contract.clauses, [
		"terminationForBreach", "terminationForChange",
		"terminationForWeakness", "terminationForSupervision",
	]),
	name,
)

granted[name] := answer.any_of({free, clause(name)}) if some name, _ in cases

finding contains f if {
	some name, words in cases
	granted[name] == "no"
	f := {
		"key": name,
		"case": words,
		"supplier": known.text(input.contract, "supplierName"),
		"evidence": [concat(".", ["contract.clauses", name])],
	}
}

undecided contains {"fact": concat(".", ["contract.clauses", name])} if {
	some name, _ in cases
	granted[name] == "unknown"
	clause(name) == "unknown"
}

undecided contains {"fact": "contract.terminationForConvenience"} if {
	some name, _ in cases
	granted[name] == "unknown"
	clause(name) == "no"
}
