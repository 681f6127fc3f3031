// SPDX-License-Identifier: Apache-2.0

package result

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"
)

// Normalize brings the assessment into the one form that is stored: numbers
// of six significant digits, intervals rounded outward, contributions that
// still add up, lists in their documented order, empty lists instead of null.
// It is the only place where results are rounded and sorted, and doing it
// twice changes nothing.
//
// Everything that changes is copied first, so that lists shared with the
// caller's own data stay as they are.
//
// Orders: every list is sorted on every field in the order of declaration,
// except
//
//   - findings: outcome (fail, warn, unknown), severity falling, rule,
//     subject, key;
//   - shares, tier rows and integrated shares: lower end falling, upper end
//     falling, then the key;
//   - significant holdings: lower and upper end of the votes falling, then the
//     holder;
//   - integrity: by, certain before possible, weight, assets and components
//     falling, then the key;
//   - suppliers by importance: lower and upper end of Birnbaum falling, then
//     the key;
//   - fixes: how many of those cleared are exploited, their worst severity and
//     how many they are, all falling, then the component and the version;
//   - contributions: value falling, then the name;
//   - diagnostics: [diag.Diagnostic.Compare];
//   - cycles: scope, size falling, then the path;
//   - the steps of a path of control and those of a cycle, which are a way and
//     keep their order.
func (a *Assessment) Normalize() {
	a.Kind, a.SchemaVersion = Kind, SchemaVersion
	normalize(assessmentPlan(), reflect.ValueOf(a).Elem(), false)
}

// normalize works by reflection so that a field added later is never left
// out. optional says that the field is left out of the JSON when empty.
func normalize(p *plan, v reflect.Value, optional bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		// A pointer may point into a list that is sorted later.
		fresh := reflect.New(p.t.Elem())
		fresh.Elem().Set(v.Elem())
		v.Set(fresh)
		normalize(p.elem, v.Elem(), false)
	case reflect.Struct:
		normalizeStruct(p, v)
	case reflect.Slice:
		normalizeSlice(p, v, optional)
	case reflect.Array:
		for i := range v.Len() {
			normalize(p.elem, v.Index(i), false)
		}
	case reflect.Map:
		normalizeMap(p, v, optional)
	case reflect.Float64:
		v.SetFloat(Round(v.Float()))
	case reflect.String:
		normalizeText(p, v)
	}
}

var outcomeType = reflect.TypeFor[Outcome]()

func normalizeText(p *plan, v reflect.Value) {
	s := v.String()
	if !utf8.ValidString(s) {
		v.SetString(strings.ToValidUTF8(s, "\uFFFD"))
	}
	if s == "" && p.t == outcomeType {
		v.SetString(string(Unknown))
	}
}

var (
	scoreType        = reflect.TypeFor[Score]()
	contributionType = reflect.TypeFor[Contribution]()
)

func normalizeStruct(p *plan, v reflect.Value) {
	switch p.t {
	case intervalType:
		x := v.Addr().Interface().(*Interval)
		*x = x.normal()
		return
	case scoreType:
		x := v.Addr().Interface().(*Score)
		end := x.Risk.normal()
		x.Contributions.AtLo = roundParts(x.Contributions.AtLo, end.Lo)
		x.Contributions.AtHi = roundParts(x.Contributions.AtHi, end.Hi)
	}
	for i := range p.fields {
		if p.t == contributionType && p.fields[i].plan.t.Kind() == reflect.Float64 {
			continue // the number was rounded with its list
		}
		normalize(p.fields[i].plan, v.Field(i), p.fields[i].omitEmpty)
	}
}

func normalizeSlice(p *plan, v reflect.Value, optional bool) {
	switch {
	case v.Len() > 0:
		fresh := reflect.MakeSlice(p.t, v.Len(), v.Len())
		reflect.Copy(fresh, v)
		v.Set(fresh)
		for i := range v.Len() {
			normalize(p.elem, v.Index(i), false)
		}
		sortList(p, v)
	case optional:
		v.SetZero()
	default:
		v.Set(reflect.MakeSlice(p.t, 0, 0))
	}
}

func normalizeMap(p *plan, v reflect.Value, optional bool) {
	if v.Len() == 0 && optional {
		v.SetZero()
		return
	}
	fresh := reflect.MakeMapWithSize(p.t, v.Len())
	for _, key := range sortedKeys(v) {
		k, x := reflect.New(p.t.Key()).Elem(), reflect.New(p.t.Elem()).Elem()
		k.SetString(strings.ToValidUTF8(key.String(), "\uFFFD"))
		x.Set(v.MapIndex(key))
		normalize(p.elem, x, false)
		fresh.SetMapIndex(k, x)
	}
	v.Set(fresh)
}

// normal reports whether Normalize would change nothing. It copies nothing.
func (a *Assessment) normal() bool {
	return a.Kind == Kind && a.SchemaVersion == SchemaVersion && isNormal(assessmentPlan(), reflect.ValueOf(a).Elem(), false)
}

func isNormal(p *plan, v reflect.Value, optional bool) bool {
	switch v.Kind() {
	case reflect.Pointer:
		return v.IsNil() || isNormal(p.elem, v.Elem(), false)
	case reflect.Struct:
		return isNormalStruct(p, v)
	case reflect.Slice:
		if v.Len() == 0 {
			return v.IsNil() == optional
		}
		for i := range v.Len() {
			if !isNormal(p.elem, v.Index(i), false) {
				return false
			}
		}
		return v.Len() < 2 || sorted(v, listOrder(v))
	case reflect.Array:
		for i := range v.Len() {
			if !isNormal(p.elem, v.Index(i), false) {
				return false
			}
		}
	case reflect.Map:
		if v.Len() == 0 {
			return v.IsNil() == optional
		}
		for _, k := range v.MapKeys() {
			if !utf8.ValidString(k.String()) || !isNormal(p.elem, v.MapIndex(k), false) {
				return false
			}
		}
	case reflect.Float64:
		return same(v.Float(), Round(v.Float()))
	case reflect.String:
		s := v.String()
		return utf8.ValidString(s) && (s != "" || p.t != outcomeType)
	}
	return true
}

func isNormalStruct(p *plan, v reflect.Value) bool {
	switch p.t {
	case intervalType:
		x := v.Interface().(Interval)
		y := x.normal()
		return same(x.Lo, y.Lo) && same(x.Hi, y.Hi)
	case scoreType:
		x := v.Interface().(Score)
		end, c := x.Risk.normal(), &x.Contributions
		if !slices.EqualFunc(c.AtLo, roundParts(c.AtLo, end.Lo), sameContribution) || !slices.EqualFunc(c.AtHi, roundParts(c.AtHi, end.Hi), sameContribution) {
			return false
		}
	}
	for i := range p.fields {
		if p.t == contributionType && p.fields[i].plan.t.Kind() == reflect.Float64 {
			continue
		}
		if !isNormal(p.fields[i].plan, v.Field(i), p.fields[i].omitEmpty) {
			return false
		}
	}
	return true
}

func sameContribution(x, y Contribution) bool { return x.Name == y.Name && same(x.Value, y.Value) }

// same tells the zeros apart.
func same(x, y float64) bool { return math.Float64bits(x) == math.Float64bits(y) }

// normal is the rounded interval in which an end that JSON cannot tell apart
// is unbounded: a bound of NaN, or one that is infinite on the wrong side,
// bounds nothing.
func (i Interval) normal() Interval {
	if math.IsNaN(i.Lo) || math.IsInf(i.Lo, 1) {
		i.Lo = math.Inf(-1)
	}
	if math.IsNaN(i.Hi) || math.IsInf(i.Hi, -1) {
		i.Hi = math.Inf(1)
	}
	return i.Rounded()
}
