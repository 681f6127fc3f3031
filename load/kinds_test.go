// SPDX-License-Identifier: Apache-2.0

package load_test

import (
	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// kinds is the table as the pipeline has it.
func kinds() []load.Kind {
	return []load.Kind{
		{Name: "System", New: func() any { return new(system.System) }},
		{Name: "Supplier", New: func() any { return new(supplier.Supplier) }},
		{Name: "Country", New: func() any { return new(supplier.Country) }},
		{Name: "Curation", New: func() any { return new(supplier.Curation) }},
		{Name: "Evidence", New: func() any { return new(system.Evidence) }},
		{Name: "Waiver", New: func() any { return new(gate.Waiver) }},
	}
}
