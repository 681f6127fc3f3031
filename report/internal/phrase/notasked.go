// SPDX-License-Identifier: Apache-2.0

package phrase

import (
	"maps"
	"slices"

	"github.com/kedja/kedja/result"
)

// NotAskedNote says what the list of rules not asked is.
const NotAskedNote = "rules made for what is stated here, and asked of nothing"

// Overrides says in words which parameters packs set.
func Overrides(a *result.Assessment) []string {
	var out []string
	for _, p := range a.Policies {
		for _, key := range slices.Sorted(maps.Keys(p.Params)) {
			out = append(out, Clean(p.Pack+" "+p.Version, MaxName)+" sets "+Text(key)+" = "+Text(p.Params[key]))
		}
	}
	return out
}

// NotAsked says in words which rules were made for a subject and asked of
// none: those that a pack disables one by one, those of which the day has not
// come, or is over, by pack and day.
func NotAsked(a *result.Assessment) []string {
	type key struct{ pack, from, to string }
	var disabled []string
	counts := map[key]int{}
	var keys []key
	for i := range a.NotAsked {
		x := &a.NotAsked[i]
		if d := x.Disabled; d != nil {
			disabled = append(disabled, Clean(x.Rule, MaxName)+" ("+Text(x.Title)+") is disabled by "+Clean(d.By+" "+d.Version, MaxName)+": "+Text(d.Reason))
			continue
		}
		k := key{Clean(x.Pack, MaxName), Text(x.From), Text(x.To)}
		if counts[k]++; !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	out := disabled
	for _, k := range keys { // rules are sorted by id, so these are by pack
		rules := k.pack + ": " + Count(counts[k], "rule", "rules")
		switch {
		case k.from != "":
			rules += " from " + k.from + " on, when the sources begin to apply"
		default:
			rules += " until " + k.to + ", when the sources ceased to apply"
		}
		out = append(out, rules)
	}
	return out
}
