// SPDX-License-Identifier: Apache-2.0

package ecosystem

import "strings"

// Key returns the name of a package in the form in which names of the ecosystem
// (without its release) are equal when their bytes are. An index keeps records
// under Key of their package's name, and under Key of [Git] and the repository
// of their GIT ranges.
func Key(ecosystem, name string) string {
	switch ecosystem {
	case "PyPI":
		return pep503(name)
	case "crates.io": // which has no two names that differ in case, hyphens and underscores alone
		return strings.ToLower(strings.ReplaceAll(name, "_", "-"))
	// Registries where case does not tell packages apart, and those whose
	// names purls have in lower case.
	case "Go", "NuGet", "Packagist", "GitHub Actions", "VSCode", "Bitnami", "Hex",
		"Alpine", "Alpaquita", "BellSoft Hardened Containers", "Chainguard", "CleanStart", "MinimOS", "Wolfi":
		return strings.ToLower(name)
	case "SwiftURL", Git:
		return repositoryKey(name)
	}
	return name
}

// pep503 writes a name of PyPI as PEP 503 has it: in lower case, with one
// hyphen for every run of hyphens, dots and underscores.
func pep503(name string) string {
	if !strings.ContainsAny(name, "_.") && !strings.Contains(name, "--") {
		return strings.ToLower(name)
	}
	out := make([]byte, 0, len(name))
	for i := range len(name) {
		switch c := name[i]; {
		case c != '-' && c != '_' && c != '.':
			out = append(out, c)
		case i == 0 || len(out) == 0 || out[len(out)-1] != '-':
			out = append(out, '-')
		}
	}
	return strings.ToLower(string(out))
}

// repositoryKey strips what is different in the URLs of one repository. Case is
// overlooked: hosts do so, except a few small ones.
func repositoryKey(url string) string {
	url = strings.ToLower(url)
	if i := strings.Index(url, "://"); i >= 0 {
		url = url[i+3:]
	} else if user, rest, ok := strings.Cut(url, "@"); ok && !strings.Contains(user, "/") {
		url = strings.Replace(rest, ":", "/", 1) // git@host:path
	}
	if user, rest, ok := strings.Cut(url, "@"); ok && !strings.Contains(user, "/") {
		url = rest
	}
	url = strings.TrimRight(url, "/")
	return strings.TrimPrefix(strings.TrimSuffix(url, ".git"), "www.")
}
