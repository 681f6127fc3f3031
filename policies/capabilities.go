// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// allowed lists the built-in functions that rules may call. A deadline does
// not stop a running built-in, since OPA looks at it only between steps. So
// each one here gives the same answer every time, and takes time and memory
// linear in its arguments, those of capped.go up to a size. What is not listed
// does not compile.
var allowed = []struct {
	why   string
	names []string
}{
	{"comparison and binding", []string{
		"eq", "assign", "equal", "neq", "lt", "lte", "gt", "gte", "internal.member_2", "internal.member_3",
	}},
	{"arithmetic on numbers of up to 400 digits", []string{
		"plus", "minus", "mul", "div", "rem", "abs", "ceil", "floor", "round",
	}},
	{"sums over a collection, linear in it", []string{
		"count", "sum", "max", "min", "sort",
	}},
	{"sets and arrays, no longer than their arguments together", []string{
		"and", "or", "union", "intersection", "array.concat", "array.slice", "array.reverse",
	}},
	{"objects, no larger than their arguments together", []string{
		"object.get", "object.keys", "object.union", "object.filter", "object.remove", "object.subset",
	}},
	{"text, linear in its arguments; sprintf is left out, because a width such as %999999999d is not", []string{
		"concat", "contains", "endswith", "startswith", "lower", "upper", "split", "indexof", "substring",
		"trim", "trim_left", "trim_right", "trim_prefix", "trim_suffix", "trim_space", "format_int",
		"strings.any_prefix_match", "strings.any_suffix_match",
	}},
	{"regular expressions, RE2: linear in the text times the pattern, both capped", []string{"regex.match"}},
	{"types", []string{
		"is_array", "is_boolean", "is_number", "is_object", "is_set", "is_string", "type_name",
	}},
	{"dates given as text; there is no clock", []string{"time.parse_rfc3339_ns", "time.parse_ns"}},
	{"versions", []string{"semver.compare", "semver.is_valid"}},
}

// capabilities is the part of OPA that rules may use: the allowed built-ins,
// no host on the network.
func capabilities() *ast.Capabilities {
	all := ast.CapabilitiesForThisVersion()
	var names []string
	for _, group := range allowed {
		names = append(names, group.names...)
	}
	c := &ast.Capabilities{
		FutureKeywords: all.FutureKeywords,
		Features:       all.Features,
		AllowNet:       []string{}, // nil would be any host
	}
	for _, b := range all.Builtins {
		// OPA's own mark, so that a built-in that changes its nature in a
		// later version leaves the list by itself.
		if slices.Contains(names, b.Name) && !b.IsNondeterministic() {
			c.Builtins = append(c.Builtins, b)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(capped)) {
		c.Builtins = append(c.Builtins, cappedDeclaration(name))
	}
	return c
}
