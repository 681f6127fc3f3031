# METADATA
# title: Comparisons of intervals
# description: |
#   A measure is {"lo": x, "hi": y}; an absent hi is unbounded. What lies on
#   both sides of a threshold is undecided, never taken for either.
package lib.interval

above(x, threshold) if x.lo > threshold

# straddles: it may be above, it may not.
straddles(x, threshold) if {
	x.lo <= threshold
	x.hi > threshold
}

straddles(x, threshold) if {
	x.lo <= threshold
	object.get(x, "hi", null) == null
}
