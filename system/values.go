// SPDX-License-Identifier: Apache-2.0

package system

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier"
)

// maxAmount bounds amounts: sums and squares of numbers below it are numbers
// too. It is far above what money and units come to.
const maxAmount = 1e18

// The checks of one value report whether it may be used.

func (c *checker) oneOf(pointer, value string, allowed ...string) bool {
	if value == "" || slices.Contains(allowed, value) {
		return true
	}
	meant := ""
	if s := diag.Closest(value, allowed); s != "" {
		meant = "; did you mean " + s + "?"
	}
	c.errorf(pointer, "system/vocabulary", "%q is not one of %s%s", value, strings.Join(allowed, ", "), meant)
	return false
}

func (c *checker) country(pointer, code string) bool {
	if code == "" || supplier.ValidCountry(code) {
		return true
	}
	c.errorf(pointer, "supplier/country-code", "%q is not an ISO 3166-1 alpha-2 code", code)
	return false
}

// refuse reports a value that cannot be true.
func (c *checker) refuse(pointer, code, message, remedy string) bool {
	c.ds.Add(diag.Diagnostic{Code: code, Position: c.s.At(pointer), Message: message, Remedy: remedy})
	return false
}

func (c *checker) notNegative(pointer string, x *float64) bool {
	if x == nil {
		return true
	}
	return c.amount(pointer, supplier.Exact(*x))
}

// amount takes what is counted or paid: a number that is not negative.
func (c *checker) amount(pointer string, r *supplier.Range) bool {
	switch {
	case r == nil:
		return true
	case r.Lo < 0:
		return c.refuse(pointer, "system/negative", r.String()+" is negative", "correct it, or leave the field out if it is unknown")
	case r.Lo > maxAmount || r.Hi > maxAmount && !math.IsInf(r.Hi, 1):
		return c.refuse(pointer, "system/too-large", fmt.Sprintf("%s is more than %g", r, float64(maxAmount)), "correct it, or leave the field out if it is unknown")
	}
	return true
}

func (c *checker) unitRange(pointer string, r *supplier.Range) bool {
	if r == nil || r.Lo >= 0 && r.Hi <= 1 {
		return true
	}
	return c.refuse(pointer, "system/share-range", r.String()+" is outside 0..1", "write a part of the whole: 0.7 is seventy per cent")
}

func (c *checker) share(pointer string, x float64) {
	c.refuse(pointer, "system/share-range", "the share "+supplier.Exact(x).String()+" is outside 0..1", "write a part of the whole: 0.7 is seventy per cent")
}

// plausible warns of a number that is used, but is hardly meant: more than a
// hundred years, say.
func (c *checker) plausible(pointer string, x *float64, limit float64, unit string) {
	if x != nil && *x > limit && *x <= maxAmount {
		c.warn(pointer, "system/implausible", fmt.Sprintf("%s %s are more than a hundred years", supplier.Exact(*x), unit), "correct it, or leave the field out if it is unknown")
	}
}

// currency warns of what is no code of a currency.
func (c *checker) currency(pointer, code string) {
	if code == "" || len(code) == 3 && strings.Contains(currencies, code) && !strings.Contains(code, " ") {
		return
	}
	remedy := "write the three capital letters, as EUR or SEK"
	if s := diag.Closest(strings.ToUpper(code), strings.Fields(currencies)); s != "" {
		remedy = "did you mean " + s + "?"
	}
	c.warn(pointer, "system/currency", fmt.Sprintf("%q is not an ISO 4217 currency code", code), remedy)
}

// currencies are the codes of ISO 4217 for money, and XTS and XXX for tests
// and for none.
const currencies = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE " +
	"CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF " +
	"KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR " +
	"PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS " +
	"VED VES VND VUV WST XAF XCD XCG XDR XOF XPF XTS XXX YER ZAR ZMW ZWG ZWL"
