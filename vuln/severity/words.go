// SPDX-License-Identifier: Apache-2.0

package severity

import "strings"

// The words of kedja's scale, from the least to the most severe.
const (
	None     = "none"
	Low      = "low"
	Moderate = "moderate"
	High     = "high"
	Critical = "critical"
)

// Word returns the word of a score by the qualitative severity rating scale of
// the CVSS specification (version 3.1 section 5, version 4.0 section 6): 0 is
// none, 0.1–3.9 low, 4.0–6.9 medium (here: moderate), 7.0–8.9 high, 9.0–10
// critical. Version 2.0 has no scale of its own and is put on the same one. A
// number outside of 0 to 10 has no word.
func Word(score float64) string {
	switch {
	case !(score >= 0 && score <= 10): // NaN too
		return ""
	case score == 0:
		return None
	case score < 4:
		return Low
	case score < 7:
		return Moderate
	case score < 9:
		return High
	}
	return Critical
}

// Rank orders the words of kedja's scale: 0 for a word that is not one of
// them, 1 for none, up to 5 for critical.
func Rank(word string) int {
	switch word {
	case None:
		return 1
	case Low:
		return 2
	case Moderate:
		return 3
	case High:
		return 4
	case Critical:
		return 5
	}
	return 0
}

// Of puts the words that databases use onto kedja's scale and returns the most
// severe of them; empty when none of them grades anything.
//
//	none      none; unimportant (Debian: no effect on what is shipped); info, informational (npm, CycloneDX)
//	low       low, minor; negligible (Ubuntu: a security problem, theoretical in nature)
//	moderate  moderate (GitHub, Red Hat, SUSE), medium
//	high      high, important (Red Hat, SUSE, Microsoft), major, severe
//	critical  critical, urgent
//
// Words that grade nothing are among others unknown, unassigned, untriaged, not
// yet assigned, end-of-life.
func Of(words ...string) string {
	best := ""
	for _, word := range words {
		if w := one(word); Rank(w) > Rank(best) {
			best = w
		}
	}
	return best
}

func one(word string) string {
	// Debian's tracker marks an urgency that it took over with an asterisk.
	switch strings.ToLower(strings.Trim(word, " \t*")) {
	case "none", "unimportant", "info", "informational":
		return None
	case "low", "minor", "negligible":
		return Low
	case "moderate", "medium":
		return Moderate
	case "high", "important", "major", "severe":
		return High
	case "critical", "urgent":
		return Critical
	}
	return ""
}
