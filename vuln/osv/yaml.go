// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"path"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln/internal/ecosystem"
)

// Records in YAML, as some who publish records keep them, are not read. Those
// that there are must not pass as none: the packages that they name are unknown,
// and their source does not hold the whole of their ecosystems.

// isYAML tells by its name whether a file may be such a record.
func isYAML(name string) bool {
	ending := strings.ToLower(path.Ext(name))
	return ending == ".yaml" || ending == ".yml"
}

// unreadYAML looks for the packages that a file names, where it is a record.
func (w *worker) unreadYAML(it *item) reading {
	_ = w.load(it, salvageBytes) // what can be read of it is searched
	raw := w.buffer.Bytes()
	if it.crc == 0 {
		it.crc = crc32.ChecksumIEEE(raw)
	}
	if !isYAMLRecord(raw) {
		return reading{skipped: true, decoded: decoded{foreign: true}}
	}
	named := salvageYAML(raw)
	return reading{skipped: true, yaml: true, decoded: decoded{unreadable: named, unnamed: len(named) == 0}}
}

// isYAMLRecord tells records by the two members that all have.
func isYAMLRecord(raw []byte) bool {
	has := func(member string) bool {
		return bytes.HasPrefix(raw, []byte(member)) || bytes.Contains(raw, []byte("\n"+member))
	}
	return has("id:") && has("affected:")
}

// hasYAMLRecord reports whether a file of the source is a record in YAML.
func (s *source) hasYAMLRecord() bool {
	w := &worker{}
	return slices.ContainsFunc(s.items, func(it item) bool { return isYAML(it.name) && w.unreadYAML(&it).yaml })
}

// salvageYAML finds the packages that a record names: what stands below each
// "package:", in lines of their own or in braces.
func salvageYAML(raw []byte) []packageKey {
	var out []packageKey
	var e entry
	purl, depth := "", -1
	end := func() {
		if e.settle(purl); depth >= 0 && e.name != "" {
			out = append(out, e.keys()...)
		}
		e, purl, depth = entry{}, "", -1
	}
	for line := range strings.Lines(string(raw)) {
		text := strings.TrimLeft(line, " -")
		indent := len(line) - len(text)
		text = strings.TrimSpace(text)
		if text == "" {
			continue
		}
		if depth >= 0 && indent <= depth {
			end()
		}
		if rest, ok := strings.CutPrefix(text, "package:"); ok && len(out) < maxSalvage {
			end()
			depth, text = indent, strings.Trim(rest, " {}")
		}
		if depth < 0 {
			continue
		}
		for member := range strings.SplitSeq(text, ",") {
			name, value, _ := strings.Cut(strings.TrimSpace(member), ":")
			switch value = strings.Trim(value, ` "'`); strings.Trim(name, `"'`) {
			case "ecosystem":
				e.ecosystem = value
			case "name":
				e.name = value
			case "purl":
				purl = value
			}
		}
	}
	end()
	return out
}

// yamlOf says how many records of a source are in YAML; ok is false where there
// are none.
func yamlOf(read []reading) (d diag.Diagnostic, ok bool) {
	count, n := map[string]int{}, 0
	for i := range read {
		if !read[i].yaml {
			continue
		}
		n++
		for _, name := range ecosystemsOf(&read[i]) {
			count[name]++
		}
	}
	if n == 0 {
		return d, false
	}
	var names []string
	for name, n := range count {
		names = append(names, fmt.Sprintf("%s %d", name, n))
	}
	slices.Sort(names)
	what := "1 record is in YAML, which is not read"
	if n > 1 {
		what = fmt.Sprintf("%d records are in YAML, which is not read", n)
	}
	if len(names) > 0 {
		what += " (" + strings.Join(names, ", ") + ")"
	}
	return diag.Diagnostic{Severity: diag.Error, Code: "osv/yaml", Message: what,
		Remedy: "their packages are answered as unknown; give the exports of osv.dev, which are JSON"}, true
}

// ecosystemsOf are those of the packages that could not be read.
func ecosystemsOf(r *reading) []string {
	var out []string
	for _, key := range r.unreadable {
		if key.ecosystem != ecosystem.Git {
			out = append(out, key.ecosystem)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// holds reports whether a source may have all that is known of an ecosystem: no
// record in YAML is about it, or may be.
func holds(read []reading, name string) bool {
	for i := range read {
		if r := &read[i]; r.yaml && (len(r.unreadable) == 0 || slices.ContainsFunc(r.unreadable, func(k packageKey) bool { return k.ecosystem == name })) {
			return false
		}
	}
	return true
}
