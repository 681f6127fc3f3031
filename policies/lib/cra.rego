# METADATA
# title: Products, support and reports under Regulation (EU) 2024/2847
# description: |
#   What a buyer's record says about a product with digital elements, and the clocks of article 14
#   over an incident with the hours and days that its reports took. A report that is not in the record
#   was not sent, or nobody stated when: that is open once its time is over, and nothing before.
package lib.cra

import data.lib.answer
import data.lib.known

# digital: the product is one that its maker sells. Services alone are not products with digital
# elements. A party that is a person or a community supplies no product on the market, as far as the
# record says; whether it does all the same is for the user to state.
digital(product, supplier) if {
	product.kind in {"system", "software", "hardware"}
	count({known.text(supplier, "kind")} & {"person", "community"}) == 0
}

# years is how long the product is supported: what is stated of the product, else the supplier's
# general practice.
years(product, _) := {"years": product.supportYears, "fact": "product.supportYears"}

years(product, supplier) := {"years": supplier.practices.supportYears, "fact": "supplier.practices.supportYears"} if {
	known.missing(product, "supportYears")
}

# after says how late a report is: late, inTime, or which time is missing.
after(x, name, field, limit) := "late" if {
	x[name] > limit
} else := "inTime" if {
	x[name] <= limit
} else := "inTime" if {
	x.hours <= limit
} else := field if {
	known.present(x, "hours")
} else := "awareAt"

# early is the early warning. A notification in its time says more and holds it.
early(x) := "inTime" if {
	x.notificationHours <= 24
} else := after(x, "earlyWarningHours", "earlyWarningAt", 24)

# fixed is the final report on an exploited vulnerability: within 14 days of a fix. Its time from the
# fix is the time since the fix, less the time since the report.
fixed(x, limit) := "inTime" if {
	known.missing(x, "fixDays")
	known.present(x, "finalDays")
} else := "notDue" if {
	known.missing(x, "fixDays") # no fix is stated, so none is overdue
} else := "inTime" if {
	x.fixDays <= limit
} else := "late" if {
	reported(x) > limit
} else := "inTime" if {
	reported(x) <= limit
} else := "finalReportAt"

# reported is the days from the fix to the final report.
reported(x) := x.fixDays - (((x.hours - x.notificationHours) / 24) - x.finalDays)

# month is the final report on a severe incident, a month after the notification; a month is counted
# as days, so many that no report in time is found late.
month(x, days) := "inTime" if {
	x.finalDays <= days
} else := "late" if {
	x.finalDays > days
} else := "inTime" if {
	x.finalOpenDays <= days
} else := "inTime" if {
	x.hours <= days * 24 # a month from a notification cannot be over
} else := "finalReportAt" if {
	known.present(x, "finalOpenDays")
} else := "notifiedAt" if {
	known.present(x, "hours")
} else := "awareAt"

# severe: incidents that article 14 is about, or may be.
severe(incidents) := {i |
	some i in incidents
	i.kind == "incident"
	answer.of(i, "significant") in {"yes", "unknown"}
}

exploited(incidents) := {i | some i in incidents; i.kind == "exploited-vulnerability"}

# found is a report that came late, for a message.
found(x, state, field, fields) := object.union({"key": key(x, field), "incident": x.name, "evidence": [fact(x, field)]}, fields) if {
	state == "late"
	counts(x)
}

# open is what would decide.
open(x, state) := fact(x, state) if {
	count({state} - {"inTime", "notDue", "late"}) > 0
	counts(x)
}

open(x, state) := fact(x, "significant") if {
	count({state} - {"inTime", "notDue"}) > 0
	x.kind == "incident"
	known.missing(x, "significant")
}

counts(x) if x.kind == "exploited-vulnerability"

counts(x) if x.significant

key(x, field) := concat("/", [x.id, field])

fact(x, field) := concat("", ["incidents.", x.id, "/", field])
