# METADATA
# title: The one scale of severity
package lib.level

rank := {"low": 1, "moderate": 2, "high": 3, "critical": 4}

at_least(level, threshold) if rank[level] >= rank[threshold]

name := ["none", "low", "moderate", "high", "critical"]

# words is a level of a factor, 0 to 4, for a message.
words(x) := concat("", ["level ", format_int(x.lo, 10), " of 4 (", name[x.lo], ")"]) if x.lo == x.hi

words(x) := concat("", ["level ", format_int(x.lo, 10), " to ", format_int(x.hi, 10), " of 4 (", name[x.lo], " to ", name[x.hi], ")"]) if x.lo < x.hi
