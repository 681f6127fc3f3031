// SPDX-License-Identifier: Apache-2.0

package scenario_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// three assets need one product each; none stands in for another.
const three = `
kind: System
id: three
entity: {id: e, name: E, country: SE}
assets:
  - {id: first, criticality: critical, needs: [p]}
  - {id: second, criticality: moderate, needs: [q]}
  - {id: third, criticality: low, needs: [r]}
products:
  - {id: p, kind: service, supplier: adro, migration: {months: 8, procurementMonths: 0}}
  - {id: q, kind: service, supplier: adro, migration: {months: 1, procurementMonths: 0}}
  - {id: r, kind: service, supplier: adro, migration: {months: 4, procurementMonths: 0}}
`

// TestMethodPage repeats the example of docs/method.md, section 9.
func TestMethodPage(t *testing.T) {
	page, err := os.ReadFile("../docs/method.md")
	if err != nil {
		t.Fatal(err)
	}
	o := run(t, input(t, three), "remove supplier:adro").Replace[0].Order
	if o.Steps[0].Product != "q" || o.Steps[1].Product != "p" || o.Steps[2].Product != "r" || !o.Exact {
		t.Errorf("the order is %+v", o.Steps)
	}
	listed := 8*(1+.5+.25) + 1*(.5+.25) + 4*.25
	for _, area := range []float64{o.Area, listed} {
		if want := fmt.Sprintf("`area = %g`", area); !strings.Contains(string(page), want) {
			t.Errorf("docs/method.md does not say %q", want)
		}
	}
}
