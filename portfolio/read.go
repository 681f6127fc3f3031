// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/read"
)

// job is one SBOM to read.
type job struct {
	path  string // of the operating system
	name  string // as results say it
	named bool   // asked for; else met in a folder
	// inside is the folder that the path may not lead out of, "" for files
	// that the user named; from is where a record names it.
	inside, below string
	from          diag.Position
	product       string
}

// read reads all SBOMs, several at a time. What comes out does not depend on
// who is first: summaries merge in any order.
func (w *work) read(ctx context.Context) error {
	workers := w.opts.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	w.sha = make([]string, len(w.jobs))
	todo := make(chan int)
	done := make(chan *Summary)
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for i := range todo {
				done <- w.one(i)
			}
		})
	}
	go func() {
		defer close(todo)
		for i := range w.jobs {
			select {
			case todo <- i:
			case <-ctx.Done():
				return
			}
		}
	}()
	go func() {
		group.Wait()
		close(done)
	}()
	n := 0
	for s := range done {
		w.sum.Merge(s)
		if n++; n%64 == 0 || n == len(w.jobs) {
			w.tell("read %d of %d files", n, len(w.jobs))
		}
	}
	return ctx.Err()
}

// one reads one SBOM. Nothing of it but its summary is kept.
func (w *work) one(i int) *Summary {
	j := &w.jobs[i]
	doc, ds, err := j.open()
	if err == nil {
		w.sha[i] = doc.SHA256
		return w.reader.Summarize(doc)
	}
	s := NewSummary()
	list := diag.FromError(err, "input/unreadable", diag.Position{File: j.name})
	for _, d := range append(ds.Errors(), list...) {
		if d.File == "" {
			d.File = j.name
		}
		f := Failure{Diagnostic: d}
		if !j.named && d.Code == "sbom/not-an-sbom" {
			f.Skipped, f.Severity = true, diag.Info
		}
		s.Fail(f)
	}
	return s
}

// open reads the file of a job.
func (j *job) open() (*sbom.Document, diag.List, error) {
	if j.inside == "" {
		f, err := os.Open(j.path)
		if err != nil {
			return nil, nil, diag.Diagnostic{Position: diag.Position{File: j.name}, Code: "input/unreadable", Message: "cannot be read: " + plain(err), Remedy: "check the path"}
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil && !info.Mode().IsRegular() {
			return nil, nil, diag.Diagnostic{Position: diag.Position{File: j.name}, Code: "input/unreadable", Message: "is not a regular file", Remedy: "name files, folders or patterns"}
		}
		return read.From(j.name, f, nil)
	}
	refuse := func(err error) error {
		return diag.Diagnostic{Position: j.from, Code: "system/sbom", Message: fmt.Sprintf("the SBOM %s of %s cannot be read: %s", j.below, j.product, plain(err)),
			Remedy: "name a file in or below the folder of the system file"}
	}
	root, err := os.OpenRoot(j.inside)
	if err != nil {
		return nil, nil, refuse(err)
	}
	defer root.Close()
	f, err := root.Open(filepath.FromSlash(j.below))
	if err != nil {
		return nil, nil, refuse(err)
	}
	defer f.Close()
	return read.From(j.name, f, nil)
}
