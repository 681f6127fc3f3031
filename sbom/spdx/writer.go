// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"fmt"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// writer writes the tokens of a JSON document of which the pieces come in the
// order of a tag-value file. It knows three levels: the document, an element
// in one of its lists, and an entry in a list within either. Going to the next
// thing closes what has to be closed.
type writer struct {
	batch *scan.Batch
	line  int32

	list  name // of the document that is open
	elem  bool // an element of it is open
	named bool // the element has its identifier
	inner name // the list that is open in the element or else in the document
	entry bool // an entry of it is open
}

func (w *writer) add(kind scan.Kind) {
	w.batch.Tokens = append(w.batch.Tokens, scan.Token{Line: w.line, Kind: kind})
}

func (w *writer) begin() { w.add(scan.KindObject) }

func (w *writer) end() {
	w.closeList()
	w.add(scan.KindObjectEnd)
}

func (w *writer) name(n name) {
	p := namePlaces[n]
	w.batch.Tokens = append(w.batch.Tokens, scan.Token{Off: p.off, Len: p.len, Line: w.line, Kind: scan.KindName})
}

func (w *writer) closeEntry() {
	if w.entry {
		w.add(scan.KindObjectEnd)
		w.entry = false
	}
}

func (w *writer) closeInner() {
	w.closeEntry()
	if w.inner != noName {
		w.add(scan.KindArrayEnd)
		w.inner = noName
	}
}

func (w *writer) closeElement() {
	w.closeInner()
	if w.elem {
		w.add(scan.KindObjectEnd)
		w.elem = false
	}
}

func (w *writer) closeList() {
	w.closeElement()
	if w.list != noName {
		w.add(scan.KindArrayEnd)
		w.list = noName
	}
}

// element opens the next element of a list of the document.
func (w *writer) element(list name) {
	if w.list == list {
		w.closeElement()
	} else {
		w.closeList()
		w.name(list)
		w.add(scan.KindArray)
		w.list = list
	}
	w.add(scan.KindObject)
	w.elem, w.named = true, false
}

// within goes to where the next entry of a list is to be written: in the
// package or file that is open, else in the document.
func (w *writer) within(list name) {
	if w.inner == list {
		w.closeEntry()
		return
	}
	if w.list != namePackages && w.list != nameFiles {
		w.closeList()
	}
	w.closeInner()
	w.name(list)
	w.add(scan.KindArray)
	w.inner = list
}

// item opens the next entry of a list, which is an object.
func (w *writer) item(list name) {
	w.within(list)
	w.add(scan.KindObject)
	w.entry = true
}

// note adds a diagnostic about the line.
func (w *writer) note(sev diag.Severity, code, remedy, format string, args ...any) {
	w.batch.Notes = append(w.batch.Notes, diag.Diagnostic{
		Severity: sev, Code: code, Position: diag.Position{Line: int(w.line)},
		Message: fmt.Sprintf(format, args...), Remedy: remedy,
	})
}
