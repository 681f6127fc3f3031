// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/result"
)

func (p *program) schema() *cobra.Command {
	c := &cobra.Command{
		Use:   "schema [KIND]",
		Short: "Print the JSON Schema of a kind of file; without a kind, list them",
		Example: `  kedja schema
  kedja schema Supplier > supplier.schema.json`,
		Args: cobra.MaximumNArgs(1),
	}
	kinds := append(kedja.Kinds(), configKind())
	names := []string{result.Kind}
	for _, k := range kinds {
		names = append(names, k.Name)
	}
	slices.Sort(names)
	c.ValidArgs = names
	return verb(c, func(_ context.Context, args []string) error {
		if len(args) == 0 {
			_, err := fmt.Fprintln(p.stdout, strings.Join(names, "\n"))
			return err
		}
		i := slices.IndexFunc(kinds, func(k load.Kind) bool { return k.Name == args[0] })
		var schema []byte
		var err error
		switch {
		case args[0] == result.Kind:
			schema, err = result.Schema()
		case i >= 0:
			schema, err = load.Schema(kinds[i])
		default:
			return usagef("there is no kind %q; the kinds are %s", args[0], strings.Join(names, ", "))
		}
		if err != nil {
			return err
		}
		_, err = p.stdout.Write(schema)
		return err
	})
}
