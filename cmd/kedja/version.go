// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/result"
)

// versions is what "version --json" writes.
type versions struct {
	Name          string `json:"name"`
	Version       string `json:"version"`
	SchemaVersion string `json:"schemaVersion"` // of results
	APIVersion    string `json:"apiVersion"`    // of records
	Go            string `json:"go"`
	Revision      string `json:"revision,omitempty"`
	Modified      bool   `json:"modified,omitempty"` // built from a tree with changes
}

func (p *program) version() *cobra.Command {
	c := &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Example: `  kedja version
  kedja version --json`,
		Args: noArgs,
	}
	c.Flags().BoolVar(&p.set.json, "json", false, "print all of it as JSON")
	return verb(c, func(context.Context, []string) error {
		v := versions{Name: "kedja", Version: kedja.Version, SchemaVersion: result.SchemaVersion, APIVersion: load.APIVersion}
		if info, ok := debug.ReadBuildInfo(); ok {
			v.Go = info.GoVersion
			for _, s := range info.Settings {
				switch s.Key {
				case "vcs.revision":
					v.Revision = s.Value
				case "vcs.modified":
					v.Modified = s.Value == "true"
				}
			}
		}
		if p.set.json {
			return writeJSON(p.stdout, v)
		}
		_, err := fmt.Fprintf(p.stdout, "kedja %s (%s)\n", v.Version, v.Go)
		return err
	})
}
