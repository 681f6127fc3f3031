// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"maps"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

// A pack may set parameters of rules, its own and others', and disable rules,
// with a reason. The result says which pack did so.

// disabling is an entry of disable in pack.yaml.
type disabling struct {
	Rule   string `yaml:"rule"`
	Reason string `yaml:"reason"`
}

// override applies what the chosen packs say of parameters and rules. Two
// packs that say different things about one parameter are an error; the
// command line is applied after, and wins. A pack that is not trusted changes
// no rules but its own.
func (c *content) override(rules []*rule, names []string, untrusted bool) {
	set := map[string]string{} // the pack that set a parameter
	for _, p := range c.packs {
		if !slices.Contains(names, p.Name) {
			continue
		}
		for _, key := range slices.Sorted(maps.Keys(p.Params)) {
			id, _, _ := cutLast(key, '.')
			r := c.overridden(rules, p, id, "params", untrusted)
			if r == nil {
				continue
			}
			if other := set[key]; other != "" {
				c.diags.Errorf("policy/param", p.at, "params: %s is set by pack %s too; leave it to one of them", key, other)
				continue
			}
			set[key] = p.Name
			value := valueText(p.Params[key])
			if err := setParam([]*rule{r}, names, r.ID+strings.TrimPrefix(key, id), value); err != nil {
				c.diags.Errorf("policy/param", p.at, "params: %s: %v", key, err)
			}
		}
		for _, d := range p.Disable {
			if d.Reason == "" {
				c.diags.Errorf("policy/disable", p.at, "disable: %s is disabled without a reason; write {rule: …, reason: …}", d.Rule)
				continue
			}
			if r := c.overridden(rules, p, d.Rule, "disable", untrusted); r != nil {
				r.Disabled = &result.Disabled{By: p.Name, Version: p.Version, Reason: d.Reason}
			}
		}
	}
}

// valueText writes a value of YAML as it stands on the command line.
func valueText(v any) string {
	if x, ok := number64(v); ok {
		return plain(x)
	}
	return text(v)
}

func number64(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case uint64:
		return float64(v), true
	case int64:
		return float64(v), true
	}
	return 0, false
}

// overridden finds the rule that a pack speaks of, by its id or one it had
// before; nil where it is not among those chosen, which is an error where it
// is in no pack at all.
func (c *content) overridden(rules []*rule, p *pack, id, field string, untrusted bool) *rule {
	r := ruleOf(rules, id)
	switch {
	case r != nil && untrusted && r.pack != p:
		c.diags.Errorf("policy/"+field, p.at, "%s: %s is a rule of pack %s; a pack that is not trusted changes its own only", field, id, r.Pack)
		return nil
	case r != nil:
		return r
	}
	name, _, _ := strings.Cut(id, "/")
	if slices.ContainsFunc(c.packs, func(x *pack) bool {
		return x.Name == name && !slices.ContainsFunc(rules, func(r *rule) bool { return r.Pack == name })
	}) {
		return nil // of a pack that is not chosen
	}
	d := diag.Diagnostic{Code: "policy/" + field, Severity: diag.Error, Position: p.at, Message: field + ": there is no rule " + id}
	if near := nearRules(rules, id); len(near) > 0 {
		d.Remedy = "did you mean " + strings.Join(near, ", ") + "?"
	}
	c.diags.Add(d)
	return nil
}

// ruleOf finds a rule by its id, or by one that it had before.
func ruleOf(rules []*rule, id string) *rule {
	for _, r := range rules {
		if r.ID == id || slices.Contains(r.Aliases, id) {
			return r
		}
	}
	return nil
}

// nearRules lists up to three ids that are most like an unknown one.
func nearRules(rules []*rule, id string) []string {
	const longest, shown = 80, 3
	if len(id) > longest {
		id = id[:longest]
	}
	var ids []string
	for _, r := range rules {
		ids = append(ids, r.ID)
	}
	distance := func(other string) int {
		return levenshtein.ComputeDistance(strings.ToLower(id), strings.ToLower(other))
	}
	slices.SortStableFunc(ids, func(a, b string) int { return distance(a) - distance(b) })
	return ids[:min(shown, len(ids))]
}

// policy is the row of a pack in results.
func (p *pack) policy() result.Policy {
	out := result.Policy{Pack: p.Name, Version: p.Version, SHA256: p.sha256}
	for key, v := range p.Params {
		if out.Params == nil {
			out.Params = map[string]string{}
		}
		out.Params[key] = valueText(v)
	}
	for _, d := range p.Disable {
		out.Disables = append(out.Disables, result.Disabling(d))
	}
	return out
}
