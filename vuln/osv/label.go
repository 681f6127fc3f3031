// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"cmp"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kedja/kedja/vuln/internal/ecosystem"
)

// An index goes from hand to hand, and equal sources give equal bytes: what it
// calls them must tell neither who built it nor where they lay.

// nameFile returns what an index calls a zip or a record that was given: its
// name, with the folder where that is an ecosystem's, as in exports.
func nameFile(file string) string {
	base, folder := ends(file)
	if isEcosystem(folder) {
		return folder + "/" + base
	}
	return base
}

// nameBelow returns what an index calls a zip below a folder that was given: its
// name with the folder that it is in.
func nameBelow(root, rel string) string {
	if dir, base := path.Split(rel); dir != "" {
		return path.Base(dir) + "/" + base
	}
	return nameFile(filepath.Join(root, rel))
}

// nameFolder returns what an index calls the records in a folder that was given.
func nameFolder(root string) string {
	base, _ := ends(root)
	return base
}

// ends returns the last two elements of a path, also of one such as "..".
func ends(name string) (base, folder string) {
	if abs, err := filepath.Abs(name); err == nil {
		name = abs
	}
	name = strings.TrimPrefix(filepath.ToSlash(name), filepath.ToSlash(filepath.VolumeName(name)))
	base, folder = path.Base(name), path.Base(path.Dir(name))
	if base == "/" || base == "." {
		base = "records"
	}
	return base, folder
}

func isEcosystem(name string) bool {
	name, _ = ecosystem.Split(name)
	return slices.ContainsFunc(ecosystem.Known(), func(known ecosystem.Info) bool { return known.Name == name })
}

// arrange puts sources that were read in the order of an index, which rests on
// nothing but their names and contents, drops those that say what another does,
// and tells apart those of one name.
func arrange(all []*source, read [][]reading) ([]*source, [][]reading) {
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return compareSources(all[a], all[b]) })
	order = slices.CompactFunc(order, func(a, b int) bool { return compareSources(all[a], all[b]) == 0 })
	var sorted []*source
	var readings [][]reading
	same := 0 // sources before this one that have its name
	for i, at := range order {
		if same++; i == 0 || all[order[i-1]].name != all[at].name {
			same = 0
		}
		sorted, readings = append(sorted, all[at]), append(readings, read[at])
		all[at].stored = all[at].name
		if same > 0 {
			all[at].stored = fmt.Sprintf("%s (%d)", all[at].name, same+1)
		}
	}
	return sorted, readings
}

func compareSources(a, b *source) int {
	return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.sha256, b.sha256), cmp.Compare(a.kind, b.kind), cmp.Compare(a.hint, b.hint))
}

// storedPosition is where an item is, as the index has it.
func (s *source) storedPosition(it *item) string {
	return position(s.kind, s.stored, it.name)
}

func position(kind sourceKind, label, name string) string {
	switch kind {
	case zipSource:
		return label + "!" + name
	case folderSource:
		return path.Join(label, name)
	}
	return label
}

// anywhere returns the name of a source, or of an item of one, without what it
// tells of a machine. What is built now tells nothing; older indexes may.
func anywhere(name string) string {
	file, entry := name, ""
	if i := strings.Index(strings.ToLower(name), ".zip!"); i >= 0 {
		file, entry = name[:i+len(".zip")], name[i+len(".zip"):]
	}
	parts := strings.FieldsFunc(file, func(r rune) bool { return r == '/' || r == '\\' })
	outside := len(parts) == 0 || strings.HasPrefix(file, "/") || strings.HasPrefix(file, `\`) || strings.HasSuffix(parts[0], ":")
	if !outside && !slices.Contains(parts, "..") {
		return name
	}
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == ".." || s == "." || strings.HasSuffix(s, ":") })
	return strings.Join(parts[max(0, len(parts)-2):], "/") + entry
}
