// SPDX-License-Identifier: Apache-2.0

package kedja

import (
	"encoding/json"
	"io/fs"
	"regexp"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/profiles"
	"github.com/kedja/kedja/supplier"
)

// countryCode finds codes of countries, and of states as parties, in records.
var countryCode = regexp.MustCompile(`"(?:state:)?([A-Z]{2})"`)

// builtin takes the shipped records of those countries that the records name,
// after everything else: a record of the user's own goes before.
func (l *loader) builtin() {
	named := map[string]bool{}
	for _, v := range []any{l.in.System, l.in.Suppliers, l.in.Countries} {
		data, err := json.Marshal(v)
		if err != nil {
			l.fail("input/unreadable", diag.Position{File: profiles.Builtin}, err, "")
			return
		}
		for _, m := range countryCode.FindAllSubmatch(data, -1) {
			named[string(m[1])] = true
		}
	}
	for _, d := range l.in.Documents {
		for _, n := range d.SBOM.All() {
			for _, code := range n.Origins {
				named[code] = true
			}
		}
	}
	countries := profiles.Countries()
	names, err := fs.Glob(countries, "*.yaml")
	if err != nil {
		return // the pattern is valid
	}
	for _, name := range names {
		if !named[strings.TrimSuffix(name, ".yaml")] {
			continue
		}
		data, err := fs.ReadFile(countries, name)
		if err != nil {
			l.fail("input/unreadable", diag.Position{File: name}, err, "")
			continue
		}
		for _, r := range l.records(&file{name: profiles.Builtin + "/countries/" + name, data: data}) {
			if c, ok := r.Value.(*supplier.Country); ok {
				l.in.Defaults = append(l.in.Defaults, c)
			}
		}
	}
}
