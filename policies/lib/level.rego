# METADATA
# title: The one scale of severity
package lib.level

rank := {"low": 1, "moderate": 2, "high": 3, "critical": 4}

at_least(level, threshold) if rank[level] >= rank[threshold]

name := ["none", "low", "moderate", "high", "critical"]
