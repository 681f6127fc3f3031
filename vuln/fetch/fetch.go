// SPDX-License-Identifier: Apache-2.0

// Package fetch downloads what vulnerabilities are looked up in: exports of
// OSV, lists of exploited vulnerabilities, scores of EPSS. It is the one
// package of kedja that uses the network, and only the command calls it, when
// a user asks for it.
//
// The folder that it fills is one that osv-scanner can use too:
//
//	osv-scalibr/<Ecosystem>/all.zip   exports of OSV
//	lists/kev.json, lists/eukev.json  CISA's list and that of the EU
//	lists/epss.csv.gz                 EPSS of today
//	fetch.state                       what to ask servers by whether a file is new
//
// A file is there whole or as it was before: it is written beside its place,
// looked into, and then moved. Nothing is written outside of the folder, even
// where links in it lead out.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
)

// Where the files are published.
const (
	OSVBase   = "https://osv-vulnerabilities.storage.googleapis.com"
	KEVURL    = "https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json"
	EUKEVURL  = "https://raw.githubusercontent.com/enisaeu/CNW/main/eukev/eukev.json"
	EPSSURL   = "https://epss.empiricalsecurity.com/epss_scores-current.csv.gz"
	stateFile = "fetch.state"
)

// Options say what to fetch. The zero value of a field is the default that its
// comment names.
type Options struct {
	Dir string // the folder to fill; made when it is not there

	// Ecosystems of OSV, by their names (npm, Debian, crates.io). A release
	// (Debian:12) is left out: exports are of whole ecosystems.
	Ecosystems []string
	// AllEcosystems fetches those that OSV's ecosystems.txt names.
	AllEcosystems    bool
	KEV, EUKEV, EPSS bool

	OSVBase  string // the server or mirror of OSV's exports; default OSVBase
	KEVURL   string // default KEVURL
	EUKEVURL string // default EUKEVURL
	EPSSURL  string // default EPSSURL

	// MaxBytes is the size from which a file is refused; default 4 GiB for an
	// export, 256 MiB for a list.
	MaxBytes int64
	// Retries is how often a file is asked for again after an error of the
	// network or the server; default 3, negative: never.
	Retries int
	// Sleep waits between tries; nil: no waiting. It returns early, with an
	// error, when the context ends.
	Sleep func(context.Context, time.Duration) error
	// Client sends the requests; its rules on redirects are replaced. Default:
	// one with the proxies of the environment and time limits until an answer
	// begins.
	Client *http.Client
	// UserAgent names the sender; default "kedja".
	UserAgent string
	// Progress is told when a file begins, grows and ends; nil: nobody.
	Progress func(Progress)
}

// Progress is how far one file is.
type Progress struct {
	File        string // as File.Name
	Done, Total int64  // bytes; Total is 0 when the server does not say
	Ended       bool
}

// File is one file that is there now.
type File struct {
	Name    string // slash path below Options.Dir
	URL     string // as asked for
	Changed bool   // false: the server says that the file here is the newest
	Bytes   int64
	SHA256  string
	// Modified is what the server says of the content, as HTTP writes it.
	Modified string
}

// job is one file to fetch.
type job struct {
	name  string // slash path below the folder
	url   string
	max   int64
	check func(*os.File) error // whether the content is what it should be
	hint  string               // for a file that the server does not have
}

const (
	maxExport = 4 << 30
	maxList   = 256 << 20
	maxNames  = 1 << 20
)

// Run fetches. One file that cannot be had does not keep the others from it:
// it is an entry of severity Error in the list. The error is for what ends
// everything: a folder that cannot be written, a wrong option, the context.
func Run(ctx context.Context, o Options) ([]File, diag.List, error) {
	if o.Dir == "" {
		return nil, nil, errors.New("fetch: Options.Dir is empty; name the folder to fill")
	}
	if err := os.MkdirAll(o.Dir, 0o755); err != nil {
		return nil, nil, fmt.Errorf("fetch: %w", err)
	}
	root, err := os.OpenRoot(o.Dir)
	if err != nil {
		return nil, nil, fmt.Errorf("fetch: %w", err)
	}
	defer root.Close()
	f := &fetcher{Options: o, root: root, client: o.client(), state: readState(root)}
	jobs, err := f.jobs(ctx)
	if err != nil {
		return nil, f.list, err
	}
	var files []File
	for _, j := range jobs {
		file, err := f.fetch(ctx, j)
		if ctx.Err() != nil {
			return files, f.list, fmt.Errorf("fetch: %w", context.Cause(ctx))
		}
		if err != nil {
			f.fail(j, err)
			continue
		}
		files = append(files, file)
	}
	return files, f.list, nil
}

type fetcher struct {
	Options
	root   *os.Root
	client *http.Client
	state  map[string]entry
	list   diag.List
}

func (f *fetcher) fail(j job, err error) {
	remedy := ""
	if errors.Is(err, errMissing) {
		remedy = j.hint
	}
	f.list.Add(diag.Diagnostic{Code: "fetch/failed", Position: diag.Position{File: j.name}, Message: fmt.Sprintf("%s: %v", j.url, err), Remedy: remedy})
}

// jobs is what the options ask for, exports first and by name.
func (f *fetcher) jobs(ctx context.Context) ([]job, error) {
	base, err := address(f.OSVBase, OSVBase)
	if err != nil {
		return nil, err
	}
	names := slices.Clone(f.Ecosystems)
	if f.AllEcosystems {
		all, err := f.ecosystems(ctx, base)
		if err != nil {
			return nil, err
		}
		names = append(names, all...)
	}
	var jobs []job
	for _, name := range tidy(names) {
		if !isEcosystem(name) {
			f.list.Add(diag.Diagnostic{Code: "fetch/bad-ecosystem", Message: fmt.Sprintf("%q is no name of an ecosystem", name), Remedy: "name it as OSV does: npm, PyPI, Debian"})
			continue
		}
		jobs = append(jobs, job{name: "osv-scalibr/" + name + "/all.zip", url: base + "/" + url.PathEscape(name) + "/all.zip",
			max: maxExport, check: isZip, hint: "name the ecosystem as OSV does, in its case: " + base + "/ecosystems.txt"})
	}
	for _, l := range []struct {
		wanted              bool
		name, given, normal string
		check               func(*os.File) error
	}{
		{f.KEV, "kev.json", f.KEVURL, KEVURL, isJSON},
		{f.EUKEV, "eukev.json", f.EUKEVURL, EUKEVURL, isJSON},
		{f.EPSS, "epss.csv.gz", f.EPSSURL, EPSSURL, isGzip},
	} {
		if !l.wanted {
			continue
		}
		at, err := address(l.given, l.normal)
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, job{name: "lists/" + l.name, url: at, max: maxList, check: l.check})
	}
	if f.MaxBytes > 0 {
		for i := range jobs {
			jobs[i].max = f.MaxBytes
		}
	}
	return jobs, nil
}

// address is a URL that was given, or the default.
func address(given, normal string) (string, error) {
	if given == "" {
		return normal, nil
	}
	u, err := url.Parse(given)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.User != nil {
		return "", fmt.Errorf("fetch: %q is no address to fetch from; give one that begins with https://, without a name and password", given)
	}
	return strings.TrimRight(given, "/"), nil
}

// tidy leaves releases out, and what is named twice.
func tidy(names []string) []string {
	var out []string
	for _, name := range names {
		name, _, _ = strings.Cut(strings.TrimSpace(name), ":")
		out = append(out, name)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// isEcosystem reports whether a name can be one of a folder: names come from
// users and from a server.
func isEcosystem(name string) bool {
	for _, c := range name {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && !strings.ContainsRune(" .-_", c) {
			return false
		}
	}
	return name != "" && len(name) <= 64 && name[0] != '.' && name[0] != ' ' && path.Clean(name) == name
}
