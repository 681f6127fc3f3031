// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// Form is how a licence is written.
type form uint8

const (
	byName form = iota
	byID
	byExpression
)

// formOf says how a licence is written: identifiers of the SPDX list as such,
// expressions of them as expressions, everything else as a name.
func formOf(license string) form {
	words := strings.FieldsFunc(license, func(r rune) bool { return strings.ContainsRune(" \t\r\n()", r) })
	if scan.ExpressionProblem(license) != "" {
		return byName
	}
	with := false // an exception follows, which is of another list
	for _, word := range words {
		switch strings.ToUpper(word) {
		case "AND", "OR":
			continue
		case "WITH":
			with = true
			continue
		}
		if !with && scan.LicenseStatus(word) == scan.LicenseUnlisted {
			return byName
		}
		with = false
	}
	// An older version of the list knew "or later" by a plus sign, LicenseRef-
	// is of expressions only: neither is an identifier.
	if len(words) > 1 || strings.ContainsAny(license, "()+ ") || strings.Contains(license, "Ref-") {
		return byExpression
	}
	return byID
}

// licenses writes licences with what is stated of how each was found. Up to
// 1.6 an expression stands alone; beside others it is written as a name.
func (w *encoder) licenses(at sbom.ID, list []string, declared, concluded uint16) *cdx.Licenses {
	var out cdx.Licenses
	add := func(l string, acknowledgement cdx.LicenseAcknowledgement) {
		out = append(out, w.license(l, formOf(l), acknowledgement))
	}
	for i, l := range list {
		d, c := i < 16 && declared&(1<<i) != 0, i < 16 && concluded&(1<<i) != 0
		if d || !c {
			add(l, acknowledgement(d, "declared"))
		}
		if c {
			add(l, acknowledgement(c, "concluded"))
		}
	}
	if len(out) == 0 {
		return nil
	}
	if w.minor < 7 && len(out) > 1 {
		out = w.alone(at, out)
	}
	return &out
}

func acknowledgement(stated bool, how cdx.LicenseAcknowledgement) cdx.LicenseAcknowledgement {
	if stated {
		return how
	}
	return ""
}

func (w *encoder) license(l string, as form, how cdx.LicenseAcknowledgement) cdx.LicenseChoice {
	switch as {
	case byExpression:
		c := cdx.LicenseChoice{Expression: l}
		if how != "" {
			c.Acknowledgement = &how
		}
		return c
	case byID:
		return cdx.LicenseChoice{License: &cdx.License{ID: l, Acknowledgement: how}}
	}
	return cdx.LicenseChoice{License: &cdx.License{Name: l, Acknowledgement: how}}
}

// alone makes names of the expressions in a list of several.
func (w *encoder) alone(at sbom.ID, list cdx.Licenses) cdx.Licenses {
	for i := range list {
		if e := list[i].Expression; e != "" {
			how := cdx.LicenseAcknowledgement("")
			if list[i].Acknowledgement != nil {
				how = *list[i].Acknowledgement
			}
			list[i] = w.license(e, byName, how)
			w.log.Changed(at, "licence expressions beside other licences", "they are names of licences; CycloneDX 1.6 has an expression alone")
		}
	}
	return list
}
