// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/kedja/kedja/result"
)

func day(moment string) string { d, _, _ := strings.Cut(moment, "T"); return d }

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func counted(n int, one, many string) string { return strconv.Itoa(n) + " " + verb(n, one, many) }

func count1(n int, word string) string { return counted(n, word, word+"s") }

func label(key, name string) string {
	if name == "" || name == key || strings.HasPrefix(key, "person:") {
		return key
	}
	return name + " (" + key + ")"
}

// some names the first of a list, and how many more there are.
func some(names []string, n int) string {
	s := strings.Join(names[:min(len(names), maxNamed)], ", ")
	if rest := n - min(len(names), maxNamed); rest > 0 {
		s += fmt.Sprintf(" and %d more", rest)
	}
	return s
}

// brief cuts versions that are digests.
func brief(version string) string {
	if r := []rune(version); len(r) > maxName {
		return string(r[:maxName-1]) + "…"
	}
	return version
}

// maxName keeps columns of files narrow.
const maxName = 30

// example is the first of the files; of a long path the end.
func example(files []string) string {
	if len(files) == 0 {
		return ""
	}
	runes := []rune(files[0])
	if len(runes) <= maxName {
		return files[0]
	}
	return "…" + string(runes[len(runes)-maxName+1:])
}

// span writes a count that may be between two.
func span(i result.Interval) string {
	if i.Lo == i.Hi {
		return number(i.Lo)
	}
	return number(i.Lo) + "–" + number(i.Hi)
}

func number(x float64) string { return strconv.FormatFloat(result.Round(x), 'f', -1, 64) }

// interval3 writes an interval with three digits.
func interval3(i result.Interval) string {
	short := func(x float64) string {
		switch {
		case math.IsInf(x, 1):
			return "∞"
		case x >= 100:
			return strconv.FormatFloat(x, 'f', 0, 64)
		case x > 0 && x < 0.001:
			return "<0.001"
		}
		return strconv.FormatFloat(x, 'g', 3, 64)
	}
	if lo, hi := short(i.Lo), short(i.Hi); lo != hi {
		return lo + "–" + hi
	}
	return short(i.Lo)
}

func share(x float64) string {
	p := strconv.FormatFloat(100*x, 'f', 0, 64)
	if p == "0" && x > 0 {
		p = "<1"
	}
	return p + " %"
}

func shares(i result.Interval) string {
	if lo, hi := share(i.Lo), share(i.Hi); lo != hi {
		return strings.TrimSuffix(lo, " %") + "–" + hi
	}
	return share(i.Lo)
}

func percent(n, of int) string {
	if of == 0 {
		return "0"
	}
	return share(float64(n) / float64(of))
}
