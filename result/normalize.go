// SPDX-License-Identifier: Apache-2.0

package result

import (
	"math"
	"reflect"
	"strings"
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
//   - contributions: value falling, then the name;
//   - diagnostics: [diag.Diagnostic.Compare];
//   - the steps of a path of control, which are a way and keep their order.
func (a *Assessment) Normalize() {
	a.Kind, a.SchemaVersion = Kind, SchemaVersion
	normalize(reflect.ValueOf(a).Elem(), false)
}

// normalize works by reflection so that a field added later is never left
// out. optional says that the field is left out of the JSON when empty.
func normalize(v reflect.Value, optional bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		// A pointer may point into a list that is sorted later.
		fresh := reflect.New(v.Type().Elem())
		fresh.Elem().Set(v.Elem())
		v.Set(fresh)
		normalize(v.Elem(), false)
	case reflect.Struct:
		normalizeStruct(v)
	case reflect.Slice:
		normalizeSlice(v, optional)
	case reflect.Array:
		for i := range v.Len() {
			normalize(v.Index(i), false)
		}
	case reflect.Map:
		normalizeMap(v, optional)
	case reflect.Float64:
		v.SetFloat(Round(v.Float()))
	case reflect.String:
		v.SetString(strings.ToValidUTF8(v.String(), "\uFFFD"))
		if v.Type() == reflect.TypeFor[Outcome]() && v.Len() == 0 {
			v.SetString(string(Unknown))
		}
	}
}

func normalizeStruct(v reflect.Value) {
	switch x := v.Addr().Interface().(type) {
	case *Interval:
		*x = x.normal()
		return
	case *Score:
		end := x.Risk.normal()
		x.Contributions.AtLo = roundParts(x.Contributions.AtLo, end.Lo)
		x.Contributions.AtHi = roundParts(x.Contributions.AtHi, end.Hi)
	case *Contribution:
		// The number was rounded with its list.
		normalize(reflect.ValueOf(&x.Name).Elem(), false)
		return
	}
	for i := range v.NumField() {
		tag := v.Type().Field(i).Tag.Get("json")
		normalize(v.Field(i), strings.Contains(tag, ",omitempty"))
	}
}

func normalizeSlice(v reflect.Value, optional bool) {
	switch {
	case v.Len() > 0:
		fresh := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(fresh, v)
		v.Set(fresh)
		for i := range v.Len() {
			normalize(v.Index(i), false)
		}
		sortList(v)
	case optional:
		v.SetZero()
	default:
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	}
}

func normalizeMap(v reflect.Value, optional bool) {
	if v.Len() == 0 && optional {
		v.SetZero()
		return
	}
	fresh := reflect.MakeMapWithSize(v.Type(), v.Len())
	for _, key := range sortedKeys(v) {
		k, x := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		k.Set(key)
		x.Set(v.MapIndex(key))
		normalize(k, false)
		normalize(x, false)
		fresh.SetMapIndex(k, x)
	}
	v.Set(fresh)
}

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
