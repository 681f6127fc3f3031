// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"strings"
	"testing"
)

func TestXMLFormsParse(t *testing.T) {
	table, err := parseXMLForms(xmlFormsText)
	if err != nil {
		t.Fatal(err)
	}
	for name, form := range table.forms {
		if len(form.items) > 64 {
			t.Errorf("%s has %d children; a frame marks 64", name, len(form.items))
		}
		for i := range form.items {
			if it := form.child([]byte(form.items[i].name)); it != &form.items[i] {
				t.Errorf("%s does not find its child %s", name, form.items[i].name)
			}
		}
	}
	if table.form("component").child([]byte("nothing")) != nil {
		t.Error("a component has no child of that name")
	}
}

func TestXMLFormsRefused(t *testing.T) {
	for text, want := range map[string]string{
		"a { b":         "a name is missing",
		"a b":           "a bracket is missing",
		"a { b:c }":     "is not defined",
		"a {} a {}":     `"a" cannot be defined`,
		"ref {}":        `"ref" cannot be defined`,
		"a { = }":       "a name is missing",
		"document [ } ": "a name is missing",
	} {
		if _, err := parseXMLForms(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func TestIsNumber(t *testing.T) {
	for text, want := range map[string]bool{
		"0": true, "10": true, "-1": true, "0.5": true, "1e9": true, "1.5E-3": true, "-0": true,
		"": false, "-": false, "01": false, ".5": false, "5.": false, "1e": false, "+1": false, "1 ": false, "x": false, "NaN": false,
	} {
		if got := isNumber([]byte(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
