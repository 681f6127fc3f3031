// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"strings"

	v23 "github.com/spdx/tools-golang/spdx/v2/v2_3"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/loss"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// licenses returns the declared and the concluded licence. What is not said
// to be concluded is declared: that is what CycloneDX mostly means.
func (w *encoder) licenses(at sbom.ID, n *sbom.Node) (declared, concluded string) {
	var d, c []string
	inD, inC := map[string]bool{}, map[string]bool{}
	for i, l := range n.Licenses {
		isD, isC := i < 16 && n.Declared&(1<<i) != 0, i < 16 && n.Concluded&(1<<i) != 0
		e := w.expression(at, l)
		if isC && !inC[e] {
			inC[e] = true
			c = append(c, e)
		}
		if (isD || !isC) && !inD[e] {
			inD[e] = true
			d = append(d, e)
		}
		if !isD && !isC {
			w.log.Invented(at, "whether licences are declared or concluded", "they are declared")
		}
	}
	return w.all(at, d), w.all(at, c)
}

// all joins several licences to one expression.
func (w *encoder) all(at sbom.ID, list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	w.log.Changed(at, "lists of licences", "SPDX has one expression; they are joined by AND")
	for i, e := range list {
		if strings.Contains(e, " ") {
			list[i] = "(" + e + ")"
		}
	}
	return strings.Join(list, " AND ")
}

// expression returns the licence where it is an expression of SPDX, else a
// LicenseRef- that stands for it.
func (w *encoder) expression(at sbom.ID, license string) string {
	if scan.ExpressionProblem(license) == "" {
		if refs, ok := licenseRefs(license); ok {
			for _, ref := range refs {
				w.extract(at, ref, "")
			}
			return license
		}
	}
	return w.stand(at, license)
}

// licenseRefs returns the LicenseRef-… words of an expression. ok is false
// when another word is on no list.
func licenseRefs(expression string) (refs []string, ok bool) {
	with := false // an exception follows, which is of another list
	for _, word := range strings.FieldsFunc(expression, func(r rune) bool { return strings.ContainsRune(" \t\r\n()", r) }) {
		switch strings.ToUpper(word) {
		case "AND", "OR":
			continue
		case "WITH":
			with = true
			continue
		}
		switch {
		case strings.HasPrefix(word, "LicenseRef-"):
			refs = append(refs, strings.TrimSuffix(word, "+"))
		case !with && scan.LicenseStatus(word) == scan.LicenseUnlisted:
			return nil, false
		}
		with = false
	}
	return refs, true
}

// stand returns the LicenseRef- that stands for a licence that SPDX has no
// identifier for.
func (w *encoder) stand(at sbom.ID, license string) string {
	w.log.Changed(at, "licences that are not of the SPDX list", "a LicenseRef- stands for each, with its name")
	ref, ok := w.made[license]
	if !ok {
		ref = "LicenseRef-" + hyphened(loss.Slug(license, longestSlug)) + loss.Short(license)
		w.made[license] = ref
	}
	w.extract(at, ref, license)
	return ref
}

// extract lists a LicenseRef-, once. SPDX demands the text, which the model
// does not hold.
func (w *encoder) extract(at sbom.ID, ref, name string) {
	if w.known[ref] {
		return
	}
	w.known[ref] = true
	w.others = append(w.others, &v23.OtherLicense{LicenseIdentifier: ref, LicenseName: name, ExtractedText: noAssertion})
	w.log.Invented(at, "texts of licences that are not of the SPDX list", "they are NOASSERTION")
}
