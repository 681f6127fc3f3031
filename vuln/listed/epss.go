// SPDX-License-Identifier: Apache-2.0

package listed

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
)

// scores are the rows of one EPSS file: 300 000 of them take 15 MB.
type scores struct {
	model string
	row   map[cve]int32 // index into the slices below
	score []float64
	share []float64 // the percentile; -1 where there is none
	line  []int32
}

func (f *File) score(id string) (Score, bool) {
	n, ok := parseCVE(strings.TrimSpace(id))
	if !ok {
		return Score{}, false
	}
	i, ok := f.epss.row[n]
	if !ok {
		return Score{}, false
	}
	s := Score{CVE: n.String(), Score: f.epss.score[i], Date: f.released, Model: f.epss.model,
		Where: diag.Position{File: f.name, Line: int(f.epss.line[i])}}
	if share := f.epss.share[i]; share >= 0 {
		s.Percentile = &share
	}
	return s, true
}

// epss reads an EPSS table: its rows have no quotes worth the name and no line
// ends within, so that they are cut by hand.
func (d *reader) epss(r *bufio.Reader, line int, comment string) error {
	s := &scores{row: map[cve]int32{}}
	d.file.epss, d.file.format, d.file.list = s, EPSS, EPSS
	d.comment(comment)
	heading, err := readLine(r)
	if err != nil {
		return err
	}
	columns := strings.Split(string(heading), ",")
	for i, c := range columns {
		columns[i] = key(c)
	}
	at := epssColumns{cve: slices.Index(columns, "cve"), score: slices.Index(columns, "epss"), share: slices.Index(columns, "percentile")}
	for {
		line++
		text, err := readLine(r)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if len(bytes.TrimSpace(text)) > 0 {
			d.rows++
			d.epssRow(s, text, line, at)
		}
	}
}

// epssColumns are the columns that count, from 0; share is -1 where there is none.
type epssColumns struct{ cve, score, share int }

// comment reads "#model_version:v2025.03.14,score_date:2025-03-17T12:55:00Z".
func (d *reader) comment(text string) {
	at := diag.Position{File: d.file.name, Line: 1}
	for part := range strings.SplitSeq(strings.TrimLeft(text, "# "), ",") {
		name, value, _ := strings.Cut(part, ":")
		switch strings.TrimSpace(name) {
		case "model_version":
			d.file.epss.model = strings.TrimSpace(value)
		case "score_date":
			day, ok := parseDate(strings.TrimSpace(value))
			if !ok {
				d.warn("listed/bad-date", at, "%q is not the date of the scores", short(value))
			}
			d.file.released = day
		}
	}
	if d.file.released == "" {
		d.add(diag.Warning, "listed/no-date", at, "the file does not say of which day its scores are", "keep the line #model_version:…,score_date:… on top of it")
	}
}

// cell returns the field of a row and its column in bytes, from 1.
func cell(text []byte, index int) (field []byte, column int) {
	rest, column := text, 1
	for range index {
		i := bytes.IndexByte(rest, ',')
		if i < 0 {
			return nil, len(text) + 1
		}
		rest, column = rest[i+1:], column+i+1
	}
	if i := bytes.IndexByte(rest, ','); i >= 0 {
		rest = rest[:i]
	}
	return bytes.Trim(rest, ` "`), column
}

func (d *reader) epssRow(s *scores, text []byte, line int, at epssColumns) {
	where := func(column int) diag.Position {
		return diag.Position{File: d.file.name, Line: line, Column: column}
	}
	// The field goes on the stack: parseCVE and ParseFloat do not keep it.
	id, column := cell(text, at.cve)
	n, ok := parseCVE(string(id))
	if !ok {
		d.add(diag.Error, "listed/bad-id", where(column), fmt.Sprintf("%q is not a CVE id", short(string(id))), "write it as CVE-2024-12345")
		return
	}
	value, column := cell(text, at.score)
	score, ok := probability(value)
	if !ok {
		d.add(diag.Error, "listed/bad-score", where(column), fmt.Sprintf("%q, the score of %s, is not a number from 0 to 1", short(string(value)), n), "")
		return
	}
	share := -1.0
	if value, column := cell(text, at.share); at.share >= 0 && len(value) > 0 {
		if share, ok = probability(value); !ok {
			d.add(diag.Error, "listed/bad-score", where(column), fmt.Sprintf("%q, the percentile of %s, is not a number from 0 to 1", short(string(value)), n), "")
			share = -1
		}
	}
	if i, twice := s.row[n]; twice {
		if s.score[i] != score {
			d.warn("listed/twice", where(1), "%s has the score %v in line %d and %v here; the higher counts", n, s.score[i], s.line[i], score)
		}
		if score > s.score[i] {
			s.score[i], s.share[i], s.line[i] = score, share, int32(line)
		}
		return
	}
	s.row[n] = int32(len(s.score))
	s.score, s.share, s.line = append(s.score, score), append(s.share, share), append(s.line, int32(line))
}

func probability(text []byte) (float64, bool) {
	x, err := strconv.ParseFloat(string(text), 64)
	return x, err == nil && x >= 0 && x <= 1
}
