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
			for i := core; i < n; i += cores {
				var b bytes.Buffer
				e := json.NewEncoder(&b)
				e.SetEscapeHTML(false)
				e.SetIndent("    ", "  ")
				for j := i * jsonPart; j < min(len(r.Components), (i+1)*jsonPart) && errs[i] == nil; j++ {
					if j > i*jsonPart {
						b.WriteByte(',')
					}
					b.WriteString("\n    ")
					errs[i] = e.Encode(&r.Components[j])
					b.Truncate(b.Len() - 1) // the line break that Encode ends with
				}
				parts[i] = b.Bytes()
			}
		})
	}
	all.Wait()
	return parts, errors.Join(errs...)
}
