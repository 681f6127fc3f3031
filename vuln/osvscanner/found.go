// SPDX-License-Identifier: Apache-2.0

package osvscanner

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	javascript "github.com/google/osv-scalibr/extractor/filesystem/language/javascript/metadata"
	"github.com/google/osv-scalibr/inventory/osvecosystem"
	"github.com/google/osv-scalibr/semantic"
	"github.com/google/osv-scanner/v2/pkg/models"
	"github.com/ossf/osv-schema/bindings/go/osvconstants"
	"github.com/ossf/osv-schema/bindings/go/osvschema"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/severity"
)

// answer says what osv-scanner could tell of a package.
func (m *mapper) answer(e *entry) vuln.Answer {
	a := vuln.Answer{State: vuln.Checked}
	a.Reason, a.Detail = m.doubt(e)
	if a.Reason != "" {
		a.State = vuln.Unknown
	}
	byID := map[string]*osvschema.Vulnerability{}
	for _, v := range e.Vulnerabilities {
		byID[v.GetId()] = v
	}
	for _, g := range e.Groups {
		f := found(e, &g, byID)
		if a.Reason == vuln.NoRelease {
			f.Possible, f.Reason = true, a.Reason
		}
		a.Found = append(a.Found, f)
	}
	slices.SortFunc(a.Found, func(x, y vuln.Found) int {
		return cmp.Or(cmp.Compare(x.ID, y.ID), slices.Compare(x.Records, y.Records))
	})
	return a
}

// doubt says why nothing, or not everything, is known of a package.
func (m *mapper) doubt(e *entry) (vuln.Reason, string) {
	p := &e.Package
	base := exportOf(p.Ecosystem)
	switch {
	case e.purl == "" && p.Commit == "" && p.Ecosystem == "":
		return vuln.NoIdentifier, "osv-scanner gives the package no package URL"
	case p.Ecosystem == "" && p.Commit == "":
		return vuln.NotCovered, "OSV has no ecosystem for packages of this kind"
	case local(p):
		return vuln.NotCovered, "the lockfile has the package from this machine, and osv-scanner does not look such packages up"
	case m.incomplete != "":
		return vuln.NoEcosystem, m.incomplete
	case m.db.missing[base] != "":
		return vuln.NoEcosystem, m.db.missing[base]
	case p.Version == "" && p.Commit != "" && m.opts.Online:
		return "", ""
	case p.Version == "" && p.Commit != "":
		return vuln.CommitsOnly, "the package is known by its commit alone, which is looked up online only"
	case p.Version == "":
		return vuln.NoVersion, "the version is not stated, and osv-scanner does not look the package up without"
	}
	parsed, err := osvecosystem.Parse(p.Ecosystem)
	switch {
	case err != nil:
		return vuln.NotCovered, err.Error()
	case parsed.Suffix == "" && released(parsed.Ecosystem):
		return vuln.NoRelease, "the release of " + base + " is not known, so that records of all releases count"
	}
	if _, err := semantic.Parse(p.Version, base); err != nil && base != string(gitEcosystem) && !m.opts.Online {
		return vuln.BadVersion, "the version cannot be ordered: " + err.Error()
	}
	return "", ""
}

// local says that osv-scanner takes the package for a part of the project.
func local(p *models.PackageInfo) bool {
	if p.Inventory == nil {
		return false
	}
	m, ok := p.Inventory.Metadata.(*javascript.JavascriptPackageMetadata)
	return ok && m.Source == javascript.Local
}

func released(e osvconstants.Ecosystem) bool {
	return e == osvconstants.EcosystemDebian || e == osvconstants.EcosystemUbuntu || e == osvconstants.EcosystemAlpine
}

// found joins the records that osv-scanner holds for one vulnerability.
func found(e *entry, g *models.GroupInfo, byID map[string]*osvschema.Vulnerability) vuln.Found {
	f := vuln.Found{Records: slices.Sorted(slices.Values(g.IDs))}
	names := slices.Clone(g.Aliases)
	var records []*osvschema.Vulnerability
	var vectors []string
	for _, id := range f.Records {
		v := byID[id]
		if v == nil {
			continue
		}
		records = append(records, v)
		names = append(names, v.GetAliases()...)
		f.Summary = cmp.Or(f.Summary, v.GetSummary())
		f.Severity = worse(f.Severity, stated(v))
		vectors = append(vectors, vectorsOf(v, e)...)
		f.Published = earlier(f.Published, instant(v.GetPublished()))
		f.Modified = max(f.Modified, instant(v.GetModified()))
	}
	slices.Sort(names)
	names = slices.Compact(names)
	f.ID = bestName(f.Records, names)
	f.Aliases = slices.DeleteFunc(names, func(s string) bool { return s == f.ID || slices.Contains(f.Records, s) })
	if best, _ := severity.Highest(vectors...); best.Vector != "" {
		f.CVSS, f.Vector = &best.Score, best.Vector
	}
	f.Fixed = fix(e, records)
	return f
}

// bestName is the CVE where there is one alone, else the first record.
func bestName(records, names []string) string {
	var cves []string
	for _, s := range append(slices.Clone(records), names...) {
		if strings.HasPrefix(s, "CVE-") && !slices.Contains(cves, s) {
			cves = append(cves, s)
		}
	}
	if len(cves) == 1 {
		return cves[0]
	}
	return records[0]
}

func vectorsOf(v *osvschema.Vulnerability, e *entry) []string {
	var out []string
	for _, s := range v.GetSeverity() {
		out = append(out, s.GetScore())
	}
	for _, a := range v.GetAffected() {
		if e.concerns(a) {
			for _, s := range a.GetSeverity() {
				out = append(out, s.GetScore())
			}
		}
	}
	return out
}

func (e *entry) concerns(a *osvschema.Affected) bool {
	parsed, err := osvecosystem.Parse(a.GetPackage().GetEcosystem())
	own, ownErr := osvecosystem.Parse(e.Package.Ecosystem)
	return err == nil && ownErr == nil && parsed.Equal(own) && a.GetPackage().GetName() == e.Package.Name
}

var words = []string{"", "none", "low", "moderate", "high", "critical"}

// stated is the severity in the words of GitHub's records.
func stated(v *osvschema.Vulnerability) string {
	word := strings.ToLower(v.GetDatabaseSpecific().GetFields()["severity"].GetStringValue())
	if word == "medium" {
		word = "moderate"
	}
	if slices.Contains(words, word) {
		return word
	}
	return ""
}

func worse(a, b string) string {
	if slices.Index(words, b) > slices.Index(words, a) {
		return b
	}
	return a
}

func instant(t *timestamppb.Timestamp) string {
	if t == nil || t.AsTime().IsZero() {
		return "" // osv-scanner reads a missing date as the year 1 where the record is written so
	}
	return t.AsTime().UTC().Format(time.RFC3339)
}

func earlier(a, b string) string {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

// origins names the exports with their digests. Online it is osv.dev.
func (m *mapper) origins() []vuln.Origin {
	if m.opts.Online {
		return []vuln.Origin{{File: "https://api.osv.dev", Format: "osv-scanner " + scannerVersion}}
	}
	var out []vuln.Origin
	for _, name := range m.db.found {
		sum, err := digest(name)
		if err != nil {
			sum = "" // it was read a moment ago; a result without is better than none
		}
		out = append(out, vuln.Origin{File: filepath.ToSlash(name), SHA256: sum, Format: "osv export"})
	}
	return out
}

func digest(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
