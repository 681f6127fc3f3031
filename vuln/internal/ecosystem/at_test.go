// SPDX-License-Identifier: Apache-2.0

package ecosystem_test

import (
	"testing"

	"github.com/kedja/kedja/vuln/internal/ecosystem"
)

// TestAt: what is asked of another version is the version of the package that
// records name, with nothing left of the old one.
func TestAt(t *testing.T) {
	for purl, want := range map[string]string{
		"pkg:npm/%40c/a@1.0.0": "2.0.0",
		"pkg:deb/debian/libx@1.0-1?distro=debian-12&upstream=x%401.0-1&epoch=1": "2.0.0",
		"pkg:apk/alpine/x-libs@1?distro=alpine-3.20&origin=x":                   "2.0.0",
	} {
		at, ok := ecosystem.At(purl, "2.0.0")
		r := ecosystem.Of(at, "")
		old := ecosystem.Of(purl, "")
		if !ok || len(r.Targets) == 0 || r.Targets[0].Version != want || r.Targets[0].Name != old.Targets[0].Name || r.Targets[0].Release != old.Targets[0].Release {
			t.Errorf("%s: %s, %+v", purl, at, r)
		}
	}
	if at, ok := ecosystem.At("no purl", "1"); ok {
		t.Errorf("%q", at)
	}
}
