// SPDX-License-Identifier: Apache-2.0

package load

import (
	"reflect"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/internal/schema"
)

// Plain reads the first document of a text without a type, as other tools
// see it.
func Plain(text string) any {
	r := reader{opts: (*Options)(nil).orDefaults(), types: map[reflect.Type][]schema.Field{}}
	d := decoder{reader: &r, positions: map[string]diag.Position{}}
	var out any
	d.free(r.parse(split(text)[0]), reflect.ValueOf(&out).Elem(), target{})
	return out
}
