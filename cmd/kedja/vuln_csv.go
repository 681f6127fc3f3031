// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/internal/page"
)

// matchColumns are the columns of -o csv: one row for each finding, and one for
// each component that could not be checked and has none.
var matchColumns = []string{"input", "component", "version", "purl", "state", "reason", "vulnerability", "records", "aliases", "possible",
	"severity", "cvss", "fixed", "published", "exploited", "epss", "vex", "summary"}

func (r *MatchResult) writeCSV(w io.Writer) error {
	t := csv.NewWriter(w)
	row := func(cells ...string) {
		for i, c := range cells {
			cells[i] = plainCell(c)
		}
		_ = t.Write(cells) // t.Error tells
	}
	row(matchColumns...)
	for i := range r.Components {
		c := &r.Components[i]
		head := []string{c.Input, c.Name, c.Version, c.PURL, c.State, c.Reason}
		if len(c.Vulnerabilities) == 0 {
			row(append(head, make([]string, len(matchColumns)-len(head))...)...)
		}
		for j := range c.Vulnerabilities {
			v := &c.Vulnerabilities[j]
			exploited := ""
			if v.Exploited != nil {
				exploited = strconv.FormatBool(*v.Exploited)
			}
			row(append(slices.Clip(head), v.ID, strings.Join(v.Records, " "), strings.Join(v.Aliases, " "), strconv.FormatBool(v.Possible), v.Severity, number(v.CVSS), v.Fixed,
				v.Published, exploited, number(v.EPSS), v.VEX, v.Summary)...)
		}
	}
	t.Flush()
	return t.Error()
}

// plainCell makes a cell one line that no spreadsheet calculates.
func plainCell(c string) string {
	if c = page.Clean(c); c != "" && strings.ContainsRune("=+-@\t", rune(c[0])) {
		return "'" + c
	}
	return c
}

func number(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'g', -1, 64)
}
