// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/inquiry"
	"github.com/kedja/kedja/policies"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/supplier/importer"
)

var questionnaireFormats = [...]string{"text", "markdown", "csv", "yaml", "own", "json", "records"}

// inquiryFlags are the flags that only this verb has.
type inquiryFlags struct {
	all     bool
	parties []string
	answers []string
}

func (p *program) supplierQuestionnaire() *cobra.Command {
	c := &cobra.Command{
		Use:   "questionnaire SYSTEM...",
		Short: "List what an assessment could not establish, by whom to ask, and join the answers",
		Long: `Questionnaire assesses the inputs and lists, for each supplier, the facts that a
rule, measure or score needs and nobody stated: first those that can change the
verdict, then those that narrow a number most. Each question comes with the
rules and the law behind it, the record and field where the answer belongs, and
the form of an answer. What only your own people or public sources can say is a
part of its own.

-o markdown is a letter to each supplier, -o yaml a record that it fills in and
sends back; both hold nothing of what the assessment found. With a folder, as in
-o yaml=forms/, each supplier gets a file of its own; no form is overwritten.
-o own=FOLDER/ is a form for your own part, of records to fill in and to copy
from; it is not to be sent.

With --answers, what came back is joined with the records, as self-declared, and
what is still open is listed. Where an answer contradicts a record the record
stays, and a warning says so. -o records=DIR/ writes the completed records.`,
		Example: `  kedja supplier questionnaire system.yaml
  kedja supplier questionnaire system.yaml -o markdown=letters/ -o yaml=forms/
  kedja supplier questionnaire system.yaml -o own=to-find-out/
  kedja supplier questionnaire system.yaml --answers forms/teliqon.yaml -o records=new/`,
		Args: someArgs("an SBOM or a system file"),
	}
	var own inquiryFlags
	f := c.Flags()
	p.set.records(f)
	p.set.vulnerabilities(f)
	p.set.waiverFlag(f)
	p.set.rules(f)
	p.set.output(f, questionnaireFormats[:]...)
	p.set.clockFlag(f)
	f.BoolVar(&p.set.includeDev, "include-dev", false, "count components that are excluded, or that only development and test need")
	f.BoolVar(&p.set.persons, "persons", false, "show the names of natural persons instead of opaque ids")
	f.BoolVar(&own.all, "all", false, "ask suppliers too that are known by name only")
	f.StringArrayVar(&own.parties, "party", nil, "ask only this party, by `ID`, repeatable; own is your own part")
	f.StringArrayVar(&own.answers, "answers", nil, "what suppliers sent back: a `FILE` or folder, repeatable")
	completeOutput(c, questionnaireFormats[:]...)
	return verb(c, func(ctx context.Context, args []string) error { return p.questionnaire(ctx, args, own) })
}

func (p *program) questionnaire(ctx context.Context, args []string, own inquiryFlags) error {
	folders, err := p.takeFolders()
	if err != nil {
		return err
	}
	var outputs []output
	if len(p.set.outputs) > 0 || len(folders) == 0 {
		if outputs, err = p.set.parseOutputs(questionnaireFormats[:]...); err != nil {
			return err
		}
	}
	for _, o := range outputs {
		if info, err := os.Stat(o.file); err == nil && info.Mode().IsRegular() && (o.format == "yaml" || o.format == "own") {
			return taken(o.file)
		}
	}
	if len(own.answers) == 0 && slices.ContainsFunc(folders, func(o output) bool { return o.format == "records" }) {
		return usagef("-o records writes records completed by answers: name these with --answers")
	}
	q := inquirer{program: p, own: own}
	defer q.close()
	if err := q.ask(ctx, args); err != nil {
		return err
	}
	if len(own.answers) > 0 {
		if err := q.join(ctx); err != nil {
			return err
		}
	}
	for _, f := range folders {
		if err := q.folder(f); err != nil {
			return err
		}
	}
	if err := p.write(outputs, func(w io.Writer, format string, _ bool) error { return q.render(w, format) }); err != nil {
		return err
	}
	if q.broken {
		return code(exitInput)
	}
	return code(p.inputCode(q.a))
}

// takeFolders takes the outputs that are folders out of the settings.
func (p *program) takeFolders() ([]output, error) {
	var folders []output
	var rest []string
	for _, text := range p.set.outputs {
		format, dir, _ := strings.Cut(text, "=")
		info, err := os.Stat(dir)
		isFolder := dir != "" && (os.IsPathSeparator(dir[len(dir)-1]) || err == nil && info.IsDir())
		if !isFolder && format == "records" {
			return nil, usagef("-o records needs a folder: write -o records=FOLDER/")
		}
		if isFolder && slices.Contains([]string{"markdown", "yaml", "own", "records"}, format) {
			folders = append(folders, output{format, dir})
		} else {
			rest = append(rest, text)
		}
	}
	p.set.outputs = rest
	return folders, nil
}

// inquirer is one run of the verb.
type inquirer struct {
	*program
	own    inquiryFlags
	opts   kedja.Options
	rules  []policies.Rule
	in     *kedja.Input
	a      *result.Assessment
	doc    *inquiry.Document
	done   []*supplier.Supplier // records completed by answers
	broken bool                 // an answer could not be read

	catalogue policies.Catalogue
}

// close gives back what was read: mapped for reading, and temporary files.
func (q *inquirer) close() {
	if q.in != nil {
		q.in.Close()
	}
}

// ask assesses the inputs and makes the questions.
func (q *inquirer) ask(ctx context.Context, args []string) error {
	var err error
	if q.opts, err = q.options(); err != nil {
		return err
	}
	q.opts.Subjects = math.MaxInt // all are asked; the result itself is not written
	set, err := policies.Compile(ctx, &policies.Options{Packs: q.opts.Packs, Params: q.opts.Params, User: q.opts.Policies, Confine: q.opts.Confine})
	if list, ok := errors.AsType[diag.List](err); ok {
		return &exit{exitUsage, list}
	} else if err != nil {
		return err
	}
	q.rules, q.catalogue = set.Rules(), set.Catalogue()
	g := q.progress()
	defer g.stop()
	if q.in, err = q.load(args, g); err != nil {
		return err
	}
	q.opts.Progress = g.tell
	if err := q.assess(ctx); err != nil {
		return err
	}
	if err := q.known(); err != nil {
		return err
	}
	g.stop()
	q.complain(q.a.Diagnostics, "kedja assess -o json=FILE has them all, under diagnostics")
	q.sayBesides(q.in, args)
	return nil
}

// known refuses to ask a party that the assessment does not have: there would
// be no questions to it, as to one that has answered all.
func (q *inquirer) known() error {
	ids := []string{"own"}
	for _, p := range q.a.Parties {
		ids = append(ids, p.ID)
	}
	for _, s := range q.in.Suppliers {
		ids = append(ids, s.ID)
	}
	for _, id := range q.own.parties {
		if slices.Contains(ids, id) {
			continue
		}
		meant := ""
		if near := diag.Closest(id, ids); near != "" {
			meant = ", did you mean " + near + "?"
		}
		return usagef("--party %s: the system has no such party%s", id, meant)
	}
	return nil
}

func (q *inquirer) assess(ctx context.Context) error {
	a, err := kedja.Assess(ctx, q.in, q.opts)
	if errors.Is(err, kedja.ErrNothing) && q.in.Incomplete {
		q.complain(q.in.Diagnostics, "correct these first")
		return &exit{exitInput, errors.New("nothing was assessed, and something that was asked for could not be read")}
	}
	if err != nil {
		return err
	}
	q.a = a
	o := inquiry.Options{Rules: q.rules, Catalogue: q.catalogue, All: q.own.all}
	for _, id := range q.own.parties {
		if id == "own" {
			id = ""
		}
		o.Parties = append(o.Parties, id)
	}
	q.doc = inquiry.Make(a, q.in, o)
	return nil
}

// join joins the answers with the records and asks again.
func (q *inquirer) join(ctx context.Context) error {
	files, list := expand(q.own.answers)
	var replies []*supplier.Supplier
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			list.Errorf("input/unreadable", diag.Position{File: filepath.ToSlash(name)}, "cannot be read: %v", cause(err))
			continue
		}
		got, ds, err := inquiry.Read(filepath.ToSlash(name), data)
		if err != nil {
			return err
		}
		list = append(list, ds...)
		replies = append(replies, got...)
	}
	for _, reply := range replies {
		list = append(list, q.accept(reply)...)
	}
	list.Sort()
	q.complain(list, "correct these first")
	q.broken = list.Err() != nil
	q.note("answers of %s were joined with their records", plural(len(q.done), "supplier"))
	return q.assess(ctx)
}

// accept joins one answer with the record of its party.
func (q *inquirer) accept(reply *supplier.Supplier) diag.List {
	i := slices.IndexFunc(q.in.Suppliers, func(s *supplier.Supplier) bool { return s.ID == reply.ID })
	record := &supplier.Supplier{ID: reply.ID}
	if i >= 0 {
		record = q.in.Suppliers[i]
	} else {
		j := slices.IndexFunc(q.doc.Questionnaires, func(x inquiry.Questionnaire) bool { return x.To == reply.ID })
		if j < 0 {
			return diag.List{{Code: "inquiry/unasked", Position: reply.At("/id"), Message: "there are no questions to " + reply.ID,
				Remedy: "check the id, or ask it with --all"}}
		}
		record.Name = q.doc.Questionnaires[j].Name
	}
	catalog, _ := supplier.NewCatalog(q.in.Suppliers, nil, nil, nil)
	done, list := inquiry.Answers(record, reply, inquiry.AnswerOptions{
		Received: supplier.Date{Time: q.opts.AsOf}, AsOf: q.opts.AsOf,
		Party: func(name string) string {
			if slices.ContainsFunc(q.in.Suppliers, func(s *supplier.Supplier) bool { return s.ID == name }) {
				return name
			}
			return catalog.ByName(name)
		},
	})
	if done == record {
		return list
	}
	if name, ok := strings.CutPrefix(done.ID, "name:"); ok {
		done.ID = identifier(name, "supplier") // a record of its own now
	}
	if i >= 0 {
		q.in.Suppliers[i] = done
	} else {
		q.in.Suppliers = append(q.in.Suppliers, done)
	}
	q.done = append(slices.DeleteFunc(q.done, func(s *supplier.Supplier) bool { return s.ID == done.ID }), done)
	return list
}

// taken refuses to write over a form: it may hold answers.
func taken(name string) error {
	return usagef("%s is there already and is not overwritten; move it, or name another place", name)
}

// render writes all questionnaires to one place.
func (q *inquirer) render(w io.Writer, format string) error {
	switch format {
	case "json":
		return inquiry.WriteJSON(w, q.doc)
	case "csv":
		return inquiry.WriteCSV(w, q.doc)
	case "markdown":
		return inquiry.Letters(w, q.doc)
	case "yaml":
		for i := range q.doc.Questionnaires {
			text := inquiry.Skeleton(q.doc, &q.doc.Questionnaires[i])
			if len(text) == 0 {
				continue
			}
			if _, err := fmt.Fprintf(w, "---\n%s", text); err != nil {
				return err
			}
		}
		return nil
	case "own":
		var parts [][]byte
		for _, f := range q.ownPart() {
			parts = append(parts, f.text)
		}
		_, err := w.Write(bytes.Join(parts, []byte("\n---\n")))
		return err
	}
	return inquiry.WriteText(w, q.doc)
}

// ownPart is the form for the user's own part; nil where nothing is asked.
func (q *inquirer) ownPart() []skeletonFile {
	var out []skeletonFile
	for i := range q.doc.Questionnaires {
		for _, f := range inquiry.OwnForm(q.doc, &q.doc.Questionnaires[i], q.in) {
			out = append(out, skeletonFile{f.Name, f.Text})
		}
	}
	return out
}

// folder writes a file for each party. What is there is never overwritten: it
// may hold answers.
func (q *inquirer) folder(o output) error {
	files, err := q.files(o.format)
	if err != nil {
		return err
	}
	for _, f := range files {
		full := filepath.Join(o.file, f.name)
		if _, err := os.Lstat(full); !errors.Is(err, fs.ErrNotExist) {
			return taken(full)
		}
	}
	if err := os.MkdirAll(o.file, 0o777); err != nil {
		return usagef("the folder %s cannot be made: %w", o.file, cause(err))
	}
	for _, f := range files {
		full := filepath.Join(o.file, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			return usagef("%s cannot be written: %w", full, cause(err))
		}
		if err := replaceFile(full, f.text); err != nil {
			return usagef("%s cannot be written: %w", full, cause(err))
		}
	}
	q.note("wrote %s to %s", plural(len(files), "file"), o.file)
	return nil
}

func (q *inquirer) files(format string) ([]skeletonFile, error) {
	var out []skeletonFile
	taken := map[string]bool{}
	add := func(id, ending string, text []byte) {
		if len(text) > 0 {
			out = append(out, skeletonFile{unique(taken, identifier(id, "supplier")) + ending, text})
		}
	}
	if format == "own" {
		return q.ownPart(), nil
	}
	if format == "records" {
		for _, s := range q.done {
			var b bytes.Buffer
			if err := importer.WriteRecord(&b, "Supplier", s); err != nil {
				return nil, err
			}
			add(s.ID, ".yaml", b.Bytes())
		}
		return out, nil
	}
	for i := range q.doc.Questionnaires {
		x := &q.doc.Questionnaires[i]
		if format == "yaml" {
			add(x.To, ".yaml", inquiry.Skeleton(q.doc, x))
			continue
		}
		var b bytes.Buffer
		if err := inquiry.Letter(&b, q.doc, x); err != nil {
			return nil, err
		}
		id := x.To
		if id == "" {
			id = "own-part"
		}
		add(id, ".md", b.Bytes())
	}
	return out, nil
}
