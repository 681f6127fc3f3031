// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"fmt"
	"strings"
)

// CheckIdentifier says what is wrong with an identifier of the scheme, nil
// where nothing is or the scheme is not among those with a known form: lei
// (ISO 17442, check digits by ISO 7064 MOD 97-10), duns (nine digits), vat
// and eori (a country and its number), euid (country, register, number), gln
// (GS1, thirteen digits, the last a check digit), isin (ISO 6166) and
// swift-bic (ISO 9362). Spaces, dots and hyphens between the characters of a
// D-U-N-S or VAT number are how people write them, and no mistake.
//
// A number that passes is well formed. Whether it was given to the party,
// only its register knows.
func CheckIdentifier(scheme, value string) error {
	switch scheme {
	case "lei":
		return checkLEI(value)
	case "duns":
		if s := compact(value); len(s) != 9 || !all(s, digit) {
			return fmt.Errorf("a D-U-N-S number has nine digits")
		}
	case "vat":
		return checkVAT(compact(value))
	case "eori":
		s := compact(value)
		if len(s) < 3 || len(s) > 17 || !ValidCountry(s[:2]) && s[:2] != "XI" || !all(s[2:], letterOrDigit) {
			return fmt.Errorf("an EORI number is a country code and up to fifteen letters or digits")
		}
	case "euid":
		return checkEUID(value)
	case "gln":
		if len(value) != 13 || !all(value, digit) {
			return fmt.Errorf("a GLN has thirteen digits")
		}
		if !weighed(value, func(i int) int { return 1 + 2*(i%2) }) {
			return fmt.Errorf("the last digit does not check the others")
		}
	case "isin":
		return checkISIN(value)
	case "swift-bic":
		if len(value) != 8 && len(value) != 11 || !all(value, letterOrDigit) || !ValidCountry(value[4:6]) {
			return fmt.Errorf("a BIC has eight or eleven characters, the fifth and sixth a country code")
		}
	}
	return nil
}

// checkLEI computes ISO 7064 MOD 97-10: letters count 10 to 35, and the
// number that results leaves 1 when divided by 97.
func checkLEI(s string) error {
	if len(s) != 20 || !all(s[:18], letterOrDigit) || !all(s[18:], digit) {
		return fmt.Errorf("an LEI has eighteen capitals or digits and two check digits")
	}
	rest := 0
	for i := range len(s) {
		if c := s[i]; digit(c) {
			rest = (rest*10 + int(c-'0')) % 97
		} else {
			rest = (rest*100 + int(c-'A') + 10) % 97
		}
	}
	if rest != 1 {
		return fmt.Errorf("the last two digits do not check the others (ISO 7064 MOD 97-10)")
	}
	return nil
}

// vatForms are the forms of VAT identification numbers of the Member States
// and Northern Ireland as VIES describes them: 9 a digit, A a letter, * a
// letter or digit (in IE also + and *). Greece is EL. Numbers of other
// countries are not judged.
const vatForms = "AT:U99999999 BE:9999999999 BG:999999999 BG:9999999999 CY:99999999A CZ:99999999 CZ:999999999 CZ:9999999999 " +
	"DE:999999999 DK:99999999 EE:999999999 EL:999999999 ES:*9999999* FI:99999999 FR:**999999999 HR:99999999999 HU:99999999 " +
	"IE:9*99999* IE:9999999** IT:99999999999 LT:999999999 LT:999999999999 LU:99999999 LV:99999999999 MT:99999999 " +
	"NL:************ PL:9999999999 PT:999999999 RO:99 RO:999 RO:9999 RO:99999 RO:999999 RO:9999999 RO:99999999 RO:999999999 " +
	"RO:9999999999 SE:999999999999 SI:99999999 SK:9999999999 XI:999999999 XI:999999999999 XI:AA999"

func checkVAT(s string) error {
	if len(s) < 4 || !all(s[:2], letter) {
		return fmt.Errorf("a VAT number begins with the two letters of its country (EL for Greece)")
	}
	if s[:2] == "GR" {
		return fmt.Errorf("VAT numbers of Greece begin with EL")
	}
	known := false
	for f := range strings.FieldsSeq(vatForms) {
		if country, form, _ := strings.Cut(f, ":"); country == s[:2] {
			known = true
			if fits(form, s[2:]) {
				return nil
			}
		}
	}
	if known {
		return fmt.Errorf("the VAT numbers of %s do not look like that", s[:2])
	}
	return nil
}

func fits(form, s string) bool {
	if len(form) != len(s) {
		return false
	}
	for i := range len(s) {
		ok := false
		switch c := s[i]; form[i] {
		case '9':
			ok = digit(c)
		case 'A':
			ok = letter(c)
		case '*':
			ok = letterOrDigit(c) || c == '+' || c == '*'
		default:
			ok = c == form[i]
		}
		if !ok {
			return false
		}
	}
	return true
}

// checkEUID is the structure of Implementing Regulation (EU) 2021/1042,
// annex: country, register, a full stop, the number in the register, and
// perhaps an underscore with a check digit.
func checkEUID(s string) error {
	register, number, ok := strings.Cut(s, ".")
	if !ok || len(register) < 3 || number == "" || !ValidCountry(register[:2]) && register[:2] != "EL" {
		return fmt.Errorf("a EUID is a country code and register, a full stop and the number in it, as in SEBOLREG.5560000000")
	}
	return nil
}

// checkISIN is ISO 6166: two letters, nine letters or digits, and a check
// digit by the Luhn formula over the digits that they stand for.
func checkISIN(s string) error {
	if len(s) != 12 || !all(s[:2], letter) || !all(s[:11], letterOrDigit) || !digit(s[11]) {
		return fmt.Errorf("an ISIN has two letters, nine letters or digits and a check digit")
	}
	var digits strings.Builder
	for i := range len(s) {
		if c := s[i]; digit(c) {
			digits.WriteByte(c)
		} else {
			fmt.Fprint(&digits, int(c-'A')+10)
		}
	}
	sum, text := 0, digits.String()
	for i := range len(text) {
		d := int(text[len(text)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	if sum%10 != 0 {
		return fmt.Errorf("the last digit does not check the others (Luhn)")
	}
	return nil
}

// weighed reports whether the digits, times their weights, add up to a
// multiple of ten.
func weighed(digits string, weight func(i int) int) bool {
	sum := 0
	for i := range len(digits) {
		sum += int(digits[i]-'0') * weight(i)
	}
	return sum%10 == 0
}

// compact drops what people put between the characters of a number.
func compact(s string) string {
	return strings.NewReplacer(" ", "", "-", "", ".", "").Replace(s)
}

func digit(c byte) bool         { return c >= '0' && c <= '9' }
func letter(c byte) bool        { return c >= 'A' && c <= 'Z' }
func letterOrDigit(c byte) bool { return digit(c) || letter(c) }

func all(s string, is func(byte) bool) bool {
	for i := range len(s) {
		if !is(s[i]) {
			return false
		}
	}
	return true
}
