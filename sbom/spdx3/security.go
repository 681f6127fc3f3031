// SPDX-License-Identifier: Apache-2.0

package spdx3

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// flaw is a security_Vulnerability with what relationships say of it.
type flaw struct {
	base    sbom.Vulnerability
	ratings []sbom.Rating
	// of are the components that are related to it without a statement.
	of         affected
	statements []statement
}

// affected are components, and elements of other documents.
type affected struct {
	ids     []sbom.ID
	outside []string
}

func (a *affected) add(more affected) {
	a.ids, a.outside = append(a.ids, more.ids...), append(a.outside, more.outside...)
}

// statement is what VEX says of some components: each is one entry of the
// document's vulnerabilities, because an entry has one state.
type statement struct {
	state, justification, detail, action string
	affects                              affected
}

func (r *reader) flaw(it *item) {
	v := sbom.Vulnerability{
		Index: int32(len(r.flaws)), Line: it.line,
		Description: joined(it.str(propSummary), it.str(propDescription)),
		Published:   r.time(it, propPublished), Updated: r.time(it, propModified),
	}
	for _, scheme := range []string{"cve", "securityOther", ""} {
		for _, x := range it.identifiers {
			if v.ID == "" && (x.scheme == scheme || scheme == "") {
				v.ID = x.value
			}
		}
		if v.ID == "" && scheme == "cve" && strings.HasPrefix(it.str(propName), "CVE-") {
			v.ID = it.str(propName)
		}
	}
	if v.ID == "" {
		v.ID = it.str(propName)
	}
	if v.ID == "" {
		v.ID = value(it.id)
		r.NoteFrom(it.line, diag.Warning, "spdx3/vulnerability", "state an ExternalIdentifier of type cve", "the vulnerability has no identifier and no name")
	}
	if it.str(propWithdrawn) != "" {
		r.tallyAt(tallyNotKept, "security_withdrawnTime of vulnerabilities", "", r.Place(r.Pointer(), it.line))
	}
	if it.str(propComment) != "" {
		r.tallyAt(tallyNotKept, "the comment of vulnerabilities", "", r.Place(r.Pointer(), it.line))
	}
	r.flaws = append(r.flaws, flaw{base: v})
}

// verdict is what an assessment relationship has beyond its ends.
type verdict struct {
	statement
	rating   sbom.Rating
	rated    bool
	supplier scan.Ref
	assessed []scan.Ref
	at       use
}

// assessmentTypes are the types that the classes of VEX imply; some
// generators leave relationshipType out.
var assessmentTypes = map[string]string{
	"security_VexAffectedVulnAssessmentRelationship":           "affects",
	"security_VexNotAffectedVulnAssessmentRelationship":        "doesNotAffect",
	"security_VexFixedVulnAssessmentRelationship":              "fixedIn",
	"security_VexUnderInvestigationVulnAssessmentRelationship": "underInvestigationFor",
	"security_CvssV2VulnAssessmentRelationship":                "hasAssessmentFor",
	"security_CvssV3VulnAssessmentRelationship":                "hasAssessmentFor",
	"security_CvssV4VulnAssessmentRelationship":                "hasAssessmentFor",
	"security_EpssVulnAssessmentRelationship":                  "hasAssessmentFor",
	"security_SsvcVulnAssessmentRelationship":                  "hasAssessmentFor",
	"security_ExploitCatalogVulnAssessmentRelationship":        "hasAssessmentFor",
}

// methods are the ratings that the model keeps, by class, in the spelling of
// CycloneDX. The version of a CVSS 3 vector says whether it is 3.1.
var methods = map[string]string{
	"security_CvssV2VulnAssessmentRelationship": "CVSSv2",
	"security_CvssV3VulnAssessmentRelationship": "CVSSv3",
	"security_CvssV4VulnAssessmentRelationship": "CVSSv4",
	"security_SsvcVulnAssessmentRelationship":   "SSVC",
}

// severities from the least to the most, as in CycloneDX.
var severities = []string{"", "none", "low", "medium", "high", "critical"}

func (r *reader) verdict(it *item) verdict {
	v := verdict{
		statement: statement{
			justification: separated(value(it.str(propJustification)), '_'),
			detail:        joined(it.str(propImpact), it.str(propStatus)), action: it.str(propAction),
		},
		supplier: first(it.to(propSuppliedBy)), assessed: slices.Clone(it.to(propAssessed)), at: r.used(it, propSuppliedBy, 0),
	}
	kind := it.kind
	if _, ok := assessmentTypes[kind]; !ok {
		kind = "security_" + kind // the names of the release candidates
	}
	v.rating.Method, v.rated = methods[kind]
	if v.rating.Method == "" {
		if assessmentTypes[kind] == "hasAssessmentFor" {
			r.tallyAt(tallyNotKept, it.kind, "", r.Place(r.Pointer(), it.line))
		}
		return v
	}
	v.rating.Vector = it.str(propVector)
	if v.rating.Method == "SSVC" {
		v.rating.Vector = value(it.str(propDecision))
		return v
	}
	if strings.HasPrefix(v.rating.Vector, "CVSS:3.1/") {
		v.rating.Method = "CVSSv31"
	}
	if s := value(it.str(propSeverity)); slices.Contains(severities, strings.ToLower(s)) {
		v.rating.Severity = strings.ToLower(s)
	} else {
		r.NoteFrom(it.line, diag.Error, "spdx3/severity", "use a severity of the specification", "%q is no severity; it is not read", s)
	}
	if s := it.str(propScore); s != "" {
		f, err := strconv.ParseFloat(s, 64)
		if v.rating.HasScore = err == nil && f >= 0 && f <= 10; v.rating.HasScore {
			v.rating.Score = f
		} else {
			r.NoteFrom(it.line, diag.Error, "spdx3/score", "write a number from 0 to 10", "%q is no CVSS score; it is not read", s)
		}
	}
	return v
}

// amend marks the assessments that later ones amend: only the last word on a
// vulnerability counts.
func (r *reader) amend() {
	for i := range r.relations {
		x := &r.relations[i]
		if r.uses.list[x.kind].name != "amendedBy" {
			continue
		}
		if s := r.slot(x.from); s.class == classAssessment && s.at >= 0 && x.n > 0 {
			r.relations[s.at].amended = true
		}
	}
}

// settleVerdict adds what a relationship says to the vulnerability.
func (r *reader) settleVerdict(x *relation, rt *relationType) {
	if rt.role == associates {
		r.associate(x, rt)
		return
	}
	if x.amended {
		r.tallyOnce(tallyRelation, "assessments that are withdrawn, or that later ones amend,", "", x.element())
		return
	}
	s := r.slot(x.from)
	if s.class != classVulnerability {
		r.turned(x, rt)
		return
	}
	v, f := &r.verdicts[x.verdict], &r.flaws[s.at]
	var of affected
	for i, ref := range r.to(x) {
		r.affects(&of, x, ref, x.use(i))
	}
	for _, ref := range v.assessed {
		r.affects(&of, x, ref, x.element())
	}
	r.state(f, v, x, rt, of)
}

// state adds a statement about components to a vulnerability.
func (r *reader) state(f *flaw, v *verdict, x *relation, rt *relationType, of affected) {
	if v.rated {
		if p := r.supplierOf(v, x); p != nil {
			v.rating.Source = p.Name
		}
		if !slices.Contains(f.ratings, v.rating) {
			f.ratings = append(f.ratings, v.rating)
		}
	}
	if rt.state == "" {
		f.of.add(of)
		return
	}
	st := v.statement
	st.state = rt.state
	for i := range f.statements {
		if o := &f.statements[i]; o.state == st.state && o.justification == st.justification && o.detail == st.detail && o.action == st.action {
			o.affects.add(of)
			return
		}
	}
	st.affects = of
	f.statements = append(f.statements, st)
}

// turned reads an assessment that runs from a component to vulnerabilities,
// which is the wrong way round and leaves no doubt.
func (r *reader) turned(x *relation, rt *relationType) {
	id, what := r.end(x.from)
	switch what {
	case isMissing:
		r.dangling(scan.NoRef, x.from, r.at(x.use(-1)))
		return
	case isOutside:
		r.leadsOut(x.from, x.use(-1))
		return
	}
	for _, ref := range r.to(x) {
		s := r.slot(ref)
		if what != isNode || s.class != classVulnerability {
			r.unkept(x, rt, x.from, ref)
			continue
		}
		r.state(&r.flaws[s.at], &r.verdicts[x.verdict], x, rt, affected{ids: []sbom.ID{id}})
		r.tallyOnce(tallyOldRelation, "relations of type "+rt.name+" lead from a component to a vulnerability; they are read the other way round",
			"the vulnerability as from", x.element())
	}
}

func (r *reader) supplierOf(v *verdict, x *relation) *sbom.Party {
	if v.supplier == scan.NoRef {
		return nil
	}
	return r.party(x.from, v.supplier, v.at)
}

// affects adds what an end of a relation names.
func (r *reader) affects(of *affected, x *relation, ref scan.Ref, u use) {
	if ref == scan.NoRef {
		return
	}
	switch id, what := r.end(ref); what {
	case isNode:
		of.ids = append(of.ids, id)
	case isMissing:
		r.dangling(x.from, ref, r.at(u))
	case isOutside:
		of.outside = append(of.outside, r.RefName(ref))
		r.leadsOut(ref, u)
	case isOther:
		r.unkept(x, &r.uses.list[x.kind], x.from, ref)
	}
}

// associate relates a component with the vulnerabilities that it has.
func (r *reader) associate(x *relation, rt *relationType) {
	var of affected
	r.affects(&of, x, x.from, x.use(-1))
	for i, ref := range r.to(x) {
		if ref == scan.NoRef {
			continue
		}
		if s := r.slot(ref); s.class == classVulnerability {
			r.flaws[s.at].of.add(of)
			continue
		}
		switch _, what := r.end(ref); what {
		case isMissing:
			r.dangling(x.from, ref, r.at(x.use(i)))
		case isOutside:
			r.leadsOut(ref, x.use(i))
		default:
			r.unkept(x, rt, x.from, ref)
		}
	}
}

// settleFlaws makes the document's vulnerabilities: one for each statement of
// VEX, and one for the components of which nothing is said.
func (r *reader) settleFlaws() {
	for i := range r.flaws {
		f := &r.flaws[i]
		v := f.base
		v.Ratings = f.ratings
		for _, rating := range f.ratings {
			if slices.Index(severities, rating.Severity) > slices.Index(severities, v.Severity) {
				v.Severity = rating.Severity
			}
		}
		spoken := map[sbom.ID]bool{}
		for _, s := range f.statements {
			w := v
			w.State, w.Justification, w.Detail, w.Recommendation = s.state, s.justification, s.detail, s.action
			w.Affects, w.AffectsOutside = unique(s.affects.ids), unique(s.affects.outside)
			for _, id := range w.Affects {
				spoken[id] = true
			}
			r.Doc.Vulnerabilities = append(r.Doc.Vulnerabilities, w)
		}
		v.Affects = slices.DeleteFunc(unique(f.of.ids), func(id sbom.ID) bool { return spoken[id] })
		v.AffectsOutside = unique(f.of.outside)
		if len(v.Affects) > 0 || len(v.AffectsOutside) > 0 || len(f.statements) == 0 {
			r.Doc.Vulnerabilities = append(r.Doc.Vulnerabilities, v)
		}
	}
}

// unique drops what is repeated, keeping the order.
func unique[T comparable](list []T) []T {
	seen := make(map[T]bool, len(list))
	var out []T
	for _, id := range list {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}
