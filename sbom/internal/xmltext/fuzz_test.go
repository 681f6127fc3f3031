// SPDX-License-Identifier: Apache-2.0

package xmltext_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/sbom/internal/xmltext"
)

// FuzzReader compares with encoding/xml: what it accepts must be read with
// the same elements, attributes and texts. Left out are documents for which
// this package differs on purpose: those with declarations, which are
// refused; with other encodings, which encoding/xml does not decode; with
// more than one root or text outside it.
func FuzzReader(f *testing.F) {
	for _, c := range cases {
		f.Add([]byte(c.text), 16)
	}
	f.Add(sample(2), 64)
	f.Fuzz(func(t *testing.T, data []byte, window int) {
		window = max(1, min(window, 1<<12))
		for _, strict := range []bool{true, false} {
			x := xmltext.New(bytes.NewReader(data), xmltext.Options{Window: window, Strict: strict})
			got, _ := walkPlain(x)
			want, ok := oracle(data)
			if !ok {
				continue
			}
			if diff := cmp.Diff(want, got); diff != "" || x.Err() != nil {
				t.Fatalf("%q: %v\n(-encoding/xml +xmltext)\n%s", data, x.Err(), diff)
			}
		}
	})
}

// walkPlain is walk without lines, and with what two spellings of white space
// have in common.
func walkPlain(x *xmltext.Reader) (found []string, err error) {
	for {
		switch x.Next() {
		case xmltext.Start:
			var s strings.Builder
			fmt.Fprintf(&s, "<%s %s", x.Namespace(x.Space()), x.Bytes(x.Name()))
			for _, a := range x.Attrs() {
				fmt.Fprintf(&s, " %s %s=%s", x.Namespace(a.Space), x.Bytes(a.Name), flat(string(x.Bytes(a.Value))))
			}
			found = append(found, s.String())
		case xmltext.Text:
			if s := strings.TrimLeft(string(x.Bytes(x.Text())), " \t\r\n"); s != "" {
				found = append(found, string(x.Bytes(x.Text())))
			}
		case xmltext.End:
			found = append(found, ">")
		case xmltext.More:
			x.Fill(0)
		default:
			return found, x.Err()
		}
	}
}

// flat is an attribute's value as the specification has it; encoding/xml
// leaves line ends and tabs in it.
func flat(s string) string { return strings.NewReplacer("\n", " ", "\t", " ", "\r", " ").Replace(s) }

// oracle is walkPlain on encoding/xml; ok is false when it refuses the text
// or when the text is not compared.
func oracle(data []byte) (found []string, ok bool) {
	d := xml.NewDecoder(bytes.NewReader(data))
	var text string
	depth, roots := 0, 0
	flush := func() bool {
		outside := depth == 0 && strings.TrimLeft(text, " \t\r\n") != ""
		if strings.TrimLeft(text, " \t\r\n") != "" {
			found = append(found, text)
		}
		text = ""
		return !outside
	}
	for {
		token, err := d.Token()
		if err != nil {
			return found, err.Error() == "EOF" && roots == 1 && flush() && comparable(data)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if !flush() {
				return nil, false
			}
			if depth == 0 {
				roots++
			}
			depth++
			found = append(found, startOf(token))
		case xml.EndElement:
			flush()
			depth--
			found = append(found, ">")
		case xml.CharData:
			text += string(token)
		case xml.Directive:
			return nil, false
		}
	}
}

func comparable(data []byte) bool {
	return utf8.Valid(data) && !bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) && bytes.IndexByte(data, 0) < 0
}

func startOf(token xml.StartElement) string {
	var s strings.Builder
	fmt.Fprintf(&s, "<%s %s", token.Name.Space, token.Name.Local)
	for _, a := range token.Attr {
		if a.Name.Space != "xmlns" && (a.Name.Space != "" || a.Name.Local != "xmlns") {
			fmt.Fprintf(&s, " %s %s=%s", a.Name.Space, a.Name.Local, flat(a.Value))
		}
	}
	return s.String()
}
