// SPDX-License-Identifier: Apache-2.0

package result

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
)

// sortList sorts a slice on every field: first by the order of its own, if
// it has one (see [Assessment.Normalize]), then field by field.
func sortList(p *plan, v reflect.Value) {
	if v.Len() < 2 {
		return
	}
	order := listOrder(v)
	if sorted(v, order) {
		return
	}
	// Rows are large: they move once, after their places are known.
	places := make([]int32, v.Len())
	for i := range places {
		places[i] = int32(i)
	}
	slices.SortFunc(places, func(i, j int32) int { return order(int(i), int(j)) })
	fresh := reflect.MakeSlice(p.t, v.Len(), v.Len())
	for to, from := range places {
		fresh.Index(to).Set(v.Index(int(from)))
	}
	v.Set(fresh)
}

// listOrder is how a list is sorted; nil: it keeps its order.
func listOrder(v reflect.Value) func(i, j int) int {
	if t := v.Type(); t == reflect.TypeFor[[]PathStep]() || t == reflect.TypeFor[Way]() {
		return nil
	}
	if list, ok := v.Interface().([]string); ok {
		return func(i, j int) int { return strings.Compare(list[i], list[j]) }
	}
	own := ownOrder(v.Interface())
	return func(i, j int) int {
		if c := own(i, j); c != 0 {
			return c
		}
		return compare(v.Index(i), v.Index(j))
	}
}

func sorted(v reflect.Value, order func(i, j int) int) bool {
	if order == nil {
		return true
	}
	for i := 1; i < v.Len(); i++ {
		if order(i-1, i) > 0 {
			return false
		}
	}
	return true
}

// ownOrder returns the order that a list has beside that of its fields.
func ownOrder(list any) func(i, j int) int {
	switch l := list.(type) {
	case []Finding:
		return func(i, j int) int { return l[i].compare(&l[j]) }
	case []Share:
		return func(i, j int) int { return falling(l[i].Share, l[j].Share) }
	case []TierRow:
		return func(i, j int) int { return falling(l[i].Share, l[j].Share) }
	case []IntegratedShare:
		return func(i, j int) int { return falling(l[i].Share, l[j].Share) }
	case []SignificantHolding:
		return func(i, j int) int { return falling(l[i].Votes, l[j].Votes) }
	case []Integrity:
		return func(i, j int) int { return l[i].compare(&l[j]) }
	case []Cycle:
		return func(i, j int) int { return l[i].compare(&l[j]) }
	case []ImportanceRow:
		return func(i, j int) int { return falling(l[i].Birnbaum, l[j].Birnbaum) }
	case []Fix:
		return func(i, j int) int { return l[i].compare(&l[j]) }
	case []Contribution:
		return func(i, j int) int { return cmp.Compare(l[j].Value, l[i].Value) }
	case diag.List:
		return func(i, j int) int { return l[i].Compare(l[j]) }
	// What follows begins as the order of the fields does: these lists are
	// long.
	case []Fact:
		return func(i, j int) int {
			return cmp.Or(strings.Compare(l[i].Subject, l[j].Subject), strings.Compare(l[i].Path, l[j].Path))
		}
	case []Component:
		return func(i, j int) int { return strings.Compare(l[i].ID, l[j].ID) }
	case []Evidence:
		return func(i, j int) int {
			return cmp.Or(strings.Compare(l[i].Fact, l[j].Fact), strings.Compare(l[i].File, l[j].File))
		}
	}
	return func(int, int) int { return 0 }
}

func falling(x, y Interval) int {
	return cmp.Or(cmp.Compare(y.Lo, x.Lo), cmp.Compare(y.Hi, x.Hi))
}

func (f *Finding) compare(g *Finding) int {
	if c := cmp.Compare(f.Outcome.rank(), g.Outcome.rank()); c != 0 {
		return c
	}
	if f.Severity != g.Severity {
		if c := cmp.Compare(SeverityRank(g.Severity), SeverityRank(f.Severity)); c != 0 {
			return c
		}
	}
	if c := strings.Compare(f.Rule, g.Rule); c != 0 {
		return c
	}
	if c := strings.Compare(f.Subject, g.Subject); c != 0 {
		return c
	}
	return strings.Compare(f.Key, g.Key)
}

// rank puts the worst outcome first.
func (o Outcome) rank() int {
	switch o {
	case Fail:
		return 0
	case Warn:
		return 1
	}
	return 2
}

// Severities returns the one severity scale, rising.
func Severities() []string { return []string{"low", "moderate", "high", "critical"} }

// SeverityRank is the place of a severity on the scale: 1 low … 4 critical.
// A word that is not on the scale ranks 5, above all: what nobody graded is
// not harmless.
func SeverityRank(severity string) int {
	if i := slices.Index(Severities(), severity); i >= 0 {
		return i + 1
	}
	return len(Severities()) + 1
}

// compare orders two values of one type, field by field in the order of
// declaration; nil pointers come first, shorter lists before longer ones.
func compare(a, b reflect.Value) int {
	switch a.Kind() {
	case reflect.String:
		return strings.Compare(a.String(), b.String())
	case reflect.Bool:
		return cmp.Compare(boolRank(a.Bool()), boolRank(b.Bool()))
	case reflect.Int, reflect.Int64:
		return cmp.Compare(a.Int(), b.Int())
	case reflect.Uint8, reflect.Uint64:
		return cmp.Compare(a.Uint(), b.Uint())
	case reflect.Float64:
		return cmp.Compare(a.Float(), b.Float())
	case reflect.Struct:
		for i := range a.NumField() {
			if c := compare(a.Field(i), b.Field(i)); c != 0 {
				return c
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range min(a.Len(), b.Len()) {
			if c := compare(a.Index(i), b.Index(i)); c != 0 {
				return c
			}
		}
		return cmp.Compare(a.Len(), b.Len())
	case reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			return cmp.Compare(boolRank(!a.IsNil()), boolRank(!b.IsNil()))
		}
		return compare(a.Elem(), b.Elem())
	case reflect.Map:
		return compareMaps(a, b)
	}
	return 0
}

func compareMaps(a, b reflect.Value) int {
	ka, kb := sortedKeys(a), sortedKeys(b)
	for i := range min(len(ka), len(kb)) {
		if c := compare(ka[i], kb[i]); c != 0 {
			return c
		}
		if c := compare(a.MapIndex(ka[i]), b.MapIndex(kb[i])); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(ka), len(kb))
}

func sortedKeys(m reflect.Value) []reflect.Value {
	keys := m.MapKeys()
	slices.SortFunc(keys, compare)
	return keys
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}
