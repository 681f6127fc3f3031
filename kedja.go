// SPDX-License-Identifier: Apache-2.0

package kedja

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/gate"
	"github.com/kedja/kedja/policies"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/scenario/event"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// Version is the version of the engine, as results name it.
const Version = "0.1.0-dev"

// Input is everything an assessment rests on, read and checked.
type Input struct {
	// System is nil where no system file was given; [Assess] then makes one
	// of the SBOMs.
	System    *system.System
	Documents []Document
	Suppliers []*supplier.Supplier
	Countries []*supplier.Country
	// Defaults are records of countries that fill in what Countries leave open
	// and never contradict them: the facts that come with kedja, where they are
	// asked for.
	Defaults  []*supplier.Country
	Curations []*supplier.Curation
	Evidence  []*system.Evidence
	Waivers   []gate.Waiver
	// Scenarios change nothing in an assessment: package scenario works them
	// out.
	Scenarios []*event.Scenario
	// Vulnerabilities is what components are compared with.
	Vulnerabilities Vulnerabilities

	Files       []result.Input // what was read, with digests
	Incomplete  bool           // something that was asked for could not be read
	Base        string         // the folder that file names are relative to
	Diagnostics diag.List
}

// Document is one SBOM and the product it describes. Product is empty where
// no system file names it.
type Document struct {
	Product string
	SBOM    *sbom.Document
}

// ErrNothing is returned by [Assess] for an input without any component,
// product or service.
var ErrNothing = errors.New("nothing to assess: no component, product or service in the input")

// Options configures [Assess].
type Options struct {
	// AsOf is the clock of the assessment. Zero is an error: a default of
	// "now" would make two runs differ.
	AsOf time.Time
	// Packs names the policy packs; nil means all that are on by default.
	Packs []string
	// Rules are the packs compiled before, by [CompileRules] with the same Packs
	// and Params; nil compiles them.
	Rules *Rules
	// Params overrides parameters: of rules by "RULE.NAME", of measures by
	// "measure.NAME", such as measure.dependency.cap; see docs/method.md.
	Params map[string]string
	// Policies are further packs of the user's.
	Policies []fs.FS
	// Confine keeps those packs out of this process; nil trusts them.
	Confine policies.Confine
	// IncludeDev counts components that are excluded, or that only development and
	// test need.
	IncludeDev bool
	// Full lists all shares instead of the fifty largest, and all components.
	Full bool
	// FindingsOnly leaves out the measures that no rule reads, and the scores:
	// for those who only ask what the rules find. Assessment.LeftOut names what
	// is missing for that reason; findings and verdict are the same.
	FindingsOnly bool
	// Subjects is how many subjects a finding about several of them names; 0 is
	// ten. The result grows with it.
	Subjects int
	// Persons shows names of natural persons instead of opaque ids.
	Persons bool
	// Progress is told what happens; nil means silence.
	Progress func(stage string)
}

// LoadOptions configures [Load]; nil means the defaults.
type LoadOptions struct {
	// Suppliers, Countries and Waivers are further record files or folders.
	// "builtin" among Countries takes the public facts that come with kedja, on
	// the countries that the other records name; see package profiles.
	// Beside a system file, the folders suppliers and countries and the
	// files waivers.yaml, curation.yaml and evidence.yaml are taken unasked.
	Suppliers, Countries, Waivers []string
	// OSV names indexes of vulnerabilities (see package vuln/osv) or exports of
	// OSV, Vulns results of osv-scanner, VEX statements whether products are
	// affected, KEV lists of exploited vulnerabilities, EPSS forecasts: files or
	// folders. With any of them call [Input.Close] after the last assessment.
	OSV, Vulns, VEX, KEV, EPSS []string
	// Stdin is read for the input "-"; nil makes that an error.
	Stdin interface{ Read([]byte) (int, error) }
	// Progress is told what happens; nil means silence.
	Progress func(stage string)
	// KeepErrors keeps values that are reported as errors, for those who check
	// records and work nothing out of them. Else they are unknown.
	KeepErrors bool
}

// Load reads the inputs: SBOMs in any format (without the descriptions of
// components, which no assessment looks at), and at most one system file
// with what it names. What kind a file is is decided by its content. Inputs
// that could not be read are named in the list and set Input.Incomplete; the
// error is not nil only when nothing could be read.
func Load(inputs []string, opts *LoadOptions) (*Input, diag.List, error) {
	return loadInputs(inputs, opts)
}

// Assess judges the input. It fails with [ErrNothing] when there is nothing
// to judge; a bad verdict is not an error.
func Assess(ctx context.Context, in *Input, opts Options) (*result.Assessment, error) {
	if len(in.Scenarios) > 0 {
		with := *in
		with.Diagnostics = slices.Clone(in.Diagnostics)
		for _, s := range in.Scenarios {
			with.Diagnostics.Add(diag.Diagnostic{
				Severity: diag.Warning, Code: "input/scenario", Position: s.At(""),
				Message: "the scenario " + s.ID + " changes nothing in an assessment", Remedy: "give it to kedja scenario",
			})
		}
		in = &with
	}
	return assessInput(ctx, in, opts)
}
