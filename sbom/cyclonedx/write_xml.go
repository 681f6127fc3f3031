// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"bytes"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/kedja/kedja/sbom"
)

// The encoder of cyclonedx-go writes three things of XML as the schema does not
// have them: isExternal as an element, where it is an attribute, trustZone at
// the end of a service, where it comes before the data, and a reference to data
// within an element for data. The first two are handed to it within
// attributes, behind a mark; all are put right by [mender].
const (
	markExternal = " \uE000isExternal"
	markZone     = "\uE000trustZone="
)

// mender puts right what the encoder writes, line by line: the encoder begins
// every element on a line of its own and escapes the line breaks of texts.
type mender struct {
	w       io.Writer
	line    []byte
	pending []zone // of the services that are open, innermost last
	data    []byte // the start of an element for data, until it is known what it holds
	inRef   bool   // its end is left out
	err     error
}

// zone is the trust zone of a service that is not written yet.
type zone struct {
	indent int // of the members of the service
	text   string
}

func (m *mender) Write(p []byte) (int, error) {
	n := len(p)
	for {
		i := bytes.IndexByte(p, '\n')
		if i < 0 {
			m.line = append(m.line, p...)
			return n, m.err
		}
		m.line = append(m.line, p[:i+1]...)
		p = p[i+1:]
		m.mend()
		m.line = m.line[:0]
	}
}

// Close writes the last line.
func (m *mender) Close() error {
	m.mend()
	return m.err
}

func (m *mender) mend() {
	if m.err != nil {
		return
	}
	text := bytes.TrimLeft(m.line, " ")
	indent := len(m.line) - len(text)
	if len(m.pending) > 0 {
		m.place(indent, text)
	}
	line := m.dataset(m.line, text)
	switch {
	case bytes.HasPrefix(text, []byte("<component")):
		line = bytes.Replace(line, []byte(markExternal+`"`), []byte(`" isExternal="true"`), 1)
	case bytes.HasPrefix(text, []byte("<service")):
		line = m.open(line, indent)
	}
	_, m.err = m.w.Write(line)
}

// dataset takes away the element for data around a reference to data.
func (m *mender) dataset(line, text []byte) []byte {
	switch {
	case string(text) == "<dataset>\n":
		m.data = append(m.data[:0], line...)
		return nil
	case m.inRef:
		m.inRef = false
		return nil
	case len(m.data) == 0:
		return line
	}
	start := m.data
	m.data = m.data[:0]
	if bytes.HasPrefix(text, []byte("<ref>")) {
		m.inRef = true
		return bytes.TrimPrefix(line, []byte("  "))
	}
	return append(start[:len(start):len(start)], line...)
}

var (
	markedZone = regexp.MustCompile(` bom-ref="([^"]*)` + markZone + `([^"]*)"`)
	emptyRef   = []byte(` bom-ref=""`)
)

// open takes the trust zone from the start of a service.
func (m *mender) open(line []byte, indent int) []byte {
	found := markedZone.FindSubmatch(line)
	if found == nil {
		return line
	}
	m.pending = append(m.pending, zone{indent: indent + len("  "), text: string(found[2])})
	line = markedZone.ReplaceAll(line, []byte(` bom-ref="$1"`))
	return bytes.Replace(line, emptyRef, nil, 1)
}

// before are the members of a service that come before its trust zone.
var before = []string{"provider", "group", "name", "version", "description", "endpoints", "authenticated", "x-trust-boundary"}

// place writes the trust zone of the innermost service when the line begins
// what comes after it, or ends the service.
func (m *mender) place(indent int, text []byte) {
	z := m.pending[len(m.pending)-1]
	name := strings.TrimLeft(string(text[:max(0, bytes.IndexAny(text, " >"))]), "<")
	if indent > z.indent || indent == z.indent && slices.Contains(before, strings.TrimPrefix(name, "/")) {
		return
	}
	m.pending = m.pending[:len(m.pending)-1]
	_, m.err = io.WriteString(m.w, strings.Repeat(" ", z.indent)+"<trustZone>"+z.text+"</trustZone>\n")
}

// cpe is the pattern that the XML schema has for CPEs; JSON has none.
var cpe = regexp.MustCompile(`^(?:([c][pP][eE]:/[AHOaho]?(:[A-Za-z0-9._\-~%]*){0,6})|` +
	`(cpe:2\.3:[aho*\-](:(((\?*|\*?)([a-zA-Z0-9\-._]|(\\[\\*?!"#$$%&'()+,/:;<=>@\[\]^` + "`" + `{|}~]))+(\?*|\*?))|[*\-])){5}` +
	`(:(([a-zA-Z]{2,3}(-([a-zA-Z]{2}|[0-9]{3}))?)|[*\-]))` +
	`(:(((\?*|\*?)([a-zA-Z0-9\-._]|(\\[\\*?!"#$$%&'()+,/:;<=>@\[\]^` + "`" + `{|}~]))+(\?*|\*?))|[*\-])){4}))$`)

// unwritable notes characters that XML does not have at all, such as most
// control characters: the encoder writes U+FFFD for them.
func (w *encoder) unwritable(id sbom.ID, texts ...string) {
	for _, s := range texts {
		if strings.ContainsFunc(s, func(r rune) bool {
			return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff
		}) {
			w.log.Lost(id, "texts with characters that XML does not have", "U+FFFD stands for each of these")
		}
	}
}
