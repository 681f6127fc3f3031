// SPDX-License-Identifier: Apache-2.0

package kedja

import (
	"context"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/files"
	"github.com/kedja/kedja/vuln/listed"
	"github.com/kedja/kedja/vuln/vex"
)

// Vulnerabilities is what components are compared with beyond what their SBOMs
// say. The zero value compares with nothing, and results say so.
type Vulnerabilities struct {
	Sources    []vuln.Source   // databases and results of scanners
	Statements []*vex.Document // whether products are affected
	Lists      []*listed.File  // of exploited vulnerabilities, and forecasts
	files      *files.Files
}

// Close gives back what [Load] holds open: the index of vulnerabilities is
// mapped into memory. The input must not be assessed after it.
func (in *Input) Close() error {
	if in.Vulnerabilities.files == nil {
		return nil
	}
	return in.Vulnerabilities.files.Close()
}

// vulnerabilities reads what components are to be compared with.
func (l *loader) vulnerabilities() {
	o := &l.opts
	p := files.Paths{OSV: o.OSV, Vulns: o.Vulns, VEX: o.VEX, KEV: o.KEV, EPSS: o.EPSS}
	if len(p.OSV)+len(p.Vulns)+len(p.VEX)+len(p.KEV)+len(p.EPSS) == 0 {
		return
	}
	l.progress("reading what is known of vulnerabilities")
	f := files.Load(context.Background(), p, l.relative)
	l.in.Vulnerabilities = Vulnerabilities{Sources: f.Sources, Statements: f.Statements, Lists: f.Lists, files: f}
	l.in.Diagnostics = append(l.in.Diagnostics, f.Diagnostics...)
	l.in.Incomplete = l.in.Incomplete || f.Diagnostics.Err() != nil
	for _, d := range f.Problems {
		l.fail(d.Code, diag.Position{File: d.File}, d, "check the path and what the file is")
	}
	for _, origin := range f.Origins() {
		name := origin.File
		if origin.In != "" {
			name = origin.In + "!" + name
		}
		l.in.Files = append(l.in.Files, result.Input{Name: name, Kind: origin.Kind, SHA256: origin.SHA256})
	}
}
