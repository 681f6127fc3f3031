// SPDX-License-Identifier: Apache-2.0

package load_test

import (
	"fmt"

	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/supplier"
)

func ExampleBytes() {
	kinds := []load.Kind{{Name: "Supplier", New: func() any { return new(supplier.Supplier) }}}
	text := `apiVersion: kedja/v1
kind: Supplier
id: teliqon
identifiers: {duns: 01234567}
owners: none
headquarter: SE
---
kind: Supplier
id: ostbit
`
	records, diags, err := load.Bytes("suppliers.yaml", []byte(text), kinds, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range records {
		s := r.Value.(*supplier.Supplier)
		fmt.Println(r.Line, s.ID, s.Identifiers["duns"], s.Owners.None, r.Incomplete)
	}
	fmt.Println(diags)
	// Output:
	// 1 teliqon 01234567 true true
	// 8 ostbit  false false
	// suppliers.yaml:6:1: Supplier has no field "headquarter"; did you mean "headquarters"? [load/unknown-field]
}

func ExampleSchema() {
	type waiver struct {
		ID      string        `json:"id"`
		Expires supplier.Date `json:"expires"`
		Owner   string        `json:"owner,omitempty"`
	}
	schema, err := load.Schema(load.Kind{Name: "Waiver", New: func() any { return new(waiver) }})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(string(schema))
	// Output:
	// {
	//   "$schema": "https://json-schema.org/draft/2020-12/schema",
	//   "additionalProperties": false,
	//   "properties": {
	//     "apiVersion": {
	//       "const": "kedja/v1"
	//     },
	//     "expires": {
	//       "format": "date",
	//       "type": "string"
	//     },
	//     "id": {
	//       "type": [
	//         "string",
	//         "number",
	//         "boolean"
	//       ]
	//     },
	//     "kind": {
	//       "const": "Waiver"
	//     },
	//     "owner": {
	//       "type": [
	//         "string",
	//         "number",
	//         "boolean",
	//         "null"
	//       ]
	//     }
	//   },
	//   "required": [
	//     "kind",
	//     "id",
	//     "expires"
	//   ],
	//   "title": "Waiver",
	//   "type": "object"
	// }
}
