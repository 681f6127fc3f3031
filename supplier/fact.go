// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// List is a list of facts of which absence is meaningful: unknown (nobody
// stated anything, the zero value), none (known not to exist), or some
// entries. Whether the entries are all there are is stated beside the list
// by a "…Complete" field of the record.
type List[T any] struct {
	None  bool
	Items []T
}

// Known reports whether anything was stated.
func (l List[T]) Known() bool { return l.None || len(l.Items) > 0 }

// SetNone records that there are none.
func (l *List[T]) SetNone() { l.None, l.Items = true, nil }

// ItemsPointer gives decoders the slice to fill.
func (l *List[T]) ItemsPointer() any { return &l.Items }

// MarshalJSON writes the list as files do: the word none, or the entries;
// unknown is null.
func (l List[T]) MarshalJSON() ([]byte, error) {
	if l.None {
		return []byte(`"none"`), nil
	}
	if len(l.Items) == 0 {
		return []byte("null"), nil
	}
	return json.Marshal(l.Items)
}

// IsZero reports whether nothing was stated, for omitzero.
func (l List[T]) IsZero() bool { return !l.Known() }

// Range is a number, or the interval in which it lies. Hi is +Inf where no
// upper bound was stated.
type Range struct{ Lo, Hi float64 }

// Exact returns the range of one known number.
func Exact(x float64) *Range { return &Range{x, x} }

// UnmarshalText reads a single number.
func (r *Range) UnmarshalText(b []byte) error {
	return r.UnmarshalTexts([]string{string(b)})
}

// UnmarshalTexts reads one number or the two ends of a range; "null" as the
// upper end means unbounded.
func (r *Range) UnmarshalTexts(s []string) error {
	if len(s) < 1 || len(s) > 2 {
		return fmt.Errorf("a range has two ends: write [lo, hi]")
	}
	var ends [2]float64
	for i, t := range s {
		if i == 1 && (t == "null" || t == "~" || t == "") {
			ends[1] = math.Inf(1)
			continue
		}
		x, err := strconv.ParseFloat(strings.ReplaceAll(t, "_", ""), 64)
		if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
			return fmt.Errorf("%q is not a number", t)
		}
		ends[i] = x
	}
	if len(s) == 1 {
		ends[1] = ends[0]
	}
	if ends[0] > ends[1] {
		return fmt.Errorf("the range [%s, %s] is empty: the lower end comes first", s[0], s[1])
	}
	r.Lo, r.Hi = ends[0], ends[1]
	return nil
}

// MarshalJSON writes one number, or [lo, hi]; an open upper end is null.
func (r Range) MarshalJSON() ([]byte, error) {
	switch {
	case r.Lo == r.Hi:
		return json.Marshal(r.Lo)
	case math.IsInf(r.Hi, 1):
		return json.Marshal([]any{r.Lo, nil})
	}
	return json.Marshal([]float64{r.Lo, r.Hi})
}

// String is the number, or the interval, as people write it.
func (r Range) String() string {
	if r.Lo == r.Hi {
		return number(r.Lo)
	}
	return "[" + number(r.Lo) + ", " + number(r.Hi) + "]"
}

// number writes all digits, but for numbers that have too many to read.
func number(x float64) string {
	if math.IsInf(x, 1) {
		return "no bound"
	}
	format := byte('f')
	if x != 0 && (math.Abs(x) >= 1e15 || math.Abs(x) < 1e-6) {
		format = 'g'
	}
	return strconv.FormatFloat(x, format, -1, 64)
}

// Date is a calendar day, UTC. The zero value is unknown.
type Date struct{ time.Time }

// UnmarshalText reads YYYY-MM-DD.
func (d *Date) UnmarshalText(b []byte) error {
	t, err := time.Parse(time.DateOnly, string(b))
	if err != nil {
		return fmt.Errorf("%q is not a date: write YYYY-MM-DD", b)
	}
	d.Time = t
	return nil
}

// MarshalText writes YYYY-MM-DD, or nothing for the zero date.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// MarshalJSON writes the text form.
func (d Date) MarshalJSON() ([]byte, error) { return json.Marshal(d.String()) }

// JSONSchema describes the text form.
func (Date) JSONSchema() map[string]any {
	return map[string]any{"type": "string", "format": "date"}
}

func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.Format(time.DateOnly)
}

// Within reports whether the moment lies in [from, to], both days inclusive;
// a zero end is open.
func Within(at time.Time, from, to Date) bool {
	return (from.IsZero() || !at.Before(from.Time)) &&
		(to.IsZero() || at.Before(to.AddDate(0, 0, 1)))
}

// Severity is the one severity scale. The zero value is unknown.
type Severity uint8

// The severities in rising order.
const (
	SeverityUnknown Severity = iota
	Low
	Moderate
	High
	Critical
)

var severityNames = []string{"", "low", "moderate", "high", "critical"}

func (s Severity) String() string {
	if int(s) < len(severityNames) {
		return severityNames[s]
	}
	return "severity?"
}

// MarshalText writes the name; unknown is empty.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// JSONSchema lists the names.
func (Severity) JSONSchema() map[string]any {
	return map[string]any{"type": "string", "enum": []any{"low", "moderate", "high", "critical"}}
}

// UnmarshalText reads low, moderate, high or critical.
func (s *Severity) UnmarshalText(b []byte) error {
	i := slices.Index(severityNames, string(b))
	if i < 1 {
		return fmt.Errorf("unknown level %q: use low, moderate, high or critical", b)
	}
	*s = Severity(i)
	return nil
}

// Weight maps low … critical to 0.25 … 1, unknown to 0.
func (s Severity) Weight() float64 { return float64(s) / 4 }
