// SPDX-License-Identifier: Apache-2.0

package phrase

import (
	"strings"

	"github.com/kedja/kedja/result"
)

// GateState says what the gate answered, and of a warning whether it stops.
func GateState(g *result.Gate) string {
	state := strings.ToUpper(Clean(g.State, MaxName))
	switch {
	case g.State != "warn":
		return state
	case g.Stop:
		return state + ", stops"
	}
	return state + ", lets pass"
}

// GateCounts says how many reasons the gate has, of what kinds, and what is
// excused.
func GateCounts(g *result.Gate) []string {
	var out []string
	if g.Failures+g.Warnings > 0 {
		failures, warnings := Count(g.Failures, "failure", "failures"), Count(g.Warnings, "warning", "warnings")
		var of []string
		if g.BelowFailOn > 0 {
			of = append(of, Thousands(g.BelowFailOn)+" failed below "+Clean(g.FailOn, MaxName))
		}
		switch {
		case g.Unknown > 0 && g.FailOnUnknown:
			failures += " (" + Thousands(g.Unknown) + " unknown)"
		case g.Unknown > 0:
			of = append(of, Thousands(g.Unknown)+" unknown")
		}
		if g.Unread > 0 {
			of = append(of, "1 for what could not be read")
		}
		if len(of) > 0 {
			warnings += " (" + strings.Join(of, ", ") + ")"
		}
		out = append(out, failures, warnings)
	}
	if e := &g.Excused; e.N() > 0 {
		out = append(out, "the baseline excuses "+Thousands(e.N())+" ("+Thousands(e.Fail)+" failed, "+Count(e.Warn, "warning", "warnings")+", "+Thousands(e.Unknown)+" unknown)")
	}
	if g.Waived > 0 {
		out = append(out, "waivers accept "+Thousands(g.Waived))
	}
	return out
}

// GateTerms says by which thresholds the gate answered.
func GateTerms(g *result.Gate) string {
	fail, warn, unknown := "every failed finding fails", "warnings do not stop it", "what is unknown warns"
	if g.FailOn != "" {
		fail = "failed findings fail from severity " + Clean(g.FailOn, MaxName) + " on"
	}
	switch g.FailOnWarn {
	case "":
	case result.Severities()[0]:
		warn = "warnings stop it"
	default:
		warn = "warnings stop it from severity " + Clean(g.FailOnWarn, MaxName) + " on"
	}
	if g.FailOnUnknown {
		unknown = "what is unknown fails"
	}
	out := fail + "; " + warn + "; " + unknown
	if g.Baseline != nil {
		out += "; what the baseline " + Text(g.Baseline.Name) + " has does not count"
	}
	return out
}

// GateDiffers says why the verdict may be another than the answer of the gate;
// "" where the gate had no thresholds of its own.
func GateDiffers(g *result.Gate) string {
	if g == nil || g.FailOn == "" && !g.FailOnUnknown && g.Baseline == nil {
		return ""
	}
	return "without the thresholds and the baseline of the gate"
}
