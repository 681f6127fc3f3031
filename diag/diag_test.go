// SPDX-License-Identifier: Apache-2.0

package diag_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/kedja/kedja/diag"
)

func TestClosest(t *testing.T) {
	names := []string{"established", "headquarters", "id", "owners"}
	for word, want := range map[string]string{
		"etablished": "established", "Headquarter": "headquarters", "owner": "owners", "di": "id", "xyzzy": "", "": "",
		strings.Repeat("o", 1<<20): "",
	} {
		if got := diag.Closest(word, names); got != want {
			t.Errorf("Closest(%.20q) = %q, want %q", word, got, want)
		}
	}
}

func TestListAsError(t *testing.T) {
	var l diag.List
	if l.Err() != nil {
		t.Error("an empty list is an error")
	}
	l.Warnf("a/warning", diag.Position{File: "b.yaml", Line: 2}, "odd")
	l.Infof("a/note", diag.Position{File: "b.yaml", Line: 1}, "by the way")
	if l.Err() != nil {
		t.Error("warnings are an error")
	}
	l.Errorf("a/error", diag.Position{File: "a.json", Pointer: "/x"}, "wrong %d", 7)
	l.Sort()
	err := fmt.Errorf("reading: %w", l.Err())
	got, ok := errors.AsType[diag.List](err)
	if !ok || len(got) != 1 || got[0].Code != "a/error" {
		t.Errorf("the list is lost in %v", err)
	}
	if want := "a.json /x: wrong 7 [a/error]\nb.yaml:1: info: by the way [a/note]\nb.yaml:2: warning: odd [a/warning]"; l.Error() != want {
		t.Errorf("got\n%s\nwant\n%s", l.Error(), want)
	}
	if d, ok := errors.AsType[diag.Diagnostic](err); !ok || d.Message != "wrong 7" {
		t.Error("the entries do not unwrap")
	}
}

func TestErrorTextIsCapped(t *testing.T) {
	var l diag.List
	for i := range 100 {
		l.Errorf("x", diag.Position{Line: i + 1}, "wrong")
	}
	if n := strings.Count(l.Error(), "\n"); n != diag.MaxErrorLines || !strings.HasSuffix(l.Error(), "… and 80 more") {
		t.Errorf("%d lines: %s", n, l.Error())
	}
}

func TestSeverityText(t *testing.T) {
	for _, s := range []diag.Severity{diag.Error, diag.Warning, diag.Info} {
		text, _ := s.MarshalText()
		var back diag.Severity
		if err := back.UnmarshalText(text); err != nil || back != s {
			t.Errorf("%v: %v, %v", s, back, err)
		}
	}
	var s diag.Severity
	if err := s.UnmarshalText([]byte("fatal")); err == nil {
		t.Error("an unknown severity is read")
	}
}

func ExampleList() {
	var l diag.List
	l.Add(diag.Diagnostic{
		Code: "load/unknown-field", Position: diag.Position{File: "acme.yaml", Line: 4, Column: 1},
		Message: `Supplier has no field "etablished"`, Remedy: `did you mean "established"?`,
	})
	fmt.Println(l.Err())
	// Output: acme.yaml:4:1: Supplier has no field "etablished"; did you mean "established"? [load/unknown-field]
}
