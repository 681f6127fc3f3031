// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// scpLike is how git writes an address over ssh: git@host:path.
var scpLike = regexp.MustCompile(`^([A-Za-z0-9._-]+@[A-Za-z0-9.-]+):([^/].*)$`)

// address returns an address in the form that CycloneDX demands, an IRI
// reference (RFC 3987).
func (w *encoder) address(at sbom.ID, s string) string {
	out := s
	if m := scpLike.FindStringSubmatch(s); m != nil {
		out = "ssh://" + m[1] + "/" + m[2]
	}
	if _, err := url.Parse(out); err != nil || strings.ContainsFunc(out, notIRI) {
		out = escaped(out)
	}
	if out != s {
		w.log.Changed(at, "addresses that are no IRIs", "what is not allowed there is written as %XX, git@host:path as ssh://git@host/path")
	}
	return out
}

func (w *encoder) addresses(at sbom.ID, list []string) []string {
	var out []string
	for _, s := range list {
		out = append(out, w.address(at, s))
	}
	return out
}

// notIRI reports whether the character is not allowed in an IRI.
func notIRI(r rune) bool { return r <= ' ' || r == 0x7f || strings.ContainsRune("<>\"{}|\\^`", r) }

// escaped writes what is not allowed as %XX. Where that is not enough, as for
// a colon in the first step of a path, everything but letters, digits and the
// commonest marks is written so.
func escaped(s string) string {
	out := percent(s, notIRI)
	if _, err := url.Parse(out); err == nil {
		return out
	}
	return percent(s, func(r rune) bool {
		return r < 0x80 && !strings.ContainsRune("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/", r)
	})
}

func percent(s string, wrong func(rune) bool) string {
	var b strings.Builder
	for _, r := range s {
		if r < 0x80 && wrong(r) {
			fmt.Fprintf(&b, "%%%02X", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// email returns an e-mail address, and nothing for text that is none.
func (w *encoder) email(at sbom.ID, s string) string {
	if local, host, ok := strings.Cut(s, "@"); s == "" || ok && local != "" && host != "" && !strings.ContainsAny(s, " \t\r\n") {
		return s
	}
	w.log.Lost(at, "e-mail addresses", "they are none")
	return ""
}

// time returns a date and time, and nothing for text that is none.
func (w *encoder) time(at sbom.ID, s, what string) string {
	if s == "" || scan.TimeValid(s) {
		return s
	}
	w.log.Lost(at, what, "they are no date and time of RFC 3339")
	return ""
}

// distinct drops the entries that an earlier one equals, which CycloneDX
// forbids, and returns how many they were.
func distinct[T any](list []T) (kept []T, dropped int) {
	seen := make(map[string]bool, len(list))
	for i := range list {
		key, err := json.Marshal(&list[i])
		if err == nil && seen[string(key)] {
			dropped++
			continue
		}
		seen[string(key)] = true
		kept = append(kept, list[i])
	}
	return kept, dropped
}
