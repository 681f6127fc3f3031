// SPDX-License-Identifier: Apache-2.0

package xmltext_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"github.com/kedja/kedja/sbom/internal/xmltext"
)

// walk writes down all that the reader finds, one line each.
func walk(x *xmltext.Reader) (found, notes []string) {
	for {
		switch x.Next() {
		case xmltext.Start:
			s := fmt.Sprintf("%d <%s", x.Line(), named(x, x.Space(), x.Name()))
			for _, a := range x.Attrs() {
				s += fmt.Sprintf(" %s=%q", named(x, a.Space, a.Name), x.Bytes(a.Value))
			}
			found = append(found, s)
		case xmltext.Text:
			found = append(found, fmt.Sprintf("%d %q", x.Line(), x.Bytes(x.Text())))
		case xmltext.End:
			found = append(found, ">")
		case xmltext.More:
			x.Fill(0)
			for _, n := range x.Notes() {
				notes = append(notes, n.Text)
			}
			continue
		case xmltext.EOF, xmltext.Failed:
			for _, n := range x.Notes() {
				notes = append(notes, n.Text)
			}
			if err := x.Err(); err != nil {
				found = append(found, "! "+err.Error())
			}
			return found, notes
		}
	}
}

func named(x *xmltext.Reader, space int32, name xmltext.Span) string {
	if uri := x.Namespace(space); uri != "" {
		return "{" + uri + "}" + string(x.Bytes(name))
	}
	return string(x.Bytes(name))
}

// cases are documents with what is found in them, whatever the window.
var cases = []struct{ name, text, want string }{
	{"elements, attributes and text", "<?xml version=\"1.0\"?>\n<a x='1' y = \"2\">t<b/>\n <c >u</c ></a>\n",
		`2 <a x="1" y="2"|2 "t"|2 <b|>|3 <c|3 "u"|>|>`},
	{"white space between tags is no text, around text it is", "<a> <b> x\n</b>\n</a>", `1 <a|1 <b|1 " x\n"|>|>`},
	{"namespaces", `<a xmlns="u:1" xmlns:p="u:2"><p:b p:x="1" y="2"/><c xmlns=""/><d xmlns:p="u:3" p:z="1"/><p:e xml:lang="sv"/></a>`,
		`1 <{u:1}a|1 <{u:2}b {u:2}x="1" y="2"|>|1 <c|>|1 <{u:1}d {u:3}z="1"|>|1 <{u:2}e {http://www.w3.org/XML/1998/namespace}lang="sv"|>|>`},
	{"a declaration after the attribute that needs it", `<a p:x="1" xmlns:p="u"/>`, `1 <a {u}x="1"|>`},
	{"entities and characters by number", `<a x="&lt;&quot;&apos;&gt;&amp;">&#65;&#x42;&#x1F600;&amp;lt;</a>`, `1 <a x="<\"'>&"|1 "AB😀&lt;"|>`},
	{"comments and instructions divide no text", "<a>one<!-- <x> -->two<?pi <y> ?>three<!--\n--></a><!-- end --> <?pi?>\n", `1 <a|1 "onetwothree"|>`},
	{"CDATA", "<a><![CDATA[ <b>&amp;]]>]]&gt;<![CDATA[]]></a>", `1 <a|1 " <b>&amp;]]>"|>`},
	{"CDATA of white space is text", "<a><![CDATA[ ]]></a>", `1 <a|1 " "|>`},
	{"line ends", "<a x='1\r\n2\n3\r4\t5'>\r\nt\ru\r\n<b/></a>", `1 <a x="1 2 3 4 5"|4 "\nt\nu\n"|5 <b|>|>`},
	{"lines", "\n<a\n x='1'>\n\n<b/><!--\n\n--><c\n/>\n<d></d\n></a>", `2 <a x="1"|5 <b|>|7 <c|>|9 <d|>|>`},
	{"what comes after the document is not read", "<a/><b/>", `1 <a|>`},
	{"text after the document", "<a/>\ntext", `1 <a|>`},
	{"an ampersand alone", "<a x='A&B;C'>AT&T &; &# & R&D; x</a>", `1 <a x="A�C"|1 "AT&T &; &# & R� x"|>`},
	{"a control character", "<a>\x01\x00</a>", "1 <a|1 \"\ufffd\ufffd\"|>"},
	{"a prefix without declaration", "<a p:x='1'><q:b/></a>", `1 <a {p}x="1"|1 <{q}b|>|>`},
	{"colons at the ends of names", "<:a x:='1'/>", `1 <:a x:="1"|>`},
}

func TestReader(t *testing.T) {
	for _, c := range cases {
		// A window of one byte grows at every step, whatever is in the middle.
		for _, window := range []int{1, 16, 0} {
			got, _ := walk(xmltext.New(strings.NewReader(c.text), xmltext.Options{Window: window}))
			text := strings.Join(got, "|")
			if text != c.want {
				t.Errorf("%s, window %d:\n got %s\nwant %s", c.name, window, text, c.want)
			}
		}
	}
}

// TestFailures are documents that are not read to the end, with why.
func TestFailures(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "line 1: there is no element"},
		{"no XML", "{\"a\": 1}\n", "line 2: there is no element"},
		{"text first", "text\n<a/>", "line 1: there is text before the first element"},
		{"only a declaration", "<?xml version='1.0'?>\n<!-- -->\n", "line 3: there is no element"},
		{"truncated in an element", "<a>\n<b>text", "line 2: the text ends in the middle"},
		{"truncated in a tag", "<a>\n<b x='1", "line 2: the text ends in the middle"},
		{"truncated in a comment", "<a/>\n<!-- ", "line 2: the text ends in the middle"},
		{"crossed tags", "<a>\n<b></a>", "line 2: the element <b> is ended by </a>"},
		{"end without start", "</a>", "line 1: an element ends that was never begun"},
		{"attribute without value", "<a\nx>", "line 2: the tag <a> has something that is no attribute"},
		{"attribute without quotes", "<a x=1>", "line 1: the value of the attribute x is not in quotes"},
		{"a < in a value", "<a x='<'>", "line 1: the value of the attribute x has a <"},
		{"a name that begins with a digit", "<1/>", `line 1: no tag begins with <1; write &lt; for a <`},
		{"space before the name", "< a/>", `line 1: no tag begins with < ; write &lt; for a <`},
		{"too deep", strings.Repeat("<a>", 600), "line 1: over the limit: nesting depth is more than 512"},
		{"a declaration inside", "<a><!ELEMENT b ANY></a>", "line 1: a declaration stands where none is allowed"},
	} {
		got, _ := walk(xmltext.New(strings.NewReader(c.text), xmltext.Options{}))
		if last := got[len(got)-1]; last != "! "+c.want {
			t.Errorf("%s:\n got %s\nwant ! %s", c.name, last, c.want)
		}
	}
}

// TestDeclarationsAreRefused holds that no entity of a file is ever expanded
// or fetched.
func TestDeclarationsAreRefused(t *testing.T) {
	laughs := "<?xml version=\"1.0\"?>\n<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>\n<l>&b;</l>"
	outside := "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"
	late := "<a><!DOCTYPE a></a>"
	for _, text := range []string{laughs, outside, late} {
		got, _ := walk(xmltext.New(strings.NewReader(text), xmltext.Options{}))
		if last := got[len(got)-1]; !strings.Contains(last, "document type declaration (DTD), which is refused") {
			t.Errorf("%s\n%s", text, last)
		}
	}
}

func TestLimits(t *testing.T) {
	long := "<a>" + strings.Repeat("x", 1<<16) + "</a>"
	x := xmltext.New(strings.NewReader(long), xmltext.Options{Window: 1 << 10, Longest: 1 << 12})
	walk(x)
	if e, ok := errors.AsType[*xmltext.Error](x.Err()); !ok || e.Limit != 1<<12 {
		t.Errorf("the error does not name the limit: %v", x.Err())
	}
}

func TestTooManyPrefixes(t *testing.T) {
	var b strings.Builder
	b.WriteString("<a")
	for i := range 2000 {
		fmt.Fprintf(&b, " xmlns:p%d='u'", i)
	}
	b.WriteString("/>")
	x := xmltext.New(strings.NewReader(b.String()), xmltext.Options{})
	walk(x)
	if e, ok := errors.AsType[*xmltext.Error](x.Err()); !ok || e.Limit != 1024 {
		t.Errorf("the error does not name the limit: %v", x.Err())
	}
}

func TestInputFails(t *testing.T) {
	broken := errors.New("the line went dead")
	x := xmltext.New(io.MultiReader(strings.NewReader("<a><b/>"), iotest.ErrReader(broken)), xmltext.Options{})
	got, _ := walk(x)
	if len(got) != 4 || !errors.Is(x.Err(), broken) {
		t.Errorf("found %q, error %v", got, x.Err())
	}
}

// TestEncodings reads one document in each encoding, byte by byte too, so
// that every character is cut somewhere.
func TestEncodings(t *testing.T) {
	text := func(encoding string) string {
		return `<?xml version="1.0" encoding="` + encoding + `"?>` + "\n<a x=\"ä\">ö" + strings.Repeat("é", 3000) + "</a>"
	}
	table := func(c *charmap.Charmap, encoding string) []byte {
		b, err := c.NewEncoder().Bytes([]byte(text(encoding)))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	wide := func(big bool, s string) []byte {
		var b []byte
		for _, u := range utf16.Encode([]rune(s)) {
			if big {
				b = append(b, byte(u>>8), byte(u))
			} else {
				b = append(b, byte(u), byte(u>>8))
			}
		}
		return b
	}
	for _, c := range []struct {
		name string
		data []byte
		note string
	}{
		{"UTF-8", []byte(text("UTF-8")), ""},
		{"byte order mark", []byte("\xef\xbb\xbf" + text("utf-8")), "the file is UTF-8 with byte order mark and was decoded"},
		{"UTF-16", wide(false, "\ufeff"+text("UTF-16")), "the file is UTF-16LE and was decoded"},
		{"UTF-16, big end first", wide(true, "\ufeff"+text("UTF-16")), "the file is UTF-16BE and was decoded"},
		{"UTF-16 without mark", wide(true, text("UTF-16")), "the file is UTF-16BE and was decoded"},
		{"Latin-1", table(charmap.ISO8859_1, "iso-8859-1"), "the file is ISO-8859-1 and was decoded"},
		{"Windows", table(charmap.Windows1252, "windows-1252"), "the file is WINDOWS-1252 and was decoded"},
		{"said to be UTF-16 and is not", []byte(text("utf-16")), ""},
		{"unknown", []byte(text("x-unknown")), `the encoding "x-unknown" is not known; the file is read as UTF-8`},
	} {
		for _, r := range []io.Reader{bytes.NewReader(c.data), iotest.OneByteReader(bytes.NewReader(c.data))} {
			got, notes := walk(xmltext.New(r, xmltext.Options{}))
			want := []string{`2 <a x="ä"`, `2 "ö` + strings.Repeat("é", 3000) + `"`, ">"}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s:\n%s", c.name, diff)
			}
			if strings.Join(notes, "; ") != c.note {
				t.Errorf("%s: notes %q, want %q", c.name, notes, c.note)
			}
		}
	}
}

func TestRepairs(t *testing.T) {
	text := "<a>" + strings.Repeat("\xff", 5000) + "</a>"
	got, notes := walk(xmltext.New(strings.NewReader(text), xmltext.Options{Window: 100}))
	want := []string{"1 <a", fmt.Sprintf("1 %q", strings.Repeat("\ufffd", 5000)), ">"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(notes) != 1 || !strings.Contains(notes[0], "U+FFFD") {
		t.Errorf("notes: %q", notes)
	}
}

// TestControls holds that every control character is seen wherever it stands,
// and that the three which XML allows are left alone.
func TestControls(t *testing.T) {
	for c := range byte(0x20) {
		for offset := range 17 {
			text := strings.Repeat("ä", offset/2) + strings.Repeat("x", offset%2) + string(rune(c)) + "\n\nend"
			got, notes := walk(xmltext.New(strings.NewReader("<a>_"+text+"</a>"), xmltext.Options{}))
			want, odd := strings.ReplaceAll(text, "\r", "\n"), c != '\t' && c != '\n' && c != '\r'
			if c == '\r' {
				want = strings.Replace(text, "\r\n", "\n", 1)
			}
			if odd {
				want = strings.ReplaceAll(text, string(rune(c)), "\ufffd")
			}
			if got[1] != fmt.Sprintf("1 %q", "_"+want) || odd != (len(notes) == 1) {
				t.Errorf("character %d at %d: %s, notes %q", c, offset, got[1], notes)
			}
		}
	}
}

// TestKeep holds that a text can be carried over Fill.
func TestKeep(t *testing.T) {
	x := xmltext.New(strings.NewReader("<a>kept<b>"+strings.Repeat("x", 100)+"</b></a>"), xmltext.Options{Window: 16, Prefix: "prefix"})
	var kept xmltext.Span
	for {
		switch x.Next() {
		case xmltext.Text:
			if kept.Len == 0 {
				kept = x.Text()
			}
		case xmltext.More:
			kept.Off -= x.Fill(kept.Off)
		case xmltext.EOF:
			if got := string(x.Bytes(kept)); got != "kept" || string(x.Window()[:6]) != "prefix" {
				t.Errorf("%q was kept", got)
			}
			return
		case xmltext.Failed:
			t.Fatal(x.Err())
		}
	}
}

// TestLineAfterReference holds that a reference to a line feed, which the text
// then has, begins no line.
func TestLineAfterReference(t *testing.T) {
	x := xmltext.New(strings.NewReader("<a>\n<b>1&#10;2&#xA;3</b>\n<c x=\"&#10;\"/><d/></a>"), xmltext.Options{})
	lines := map[string]int32{}
	for k := x.Next(); k != xmltext.EOF; k = x.Next() {
		switch k {
		case xmltext.Failed:
			t.Fatal(x.Err())
		case xmltext.More:
			x.Fill(0)
		case xmltext.Start:
			lines[string(x.Bytes(x.Name()))] = x.Line()
		}
	}
	if lines["b"] != 2 || lines["c"] != 3 || lines["d"] != 3 {
		t.Errorf("elements are on lines %v", lines)
	}
}
