// SPDX-License-Identifier: Apache-2.0

package load

import (
	"reflect"
	"strconv"
	"strings"
)

// scalar fills a value of one of Go's basic types.
func (d *decoder) scalar(n *node, v reflect.Value, t target) {
	switch v.Kind() {
	case reflect.String:
		if n.form != scalar {
			d.wrong(n, t, "text", "")
			return
		}
		v.SetString(n.text)
	case reflect.Bool:
		if !n.plain || n.text != "true" && n.text != "false" {
			d.wrong(n, t, "true or false", truth(n))
			return
		}
		v.SetBool(n.text == "true")
	case reflect.Float32, reflect.Float64:
		x, err := strconv.ParseFloat(strings.ReplaceAll(n.text, "_", ""), v.Type().Bits())
		if !isNumber(n) || err != nil {
			d.wrong(n, t, "a number", unquote(n))
			return
		}
		v.SetFloat(x)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		x, err := strconv.ParseInt(strings.ReplaceAll(n.text, "_", ""), 10, v.Type().Bits())
		if !isNumber(n) || err != nil {
			d.wrong(n, t, "a whole number", unquote(n))
			return
		}
		v.SetInt(x)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		x, err := strconv.ParseUint(strings.ReplaceAll(n.text, "_", ""), 10, v.Type().Bits())
		if !isNumber(n) || err != nil {
			d.wrong(n, t, "a whole number from 0", unquote(n))
			return
		}
		v.SetUint(x)
	default:
		d.add("load/internal", n.at, t.what+" has a type that cannot be read: "+v.Type().String(), "report this")
	}
}

// free fills a value of any type: text, float64, bool, []any, map[string]any.
func (d *decoder) free(n *node, v reflect.Value, t target) {
	if v.NumMethod() > 0 {
		d.scalar(n, v, t)
		return
	}
	fill := func(p reflect.Value) {
		d.dispatch(n, p.Elem(), t)
		v.Set(p.Elem())
	}
	switch {
	case n.form == mapping:
		fill(reflect.New(reflect.TypeFor[map[string]any]()))
	case n.form == sequence:
		fill(reflect.New(reflect.TypeFor[[]any]()))
	case n.plain && (n.text == "true" || n.text == "false"):
		fill(reflect.New(reflect.TypeFor[bool]()))
	case isNumber(n):
		fill(reflect.New(reflect.TypeFor[float64]()))
	default:
		fill(reflect.New(reflect.TypeFor[string]()))
	}
}

// isNumber reports whether the node is a number as JSON writes it, with a
// sign + or underscores between digits allowed. Leading zeros are not: YAML
// 1.1 takes them for octal, 1.2 does not.
func isNumber(n *node) bool {
	if n.form != scalar || !n.plain {
		return false
	}
	s := strings.TrimLeft(n.text, "+-")
	if len(n.text)-len(s) > 1 {
		return false
	}
	whole, s := digits(s)
	if whole == "" || len(whole) > 1 && whole[0] == '0' {
		return false
	}
	if rest, ok := strings.CutPrefix(s, "."); ok {
		var fraction string
		if fraction, s = digits(rest); fraction == "" {
			return false
		}
	}
	if s != "" && (s[0] == 'e' || s[0] == 'E') {
		s = s[1:]
		if s != "" && (s[0] == '+' || s[0] == '-') {
			s = s[1:]
		}
		var exponent string
		if exponent, s = digits(s); exponent == "" {
			return false
		}
	}
	return s == ""
}

// digits cuts the digits at the start of s, with single underscores between.
func digits(s string) (run, rest string) {
	i := 0
	for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == '_' && i > 0 && s[i-1] != '_') {
		i++
	}
	if i > 0 && s[i-1] == '_' {
		i--
	}
	return s[:i], s[i:]
}

// unquote is the remedy where a number was written in another way.
func unquote(n *node) string {
	switch {
	case n.form != scalar:
		return ""
	case !n.plain && isNumber(&node{text: n.text, plain: true}):
		return "write it without quotes"
	case isNumber(n):
		return "that is out of its range, or not whole"
	case n.plain && isNumber(&node{text: strings.TrimLeft(n.text, "0"), plain: true}):
		return "write it without leading zeros"
	}
	return ""
}

// truth is the remedy where true or false was written in another way.
func truth(n *node) string {
	if n.form != scalar {
		return ""
	}
	switch strings.ToLower(n.text) {
	case "yes", "on", "y", "true":
		return "write true"
	case "no", "off", "n", "false":
		return "write false"
	}
	return ""
}
