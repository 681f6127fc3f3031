// SPDX-License-Identifier: Apache-2.0

package event

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Parse reads an event as the command line says it, kind being one of
// remove, compromise, exclude, sell, end-of-support, hazard and shortage:
//
//	remove          supplier:ID, owner:ID, country:CC or component:ID, then :MODE where only one is meant
//	sell            supplier:ID=owner:ID
//	all others      their subject
//
// Each may end in @YYYY-MM-DD, the day.
func Parse(kind, text string) (Event, error) {
	e := Event{Flag: "--" + kind + " " + text}
	rest := text
	if i := strings.LastIndexByte(text, '@'); i >= 0 && dateLike(text[i+1:]) {
		if err := e.On.UnmarshalText([]byte(text[i+1:])); err != nil {
			return e, fmt.Errorf("%s: %w", e.Flag, err)
		}
		rest = text[:i]
	}
	switch kind {
	case "remove":
		e.Remove = rest
		if i := strings.LastIndexByte(rest, ':'); i >= 0 && slices.Contains(Modes(), rest[i+1:]) {
			e.Remove, e.Mode = rest[:i], rest[i+1:]
		}
	case "compromise":
		e.Compromise = rest
	case "exclude":
		e.Exclude = rest
	case "sell":
		e.Sell, e.To, _ = strings.Cut(rest, "=")
	case "end-of-support":
		e.EndOfSupport = rest
	case "hazard":
		e.Hazard = rest
	case "shortage":
		e.Shortage = rest
	default:
		return e, fmt.Errorf("there is no event %q", kind)
	}
	if err := e.Validate(); err != nil {
		return e, fmt.Errorf("%s: %w", e.Flag, err)
	}
	return e, nil
}

// dateLike tells a day, be it one that does not exist, from the version of a
// package, which may follow an @ too.
func dateLike(s string) bool {
	if len(s) != len(time.DateOnly) {
		return false
	}
	for i, r := range s {
		if dash := time.DateOnly[i] == '-'; dash != (r == '-') || !dash && (r < '0' || r > '9') {
			return false
		}
	}
	return true
}
