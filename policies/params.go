// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
)

// A parameter is text, a number or a boolean, as its default is. Text is one
// of the words of enum, where there are any; a default on the scale of
// severities has those. A number lies between min and max.

// paramInput is a parameter in METADATA.
type paramInput struct {
	Default any      `json:"default"`
	Doc     string   `json:"doc"`
	Enum    []string `json:"enum"`
	Min     *float64 `json:"min"`
	Max     *float64 `json:"max"`
}

func (in paramInput) param(name string) Param {
	p := Param{Name: name, Default: in.Default, Value: in.Default, Doc: in.Doc, Enum: in.Enum, Min: in.Min, Max: in.Max}
	if word, ok := in.Default.(string); ok && in.Enum == nil && slices.Contains(severities, word) {
		p.Enum = slices.Clone(severities)
	}
	return p
}

func (r *rule) checkParams(bad func(string, ...any)) {
	for _, p := range r.Params {
		if !paramName.MatchString(p.Name) {
			bad("parameter name %q: use letters and digits, the first one small", p.Name)
		}
		if p.Doc == "" {
			bad("parameter %s has no doc", p.Name)
		}
		switch p.Default.(type) {
		case string, float64, bool:
		default:
			bad("the default of parameter %s is a %T; use text, a number or a boolean", p.Name, p.Default)
			continue
		}
		if _, number := p.Default.(float64); !number && (p.Min != nil || p.Max != nil) {
			bad("parameter %s has a min or max and is no number", p.Name)
		}
		if _, word := p.Default.(string); !word && p.Enum != nil {
			bad("parameter %s has an enum and is no text", p.Name)
		}
		if !p.allows(p.Default) {
			bad("the default %s of parameter %s is not %s", quoted(p.Default), p.Name, p.Allowed())
		}
	}
}

// Allowed says in words what the parameter may be.
func (p Param) Allowed() string {
	switch p.Default.(type) {
	case bool:
		return "true or false"
	case string:
		if len(p.Enum) > 0 {
			return "one of " + strings.Join(p.Enum, ", ")
		}
		return "text"
	}
	switch {
	case p.Min != nil && p.Max != nil:
		return "a number from " + plain(*p.Min) + " to " + plain(*p.Max)
	case p.Min != nil:
		return "a number of at least " + plain(*p.Min)
	case p.Max != nil:
		return "a number of at most " + plain(*p.Max)
	}
	return "a number"
}

func plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func quoted(v any) string {
	if s, ok := v.(string); ok {
		return strconv.Quote(s)
	}
	return fmt.Sprint(v)
}

// allows reports whether a value of the right type is within the bounds.
func (p Param) allows(v any) bool {
	switch v := v.(type) {
	case string:
		return len(p.Enum) == 0 || slices.Contains(p.Enum, v)
	case float64:
		return (p.Min == nil || v >= *p.Min) && (p.Max == nil || v <= *p.Max)
	}
	return true
}

// parse reads a value of the type of the default; ok is false where it is of
// another type or out of bounds.
func (p Param) parse(text string) (v any, ok bool) {
	v = text
	if _, word := p.Default.(string); !word {
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			return nil, false
		}
	}
	// JSON has no NaN and no infinity, and its null is of no parameter's type.
	return v, reflect.TypeOf(v) == reflect.TypeOf(p.Default) && p.allows(v)
}

// setParams applies "RULE.NAME" → value. A value that is not allowed would
// turn the rule off in silence, so it is an error.
func (c *content) setParams(rules []*rule, packs []string, params map[string]string) {
	for _, key := range slices.Sorted(maps.Keys(params)) {
		if err := setParam(rules, packs, key, params[key]); err != nil {
			c.diags.Errorf("policy/param", diag.Position{}, "parameter %s: %v", key, err)
		}
	}
}

func setParam(rules []*rule, packs []string, key, text string) error {
	dot := strings.LastIndexByte(key, '.')
	if dot < 0 {
		return errors.New("write RULE.NAME=VALUE")
	}
	r := ruleOf(rules, key[:dot])
	if r == nil {
		return fmt.Errorf("there is no rule %s in the packs chosen: %s", key[:dot], strings.Join(packs, ", "))
	}
	var names []string
	for j, p := range r.Params {
		if p.Name != key[dot+1:] {
			names = append(names, p.Name)
			continue
		}
		v, ok := p.parse(text)
		if !ok {
			return fmt.Errorf("%q is not %s", text, p.Allowed())
		}
		r.Params[j].Value = v
		return nil
	}
	if len(names) == 0 {
		return errors.New("the rule has no parameters")
	}
	return fmt.Errorf("the rule has no such parameter; it has: %s", strings.Join(names, ", "))
}
