// SPDX-License-Identifier: Apache-2.0

package files

import (
	"os"
	"path/filepath"

	"github.com/kedja/kedja/diag"
)

// Exports are the folders of OSV exports below a folder that "kedja vuln fetch"
// filled, which holds lists too. Other paths are returned as they are. A folder
// with lists alone is an error, a [diag.Diagnostic].
func Exports(path string) ([]string, error) {
	there := func(part string) bool { _, err := os.Stat(filepath.Join(path, part)); return err == nil }
	fetched := there("fetch.state")
	if !fetched && !there("lists") {
		return []string{path}, nil
	}
	var out []string
	for _, part := range []string{"osv-scalibr", "osv-scanner"} {
		if there(part) {
			out = append(out, filepath.Join(path, part))
		}
	}
	switch {
	case len(out) > 0:
		return out, nil
	case fetched:
		return nil, diag.Diagnostic{Code: WrongKind, Message: "the folder holds lists and no exports of OSV records",
			Remedy: "fetch these: kedja vuln fetch " + path + " --ecosystem NAME"}
	}
	return []string{path}, nil
}
