// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/inquiry"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/portfolio"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/scenario"
)

// results are the kinds that kedja writes and nobody else, by their schemas.
var results = map[string]func() ([]byte, error){result.Kind: result.Schema, inquiry.Kind: inquiry.Schema, scenario.Kind: scenario.Schema, portfolio.Kind: portfolio.Schema, matchKind: matchSchema}

func (p *program) schema() *cobra.Command {
	c := &cobra.Command{
		Use:   "schema [KIND]",
		Short: "Print the JSON Schema of a kind of file; without a kind, list them",
		Example: `  kedja schema
  kedja schema Supplier > supplier.schema.json`,
		Args: cobra.MaximumNArgs(1),
	}
	kinds := append(kedja.Kinds(), configKind())
	names := slices.Collect(maps.Keys(results))
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
		write := results[args[0]]
		if i := slices.IndexFunc(kinds, func(k load.Kind) bool { return k.Name == args[0] }); i >= 0 {
			write = func() ([]byte, error) { return load.Schema(kinds[i]) }
		}
		if write == nil {
			meant := diag.Closest(args[0], names)
			if i := slices.IndexFunc(names, func(name string) bool { return strings.EqualFold(name, args[0]) }); i >= 0 {
				meant = names[i]
			}
			if meant != "" {
				meant = ", did you mean " + meant + "?"
			}
			return usagef("there is no kind %q%s; the kinds are %s", args[0], meant, strings.Join(names, ", "))
		}
		schema, err := write()
		if err != nil {
			return err
		}
		_, err = p.stdout.Write(schema)
		return err
	})
}
