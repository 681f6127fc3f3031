// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"strings"

	"golang.org/x/text/language"
)

// assigned are the 249 officially assigned codes of ISO 3166-1 alpha-2.
const assigned = " " +
	"AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ " +
	"BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
	"CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ " +
	"DE DJ DK DM DO DZ " +
	"EC EE EG EH ER ES ET " +
	"FI FJ FK FM FO FR " +
	"GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY " +
	"HK HM HN HR HT HU " +
	"ID IE IL IM IN IO IQ IR IS IT " +
	"JE JM JO JP " +
	"KE KG KH KI KM KN KP KR KW KY KZ " +
	"LA LB LC LI LK LR LS LT LU LV LY " +
	"MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ " +
	"NA NC NE NF NG NI NL NO NP NR NU NZ " +
	"OM " +
	"PA PE PF PG PH PK PL PM PN PR PS PT PW PY " +
	"QA " +
	"RE RO RS RU RW " +
	"SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ " +
	"TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ " +
	"UA UG UM US UY UZ " +
	"VA VC VE VG VI VN VU " +
	"WF WS " +
	"YE YT " +
	"ZA ZM ZW "

// ValidCountry reports whether code is an ISO 3166-1 alpha-2 code in upper
// case: an assigned one, or a user-assigned one (AA, QM-QZ, XA-XZ, ZZ), which
// fictional countries use. Codes that were withdrawn or are only reserved
// are none.
func ValidCountry(code string) bool {
	if len(code) != 2 || code[0] < 'A' || code[0] > 'Z' || code[1] < 'A' || code[1] > 'Z' {
		return false
	}
	switch {
	case code == "AA", code == "ZZ", code[0] == 'X', code[0] == 'Q' && code[1] >= 'M':
		return true
	}
	return strings.Contains(assigned, " "+code+" ")
}

// ValidJurisdiction reports whether code is a country, or a part of one by
// ISO 3166-2: the country, a hyphen, and one to three letters or digits.
func ValidJurisdiction(code string) bool {
	country, part, divided := strings.Cut(code, "-")
	if !divided {
		return ValidCountry(code)
	}
	return ValidCountry(country) && len(part) >= 1 && len(part) <= 3 && strings.IndexFunc(part, func(r rune) bool {
		return (r < 'A' || r > 'Z') && (r < '0' || r > '9')
	}) < 0
}

// meantCountry is the code that was likely meant by one that is none: its
// capitals, the country of an alpha-3 or withdrawn code. "" where nothing is.
func meantCountry(code string) string {
	if up := strings.ToUpper(strings.TrimSpace(code)); ValidCountry(up) {
		return up
	}
	r, err := language.ParseRegion(code)
	if err != nil {
		return ""
	}
	if c := r.Canonicalize().String(); c != code && ValidCountry(c) && c != "ZZ" {
		return c
	}
	return ""
}
