// SPDX-License-Identifier: Apache-2.0

package system

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/supplier"
)

func TestInstant(t *testing.T) {
	for text, want := range map[string]string{
		"2026-11-20":                "2026-11-20T00:00:00Z",
		"2026-11-20T08:30:00Z":      "2026-11-20T08:30:00Z",
		"2026-11-20T08:30:00+02:00": "2026-11-20T06:30:00Z",
	} {
		var at Instant
		if err := at.UnmarshalText([]byte(text)); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		got, err := json.Marshal(at)
		if err != nil || string(got) != `"`+want+`"` {
			t.Errorf("%s: %s, %v", text, got, err)
		}
	}
	var at Instant
	if err := at.UnmarshalText([]byte("20 November")); err == nil || !strings.Contains(err.Error(), "2026-11-20T08:30:00Z") {
		t.Errorf("a time in words: %v", err)
	}
}

// TestEntityAndIncidents lists everything that is wrong at once.
func TestEntityAndIncidents(t *testing.T) {
	at := func(day int) *Instant { return &Instant{time.Date(2026, 5, day, 0, 0, 0, 0, time.UTC)} }
	s := System{
		ID: "s", Currency: "SEK",
		Entity: Entity{
			Turnover: new(1e6), Country: "Sweden", Roles: []string{"maker"}, Services: supplier.List[string]{Items: []string{"dns", "DNS"}},
			Circumstances: supplier.List[string]{Items: []string{"sole"}},
		},
		Incidents: []Incident{
			{ID: "i", Kind: "fire", Subject: "teliqon", AwareAt: at(10), Notified: at(9)},
			{ID: "i", AwareAt: at(10), Notified: at(11)},
		},
	}
	want := []string{
		`turnover and balance sheet are in SEK`,
		`"Sweden" is not an ISO 3166-1 alpha-2 code`,
		`"maker" is not one of buyer, manufacturer`,
		`"DNS" is not one of dns`,
		`"sole" is not one of sole-provider`,
		`the incident id i is used twice`,
		`"fire" is not one of incident`,
		`"teliqon" is no subject`,
		`notifiedAt lies before awareAt`,
	}
	var got []string
	for _, d := range s.Check() {
		if strings.HasPrefix(d.Message, `"DNS"`) && !strings.HasSuffix(d.Message, "; did you mean dns?") {
			t.Errorf("no proposal in %q", d.Message)
		}
		got = append(got, d.Message)
	}
	var found []string
	for _, w := range want {
		for _, g := range got {
			if strings.HasPrefix(g, w) {
				found = append(found, w)
			}
		}
	}
	if diff := cmp.Diff(want, found); diff != "" || len(got) != len(want) {
		t.Errorf("%d problems %q\n%s", len(got), got, diff)
	}
}
