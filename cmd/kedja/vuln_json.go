// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"runtime"
	"sync"
)

// jsonPart is how many components a goroutine makes JSON of at once.
const jsonPart = 64

// writeJSON writes what [writeJSON] does, of the components on all cores: of a
// large SBOM, that takes longer than all else that is not done beside reading.
func (r *MatchResult) writeJSON(w io.Writer) error {
	rest := *r
	rest.Components = []MatchComponent{}
	var frame bytes.Buffer
	if err := writeJSON(&frame, rest); err != nil {
		return err
	}
	const empty = "\n  \"components\": []" // a line break within a string is escaped
	before, after, ok := bytes.Cut(frame.Bytes(), []byte(empty))
	switch {
	case !ok:
		return errors.New("the result has no components")
	case len(r.Components) == 0:
		_, err := w.Write(frame.Bytes())
		return err
	}
	parts, err := r.jsonComponents()
	if err != nil {
		return err
	}
	texts := [][]byte{before, []byte(empty[:len(empty)-1])}
	for i, p := range parts {
		if i > 0 {
			texts = append(texts, []byte(","))
		}
		texts = append(texts, p)
	}
	texts = append(texts, []byte("\n  ]"), after)
	if room, ok := w.(interface{ Grow(int) }); ok {
		n := 0
		for _, t := range texts {
			n += len(t)
		}
		room.Grow(n)
	}
	for _, t := range texts {
		if _, err := w.Write(t); err != nil {
			return err
		}
	}
	return nil
}

// jsonComponents makes JSON of the components, in pieces with commas between
// those of one.
func (r *MatchResult) jsonComponents() ([][]byte, error) {
	n := (len(r.Components) + jsonPart - 1) / jsonPart
	parts, errs := make([][]byte, n), make([]error, n)
	var all sync.WaitGroup
	cores := runtime.GOMAXPROCS(0)
	for core := range cores {
		all.Go(func() {
			var b bytes.Buffer
			e := json.NewEncoder(&b)
			e.SetEscapeHTML(false)
			for i := core; i < n; i += cores {
				list := r.Components[i*jsonPart : min(len(r.Components), (i+1)*jsonPart)]
				b.Reset()
				if errs[i] = e.Encode(list); errs[i] == nil {
					text := b.Bytes()[1 : b.Len()-2] // without the brackets and the line break behind
					parts[i] = indent(make([]byte, 0, 2*len(text)), text, 2)
				}
			}
		})
	}
	all.Wait()
	return parts, errors.Join(errs...)
}

// lineBreaks begin lines of JSON at all depths that results have, and more.
const lineBreaks = "\n                                                                "

// indent appends values of compact JSON, with commas between them, as
// [json.Indent] writes them in a list of the depth. It checks nothing, and so
// takes a tenth of the time.
func indent(dst, text []byte, depth int) []byte {
	newline := func() {
		dst = append(dst, lineBreaks[:min(len(lineBreaks), 1+2*depth)]...)
		for more := 1 + 2*depth - len(lineBreaks); more > 0; more-- {
			dst = append(dst, ' ')
		}
	}
	newline()
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '"':
			end := i + 1
			for text[end] != '"' {
				if text[end] == '\\' {
					end++
				}
				end++
			}
			dst = append(dst, text[i:end+1]...)
			i = end
		case '{', '[':
			dst = append(dst, c)
			if text[i+1] == c+2 {
				i++
				dst = append(dst, c+2)
				continue
			}
			depth++
			newline()
		case '}', ']':
			depth--
			newline()
			dst = append(dst, c)
		case ',':
			dst = append(dst, c)
			newline()
		case ':':
			dst = append(dst, c, ' ')
		default:
			dst = append(dst, c)
		}
	}
	return dst
}
