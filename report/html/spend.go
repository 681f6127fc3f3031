// SPDX-License-Identifier: Apache-2.0

package html

import (
	"encoding/json"
	"math"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// spend is what is stated to be spent on a product in a year.
func (b *builder) spend(x *result.Product) cell {
	stated, ok := b.spendOf(x)
	if !ok {
		return num(dim("not stated"), "-1")
	}
	return num(b.number(b.amount(stated), "products", x.ID, "spend"), key(stated))
}

// spendOf is the yearly spend on a product: an amount, or a range of amounts.
func (b *builder) spendOf(x *result.Product) (result.Interval, bool) {
	if x.Spend != nil {
		return result.Exactly(*x.Spend), true
	}
	var stated result.Interval
	for _, f := range b.Facts["product:"+x.ID] {
		if f.Path == "product.spend" && json.Unmarshal([]byte(f.Value), &stated) == nil {
			return stated, true
		}
	}
	return stated, false
}

// amount writes money in whole units of the currency.
func (b *builder) amount(i result.Interval) string {
	write := func(v float64) string { return phrase.Thousands(int(min(max(v, -1e15), 1e15))) }
	text := write(i.Lo)
	switch {
	case math.IsInf(i.Hi, 1):
		text = "at least " + text
	case !i.Exact():
		text += "–" + write(i.Hi)
	}
	return strings.Trim(text+phrase.NBSP+phrase.Clean(b.a.Subject.Currency, phrase.MaxName), phrase.NBSP)
}

// totalSpend adds up what is spent on all products, "" where nothing is
// stated. Products without a stated spend leave the upper end open.
func (b *builder) totalSpend() string {
	var total result.Interval
	any := false
	for i := range b.a.Products {
		stated, ok := b.spendOf(&b.a.Products[i])
		if !ok {
			stated.Hi = math.Inf(1)
		}
		any = any || ok
		total.Lo, total.Hi = total.Lo+stated.Lo, total.Hi+stated.Hi
	}
	if !any {
		return ""
	}
	return b.amount(total)
}
