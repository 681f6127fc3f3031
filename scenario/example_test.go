// SPDX-License-Identifier: Apache-2.0

package scenario_test

import (
	"context"
	"fmt"
	"time"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/scenario"
	"github.com/kedja/kedja/scenario/event"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// Both machines of a laundry are kept running by one service.
func ExampleRun() {
	months := supplier.Exact(2)
	in := &kedja.Input{System: &system.System{
		ID:     "laundry",
		Assets: []system.Asset{{ID: "washing", Needs: []system.Need{{ID: "upkeep"}}}},
		Products: []system.Product{{
			ID: "upkeep", Kind: "service", Supplier: "alder",
			Migration: system.Migration{Months: months, ProcurementMonths: supplier.Exact(1)},
		}},
	}}
	s := &event.Scenario{ID: "exit", Events: []event.Event{{Remove: "supplier:alder"}}}
	r, err := scenario.Run(context.Background(), in, s, scenario.Options{
		Assess: kedja.Options{AsOf: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range r.Losses {
		fmt.Printf("%s is %s (%s), back in %.0f days\n", l.Asset, l.Effect, l.Certainty, l.BackDays.Hi)
	}
	fmt.Println("replace", r.Replace[0].Products.IDs)
	// Output:
	// washing is lost (certain), back in 91 days
	// replace [upkeep]
}
