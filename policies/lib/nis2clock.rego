# METADATA
# title: The clocks of reports under NIS2
# description: |
#   Directive (EU) 2022/2555, article 23(4), over an incident with the hours and days that its
#   reports took. A report that is not in the record was not sent, or nobody stated when: that is
#   open once its time is over, and nothing before. What has taken longer than allowed is late.
#
#   A stand is {"late": yes | no | unknown, "fact": the field that would decide}.
package lib.nis2clock

import data.lib.answer
import data.lib.known

# early is the early warning: 24 hours. A notification within that time says more and holds it.
early(x) := {"late": "no", "fact": ""} if {
	x.notificationHours <= 24
} else := after(x, "earlyWarningHours", "earlyWarningAt", 24)

# notified is the notification: 72 hours, or 24 of what affects trust services.
notified(x, limit) := after(x, "notificationHours", "notifiedAt", limit)

# after: whether a report came later than the hours allowed.
after(x, name, field, limit) := {"late": "yes", "fact": field} if {
	x[name] > limit
} else := {"late": "no", "fact": ""} if {
	x[name] <= limit
} else := {"late": "no", "fact": ""} if {
	x.hours <= limit # still running
} else := {"late": "unknown", "fact": field} if {
	known.present(x, "hours")
} else := {"late": "unknown", "fact": "awareAt"}

# A month is 28 to 31 days; between these the dates decide, which a rule does not see.
shortest := 28

longest := 31

# final is the final report: one month after the notification or, where the incident then went on,
# one month after it was handled. While an incident goes on none is due.
final(x) := {"late": "yes", "fact": "finalReportAt"} if {
	x.finalDays > due(x).hi
} else := {"late": "no", "fact": ""} if {
	elapsed(x) <= due(x).lo
} else := {"late": "unknown", "fact": "finalReportAt"} if {
	due(x).hi > 0
} else := {"late": "no", "fact": ""} if {
	goes_on(x)
	known.present(x, "finalOpenDays")
} else := {"late": "no", "fact": ""} if {
	elapsed(x) <= shortest
} else := {"late": "no", "fact": ""} if {
	x.hours <= shortest * 24 # a month from a notification cannot be over
} else := {"late": "unknown", "fact": unstated(x)}

# unstated is the moment without which the clock cannot be read.
unstated(x) := "awareAt" if {
	known.missing(x, "hours")
} else := "notifiedAt" if {
	known.missing(x, "notificationHours")
} else := "handledAt"

goes_on(x) if known.missing(x, "handledDays")

# elapsed is the days from the notification to the final report or, without one, to today.
elapsed(x) := x.finalDays

elapsed(x) := x.finalOpenDays if known.missing(x, "finalDays")

# handled is the days from the notification until the incident was handled.
handled(x) := x.finalOpenDays - x.handledDays

handled(x) := ((x.hours - x.notificationHours) / 24) - x.handledDays if known.missing(x, "finalOpenDays")

# due is the days from the notification until the final report is due.
due(x) := {"lo": shortest, "hi": longest} if {
	handled(x) <= shortest
} else := {"lo": shortest, "hi": handled(x) + longest} if {
	handled(x) <= longest
} else := {"lo": handled(x) + shortest, "hi": handled(x) + longest}

# progress: whether a progress report was due, as the incident went on when a month had passed.
progress(x) := "no" if {
	elapsed(x) <= shortest
} else := "no" if {
	handled(x) <= shortest
} else := "yes" if {
	goes_on(x)
	x.finalOpenDays > longest
} else := "yes" if {
	handled(x) > longest
} else := "no" if {
	x.hours <= shortest * 24
} else := "unknown"

# counts: article 23 is about incidents; exploited vulnerabilities as such are other law's.
counts(x) if x.kind == "incident"

# breach: the incident is significant and its report late.
breach(x, stand) := answer.all_of({answer.of(x, "significant"), stand.late})

# open is the facts that would decide.
open(x, stand) := {fact(x, "significant") | known.missing(x, "significant")} | {fact(x, stand.fact) | stand.late == "unknown"}

fact(x, field) := concat("", ["incidents.", x.id, "/", field])

# open_progress is the facts that would decide whether a progress report was due.
open_progress(x) := {fact(x, "significant") | known.missing(x, "significant")} | {fact(x, unstated(x)) | progress(x) == "unknown"}
