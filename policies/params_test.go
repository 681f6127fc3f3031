// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"io/fs"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// compileWith compiles the eu5g pack with one parameter.
func compileWith(t *testing.T, key, value string) (*Set, error) {
	return Compile(t.Context(), &Options{Packs: []string{"eu5g"}, Params: map[string]string{key: value}})
}

func TestParameterValues(t *testing.T) {
	tests := []struct {
		key, value string
		want       any
	}{
		{"eu5g/SUPPLIER-0004.sensitivity", "critical", "critical"},
		{"eu5g/DEPENDENCY-0001.share", "0.4", 0.4},
		{"eu5g/DEPENDENCY-0001.share", "0", 0.0},
		{"eu5g/DEPENDENCY-0001.share", "1", 1.0},
		{"eu5g/SUPPLY-0001.stockDays", "365", 365.0},
		{"eu5g/INTERFERENCE-0005.level", "4", 4.0},
	}
	for _, test := range tests {
		s, err := compileWith(t, test.key, test.value)
		if err != nil {
			t.Errorf("%s=%s: %v", test.key, test.value, err)
			continue
		}
		for _, r := range s.Rules() {
			for _, p := range r.Params {
				if r.ID+"."+p.Name == test.key && p.Value != test.want {
					t.Errorf("%s=%s gives %v", test.key, test.value, p.Value)
				}
			}
		}
	}
}

// A value that no rule can compare with would turn the rule off in silence.
func TestRefusedParameters(t *testing.T) {
	tests := []struct{ key, value, want string }{
		{"eu5g/SUPPLIER-0004.sensitivity", "zzz", `parameter eu5g/SUPPLIER-0004.sensitivity: "zzz" is not one of low, moderate, high, critical`},
		{"eu5g/SUPPLIER-0004.sensitivity", "High", `"High" is not one of`},
		{"eu5g/SUPPLIER-0004.sensitivity", "3", `"3" is not one of`},
		{"eu5g/SUPPLIER-0004.sensitivity", "", `"" is not one of`},
		{"eu5g/DIVERSITY-0002.criticality", "severe", `"severe" is not one of low, moderate, high, critical`},
		{"eu5g/DEPENDENCY-0001.share", "much", `parameter eu5g/DEPENDENCY-0001.share: "much" is not a number from 0 to 1`},
		{"eu5g/DEPENDENCY-0001.share", "50", `"50" is not a number from 0 to 1`},
		{"eu5g/DEPENDENCY-0001.share", "-0.1", `"-0.1" is not a number from 0 to 1`},
		{"eu5g/DEPENDENCY-0001.share", "null", `"null" is not a number`},
		{"eu5g/DEPENDENCY-0001.share", "true", `"true" is not a number`},
		{"eu5g/DEPENDENCY-0001.share", "NaN", `"NaN" is not a number`},
		{"eu5g/DEPENDENCY-0001.share", `"0.5"`, `is not a number`},
		{"eu5g/DEPENDENCY-0001.share", "", `"" is not a number`},
		{"eu5g/DIVERSITY-0001.hhi", "10000", `"10000" is not a number from 0 to 1`},
		{"eu5g/INTERFERENCE-0005.level", "5", `"5" is not a number from 1 to 4`},
		{"eu5g/SUPPLY-0001.stockDays", "-1", `"-1" is not a number of at least 0`},
		{"eu5g/DEPENDENCY-0001.part", "0.4", "parameter eu5g/DEPENDENCY-0001.part: the rule has no such parameter; it has: share"},
		{"eu5g/ACCESS-0001.share", "0.4", "parameter eu5g/ACCESS-0001.share: the rule has no parameters"},
		{"eu5g/NONE-0001.share", "0.4", "parameter eu5g/NONE-0001.share: there is no rule eu5g/NONE-0001 in the packs chosen: eu5g"},
		{"share", "0.4", "parameter share: write RULE.NAME=VALUE"},
	}
	for _, test := range tests {
		_, err := compileWith(t, test.key, test.value)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s=%s: error %v does not say %q", test.key, test.value, err, test.want)
		}
	}
}

// TestParametersInMetadata holds what METADATA may say of a parameter.
func TestParametersInMetadata(t *testing.T) {
	tests := []struct{ param, value, want string }{
		{`{default: 3, min: 1, max: 9, doc: d}`, "9", ""},
		{`{default: 3, max: 9, doc: d}`, "10", `"10" is not a number of at most 9`},
		{`{default: 3, doc: d}`, "-7.5", ""},
		{`{default: true, doc: d}`, "false", ""},
		{`{default: true, doc: d}`, "1", `"1" is not true or false`},
		{`{default: red, enum: [red, blue], doc: d}`, "blue", ""},
		{`{default: red, enum: [red, blue], doc: d}`, "high", `"high" is not one of red, blue`},
		{`{default: red, doc: d}`, "anything", ""},
		{`{default: high, enum: [high, highest], doc: d}`, "highest", ""},
		{`{default: 3, min: 4, doc: d}`, "4", `the default 3 of parameter limit is not a number of at least 4`},
		{`{default: green, enum: [red, blue], doc: d}`, "red", `the default "green" of parameter limit is not one of red, blue`},
		{`{default: red, min: 4, doc: d}`, "red", "parameter limit has a min or max and is no number"},
		{`{default: 3, enum: [red], doc: d}`, "3", "parameter limit has an enum and is no text"},
		{`{default: [3], doc: d}`, "3", "use text, a number or a boolean"},
	}
	for _, test := range tests {
		rule := strings.Replace(plainHead, `{default: 3, doc: "a limit"}`, test.param, 1) +
			`finding contains {"key": ""} if input.supplier.id == data.params["user/RULE-0001"].limit`
		_, err := Compile(t.Context(), &Options{
			Packs: []string{"user"}, Params: map[string]string{"user/RULE-0001.limit": test.value}, User: []fs.FS{userFolder(rule)},
		})
		switch {
		case test.want == "" && err != nil:
			t.Errorf("%s with %s: %v", test.param, test.value, err)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%s with %s: error %v does not say %q", test.param, test.value, err, test.want)
		}
	}
}

// Whatever is given, a value that is taken is of the type of the default.
func TestParsedParameterHasTheTypeOfItsDefault(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Param{Default: rapid.SampledFrom([]any{"text", 0.5, true}).Draw(t, "default")}
		given := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"1", "true", "null", "[]", "1e999", " 2 "})).Draw(t, "given")
		v, ok := p.parse(given)
		if !ok {
			return
		}
		if reflect.TypeOf(v) != reflect.TypeOf(p.Default) {
			t.Fatalf("%q for a default of %v is taken as %T", given, p.Default, v)
		}
	})
}

func TestUnknownPack(t *testing.T) {
	_, err := Compile(t.Context(), &Options{Packs: []string{"eu5g", "eu6g"}})
	if err == nil || !strings.HasPrefix(err.Error(), `"eu6g" is no pack; choose among baseline, `) || !strings.Contains(err.Error(), ", eu5g, ") {
		t.Errorf("error: %v", err)
	}
}
