// SPDX-License-Identifier: Apache-2.0

package affected

import (
	"testing"

	"github.com/kedja/kedja/vuln/internal/version"
)

func TestBecause(t *testing.T) {
	twice := []Range{{Type: SemVerRange, Events: []Event{{Introduced, "2.0.0"}, {Fixed, "2.3.0"}, {Introduced, "0"}, {Fixed, "1.5.0"}}}}
	for _, c := range []struct {
		of      Package
		version string
		want    string
	}{
		{Package{Ranges: twice}, "1.0.0", "before 1.5.0"},
		{Package{Ranges: twice}, "2.1.0", "from 2.0.0 before 2.3.0"},
		{Package{Ranges: twice}, "", "before 1.5.0, or from 2.0.0 before 2.3.0"},
		{Package{Ranges: twice, Versions: []string{"2.1.0"}}, "2.1.0", "version 2.1.0 is listed"},
		{Package{Ranges: []Range{{Type: SemVerRange, Events: []Event{{Introduced, "0"}}}}}, "", "every version"},
		{Package{Ranges: []Range{{Type: SemVerRange, Events: []Event{{Introduced, "1.0.0"}, {LastAffected, "1.9.0"}}}}}, "1.9.0", "from 1.0.0 up to 1.9.0"},
		{Package{Ranges: []Range{{Type: SemVerRange, Events: []Event{{Introduced, "1.0.0"}}}}}, "1.9.0", "from 1.0.0"},
		{Package{Ranges: []Range{{Type: GitRange, Repo: "https://example.org/a", Events: []Event{{Introduced, "abc"}}}}}, "1.9.0", "commits of https://example.org/a"},
		{Package{Versions: []string{"1", "2"}}, "", "versions that are listed"},
	} {
		v := version.Of("npm", c.version)
		if c.version == "" { // the order of the events is the range's own
			c.of.Arrange("npm")
		}
		if got := c.of.Because(&v); got != c.want {
			t.Errorf("%q in %+v: %q, not %q", c.version, c.of, got, c.want)
		}
	}
}
