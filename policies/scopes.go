// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"reflect"
	"slices"
	"strings"

	"github.com/kedja/kedja/internal/schema"
	"github.com/kedja/kedja/risk"
	"github.com/open-policy-agent/opa/v1/ast"
)

// inputs maps the scopes to the types that their rules see.
var inputs = map[string]reflect.Type{
	"component": reflect.TypeFor[risk.ComponentInput](),
	"supplier":  reflect.TypeFor[risk.SupplierInput](),
	"product":   reflect.TypeFor[risk.ProductInput](),
	"asset":     reflect.TypeFor[risk.AssetInput](),
	"contract":  reflect.TypeFor[risk.ContractInput](),
	"document":  reflect.TypeFor[risk.DocumentInput](),
	"system":    reflect.TypeFor[risk.SystemInput](),
	"entity":    reflect.TypeFor[risk.SystemInput](),
}

// scopes is the names of the scopes, sorted.
func scopes() []string {
	var names []string
	for name := range inputs {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// schemas gives the compiler the form of each scope's input, at
// schema.<scope>: a path that is not in it does not compile.
func schemas() *ast.SchemaSet {
	set := ast.NewSchemaSet()
	for _, scope := range scopes() {
		set.Put(schemaRef(scope), schema.Of(inputs[scope], &schema.Options{Mode: schema.Rule}))
	}
	set.Put(scopeSchemaRef(), scopeSchema())
	return set
}

func schemaRef(scope string) ast.Ref {
	return ast.SchemaRootRef.Append(ast.InternedTerm(scope))
}

// splitPath takes a dotted path of JSON names apart.
func splitPath(path string) []string { return strings.Split(path, ".") }

func field(t reflect.Type, name string) (schema.Field, bool) {
	fields := schema.Fields(t)
	i := slices.IndexFunc(fields, func(f schema.Field) bool { return f.Name == name })
	if i < 0 {
		return schema.Field{}, false
	}
	return fields[i], true
}
