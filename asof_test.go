// SPDX-License-Identifier: Apache-2.0

package kedja_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/result"
)

// ownRule is a pack of one rule and its test.
func ownRule(folder, rule, test string) fstest.MapFS {
	return fstest.MapFS{
		"packs/own/pack.yaml":                     {Data: []byte("name: own\nversion: 0.1.0\ntitle: Own rules\nstatus: guidance\ndefault: on\nsource: a test\n")},
		"packs/own/" + folder + "/rule.rego":      {Data: []byte(rule)},
		"packs/own/" + folder + "/rule_test.rego": {Data: []byte(test)},
	}
}

// certified looks at certificates: of the rules that are shipped none does.
func certified() fstest.MapFS {
	return ownRule("certificate", `# METADATA
# title: A certificate is in force
# description: A rule of a test.
# scope: package
# custom:
#   id: own/CERTIFICATE-0001
#   scope: supplier
#   outcome: warn
#   severity: low
#   measures: ["nis2:21.2.d"]
#   needs: [supplier.certificates]
#   message: "{subject} has a certificate, {f.scheme}"
#   remedy: None is needed.
package packs.own.certificate_0001

finding contains f if {
	some c in input.supplier.certificates
	f := {"key": c.scheme, "scheme": c.scheme, "evidence": ["supplier.certificates"]}
}
`, `package packs.own.certificate_0001_test

import data.packs.own.certificate_0001

test_held if count(certificate_0001.finding) == 1 with input as {"supplier": {"certificates": [{"scheme": "EUCC"}]}}

test_none if count(certificate_0001.finding) == 0 with input as {"supplier": {"certificates": []}}
`)
}

// judgedOn assesses one file of records as of a day.
func judgedOn(t *testing.T, text, day string) *result.Assessment {
	t.Helper()
	name := filepath.Join(t.TempDir(), "system.yaml")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	in, ds, err := kedja.Load([]string{name}, nil)
	if err != nil || ds.Err() != nil {
		t.Fatalf("%v\n%v", err, ds)
	}
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: at, Policies: []fs.FS{certified()}})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// changed lists the findings that only one of the two has, those of the
// earlier day with a minus, those of the later with a plus, and the
// controllers where they differ.
func changed(before, after *result.Assessment) string {
	var out []string
	list := func(sign string, a, b *result.Assessment) {
		for _, f := range a.Findings {
			same := false
			for _, g := range b.Findings {
				same = same || cmp.Equal(f, g)
			}
			if !same {
				out = append(out, sign+string(f.Outcome)+" "+f.Rule+" "+f.Subject)
			}
		}
	}
	list("-", before, after)
	list("+", after, before)
	if b, a := controllers(before), controllers(after); b != a {
		out = append(out, "x controlled by "+b+", then "+a)
	}
	return strings.Join(out, "; ")
}

func controllers(a *result.Assessment) string {
	for _, c := range a.Control {
		if c.Party == "x" {
			return strings.Join(c.Controllers, "+") + " (" + c.Kind + ")"
		}
	}
	return "nobody"
}

// TestTheDayDecides assesses one system on two days around a date that its
// records state, the last day of before and the first of after: what differs
// is what that date decides, and nothing else.
func TestTheDayDecides(t *testing.T) {
	const (
		act  = `designations: [{regime: "national:SE", status: high-risk, scope: {assets: ["eu5g:*"]}, authority: Board (fictional), legalBasis: Act (fictional), `
		none = "designations: none\n"
	)
	for _, c := range []struct{ name, supplier, before, after, want string }{
		{"a designation begins", act + "from: 2026-06-01}]", "2026-05-31", "2026-06-01",
			"+fail eu5g/SUPPLIER-0004 supplier:x"},
		{"a designation ends", act + "from: 2025-01-01, to: 2026-06-01}]", "2026-06-01", "2026-06-02",
			"-fail eu5g/SUPPLIER-0004 supplier:x"},
		{"a designation is in force", act + "from: 2026-06-01}]", "2026-06-01", "2026-06-02", ""},
		{"a certificate runs out", none + "certificates: [{scheme: EUCC, validTo: 2026-06-01}]", "2026-06-01", "2026-06-02",
			"-warn own/CERTIFICATE-0001 supplier:x"},
		{"a certificate begins", none + "certificates: [{scheme: EUCC, validFrom: 2026-06-01}]", "2026-05-31", "2026-06-01",
			"+warn own/CERTIFICATE-0001 supplier:x"},
		{"an owner sells", none + "owners: [{party: y, share: 0.9, to: 2026-06-01}, {party: z, share: 0.9, from: 2026-06-02}]\nunlistedHolderMax: 0.1", "2026-06-01", "2026-06-02",
			"x controlled by y (sole), then z (sole)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := records(core("entity: {id: nordmark, country: SE}", ""), "kind: Supplier\nid: x\nname: X\n"+c.supplier+"\n")
			before, after := judgedOn(t, text, c.before), judgedOn(t, text, c.after)
			if got := changed(before, after); got != c.want {
				t.Errorf("changed: %q, want %q", got, c.want)
			}
			if again := judgedOn(t, text, c.before); !bytes.Equal(encoded(t, before), encoded(t, again)) {
				t.Error("the earlier day cannot be repeated")
			}
		})
	}
}

func encoded(t *testing.T, a *result.Assessment) []byte {
	t.Helper()
	data, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
