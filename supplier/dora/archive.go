// SPDX-License-Identifier: Apache-2.0

package dora

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/supplier/importer"
)

// Limits of what is unpacked: a register of a large group has some ten
// thousand rows.
const (
	maxArchive = 64 << 20
	maxMember  = 256 << 20
)

// archive returns the bytes of a ZIP archive. A plain file is read as CSV
// and nil returned.
func archive(f importer.File) ([]byte, error) {
	b := bufio.NewReader(f.Reader)
	start, _ := b.Peek(4)
	if !bytes.Equal(start, []byte("PK\x03\x04")) {
		return nil, errPlain{b}
	}
	data, err := io.ReadAll(io.LimitReader(b, maxArchive+1))
	if err == nil && len(data) > maxArchive {
		err = fmt.Errorf("the archive has more than %d bytes", maxArchive)
	}
	return data, err
}

// errPlain says that the file is no archive.
type errPlain struct{ r io.Reader }

func (errPlain) Error() string { return "no archive" }

// csv reads one template.
func (r *reader) csv(name string, in io.Reader) error {
	t := &table{reader: r, name: name, template: templateOf(path.Base(name))}
	err := importer.EachRecord(importer.File{Name: name, Reader: in}, importer.CSVOptions{}, r.Report, func(at diag.Position, cells []string) error {
		t.add(at, cells)
		return nil
	})
	t.end()
	return err
}

// archive reads a report package or a workbook.
func (r *reader) archive(name string, data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		r.Errorf("dora/archive", diag.Position{File: name}, "get the file again", "the archive cannot be taken apart: %v", err)
		return nil
	}
	for _, m := range z.File {
		if m.Name == "xl/workbook.xml" {
			return r.workbook(name, z)
		}
	}
	tables := 0
	for _, m := range z.File {
		base := strings.ToLower(path.Base(m.Name))
		if !strings.HasSuffix(base, ".csv") || templateOf(base) == "" {
			continue // parameters.csv, FilingIndicators.csv, report.json
		}
		tables++
		in, err := m.Open()
		if err != nil {
			r.Errorf("dora/archive", diag.Position{File: name}, "get the file again", "%s cannot be unpacked: %v", m.Name, err)
			continue
		}
		err = r.csv(path.Join(name, path.Base(m.Name)), io.LimitReader(in, maxMember))
		in.Close()
		if err != nil {
			r.Errorf("dora/archive", diag.Position{File: name}, "get the file again", "%s cannot be unpacked: %v", m.Name, err)
		}
	}
	if tables == 0 {
		r.Errorf("dora/archive", diag.Position{File: name}, "give a report package with files such as b_05.01.csv, or a workbook with such sheets", "the archive holds no template")
	}
	return nil
}

// workbook reads the sheets that are named by templates.
func (r *reader) workbook(name string, z *zip.Reader) error {
	wrong := func(err error) error {
		r.Errorf("dora/workbook", diag.Position{File: name}, "save it again as XLSX, or its sheets as CSV", "the workbook cannot be taken apart: %v", err)
		return nil
	}
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	var rels struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	var shared struct {
		Items []richText `xml:"si"`
	}
	if err := unpack(z, "xl/workbook.xml", &book); err != nil {
		return wrong(err)
	}
	if err := unpack(z, "xl/_rels/workbook.xml.rels", &rels); err != nil {
		return wrong(err)
	}
	// A workbook without texts has no table of them.
	if err := unpack(z, "xl/sharedStrings.xml", &shared); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return wrong(err)
	}
	targets := map[string]string{}
	for _, l := range rels.List {
		targets[l.ID] = l.Target
	}
	for _, s := range book.Sheets {
		if templateOf(s.Name) == "" {
			continue // instructions, drop-down lists
		}
		target := strings.TrimPrefix(targets[s.ID], "/")
		if !strings.HasPrefix(target, "xl/") {
			target = path.Join("xl", target)
		}
		var sheet sheetXML
		if err := unpack(z, target, &sheet); err != nil {
			if err := wrong(fmt.Errorf("sheet %s: %w", s.Name, err)); err != nil {
				return err
			}
			continue
		}
		r.sheet(path.Join(name, s.Name), s.Name, &sheet, shared.Items)
	}
	return nil
}

type richText struct {
	Text string   `xml:"t"`
	Runs []string `xml:"r>t"`
}

func (t richText) String() string { return t.Text + strings.Join(t.Runs, "") }

type sheetXML struct {
	Rows []struct {
		Number int `xml:"r,attr"`
		Cells  []struct {
			Ref    string   `xml:"r,attr"`
			Type   string   `xml:"t,attr"`
			Value  string   `xml:"v"`
			Inline richText `xml:"is"`
		} `xml:"c"`
	} `xml:"sheetData>row"`
}

func unpack(z *zip.Reader, member string, into any) error {
	f, err := z.Open(member)
	if err != nil {
		return err
	}
	defer f.Close()
	return xml.NewDecoder(io.LimitReader(f, maxMember)).Decode(into)
}

// sheet reads the rows of one sheet.
func (r *reader) sheet(name, title string, s *sheetXML, shared []richText) {
	t := &table{reader: r, name: name, template: templateOf(title)}
	for _, line := range s.Rows {
		var cells []string
		for _, c := range line.Cells {
			i := columnIndex(c.Ref)
			if i < 0 || i > 1000 {
				continue
			}
			for len(cells) <= i {
				cells = append(cells, "")
			}
			cells[i] = c.Value
			switch c.Type {
			case "s":
				n, err := strconv.Atoi(c.Value)
				cells[i] = ""
				if err == nil && n >= 0 && n < len(shared) {
					cells[i] = shared[n].String()
				}
			case "inlineStr":
				cells[i] = c.Inline.String()
			case "b":
				cells[i] = map[string]string{"1": "true", "0": "false"}[c.Value]
			}
		}
		t.add(diag.Position{File: name, Line: line.Number}, cells)
	}
	t.end()
}

// columnIndex is the index of the column of a cell: 0 for A7, 26 for AA7.
func columnIndex(ref string) int {
	n := 0
	for _, c := range ref {
		if c < 'A' || c > 'Z' || n > 100_000 {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	return n - 1
}

// plain returns the reader of a file that is no archive.
func plain(err error) io.Reader {
	if p, ok := errors.AsType[errPlain](err); ok {
		return p.r
	}
	return nil
}
