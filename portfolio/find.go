// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom/read"
)

// maxPath bounds a line of a list of files.
const maxPath = 1 << 16

// found is a file that may belong to the portfolio.
type found struct {
	path  string // of the operating system
	named bool   // asked for by name or pattern, not met in a folder
}

// files expands the arguments: files, folders, patterns, "-" for a list of
// files, one a line or each ended by NUL. Every file comes once, under its
// first spelling in order; what does not lead to any file is an error in the
// list.
func files(args []string, stdin io.Reader) ([]found, diag.List) {
	var out []found
	var ds diag.List
	missing := func(name, what, remedy string) {
		ds.Add(diag.Diagnostic{Severity: diag.Error, Code: "portfolio/no-file", Position: diag.Position{File: filepath.ToSlash(name)}, Message: what, Remedy: remedy})
	}
	for _, arg := range args {
		if arg == "-" {
			list, err := fileList(stdin)
			if err != nil {
				missing("-", "the list of files on standard input: "+err.Error(), "write one path a line")
			}
			for _, name := range list {
				out = append(out, found{name, true})
			}
			continue
		}
		info, err := os.Stat(arg)
		switch {
		case err == nil && info.IsDir():
			more, err := below(arg, "**")
			if err != nil {
				missing(arg, "the folder cannot be read: "+plain(err), "check the path")
			}
			out = append(out, more...)
		case err == nil || !strings.ContainsAny(arg, "*?["):
			out = append(out, found{arg, true})
		default:
			more, err := matching(arg)
			if err != nil {
				missing(arg, plain(err), "write * for any part of a name, ** for any folders")
			} else if len(more) == 0 {
				missing(arg, "no file matches the pattern", "check the pattern, and the folder that you are in")
			}
			out = append(out, more...)
		}
	}
	return distinct(out), ds
}

// fileList reads a list of files.
func fileList(r io.Reader) ([]string, error) {
	if r == nil {
		return nil, errors.New("it is not connected")
	}
	var out []string
	s := bufio.NewScanner(r)
	s.Buffer(nil, maxPath)
	s.Split(func(data []byte, atEOF bool) (int, []byte, error) {
		if i := bytes.IndexAny(data, "\n\x00"); i >= 0 {
			return i + 1, data[:i], nil
		}
		if atEOF && len(data) > 0 {
			return len(data), data, nil
		}
		return 0, nil, nil
	})
	for s.Scan() {
		if name := strings.TrimSuffix(s.Text(), "\r"); name != "" {
			out = append(out, name)
		}
	}
	return out, s.Err()
}

// matching are the files that a pattern means. Files that it names by a
// pattern are asked for, as a shell would have expanded it.
func matching(pattern string) ([]found, error) {
	pattern = filepath.ToSlash(pattern)
	root := "."
	if i := strings.IndexAny(pattern, "*?["); i >= 0 {
		if cut := strings.LastIndexByte(pattern[:i], '/'); cut >= 0 {
			root, pattern = pattern[:max(cut, 1)], pattern[cut+1:]
		}
	}
	if _, err := path.Match(strings.ReplaceAll(pattern, "**", "*"), ""); err != nil {
		return nil, errors.New("the pattern is malformed")
	}
	out, err := below(root, pattern)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for i := range out {
		out[i].named = true
	}
	return out, err
}

// below walks a folder for the regular files that match. Hidden files and
// folders, and links to folders, are left out.
func below(root, pattern string) ([]found, error) {
	var out []found
	parts := strings.Split(pattern, "/")
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != root && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		case d.Type()&fs.ModeSymlink != 0:
			if info, err := os.Stat(name); err != nil || !info.Mode().IsRegular() {
				return nil
			}
		case !d.Type().IsRegular():
			return nil // a pipe would wait for ever
		}
		rel, err := filepath.Rel(root, name)
		if err == nil && matches(parts, strings.Split(filepath.ToSlash(rel), "/")) {
			out = append(out, found{path: name})
		}
		return nil
	})
	return out, err
}

// matches compares a path with a pattern, part by part; ** stands for any
// number of folders, and at the end for anything below.
func matches(pattern, name []string) bool {
	// reach[i]: the first i parts of the pattern can match what was seen.
	reach := make([]bool, len(pattern)+1)
	reach[0] = true
	for i := 0; i < len(pattern) && pattern[i] == "**"; i++ {
		reach[i+1] = true
	}
	for _, part := range name {
		next := make([]bool, len(pattern)+1)
		for i, p := range pattern {
			if p == "**" {
				next[i+1] = next[i+1] || reach[i+1] || reach[i]
				next[i] = next[i] || reach[i]
			} else if ok, _ := path.Match(p, part); ok && reach[i] {
				next[i+1] = true
			}
		}
		for i, p := range pattern {
			if p == "**" && next[i] {
				next[i+1] = true
			}
		}
		reach = next
	}
	return reach[len(pattern)]
}

// distinct drops files that are there twice, under whatever spelling.
func distinct(list []found) []found {
	slices.SortStableFunc(list, func(a, b found) int {
		return strings.Compare(filepath.ToSlash(filepath.Clean(a.path)), filepath.ToSlash(filepath.Clean(b.path)))
	})
	seen := make(map[string]int, len(list))
	var out []found
	for _, f := range list {
		key := absolute(f.path)
		if i, ok := seen[key]; ok {
			out[i].named = out[i].named || f.named
			continue
		}
		seen[key] = len(out)
		out = append(out, f)
	}
	return out
}

// absolute is the one spelling of a path that files are told apart by.
func absolute(p string) string {
	if full, err := filepath.Abs(p); err == nil {
		p = full
	}
	if real, err := filepath.EvalSymlinks(p); err == nil {
		p = real
	}
	return p
}

// plain drops the operation and path that an os error repeats.
func plain(err error) string {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		err = pe.Err
	}
	return err.Error()
}

// commonFolder is the deepest folder that holds all files: names in results
// are relative to it.
func commonFolder(list []found) string {
	common := ""
	for i, f := range list {
		dir := f.path
		if full, err := filepath.Abs(dir); err == nil {
			dir = full
		}
		dir = filepath.Dir(dir)
		if i == 0 {
			common = dir
		}
		for common != dir && !strings.HasPrefix(dir, strings.TrimSuffix(common, string(filepath.Separator))+string(filepath.Separator)) {
			up := filepath.Dir(common)
			if up == common {
				break
			}
			common = up
		}
	}
	if common == "" {
		return "."
	}
	return common
}

// relative is the slash path that results say.
func relative(base, p string) string {
	if full, err := filepath.Abs(p); err == nil {
		if rel, err := filepath.Rel(base, full); err == nil {
			return filepath.ToSlash(rel)
		}
	}
	return filepath.ToSlash(p)
}

// headBytes is how much of a file is looked at to see whether it holds
// records.
const headBytes = 32 << 10

// recordWords are what files of records have near their beginning.
var recordWords = [...]string{"System", "Supplier", "Curation", "Country", "Waiver", "Evidence", "Scenario", "kedja/"}

// isRecord reports whether the file holds records. It is one of the few that
// have to be read before the SBOMs: they say whose components are.
func isRecord(name string, buffer []byte) bool {
	f, err := os.Open(name)
	if err != nil {
		return false // the reader will say so
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return false
	}
	n, err := io.ReadFull(f, buffer)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false
	}
	head := buffer[:n]
	if !bytes.Contains(head, []byte("kind")) && !bytes.Contains(head, []byte("apiVersion")) {
		return false
	}
	return slices.ContainsFunc(recordWords[:], func(w string) bool { return bytes.Contains(head, []byte(w)) }) &&
		read.Detect(head).Kind == read.KindRecord
}
