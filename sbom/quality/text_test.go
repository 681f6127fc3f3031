// SPDX-License-Identifier: Apache-2.0

package quality_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/quality"
)

func text(t *testing.T, d *sbom.Document, o quality.TextOptions, profiles ...string) string {
	t.Helper()
	r, err := quality.Assess(d, profiles...)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := r.Text(&b, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTextKeepsToTheWidth(t *testing.T) {
	d := full()
	d.Nodes[1] = sbom.Node{Parent: sbom.None, Name: "a name of several words that goes on and on"}
	for _, width := range []int{40, 60, 100, 200} {
		out := text(t, d, quality.TextOptions{Width: width, Full: true})
		for line := range strings.Lines(out) {
			line = strings.TrimRight(line, "\n")
			if utf8.RuneCountInString(line) > width && strings.Contains(strings.TrimLeft(line, " "), " ") {
				t.Errorf("width %d: a line of %d that could be broken: %q", width, utf8.RuneCountInString(line), line)
			}
		}
	}
}

func TestTextSaysWhyThereIsNoScore(t *testing.T) {
	out := text(t, &sbom.Document{Root: sbom.None}, quality.TextOptions{}, "ntia")
	if want := "No score: the document lists no components."; !strings.Contains(out, want) {
		t.Errorf("no %q in\n%s", want, out)
	}
}

func TestTextRoundsDown(t *testing.T) {
	d := full()
	for range 999 {
		d.Nodes = append(d.Nodes, d.Nodes[1])
	}
	d.Nodes[1].Version = ""
	if out := text(t, d, quality.TextOptions{}, "ntia"); !strings.Contains(out, "1000 of 1001, 99 %") {
		t.Errorf("what is not all reads as 100 %%:\n%s", out)
	}
}

func TestShortTextLeavesOutWhatIsNotRequired(t *testing.T) {
	d := full()
	d.Nodes[1].PURLs = nil
	short, long := text(t, d, quality.TextOptions{}, "ntia"), text(t, d, quality.TextOptions{Full: true}, "ntia")
	if strings.Contains(short, "unique identifier") || !strings.Contains(long, "state the other unique identifier of 1 component, where it exists") {
		t.Errorf("short:\n%s\nfull:\n%s", short, long)
	}
}

func TestTextCountsUnknownsThatAreAccepted(t *testing.T) {
	d := full()
	d.Nodes[1].Supplier, d.Nodes[1].Manufacturer, d.Nodes[1].Unknown = nil, nil, sbom.UnknownSupplier
	for profile, want := range map[string]string{
		"fsct-3": "2 of 2, 100 %; 1 of them declared unknown",
		"ntia":   "1 of 2, 50 %; 1 declared unknown",
	} {
		if out := text(t, d, quality.TextOptions{Width: 120}, profile); !strings.Contains(out, want) {
			t.Errorf("%s: no %q in\n%s", profile, want, out)
		}
	}
}
