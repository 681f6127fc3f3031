// SPDX-License-Identifier: Apache-2.0

package severity

import (
	"fmt"
	"strings"
)

// metric is one metric of a version with its values, space-separated.
type metric struct {
	name, values string
	base         bool // of the base group: a vector must have it
}

// The metrics in the order of the specifications (first.org/cvss): 2.0 section
// 2.4, 3.0 and 3.1 section 6, 4.0 section 7.
var (
	metrics2 = []metric{
		{"AV", "L A N", true}, {"AC", "H M L", true}, {"Au", "M S N", true},
		{"C", "N P C", true}, {"I", "N P C", true}, {"A", "N P C", true},
		{"E", "U POC F H ND", false}, {"RL", "OF TF W U ND", false}, {"RC", "UC UR C ND", false},
		{"CDP", "N L LM MH H ND", false}, {"TD", "N L M H ND", false},
		{"CR", "L M H ND", false}, {"IR", "L M H ND", false}, {"AR", "L M H ND", false},
	}
	metrics3 = []metric{
		{"AV", "N A L P", true}, {"AC", "L H", true}, {"PR", "N L H", true}, {"UI", "N R", true}, {"S", "U C", true},
		{"C", "H L N", true}, {"I", "H L N", true}, {"A", "H L N", true},
		{"E", "X H F P U", false}, {"RL", "X U W T O", false}, {"RC", "X C R U", false},
		{"CR", "X H M L", false}, {"IR", "X H M L", false}, {"AR", "X H M L", false},
		{"MAV", "X N A L P", false}, {"MAC", "X L H", false}, {"MPR", "X N L H", false}, {"MUI", "X N R", false},
		{"MS", "X U C", false}, {"MC", "X H L N", false}, {"MI", "X H L N", false}, {"MA", "X H L N", false},
	}
	metrics4 = []metric{
		{"AV", "N A L P", true}, {"AC", "L H", true}, {"AT", "N P", true}, {"PR", "N L H", true}, {"UI", "N P A", true},
		{"VC", "H L N", true}, {"VI", "H L N", true}, {"VA", "H L N", true},
		{"SC", "H L N", true}, {"SI", "H L N", true}, {"SA", "H L N", true},
		{"E", "X A P U", false},
		{"CR", "X H M L", false}, {"IR", "X H M L", false}, {"AR", "X H M L", false},
		{"MAV", "X N A L P", false}, {"MAC", "X L H", false}, {"MAT", "X N P", false}, {"MPR", "X N L H", false}, {"MUI", "X N P A", false},
		{"MVC", "X H L N", false}, {"MVI", "X H L N", false}, {"MVA", "X H L N", false},
		{"MSC", "X H L N", false}, {"MSI", "X S H L N", false}, {"MSA", "X S H L N", false},
		{"S", "X N P", false}, {"AU", "X N Y", false}, {"R", "X A U I", false}, {"V", "X D C", false}, {"RE", "X L M H", false},
		{"U", "X Clear Green Amber Red", false},
	}
)

// vector is a vector whose metrics are known ones.
type vector struct {
	version string   // 2.0, 3.0, 3.1 or 4.0
	metrics []metric // of the version
	values  []string // beside metrics; empty: not stated
}

// maxVector is more than twice the longest vector that a version allows; what
// is longer is some other text.
const maxVector = 512

// parse reads a vector of any version. All that is wrong is in one error.
func parse(text string) (vector, error) {
	fail := func(format string, args ...any) (vector, error) {
		return vector{}, fmt.Errorf("CVSS vector %q: %s", shorten(text), fmt.Sprintf(format, args...))
	}
	if len(text) > maxVector {
		return fail("%d characters; a vector has at most %d", len(text), maxVector)
	}
	// The NVD wrote vectors of version 2 in brackets.
	body := strings.Trim(strings.TrimSpace(text), "()/ ")
	if body == "" {
		return fail("it is empty")
	}
	if len(body) > 4 && strings.EqualFold(body[:4], "CVSS") {
		body = strings.Replace(body, "#", "/", 1) // CVSS2#AV:N… is what scanners write
	}
	parts := strings.Split(body, "/")
	v, rest, err := versionOf(parts)
	if err != nil {
		return fail("%v", err)
	}
	var wrong []string
	for _, part := range rest {
		if problem := v.set(part); problem != "" {
			wrong = append(wrong, problem)
		}
	}
	for i, m := range v.metrics {
		if m.base && v.values[i] == "" {
			wrong = append(wrong, "metric "+m.name+" is missing")
		}
	}
	if wrong != nil {
		return fail("as version %s: %s", v.version, strings.Join(wrong, ", "))
	}
	return v, nil
}

// versionOf tells the version by the prefix, else by metrics that one version
// alone has, and returns the parts without the prefix.
func versionOf(parts []string) (vector, []string, error) {
	if prefix := strings.ToUpper(strings.TrimSpace(parts[0])); strings.HasPrefix(prefix, "CVSS") {
		version := strings.TrimLeft(prefix, "CVS: ")
		switch version {
		case "2", "2.0":
			return empty("2.0", metrics2), parts[1:], nil
		case "3.0", "3.1":
			return empty(version, metrics3), parts[1:], nil
		case "4", "4.0":
			return empty("4.0", metrics4), parts[1:], nil
		}
		return vector{}, nil, fmt.Errorf("version %q is not one of 2.0, 3.0, 3.1, 4.0", version)
	}
	has := func(name string) bool {
		for _, part := range parts {
			if n, _, _ := strings.Cut(part, ":"); strings.EqualFold(strings.TrimSpace(n), name) {
				return true
			}
		}
		return false
	}
	switch {
	case has("VC"):
		return empty("4.0", metrics4), parts, nil
	case has("Au"):
		return empty("2.0", metrics2), parts, nil
	}
	return empty("3.1", metrics3), parts, nil
}

func empty(version string, metrics []metric) vector {
	return vector{version: version, metrics: metrics, values: make([]string, len(metrics))}
}

// set notes one "name:value" and says what is wrong with it.
func (v vector) set(part string) (problem string) {
	name, value, ok := strings.Cut(strings.TrimSpace(part), ":")
	if !ok {
		return fmt.Sprintf("%q is not a metric with a value", part)
	}
	for i, m := range v.metrics {
		if !strings.EqualFold(m.name, name) {
			continue
		}
		for allowed := range strings.FieldsSeq(m.values) {
			if !strings.EqualFold(allowed, value) {
				continue
			}
			if v.values[i] != "" && v.values[i] != allowed {
				return fmt.Sprintf("%s is both %s and %s", m.name, v.values[i], allowed)
			}
			v.values[i] = allowed
			return ""
		}
		return fmt.Sprintf("%s:%s is not one of %s", m.name, value, m.values)
	}
	return fmt.Sprintf("there is no metric %q", name)
}

// String is the vector as its specification writes it.
func (v vector) String() string { return v.text(false) }

// base is the vector with the base metrics alone.
func (v vector) base() string { return v.text(true) }

func (v vector) text(baseOnly bool) string {
	var b strings.Builder
	if v.version != "2.0" {
		b.WriteString("CVSS:" + v.version)
	}
	for i, m := range v.metrics {
		if v.values[i] == "" || baseOnly && !m.base {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('/')
		}
		b.WriteString(m.name + ":" + v.values[i])
	}
	return b.String()
}

// shorten keeps a text that is no vector from filling a message.
func shorten(text string) string {
	if len(text) <= maxVector/4 {
		return text
	}
	return strings.ToValidUTF8(text[:maxVector/4], "") + "…"
}
