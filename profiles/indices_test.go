// SPDX-License-Identifier: Apache-2.0

package profiles_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/profiles"
	"github.com/kedja/kedja/supplier"
)

// long is the form of the indicators' own site; wide that of the databank.
// The values are invented.
const (
	long = `codeindyr,code,countryname,year,indicator,estimate,stddev,nsource,pctrank,pctranklower,pctrankupper
swerl2022,SWE,Sweden,2022,rl,1.7,0.2,9,96.7,90,99
swerl2023,SWE,Sweden,2023,rl,1.7,0.2,9,95.5,90,99
swecc2022,SWE,Sweden,2022,cc,2,0.2,9,97,90,99
zarrl2023,ZAR,Congo,2023,rl,-1,0.2,9,3.25,1,9
xxxrl2023,XXX,Nowhere,2023,rl,0,0.2,9,50,1,9
norrl2023,NOR,Norway,2023,rl,2,0.2,9,#N/A,,
norva2023,NOR,Norway,2023,va,2,0.2,9,101,,
norzz2023,NOR,Norway,2023,zz,2,0.2,9,10,,
`
	wide = `Country Name,Country Code,Indicator Name,Indicator Code,2021,2022,2023
Sweden,SWE,Rule of Law: Percentile Rank,RL.PER.RNK,97.1,96.7,95.5
Sweden,SWE,Rule of Law: Estimate,RL.EST,1.7,1.7,1.7
Sweden,SWE,Control of Corruption: Percentile Rank,CC.PER.RNK,97.5,97,
"Congo, Dem. Rep.",COD,Rule of Law: Percentile Rank,RL.PER.RNK,3,3.1,3.25
`
)

func said(countries []*supplier.Country) string {
	var b strings.Builder
	for _, k := range countries {
		fmt.Fprintln(&b, k.Code, k.Indices, k.Sources[k.Source].Title)
	}
	return b.String()
}

func TestReadIndices(t *testing.T) {
	const title = "Worldwide Governance Indicators, "
	latest := "CD map[ruleOfLaw:3.25] " + title + "2023, percentile rank\n" +
		"SE map[controlOfCorruption:97 ruleOfLaw:95.5] " + title + "2022 to 2023, percentile rank\n"
	of2022 := "SE map[controlOfCorruption:97 ruleOfLaw:96.7] " + title + "2022, percentile rank\n"
	for _, c := range []struct {
		name, in string
		opts     *profiles.IndexOptions
		want     string
		warnings string
	}{
		{"the long form", long, nil, latest, "index/country 6 index/value 8 index/row 9"},
		{"one year of it", long, &profiles.IndexOptions{Year: 2022}, of2022, "index/row 9"},
		{"the wide form", wide, nil, latest, ""},
		{"with a byte order mark and Windows line ends", "\xef\xbb\xbf" + strings.ReplaceAll(wide, "\n", "\r\n"), nil, latest, ""},
		{"one year of it", wide, &profiles.IndexOptions{Year: 2022},
			"CD map[ruleOfLaw:3.1] " + title + "2022, percentile rank\n" + of2022, ""},
		{"scores", "Country/Territory,2022\nSWE,0.9\nNOR,0.95\nCOD,0.2\nDNK,0.9\n", &profiles.IndexOptions{Index: "stability"},
			"CD map[stability:0] stability, 2022, percentile rank of the score among the 4 countries of the table\n" +
				"DK map[stability:33.333333333333336] stability, 2022, percentile rank of the score among the 4 countries of the table\n" +
				"NO map[stability:100] stability, 2022, percentile rank of the score among the 4 countries of the table\n" +
				"SE map[stability:33.333333333333336] stability, 2022, percentile rank of the score among the 4 countries of the table\n", ""},
		{"two columns of one year, the first counts", strings.ReplaceAll(wide, "2021,2022,2023", "2023,2022,2023"), nil,
			"CD map[ruleOfLaw:3] " + title + "2023, percentile rank\nSE map[controlOfCorruption:97.5 ruleOfLaw:97.1] " + title + "2023, percentile rank\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			countries, ds, err := profiles.ReadIndices(strings.NewReader(c.in), c.opts)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, said(countries)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			var warnings []string
			for _, d := range ds {
				warnings = append(warnings, fmt.Sprint(d.Code, " ", d.Line))
			}
			if diff := cmp.Diff(c.warnings, strings.Join(warnings, " ")); diff != "" {
				t.Errorf("warnings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadIndicesRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"":                       "the table has no head",
		"a,b\n1,2\n":             "not a table of indices",
		"Country,2022\nSWE,0.9":  "does not say which index it holds",
		"code,year,indicator\nx": "not a table of indices",
	} {
		if _, _, err := profiles.ReadIndices(strings.NewReader(in), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", in, err, want)
		}
	}
}

// TestWriteIndices reads what is written with the reader of records.
func TestWriteIndices(t *testing.T) {
	countries, _, err := profiles.ReadIndices(strings.NewReader(long), nil)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := profiles.WriteIndices(&b, countries); err != nil {
		t.Fatal(err)
	}
	records, ds, err := load.Bytes("indices.yaml", b.Bytes(), []load.Kind{{Name: "Country", New: func() any { return new(supplier.Country) }}}, nil)
	if err != nil || len(ds) > 0 {
		t.Fatalf("%v %v\n%s", err, ds, b.String())
	}
	for i, r := range records {
		k := r.Value.(*supplier.Country)
		if ds := k.Check(); len(ds) > 0 {
			t.Error(ds)
		}
		if k.Code != countries[i].Code || !cmp.Equal(k.Indices, countries[i].Indices) || !cmp.Equal(k.Sources, countries[i].Sources) {
			t.Errorf("%s came back as %+v", countries[i].Code, k)
		}
	}
	if len(records) != len(countries) {
		t.Errorf("%d of %d records came back", len(records), len(countries))
	}
}

// TestCorpusOfIndices counts the rows of the sample by itself.
func TestCorpusOfIndices(t *testing.T) {
	samples, err := filepath.Glob(filepath.Join(corpus.Path(t, "suppliers"), "*", "data", "stability_index", "*.csv"))
	if err != nil || len(samples) == 0 {
		t.Fatalf("no samples of indices: %v", err)
	}
	for _, name := range samples {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		rows := strings.Count(strings.TrimSpace(string(data)), "\n")
		countries, ds, err := profiles.ReadIndices(bytes.NewReader(data), &profiles.IndexOptions{Index: "governance"})
		if err != nil {
			t.Fatal(err)
		}
		if len(countries)+len(ds) != rows {
			t.Errorf("%s: %d countries and %d warnings of %d rows", name, len(countries), len(ds), rows)
		}
		for _, d := range ds {
			t.Errorf("%s", d.Error())
		}
		for _, k := range countries {
			if x := k.Indices["governance"]; x < 0 || x > 100 {
				t.Errorf("%s: %g", k.Code, x)
			}
		}
	}
}

func FuzzReadIndices(f *testing.F) {
	f.Add(long, 0)
	f.Add(wide, 2022)
	f.Add("Country/Territory,2022\nSWE,0.9\n", 0)
	f.Add("a,\"b\n", 0)
	f.Fuzz(func(t *testing.T, in string, year int) {
		countries, _, err := profiles.ReadIndices(strings.NewReader(in), &profiles.IndexOptions{Year: year, Index: "x"})
		if err != nil && countries != nil {
			t.Error("records beside an error")
		}
		for _, k := range countries {
			if !supplier.ValidCountry(k.Code) || len(k.Indices) == 0 {
				t.Errorf("%q with %v", k.Code, k.Indices)
			}
		}
	})
}

func ExampleReadIndices() {
	table := "code,countryname,year,indicator,pctrank\nSWE,Sweden,2023,rl,95.5\n"
	countries, _, err := profiles.ReadIndices(strings.NewReader(table), nil)
	fmt.Println(countries[0].Code, countries[0].Indices, err)
	// Output: SE map[ruleOfLaw:95.5] <nil>
}
