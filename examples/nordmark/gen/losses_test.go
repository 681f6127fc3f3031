// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/system"
)

// The losses that the world was made to show, worked out by brute force and
// without the packages that measure them.
func TestLosses(t *testing.T) {
	// Who is lost with whom: the owner chains of suppliers/*.yaml.
	groups := map[string][]string{
		"owner skarvholm": {"teliqon", "ostbit"},
		"owner drovaq":    {"zerenka", "velmorix", "state:XA"},
	}
	cases := []struct {
		mode, lost string // parties, separated by spaces, or a group
		down       string // assets that no longer work
		cold       string // assets that work and could not be started again
	}{
		// One supplier stops the core: it operates it.
		{"stop", "fjordops", "core", ""},
		// The licence server of MANO stands with its supplier.
		{"stop", "zerenka", "mano", ""},
		{"stop", "grentholm", "management", ""},
		{"stop", "morrabel", "exchange", ""},
		// Without the standby, transport and MANO hold each other up, and the
		// rest stands on them.
		{"stop", "kvistnet", "", "core exchange mano ran transport user-plane"},
		{"stop", "kvistnet zerenka", "core exchange mano ran transport user-plane", ""},
		{"stop", "teliqon", "", ""},

		// Each user plane's supplier can be lost, their common owner cannot.
		{"noSupply", "ostbit", "", ""},
		{"noSupply", "lumivarr", "", ""},
		{"noSupply", "teliqon", "core", ""},
		{"noSupply", "owner skarvholm", "core user-plane", ""},
		// Two makers of radio units overlap.
		{"noSupply", "zerenka", "mano", ""},
		{"noSupply", "owner drovaq", "mano", ""},
		{"noSupply", "zerenka lumivarr", "mano ran", ""},
		// The single point that nobody thinks of.
		{"noSupply", "brixomar", "core exchange mano ran transport user-plane", ""},
		{"noSupply", "hylvane", "management", ""},
	}
	sys := readWorld(t).system
	for _, c := range cases {
		parties, ok := groups[c.lost]
		if !ok {
			parties = strings.Fields(c.lost)
		}
		lost := func(p *system.Product) bool { return stands(p, c.mode, parties) }
		up, cold := running(sys, lost), restarted(sys, lost)
		var down, stuck []string
		for _, a := range sys.Assets {
			switch {
			case !up[a.ID]:
				down = append(down, a.ID)
			case !cold[a.ID]:
				stuck = append(stuck, a.ID)
			}
		}
		slices.Sort(down)
		slices.Sort(stuck)
		got := strings.Join(down, " ") + " | " + strings.Join(stuck, " ")
		if diff := cmp.Diff(c.down+" | "+c.cold, got); diff != "" {
			t.Errorf("%s of %s, assets down | that would not start again (-want +got):\n%s", c.mode, c.lost, diff)
		}
	}
}

// stands reports whether the product falls with the parties in the mode.
func stands(p *system.Product, mode string, parties []string) bool {
	if (p.Kind == "service") == (mode == "stop") && slices.Contains(parties, p.Supplier) {
		return true
	}
	return mode == "stop" && slices.ContainsFunc(p.Services, func(s system.Service) bool {
		return s.Kind != "support" && s.Kind != "maintenance" && slices.Contains(parties, s.Party)
	})
}

// running is the greatest fixed point: all assets work until something that
// they need does not.
func running(s *system.System, lost func(*system.Product) bool) map[string]bool {
	return fixedPoint(s, lost, true)
}

// restarted is the least one: assets start once all they need has started.
// No cycle of this world is one of hard needs only, so none has to be merged.
func restarted(s *system.System, lost func(*system.Product) bool) map[string]bool {
	return fixedPoint(s, lost, false)
}

func fixedPoint(s *system.System, lost func(*system.Product) bool, start bool) map[string]bool {
	works := map[string]bool{}
	for i := range s.Products {
		works[s.Products[i].ID] = !lost(&s.Products[i])
	}
	for _, a := range s.Assets {
		works[a.ID] = start
	}
	for changed := true; changed; {
		changed = false
		for _, a := range s.Assets {
			ok := true
			for _, need := range a.Needs {
				k, members := need.Members()
				for _, m := range members {
					if works[m] {
						k--
					}
				}
				ok = ok && k <= 0
			}
			if ok != works[a.ID] {
				works[a.ID], changed = ok, true
			}
		}
	}
	return works
}
