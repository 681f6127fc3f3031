# METADATA
# title: A product that stands under no direct supplier
# description: |
#   The directory of point 5.2 lists under each direct supplier what it provides. A product whose
#   supplier is not stated stands under none, so the directory cannot be told to be complete: the
#   answer is pass or unknown only.
# custom:
#   id: nis2/DIRECTORY-0001
#   scope: product
#   binds: ir2690
#   applies: {when: [product.stated]}
#   outcome: warn
#   severity: low
#   measures: ["ir2690:5.2.b", "ir2690:5.2"]
#   needs: [supplier]
#   remedy: State the supplier of the product.
package packs.nis2.directory_0001

import data.lib.known

undecided contains {"fact": "supplier.id"} if known.missing(input.supplier, "id")
