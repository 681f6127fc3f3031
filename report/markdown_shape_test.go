// SPDX-License-Identifier: Apache-2.0

package report_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
)

// checkMarkdown holds a report to the few shapes it is made of: headings,
// paragraphs, items, tables whose rows have one number of cells, and folds
// that end. Whatever else stood there would come from an input.
func checkMarkdown(t *testing.T, s string) {
	t.Helper()
	for _, r := range s {
		if r != '\n' && !unicode.IsGraphic(r) {
			t.Errorf("%U is written", r)
			return
		}
	}
	lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
	folded, cells := false, 0
	for i, line := range lines {
		bare, n, ok := inline(line)
		problem := ""
		switch {
		case !ok:
			problem = "a code span or character that means something is open"
		case strings.HasPrefix(line, "<details><summary>"):
			inner, ended := strings.CutSuffix(strings.TrimPrefix(bare, "<details><summary>"), "</summary>")
			if folded || !ended || strings.ContainsAny(inner, "<>") || i+1 == len(lines) || lines[i+1] != "" {
				problem = "a fold begins wrongly"
			}
			folded = true
		case line == "</details>":
			if !folded || lines[i-1] != "" {
				problem = "a fold ends wrongly"
			}
			folded = false
		case strings.ContainsAny(bare, "<>"):
			problem = "HTML"
		case strings.HasPrefix(line, "|"):
			if !strings.HasSuffix(line, " |") || cells > 0 && n != cells {
				problem = fmt.Sprintf("a row of %d instead of %d", n, cells)
			}
			cells = n
			continueTable := i+1 < len(lines) && strings.HasPrefix(lines[i+1], "|")
			if !continueTable {
				cells = 0
			}
		case n > 0:
			problem = "a pipe outside a table"
		case strings.HasPrefix(line, "#"):
			if strings.Trim(strings.SplitN(line, " ", 2)[0], "#") != "" || lines[i+1] != "" {
				problem = "a heading is not one"
			}
		case strings.HasPrefix(line, "- "), line == "":
		case strings.HasPrefix(line, " "), strings.HasPrefix(line, "-"), strings.HasPrefix(line, "="), strings.HasPrefix(line, "+"):
			problem = "no paragraph"
		}
		if problem != "" {
			t.Errorf("line %d: %s: %.500q", i+1, problem, line)
			return
		}
	}
	if folded {
		t.Error("a fold does not end")
	}
}

// own is the markup within lines that reports write themselves.
var own = strings.NewReplacer("<!-- -->", " ", "<span>$</span>", "", "<br>", " ", "&lt;", "", "&gt;", "", "&amp;", "")

// inline takes code spans, our own markup and what is guarded by a backslash
// out of a line. It counts the pipes left, and reports whether nothing else
// is left that means something.
func inline(line string) (bare string, pipes int, ok bool) {
	line = own.Replace(line)
	var b strings.Builder
	for i := 0; i < len(line); i++ {
		switch c := line[i]; c {
		case '\\':
			i++
		case '`':
			end := strings.IndexByte(line[i+1:], '`')
			if end < 1 || strings.Contains(line[i+1:i+1+end], "|") {
				return "", 0, false
			}
			i += end + 1
		case '|':
			pipes++
		default:
			b.WriteByte(c)
		}
	}
	bare = b.String()
	free := strings.ReplaceAll(bare, "**", "")
	return bare, pipes, strings.Count(bare, "**")%2 == 0 && !strings.ContainsAny(free, "*_[]~$") && !strings.Contains(free, "://")
}
