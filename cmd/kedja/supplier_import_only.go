// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/supplier"
)

// onlyParties returns the ids of the parties that the user asks for, with
// --only and --only-from. None is all. They are nil and false where a list or
// record has mistakes, which then have been said: a party whose LEI cannot be
// read would be left out unseen.
func (p *program) onlyParties(format string, f importFlags) ([]string, bool, error) {
	if len(f.only)+len(f.onlyFrom) == 0 {
		return nil, true, nil
	}
	if format != "gleif" {
		return nil, false, usagef("--only and --only-from are for the format gleif")
	}
	var ids []string
	for _, id := range f.only {
		if err := checkLEI(id); err != nil {
			return nil, false, usagef("--only %q: %w", id, err)
		}
		ids = append(ids, id)
	}
	for _, name := range f.onlyFrom {
		named, list, err := leisOf(name)
		if err != nil {
			return nil, false, err
		}
		p.complain(list, "correct these first")
		if len(list.Errors()) > 0 {
			return nil, false, nil
		}
		if len(named) == 0 {
			return nil, false, usagef("--only-from %s: no LEI is in it; a list has one on each line, a supplier record has it at identifiers/lei or as its id lei:…", name)
		}
		ids = append(ids, named...)
	}
	slices.Sort(ids)
	return slices.Compact(ids), true, nil
}

func checkLEI(id string) error {
	return supplier.CheckIdentifier("lei", strings.TrimPrefix(id, "lei:"))
}

// leisOf returns the LEIs that a list or the supplier records of a file or
// folder name, as ids.
func leisOf(name string) ([]string, diag.List, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, diag.List{unreadable(name, err)}, nil
	}
	if !info.IsDir() && !slices.Contains([]string{".yaml", ".yml", ".json"}, strings.ToLower(filepath.Ext(name))) {
		return leisOfList(name)
	}
	records, list, err := load.Path(name, kedja.Kinds(), nil)
	if err != nil {
		return nil, diag.List{unreadable(name, err)}, nil
	}
	var ids []string
	for _, r := range records {
		s, ok := r.Value.(*supplier.Supplier)
		if !ok {
			continue
		}
		for _, id := range partiesOf(s) {
			if lei, is := strings.CutPrefix(id, "lei:"); is && supplier.CheckIdentifier("lei", lei) == nil {
				ids = append(ids, id)
			}
		}
	}
	return ids, list, nil
}

// partiesOf returns the ids of all parties that a record names.
func partiesOf(s *supplier.Supplier) []string {
	ids := []string{s.ID}
	if lei := s.Identifiers["lei"]; lei != "" {
		ids = append(ids, "lei:"+lei)
	}
	for _, o := range s.Owners.Items {
		ids = append(ids, o.Party)
	}
	for _, r := range s.Relations.Items {
		ids = append(ids, r.Party)
	}
	for _, c := range s.Subcontractors.Items {
		ids = append(ids, c.Party)
	}
	return ids
}

// leisOfList reads a list: an LEI at the beginning of each line; what follows
// a comma, semicolon, tab or space is not read, and neither are empty lines
// and those that begin with #. The first line may name columns.
func leisOfList(name string) ([]string, diag.List, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, diag.List{unreadable(name, err)}, nil
	}
	defer file.Close()
	var ids []string
	var list diag.List
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		if i := strings.IndexAny(text, ",;\t "); i >= 0 {
			text = text[:i]
		}
		text = strings.TrimPrefix(strings.Trim(text, `"`), "lei:")
		if err := supplier.CheckIdentifier("lei", text); err == nil {
			ids = append(ids, "lei:"+text)
		} else if n > 1 || len(text) == 20 {
			list.Add(diag.Diagnostic{
				Code: "input/lei", Position: diag.Position{File: filepath.ToSlash(name), Line: n},
				Message: fmt.Sprintf("%q is no LEI: %v", text, err), Remedy: "write one LEI at the beginning of each line",
			})
		}
	}
	if err := lines.Err(); err != nil {
		return nil, diag.List{unreadable(name, err)}, nil
	}
	return ids, list, nil
}
