// SPDX-License-Identifier: Apache-2.0

package gleif

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/supplier/importer"
)

// eachCSV reads rows whose columns are named by paths, with numbers for
// repeated elements: Entity.OtherEntityNames.OtherEntityName.1.type.
func eachCSV(f importer.File, r *reader) error {
	var columns []column
	return importer.EachRow(f, importer.CSVOptions{}, r.Report, func(row *importer.Row) error {
		if columns == nil {
			columns = columnsOf(row.Columns())
			if !row.Has("LEI") && !row.Has("Relationship.StartNode.NodeID") {
				r.Errorf("gleif/columns", row.At, "give a golden copy of level 1, level 2 or the reporting exceptions", "the file has neither a column LEI nor Relationship.StartNode.NodeID")
				return importer.ErrStop
			}
		}
		root := &tree{}
		for _, c := range columns {
			if v := row.Value(c.number); v != "" {
				root.put(c.path, v)
			}
		}
		r.hand(root, row.At)
		return nil
	})
}

// column is one of the columns that are read: its number and where in the
// tree its values belong.
type column struct {
	number int
	path   []step
}

// step is a name on a path and the number of the element of that name, from 1.
type step struct {
	name string
	n    int
}

// read are the columns of which something is taken over. A level 1 file has
// over 300, of which most are lines of addresses.
var read = []string{
	"LEI", "DeletedAt", "Extension",
	"Entity.LegalName", "Entity.OtherEntityNames", "Entity.TransliteratedOtherEntityNames", "Entity.LegalJurisdiction",
	"Entity.LegalAddress.Country", "Entity.HeadquartersAddress.Country", "Entity.EntityCategory", "Entity.EntityStatus",
	"Entity.RegistrationAuthority", "Entity.EntityCreationDate", "Entity.SuccessorEntity", "Entity.SuccessorEntities",
	"Registration.RegistrationStatus", "Registration.ValidationSources", "Registration.LastUpdateDate",
	"Relationship.StartNode", "Relationship.EndNode", "Relationship.RelationshipType", "Relationship.RelationshipStatus",
	"Relationship.Period", "Relationship.RelationshipPeriods",
	"Exception", "ExceptionCategory", "ExceptionReason",
}

func columnsOf(names []string) []column {
	columns := []column{}
	for i, name := range names {
		if strings.HasSuffix(name, ".xmllang") {
			continue
		}
		if slices.ContainsFunc(read, func(s string) bool { return name == s || strings.HasPrefix(name, s+".") }) {
			columns = append(columns, column{i, steps(strings.Split(name, "."))})
		}
	}
	return columns
}

// steps turns the parts of a name into steps: Period.2.startDate is the start
// of the second period.
func steps(parts []string) []step {
	var out []step
	for i := 0; i < len(parts); i++ {
		s := step{parts[i], 1}
		if i+1 < len(parts) {
			if x, err := strconv.Atoi(parts[i+1]); err == nil && x > 0 && x < 1000 {
				s.n = x
				i++
			}
		}
		out = append(out, s)
	}
	return out
}

// put enters a text at a path.
func (t *tree) put(path []step, text string) {
	for _, s := range path {
		for len(t.kids[s.name]) < s.n {
			t.add(s.name)
		}
		t = t.kids[s.name][s.n-1]
	}
	t.text = text
}
