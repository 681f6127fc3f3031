// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/profiles"
)

// Config is the file of --config (kind: Config): every flag by its name. File
// names in it are relative to its folder.
type Config struct {
	Suppliers     []string `json:"suppliers,omitempty" kedja:"files"`
	Countries     []string `json:"countries,omitempty" kedja:"files"`
	OSV           []string `json:"osv,omitempty" kedja:"files"`
	Vulns         []string `json:"vulns,omitempty" kedja:"files"`
	VEX           []string `json:"vex,omitempty" kedja:"files"`
	KEV           []string `json:"kev,omitempty" kedja:"files"`
	EPSS          []string `json:"epss,omitempty" kedja:"files"`
	Policies      []string `json:"policies,omitempty" kedja:"files"`
	PoliciesKey   string   `json:"policies-key,omitempty" kedja:"files"`
	Untrusted     *bool    `json:"untrusted-policies,omitempty"`
	Waivers       []string `json:"waivers,omitempty" kedja:"files"`
	Baseline      string   `json:"baseline,omitempty" kedja:"files"`
	Output        []string `json:"output,omitempty" kedja:"outputs"` // FORMAT or FORMAT=FILE
	Quiet         *bool    `json:"quiet,omitempty"`
	NoColor       *bool    `json:"no-color,omitempty"`
	AsOf          string   `json:"as-of,omitempty"`
	Pack          []string `json:"pack,omitempty"`
	Param         []string `json:"param,omitempty"` // RULE.NAME=VALUE
	IncludeDev    *bool    `json:"include-dev,omitempty"`
	Full          *bool    `json:"full,omitempty"`
	Persons       *bool    `json:"persons,omitempty"`
	FindingsOnly  *bool    `json:"findings-only,omitempty"`
	FailOn        string   `json:"fail-on,omitempty"`
	FailOnWarn    string   `json:"fail-on-warn,omitempty"` // true, or a severity
	FailOnUnknown *bool    `json:"fail-on-unknown,omitempty"`
	Strict        *bool    `json:"strict,omitempty"`
	StaleAfter    *int     `json:"stale-after,omitempty"` // months
}

// configKind is the kind of record that a configuration is.
func configKind() load.Kind {
	return load.Kind{Name: "Config", New: func() any { return &Config{} }}
}

// configure sets the flags of the verb that the command line left alone from
// the file of --config. Keys for flags that the verb does not have are for
// other verbs.
func (p *program) configure(c *cobra.Command) error {
	name := p.set.config
	if name == "" {
		return nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return usagef("%s: the configuration cannot be read: %w", name, cause(err))
	}
	records, list, err := load.Bytes(filepath.ToSlash(name), data, []load.Kind{configKind()}, nil)
	if err != nil {
		return err
	}
	if list.Err() != nil {
		return &exit{exitUsage, list}
	}
	if len(records) != 1 {
		return usagef("%s: the configuration is %d records; write one of kind: Config", name, len(records))
	}
	p.complain(list, "correct these first")
	v := reflect.ValueOf(records[0].Value).Elem()
	for i := range v.NumField() {
		if err := setFlag(c, v.Type().Field(i), v.Field(i), filepath.Dir(name)); err != nil {
			return usagef("%s: %w", name, err)
		}
	}
	return nil
}

// setFlag gives one flag the value of a field of the configuration.
func setFlag(c *cobra.Command, field reflect.StructField, v reflect.Value, dir string) error {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	f := c.Flags().Lookup(name)
	if f == nil || f.Changed || v.IsZero() || v.Kind() == reflect.Slice && f.Value.Type() != "stringArray" {
		return nil // the output of init is a folder, not a format
	}
	resolve := func(s string) string { return resolveFile(s, field.Tag.Get("kedja"), dir) }
	switch value := v.Interface().(type) {
	case *int:
		return c.Flags().Set(name, strconv.Itoa(*value))
	case *bool:
		return c.Flags().Set(name, strconv.FormatBool(*value))
	case string:
		return c.Flags().Set(name, resolve(value))
	case []string:
		for _, s := range value {
			if err := c.Flags().Set(name, resolve(s)); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("the key %s has a type that flags do not have", name)
}

// resolveFile makes a file name of the configuration one for the program.
func resolveFile(s, kind, dir string) string {
	under := func(file string) string {
		if file == "" || file == "-" || file == profiles.Builtin || filepath.IsAbs(file) {
			return file
		}
		return filepath.Join(dir, filepath.FromSlash(file))
	}
	switch kind {
	case "files":
		return under(s)
	case "outputs":
		if format, file, ok := strings.Cut(s, "="); ok {
			return format + "=" + under(file)
		}
	}
	return s
}
