package lib.nis2clock_test

import data.lib.nis2clock

late(stand) := [stand.late, stand.fact]

test_early if {
	[late(nis2clock.early(x)) | some x in [
		{"hours": 100, "earlyWarningHours": 24},
		{"hours": 100, "earlyWarningHours": 25},
		{"hours": 100, "earlyWarningHours": 25, "notificationHours": 24},
		{"hours": 24},
		{"hours": 25},
		{"earlyWarningHours": 3},
		{},
	]] == [
		["no", ""],
		["yes", "earlyWarningAt"],
		["no", ""],
		["no", ""],
		["unknown", "earlyWarningAt"],
		["no", ""],
		["unknown", "awareAt"],
	]
}

test_notified if {
	late(nis2clock.notified({"hours": 100, "notificationHours": 73}, 72)) == ["yes", "notifiedAt"]
	late(nis2clock.notified({"hours": 100, "notificationHours": 73}, 100)) == ["no", ""]
}

given(report, handled) := object.union(
	{"hours": 2400, "notificationHours": 0, "finalDays": report},
	{"handledDays": days | handled >= 0; days := 100 - handled},
)

# A final report, by the days from the notification to it, and to the handling of the incident.
test_final_report_given if {
	{[report, handled]: late(nis2clock.final(given(report, handled))) | some [report, handled] in [
		[28, 10], [30, 10], [32, 10], # handled at once: due after a month
		[50, 30], [62, 30], # handled about when it was due
		[60, 40], [69, 40], [72, 40], # handled later: due a month after that
		[20, -1], [40, -1], # nobody says when it was handled
	]} == {
		[28, 10]: ["no", ""],
		[30, 10]: ["unknown", "finalReportAt"],
		[32, 10]: ["yes", "finalReportAt"],
		[50, 30]: ["unknown", "finalReportAt"],
		[62, 30]: ["yes", "finalReportAt"],
		[60, 40]: ["no", ""],
		[69, 40]: ["unknown", "finalReportAt"],
		[72, 40]: ["yes", "finalReportAt"],
		[20, -1]: ["no", ""],
		[40, -1]: ["unknown", "handledAt"],
	}
}

# No final report in the record, by the days since the notification.
test_final_report_open if {
	[late(nis2clock.final(x)) | some x in [
		{"hours": 700, "notificationHours": 10, "finalOpenDays": 28, "handledDays": 20},
		{"hours": 2400, "notificationHours": 0, "finalOpenDays": 100, "handledDays": 95},
		{"hours": 2400, "notificationHours": 0, "finalOpenDays": 100, "handledDays": 20},
		{"hours": 2400, "notificationHours": 0, "finalOpenDays": 100},
	]] == [
		["no", ""], # a month is not over
		["unknown", "finalReportAt"],
		["no", ""], # handled twenty days ago
		["no", ""], # goes on
	]
}

# Without a notification the clock stands still, but not for ever.
test_final_without_notification if {
	[late(nis2clock.final(x)) | some x in [
		{"hours": 672},
		{"hours": 673},
		{},
		{"finalDays": 40, "handledDays": 3, "notificationHours": 5},
	]] == [
		["no", ""],
		["unknown", "notifiedAt"],
		["unknown", "awareAt"],
		["unknown", "awareAt"],
	]
}

test_progress if {
	[nis2clock.progress(x) | some x in [
		{"hours": 2400, "notificationHours": 0, "finalDays": 20},
		{"hours": 2400, "notificationHours": 0, "finalOpenDays": 100, "handledDays": 90},
		{"hours": 2400, "notificationHours": 0, "finalOpenDays": 100},
		{"hours": 2400, "notificationHours": 0, "finalOpenDays": 100, "handledDays": 60},
		{"hours": 500},
		{"hours": 720, "notificationHours": 0, "finalOpenDays": 30},
	]] == ["no", "no", "yes", "yes", "no", "unknown"]
}

test_breach if {
	[nis2clock.breach(x, {"late": l}) | some [x, l] in [
		[{"significant": true}, "yes"], [{"significant": false}, "yes"], [{"significant": false}, "unknown"],
		[{}, "no"], [{}, "yes"], [{"significant": true}, "unknown"],
	]] == ["yes", "no", "no", "no", "unknown", "unknown"]
}

test_open if {
	nis2clock.open({"id": "i"}, {"late": "unknown", "fact": "awareAt"}) == {"incidents.i/significant", "incidents.i/awareAt"}
	nis2clock.open({"id": "i"}, {"late": "yes", "fact": "awareAt"}) == {"incidents.i/significant"}
	nis2clock.open_progress({"id": "i", "hours": 900}) == {"incidents.i/significant", "incidents.i/notifiedAt"}
}

test_counts if {
	nis2clock.counts({"kind": "incident"})
	count([x | x := {"kind": "exploited-vulnerability"}; nis2clock.counts(x)]) == 0
}
