// SPDX-License-Identifier: Apache-2.0

package inquiry

import (
	"strconv"
	"strings"
)

// The types of answers.
const (
	Boolean = "boolean"
	Text    = "text"
	Word    = "word"   // one of Words
	Number  = "number" // between Min and Max
	Range   = "range"  // a number, or [lo, hi]
	Date    = "date"
	Time    = "time"    // a moment as RFC 3339 has it, or a day
	Country = "country" // ISO 3166-1 alpha-2
	List    = "list"    // of entries
	Mapping = "mapping" // names to values
)

// Form is what an answer looks like.
type Form struct {
	Type  string   `json:"type"`
	Words []string `json:"words,omitempty"` // allowed words
	Min   *float64 `json:"min,omitempty"`
	Max   *float64 `json:"max,omitempty"`
	Unit  string   `json:"unit,omitempty"`
	// None says that the word none is an answer too: known not to exist.
	None  bool   `json:"none,omitempty"`
	Entry []Part `json:"entry,omitempty"` // of a list or mapping
	Note  string `json:"note,omitempty"`
}

// Part is one field of an entry.
type Part struct {
	Name     string   `json:"name"`
	Type     string   `json:"type"`
	Words    []string `json:"words,omitempty"`
	Required bool     `json:"required,omitempty"`
}

// String says the form in words.
func (f Form) String() string {
	var b strings.Builder
	if f.None {
		b.WriteString("none, or ")
	}
	switch f.Type {
	case Boolean:
		b.WriteString("true or false")
	case Text:
		b.WriteString("a text")
	case Word:
		b.WriteString(either(f.Words))
	case Number, Range:
		b.WriteString("a number")
		if f.Unit != "" {
			b.WriteString(" of " + f.Unit)
		}
		b.WriteString(f.bounds())
		if f.Type == Range {
			b.WriteString("; or [lowest, highest]")
		}
	case Date:
		b.WriteString("a date, YYYY-MM-DD")
	case Time:
		b.WriteString("a time, YYYY-MM-DDThh:mm:ssZ, or a day, YYYY-MM-DD")
	case Country:
		b.WriteString("a country, two letters of ISO 3166-1")
	case List:
		b.WriteString("a list")
		if len(f.Words) > 0 {
			b.WriteString(" of " + either(f.Words))
		} else {
			b.WriteString(entryWords(f.Entry))
		}
	case Mapping:
		b.WriteString("a mapping")
		b.WriteString(entryWords(f.Entry))
	default:
		b.WriteString(f.Type)
	}
	if f.Note != "" {
		b.WriteString("; " + f.Note)
	}
	return b.String()
}

func (f Form) bounds() string {
	switch {
	case f.Min != nil && f.Max != nil:
		return " from " + plainNumber(*f.Min) + " to " + plainNumber(*f.Max)
	case f.Min != nil:
		return ", at least " + plainNumber(*f.Min)
	case f.Max != nil:
		return ", at most " + plainNumber(*f.Max)
	}
	return ""
}

func plainNumber(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// either joins words: a, b or c.
func either(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// all joins words: a, b and c.
func all(words []string) string {
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// entryWords says the fields of entries, in brackets those that may be left
// out.
func entryWords(parts []Part) string {
	if len(parts) == 0 {
		return " of words"
	}
	var out []string
	for _, p := range parts {
		s := p.Name + ": " + p.words()
		if !p.Required {
			s = "[" + s + "]"
		}
		out = append(out, s)
	}
	return " of {" + strings.Join(out, ", ") + "}"
}

func (p Part) words() string {
	switch p.Type {
	case Word:
		return strings.Join(p.Words, " | ")
	case Country:
		return "two letters"
	case Date:
		return "YYYY-MM-DD"
	case Range:
		return "a number from 0 to 1, or [lowest, highest]"
	case Boolean:
		return "true or false"
	case List:
		return "list of " + strings.Join(p.Words, " | ")
	}
	return p.Type
}
