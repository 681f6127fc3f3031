# METADATA
# title: Helpers that keep unknown apart
# description: |
#   An unknown fact is absent from the input. "not input.x" is true of it, so
#   rules do without "not" and ask here instead.
package lib.known

# present and missing see only whether there is a value. Called with a part of
# the input and a constant name they do not count as reading the value.
present(of, name) if object.get(of, name, null) != null

missing(of, name) if object.get(of, name, null) == null

# text is a field for a message.
text(of, name) := v if {
	v := object.get(of, name, null)
	is_string(v)
	v != ""
} else := "not established"

# list is a list that may be unknown, as the entries known.
list(of, name) := v if {
	v := object.get(of, name, null)
	is_array(v)
} else := []

# number is the number of things known, which may be too small.
number(things) := count(things)

# pick is the part of an object with the names given. Called with a part of the
# input and constant names it counts as reading those alone.
pick(of, names) := object.filter(of, names)
