// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/vuln/files"
)

// settings are the values of all flags. Each verb has only some of them.
type settings struct {
	quiet, noColor bool
	config         string

	suppliers, countries, waivers, policies []string
	outputs                                 []string
	asOf                                    string
	packs, params                           []string
	osv, vulns, vex, kev, epss              []string
	policiesKey                             string
	untrusted                               bool
	includeDev, full, persons, findingsOnly bool

	failOn        string
	failOnWarn    string // "" where warnings do not stop the gate, else a severity
	failOnUnknown bool
	baseline      string

	strict bool
	schema bool // compare SBOMs with their schemas
	json   bool
	dir    string
}

// flags is the part of a flag set that is used here.
type flags interface {
	BoolVar(p *bool, name string, value bool, usage string)
	StringVar(p *string, name, value, usage string)
	StringArrayVar(p *[]string, name string, value []string, usage string)
	StringArrayVarP(p *[]string, name, shorthand string, value []string, usage string)
}

func (s *settings) common(f flags) {
	f.BoolVar(&s.quiet, "quiet", false, "print no warnings and no progress")
	f.BoolVar(&s.noColor, "no-color", false, "print no colours, as with NO_COLOR in the environment")
	f.StringVar(&s.config, "config", "", "take flags from this `FILE` (kind: Config); flags given here win")
}

func (s *settings) output(f flags, formats ...string) {
	usage := "write the result as `FORMAT[=FILE]`, repeatable: " + strings.Join(formats, ", ")
	f.StringArrayVarP(&s.outputs, "output", "o", nil, usage)
}

// rules are the flags that choose rules.
func (s *settings) rules(f flags) {
	f.StringArrayVar(&s.policies, "policies", nil, "policy packs of your own: a `FOLDER`, or an OPA bundle (tar.gz), repeatable")
	f.StringVar(&s.policiesKey, "policies-key", "", "take only bundles signed by the owner of this public key, a `FILE` in PEM")
	f.BoolVar(&s.untrusted, "untrusted-policies", false, "evaluate packs of your own in a process with limits of memory and time")
	f.StringArrayVar(&s.packs, "pack", nil, "evaluate only this policy pack, by `NAME`, repeatable (default all that are on)")
	f.StringArrayVar(&s.params, "param", nil, "set a rule's parameter, as `RULE.NAME=VALUE`, repeatable")
}

// records are the flags that name records of parties and countries.
func (s *settings) records(f flags) {
	f.StringArrayVar(&s.suppliers, "suppliers", nil, "supplier records: a `FILE` or folder, repeatable")
	f.StringArrayVar(&s.countries, "countries", nil, "country records: a `FILE` or folder, or \"builtin\" for the facts that come with kedja, repeatable")
}

func (s *settings) waiverFlag(f flags) {
	f.StringArrayVar(&s.waivers, "waivers", nil, "waivers: a `FILE` or folder, repeatable")
}

// assessment are the flags of verbs that assess.
// vulnerabilities are the flags that name what components are compared with.
func (s *settings) vulnerabilities(f flags) {
	f.StringArrayVar(&s.osv, "osv", nil, "look components up in an index of vulnerabilities that \"kedja vuln index\" made, or in OSV exports: a `FILE` or folder, repeatable")
	f.StringArrayVar(&s.vulns, "vulns", nil, "take what osv-scanner found, as JSON: a `FILE` or folder, repeatable")
	f.StringArrayVar(&s.vex, "vex", nil, "statements whether products are affected (OpenVEX, CSAF, CycloneDX): a `FILE` or folder, repeatable")
	f.StringArrayVar(&s.kev, "kev", nil, "lists of exploited vulnerabilities, of CISA, ENISA or your own: a `FILE` or folder, repeatable")
	f.StringArrayVar(&s.epss, "epss", nil, "forecasts of exploitation (EPSS): a `FILE` or folder, repeatable")
}

// vulnerabilityFiles are what these flags name.
func (s *settings) vulnerabilityFiles() files.Paths {
	return files.Paths{OSV: s.osv, Vulns: s.vulns, VEX: s.vex, KEV: s.kev, EPSS: s.epss}
}

// sayBuilt tells that an index was built for this run alone.
func (p *program) sayBuilt(list diag.List) {
	for _, d := range list {
		if d.Code == "vuln/not-indexed" {
			p.note("%s: %s; %s", d.File, d.Message, d.Remedy)
		}
	}
}

func (s *settings) assessment(f flags) {
	s.records(f)
	s.vulnerabilities(f)
	s.waiverFlag(f)
	s.rules(f)
	s.output(f, formatNames()...)
	s.clockFlag(f)
	f.BoolVar(&s.includeDev, "include-dev", false, "count components that are excluded, or that only development and test need")
	f.BoolVar(&s.full, "full", false, "list all shares instead of the fifty largest")
	f.BoolVar(&s.persons, "persons", false, "show the names of natural persons instead of opaque ids")
}

// findingsFlag is --findings-only of the verbs that judge. What it leaves out a
// page could only show as if there were none.
func (s *settings) findingsFlag(f flags) {
	f.BoolVar(&s.findingsOnly, "findings-only", false, "work out what rules ask for and no measure besides: faster, with the same findings and verdict")
}

func (s *settings) checkFindingsOnly(outputs []output) error {
	if s.findingsOnly && slices.ContainsFunc(outputs, func(o output) bool { return o.format == "html" }) {
		return usagef("--findings-only leaves out what an HTML page shows; write text, markdown or json, or give the flag up")
	}
	return nil
}

func (s *settings) clockFlag(f flags) {
	f.StringVar(&s.asOf, "as-of", "", "the clock of the assessment, as `DATE` YYYY-MM-DD or RFC 3339 (default today, 00:00 UTC)")
}

func (s *settings) gateFlags(f flags) {
	f.StringVar(&s.failOn, "fail-on", "", "the lowest `SEVERITY` at which a failed finding fails the gate: "+strings.Join(result.Severities(), ", ")+" (default any)")
	f.StringVar(&s.failOnWarn, "fail-on-warn", "", "exit 2 when there are only warnings; with a `SEVERITY` after = only when one is as severe as that")
	f.BoolVar(&s.failOnUnknown, "fail-on-unknown", false, "let what cannot be decided for lack of facts fail the gate")
	f.StringVar(&s.baseline, "baseline", "", "an earlier result, as `FILE`; what it has does not count again")
}

// everyWarning is the value of --fail-on-warn when it has none.
const everyWarning = "low"

// checkGate refuses values that would quietly mean something else.
func (s *settings) checkGate(args []string) error {
	scale := result.Severities()
	if s.failOn != "" && !slices.Contains(scale, s.failOn) {
		return usagef("--fail-on %q is no severity: use %s", s.failOn, strings.Join(scale, ", "))
	}
	switch given := s.failOnWarn; given { // true and false as of any switch, in a configuration
	case "true":
		s.failOnWarn = everyWarning
	case "", "false":
		s.failOnWarn = ""
	default:
		if !slices.Contains(scale, given) {
			return usagef("--fail-on-warn=%s is no severity: use %s", given, strings.Join(scale, ", "))
		}
	}
	if len(args) == 0 || s.failOnWarn != everyWarning || !slices.Contains(scale, args[0]) {
		return nil
	}
	if _, err := os.Stat(args[0]); err != nil {
		return usagef("--fail-on-warn %s: a severity goes after =, as in --fail-on-warn=%s", args[0], args[0])
	}
	return nil
}

// firstYear is the first in which an assessment may stand.
const firstYear = 1900

// clock reads --as-of. This is the only place that looks at the real clock.
func (p *program) clock() (time.Time, error) {
	text := p.set.asOf
	if text == "" {
		return p.now().UTC().Truncate(24 * time.Hour), nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if t, err := time.Parse(layout, text); err == nil && t.UTC().Year() >= firstYear {
			return t.UTC(), nil
		} else if err == nil {
			return time.Time{}, usagef("--as-of %s lies before %d, when nothing was that kedja judges", text, firstYear)
		}
	}
	return time.Time{}, usagef("--as-of %q is no date: write YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ", text)
}

// options makes the options of an assessment of the flags.
func (p *program) options() (kedja.Options, error) {
	s := &p.set
	o := kedja.Options{Packs: s.packs, IncludeDev: s.includeDev, Full: s.full, Persons: s.persons, FindingsOnly: s.findingsOnly}
	var err error
	if o.AsOf, err = p.clock(); err != nil {
		return o, err
	}
	if o.Params, err = parseParams(s.params); err != nil {
		return o, err
	}
	o.Policies, o.Confine, err = p.ownPolicies()
	return o, err
}

func parseParams(list []string) (map[string]string, error) {
	if len(list) == 0 {
		return nil, nil
	}
	out := map[string]string{}
	for _, text := range list {
		name, value, ok := strings.Cut(text, "=")
		if !ok || name == "" {
			return nil, usagef("--param %q: write RULE.NAME=VALUE, as in eu5g/SUPPLIER-0004.sensitivity=moderate", text)
		}
		if old, twice := out[name]; twice && old != value {
			return nil, usagef("--param %s is given twice, with %q and %q", name, old, value)
		}
		out[name] = value
	}
	return out, nil
}

// cause is the error without the path, which the message has already.
func cause(err error) error {
	for {
		pe, ok := err.(*fs.PathError)
		if !ok {
			return err
		}
		err = pe.Err
	}
}

// colour reports whether what goes to standard output may have colours, and
// the width to write for.
func (p *program) colour() (columns int, colour bool) {
	columns, ok := p.terminal(p.stdout)
	return columns, ok && !p.set.noColor && p.env("NO_COLOR") == "" && p.env("TERM") != "dumb"
}

// here turns the name of a file in a diagnostic, which is relative to the
// inputs' folder, into one that is right where the user stands.
func (p *program) here(name string) string {
	if name == "" || name == "stdin" || filepath.IsAbs(name) {
		return name
	}
	for _, base := range p.bases {
		full := filepath.Join(cmp.Or(base, "."), filepath.FromSlash(name))
		if _, err := os.Stat(full); err == nil {
			return filepath.ToSlash(full)
		}
	}
	for _, base := range p.bases { // what is not there goes by the name it was given
		if full, err := filepath.Abs(filepath.Join(cmp.Or(base, "."), filepath.FromSlash(name))); err == nil {
			for _, typed := range p.typed {
				if abs, err := filepath.Abs(typed); err == nil && abs == full {
					return filepath.ToSlash(typed)
				}
			}
		}
	}
	return name
}

// below is how a file is named below a folder, with ok false where it lies
// outside.
func below(dir, file string) (rel string, ok bool) {
	dirAbs, err1 := filepath.Abs(dir)
	fileAbs, err2 := filepath.Abs(file)
	if err1 != nil || err2 != nil {
		return file, false
	}
	rel, err := filepath.Rel(dirAbs, fileAbs)
	if err != nil {
		return file, false
	}
	return filepath.ToSlash(rel), filepath.IsLocal(rel)
}

// complete offers the values that a flag of the verb takes.
func complete(c *cobra.Command, flag string, values ...string) {
	// The error says that the verb has no such flag.
	_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveDefault))
}

// completeOutput offers the formats, for standard output and for files.
func completeOutput(c *cobra.Command, formats ...string) {
	values := slices.Clone(formats)
	for _, f := range formats {
		values = append(values, f+"=")
	}
	complete(c, "output", values...)
}

func noArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no arguments, but has %q", c.CommandPath(), args[0])
	}
	return nil
}

// someArgs asks for at least one argument of a kind.
func someArgs(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usagef("%s needs %s", c.CommandPath(), what)
		}
		return nil
	}
}
