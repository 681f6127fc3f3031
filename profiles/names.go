// SPDX-License-Identifier: Apache-2.0

package profiles

import (
	"io/fs"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"github.com/kedja/kedja/supplier"
)

// formerCodes are codes that the World Bank's indicators use beside ISO
// 3166-1 alpha-3.
var formerCodes = [...][2]string{
	{"ADO", "AD"}, {"ZAR", "CD"}, {"ROM", "RO"}, {"TMP", "TL"}, {"WBG", "PS"}, {"KSV", "XK"}, {"XKX", "XK"},
}

// otherNames are names under which the World Bank's tables list countries,
// where they are not those of the shipped records.
var otherNames = [...][2]string{
	{"Bahamas, The", "BS"}, {"Brunei Darussalam", "BN"}, {"Congo, Rep.", "CG"}, {"Congo, Dem. Rep.", "CD"}, {"Cape Verde", "CV"},
	{"Czech Republic", "CZ"}, {"Egypt, Arab Rep.", "EG"}, {"Micronesia, Fed. Sts.", "FM"}, {"Gambia, The", "GM"}, {"Iran, Islamic Rep.", "IR"},
	{"Kyrgyz Republic", "KG"}, {"Korea, Rep.", "KR"}, {"Korea, Dem. Rep.", "KP"}, {"Korea, Dem. People's Rep.", "KP"}, {"Lao PDR", "LA"},
	{"Kosovo", "XK"}, {"Hong Kong SAR, China", "HK"}, {"Macao SAR, China", "MO"}, {"Russian Federation", "RU"}, {"Slovak Republic", "SK"},
	{"Somalia, Fed. Rep.", "SO"}, {"Syrian Arab Republic", "SY"}, {"Taiwan, China", "TW"}, {"Turkey", "TR"}, {"Venezuela, RB", "VE"},
	{"Viet Nam", "VN"}, {"Virgin Islands (U.S.)", "VI"}, {"West Bank and Gaza", "PS"}, {"Jersey, Channel Islands", "JE"}, {"Yemen, Rep.", "YE"},
	{"Swaziland", "SZ"}, {"Macedonia, FYR", "MK"}, {"Puerto Rico (US)", "PR"},
}

// gazetteer finds countries by code or name.
type gazetteer map[string]string

// newGazetteer reads the names of the shipped records.
func newGazetteer() gazetteer {
	g := gazetteer{}
	for _, n := range otherNames {
		g[foldCountry(n[0])] = n[1]
	}
	files, err := fs.Glob(countries, "countries/*.yaml")
	if err != nil {
		return g
	}
	for _, file := range files {
		data, err := countries.ReadFile(file)
		if err != nil {
			continue
		}
		code := strings.TrimSuffix(strings.TrimPrefix(file, "countries/"), ".yaml")
		for line := range strings.Lines(string(data)) {
			if quoted, ok := strings.CutPrefix(line, "name: "); ok {
				if name, err := strconv.Unquote(strings.TrimSpace(quoted)); err == nil {
					g[foldCountry(name)] = code
				}
				break
			}
		}
	}
	return g
}

// foldCountry is the form in which names of countries are compared: letters
// without marks, in small letters, without "and" and with "st" for "saint".
func foldCountry(name string) string {
	words := strings.FieldsFunc(strings.ToLower(norm.NFD.String(name)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r)
	})
	var b strings.Builder
	for _, w := range words {
		switch w {
		case "and":
			continue
		case "saint":
			w = "st"
		}
		for _, r := range w {
			if unicode.IsLetter(r) {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// find is the ISO 3166-1 alpha-2 code of a country given by alpha-2 or
// alpha-3 code, by one that the indicators use beside these, or by its
// English name. "" is none.
func (g gazetteer) find(s string) string {
	code := strings.ToUpper(s)
	for _, f := range formerCodes {
		if code == f[0] {
			return f[1]
		}
	}
	if supplier.ValidCountry(code) {
		return code
	}
	if len(code) == 3 {
		r, err := language.ParseRegion(code)
		if err == nil && r.IsCountry() && r.ISO3() == code && supplier.ValidCountry(r.String()) {
			return r.String()
		}
	}
	return g[foldCountry(s)]
}
