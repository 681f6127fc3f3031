// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/kedja/kedja/diag"
)

// maxLines caps how many diagnostics a verb prints beside its result.
const maxLines = 20

// complain prints errors, then warnings, to standard error. Entries for the
// record only (info) are left to the result. The rest says where all of them
// are when there are too many to print.
func (p *program) complain(list diag.List, rest string) {
	var lines, more []diag.Diagnostic
	for _, severity := range []diag.Severity{diag.Error, diag.Warning} {
		if severity == diag.Warning && p.set.quiet {
			continue
		}
		for _, d := range list {
			switch {
			case d.Severity != severity:
			case len(lines) < maxLines:
				lines = append(lines, d)
			default:
				more = append(more, d)
			}
		}
	}
	for _, d := range lines {
		fmt.Fprintln(p.stderr, p.line(d))
	}
	if len(more) > 0 {
		fmt.Fprintf(p.stderr, "… and %d more (%s); %s\n", len(more), tally(more), rest)
	}
}

// line is a diagnostic as one line for the user's terminal.
func (p *program) line(d diag.Diagnostic) string {
	d.File = p.here(d.File)
	if d.Severity == diag.Error {
		return printable(d.Position.String() + colon(d.Position) + "error: " + strings.TrimPrefix(d.Error(), d.Position.String()+colon(d.Position)))
	}
	return printable(d.Error())
}

func colon(at diag.Position) string {
	if at.String() == "" {
		return ""
	}
	return ": "
}

// printable makes one harmless line of text that comes from inputs or
// arguments: nothing in it steers the terminal, turns the direction of
// writing, begins a line, or is a command to a CI service that reads the log.
func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) && r != '\u0085':
			return ' '
		case !unicode.IsGraphic(r):
			return unicode.ReplacementChar
		}
		return r
	}, s)
	if rest, ok := strings.CutPrefix(strings.TrimLeft(s, " "), "::"); ok {
		s = "\ufffd:" + rest
	}
	return strings.NewReplacer("##[", "#\ufffd[", "##vso[", "#\ufffdvso[").Replace(s)
}

// tally counts diagnostics in words.
func tally(list diag.List) string {
	var n [3]int
	for _, d := range list {
		if int(d.Severity) < len(n) {
			n[d.Severity]++
		}
	}
	var parts []string
	for i, word := range []string{"error", "warning", "note"} {
		if n[i] > 0 {
			parts = append(parts, plural(n[i], word))
		}
	}
	return strings.Join(parts, ", ")
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// note tells something that is no problem.
func (p *program) note(format string, args ...any) {
	if !p.set.quiet {
		fmt.Fprintf(p.stderr, "kedja: "+format+"\n", args...)
	}
}
