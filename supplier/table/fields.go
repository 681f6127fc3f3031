// SPDX-License-Identifier: Apache-2.0

package table

import (
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/importer"
)

// cell is what one field has in one row, with the record it goes into.
type cell struct {
	*reader
	row    *importer.Row
	s      *supplier.Supplier
	source string
	field  string
	values []string            // of a single field
	entry  map[string][]string // of an entry of a list, by its fields
}

// wrong reports a value that cannot be used.
func (c *cell) wrong(value, want string) {
	c.Warnf("table/value", c.row.At, "correct the row, or add a map to the field", "%s of %s: %q is not %s; it was left out", c.field, c.s.ID, value, want)
}

// single are the fields that a table can fill, with their setters.
func single() map[string]func(*cell) {
	s := func(field func(*supplier.Supplier) *string) func(*cell) {
		return func(c *cell) { c.Set(c.s, c.field, field(c.s), c.values[0], c.source, c.row.At) }
	}
	country := func(field func(*supplier.Supplier) *string) func(*cell) {
		return func(c *cell) { c.SetCountry(c.s, c.field, field(c.s), c.values[0], c.source, c.row.At) }
	}
	list := func(field func(*supplier.Supplier) *[]string) func(*cell) {
		return func(c *cell) {
			for _, v := range c.values {
				c.Alias(c.s, field(c.s), v)
			}
		}
	}
	truth := func(field func(*supplier.Supplier) **bool) func(*cell) {
		return func(c *cell) {
			if b, ok := c.truth(c.values[0]); ok && *field(c.s) == nil {
				*field(c.s) = &b
			}
		}
	}
	number := func(field func(*supplier.Supplier) **float64) func(*cell) {
		return func(c *cell) {
			if x, ok := c.number(c.values[0]); ok && *field(c.s) == nil {
				*field(c.s) = &x
			}
		}
	}
	word := func(field func(*supplier.Supplier) *string, words ...string) func(*cell) {
		return func(c *cell) {
			if v := c.values[0]; !slices.Contains(words, v) {
				c.wrong(v, "one of "+strings.Join(words, ", "))
				return
			}
			s(field)(c)
		}
	}
	return map[string]func(*cell){
		"name":      s(func(s *supplier.Supplier) *string { return &s.Name }),
		"legalName": s(func(s *supplier.Supplier) *string { return &s.LegalName }),
		"partyKind": word(func(s *supplier.Supplier) *string { return &s.Kind },
			"company", "foundation", "person", "state", "community", "public-body", "trust", "fund", "arrangement"),
		"aliases":      list(func(s *supplier.Supplier) *[]string { return &s.Aliases }),
		"formerNames":  list(func(s *supplier.Supplier) *[]string { return &s.FormerNames }),
		"roles":        list(func(s *supplier.Supplier) *[]string { return &s.Roles }),
		"established":  country(func(s *supplier.Supplier) *string { return &s.Established }),
		"headquarters": country(func(s *supplier.Supplier) *string { return &s.Headquarters }),
		"foundingDate": func(c *cell) { c.day(&c.s.Founded) }, "dissolutionDate": func(c *cell) { c.day(&c.s.Dissolved) },
		"asOf":       func(c *cell) { c.s.AsOf = supplier.Date{}; c.day(&c.s.AsOf) },
		"confidence": word(func(s *supplier.Supplier) *string { return &s.Confidence }, "low", "moderate", "high"),
		"tlp":        word(func(s *supplier.Supplier) *string { return &s.TLP }, "CLEAR", "GREEN", "AMBER", "AMBER_AND_STRICT", "RED"),

		"match/purl":       list(func(s *supplier.Supplier) *[]string { return &s.Match.PURL }),
		"match/domains":    list(func(s *supplier.Supplier) *[]string { return &s.Match.Domains }),
		"match/cpeVendors": list(func(s *supplier.Supplier) *[]string { return &s.Match.CPEVendors }),

		"unlistedHolderMax": (*cell).unlisted,

		"practices/cvdPolicy":         truth(func(s *supplier.Supplier) **bool { return &s.Practices.CVDPolicy }),
		"practices/psirt":             truth(func(s *supplier.Supplier) **bool { return &s.Practices.PSIRT }),
		"practices/sbomProvided":      truth(func(s *supplier.Supplier) **bool { return &s.Practices.SBOMProvided }),
		"practices/secureDevelopment": s(func(s *supplier.Supplier) *string { return &s.Practices.SecureDevelopment }),
		"practices/supportYears":      number(func(s *supplier.Supplier) **float64 { return &s.Practices.SupportYears }),
		"supplyAssurance/stockDays":   number(func(s *supplier.Supplier) **float64 { return &s.SupplyAssurance.StockDays }),
		"supplyAssurance/endOfSale":   (*cell).endOfSale,
	}
}

// fieldOf returns the setter of a field that is not one of a list's entries,
// nil where there is none.
func fieldOf(field string) func(*cell) {
	if scheme, ok := strings.CutPrefix(field, "identifiers/"); ok && scheme != "" && importer.Slug(scheme) == scheme {
		return func(c *cell) { c.Identify(c.s, scheme, c.values[0], c.source, c.row.At) }
	}
	return single()[field]
}

// entryField reports whether the field is one of the entries of a list.
func entryField(field string) bool {
	list, name, ok := strings.Cut(field, "/")
	return ok && lists[list] != nil && slices.Contains(lists[list].fields, name)
}

// Paths lists the paths that a mapping may name. Any scheme may stand behind
// identifiers/.
func Paths() []string {
	out := append(slices.Collect(maps.Keys(single())), "identifiers/lei", "identifiers/duns", "identifiers/vat")
	for list, l := range lists {
		for _, name := range l.fields {
			out = append(out, list+"/"+name)
		}
	}
	slices.Sort(out)
	return out
}

// truth reads yes or no.
func (c *cell) truth(text string) (value, ok bool) {
	switch strings.ToLower(text) {
	case "true", "yes", "y", "1", "x":
		return true, true
	case "false", "no", "n", "0":
		return false, true
	}
	c.wrong(text, "yes or no")
	return false, false
}

// digits are a number inside a text as people write it: 1.234,5.
var digits = regexp.MustCompile(`[0-9.,]+`)

// plainNumber turns the numbers in a text as the table has it into such with
// a point. ok is false where a sign that parts thousands parts something else:
// 0.4 in a table with decimal commas is no 4, and 2,5 in one without no 25.
func (c *cell) plainNumber(text string) (plain string, ok bool) {
	thousand, decimal := ",", "."
	if c.m.DecimalComma {
		thousand, decimal = ".", ","
	}
	ok = true
	text = strings.NewReplacer(" ", "", "'", "", "\u00a0", "").Replace(text)
	return digits.ReplaceAllStringFunc(text, func(number string) string {
		whole, fraction, more := strings.Cut(number, decimal)
		groups := strings.Split(whole, thousand)
		for i, g := range groups[1:] {
			first := groups[0]
			ok = ok && len(g) == 3 && (i > 0 || len(first) >= 1 && len(first) <= 3 && first[0] != '0')
		}
		ok = ok && !strings.Contains(fraction, thousand)
		if more {
			fraction = "." + strings.ReplaceAll(fraction, decimal, ".")
		}
		return strings.Join(groups, "") + fraction
	}), ok
}

func (c *cell) number(text string) (float64, bool) {
	plain, ok := c.plainNumber(text)
	if !ok {
		c.wrong(text, c.numberName())
		return 0, false
	}
	x, err := strconv.ParseFloat(plain, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) || x < 0 {
		c.wrong(text, "a number")
		return 0, false
	}
	return x, true
}

func (c *cell) numberName() string {
	if c.m.DecimalComma {
		return "a number with a decimal comma"
	}
	return "a number with a decimal point"
}

func (c *cell) day(into *supplier.Date) {
	d := c.date(c.values[0])
	if into.IsZero() {
		*into = d
	}
}

func (c *cell) date(text string) supplier.Date {
	if text == "" {
		return supplier.Date{}
	}
	t, err := time.Parse(c.m.layout(), text)
	if err != nil || t.Year() < 1000 || t.Year() > 9998 {
		c.wrong(text, "a day written "+layoutName(c.m))
		return supplier.Date{}
	}
	return supplier.Date{Time: t}
}

func layoutName(m *Mapping) string {
	if m.Dates == "" {
		return "YYYY-MM-DD"
	}
	return m.Dates
}

// part reads a share: a number, or a range with a hyphen.
func (c *cell) part(field, text string) *supplier.Range {
	if text == "" {
		return nil
	}
	number, ok := c.plainNumber(text)
	if !ok {
		c.Warnf("table/value", c.row.At, "correct the row, or decimalComma in the mapping", "%s of %s: %q is not %s; it was left out", field, c.s.ID, text, c.numberName())
		return nil
	}
	read := importer.ParseShare
	if c.m.Fields[field].Percent || strings.Contains(text, "%") {
		read = importer.ParsePercent
	}
	r, err := read(number)
	if err != nil {
		c.Warnf("table/value", c.row.At, "correct the row; percentages need percent: true in the mapping", "%s of %s: %v; it was left out", field, c.s.ID, err)
		return nil
	}
	return r
}

// endOfSale takes a day, or the word none.
func (c *cell) endOfSale() {
	v := c.values[0]
	if v != "none" {
		d := c.date(v)
		if d.IsZero() {
			return
		}
		v = d.String()
	}
	c.Set(c.s, c.field, &c.s.SupplyAssurance.EndOfSale, v, c.source, c.row.At)
}

func (c *cell) unlisted() {
	if r := c.part(c.field, c.values[0]); r != nil && c.s.UnlistedHolderMax == nil {
		c.s.UnlistedHolderMax = &r.Hi
	}
}
