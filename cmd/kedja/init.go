// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja/sbom"
)

func (p *program) skeletons() *cobra.Command {
	c := &cobra.Command{
		Use:   "init SBOM...",
		Short: "Write skeleton records to fill in: a system, and the suppliers that SBOMs name",
		Long: `Init reads SBOMs and writes what a person then completes: system.yaml with one
product for each SBOM, and suppliers/*.yaml with one record for each supplier
that the SBOMs name. Without a folder everything goes to standard output as
one stream of records.

Nothing is overwritten: a file that exists stops it before anything is
written. SBOMs must lie in the folder or below it, as the system file refers
to them.`,
		Example: `  kedja init sboms/*.json -o .
  kedja init sbom.json`,
		Args: someArgs("an SBOM"),
	}
	c.Flags().StringVarP(&p.set.dir, "output", "o", "", "write the records to this `FOLDER`")
	return verb(c, func(ctx context.Context, args []string) error {
		var docs []*sbom.Document
		status := exitPass
		for _, name := range args {
			if err := ctx.Err(); err != nil {
				return err
			}
			doc, list, err := p.document(name)
			if err != nil {
				status = exitInput
				p.complain(append(list.Errors(), failure(name, err)...), "correct these first")
				continue
			}
			docs = append(docs, doc)
		}
		if len(docs) == 0 {
			return &exit{exitInput, errors.New("no SBOM could be read; nothing was written")}
		}
		files, err := skeleton(docs, p.set.dir)
		if err != nil {
			return err
		}
		if p.set.dir == "" {
			for _, f := range files {
				if _, err := p.stdout.Write(f.text); err != nil {
					return err
				}
			}
			return code(status)
		}
		if err := p.place(files); err != nil {
			return err
		}
		return code(status)
	})
}

// place writes the files below the folder, all or none.
func (p *program) place(files []skeletonFile) error {
	for _, f := range files {
		name := filepath.Join(p.set.dir, filepath.FromSlash(f.name))
		if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
			return usagef("%s is there already and is not overwritten; nothing was written, name another folder or move it away", name)
		}
	}
	for _, f := range files {
		name := filepath.Join(p.set.dir, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return usagef("%s cannot be written: %w", name, cause(err))
		}
		if err := createFile(name, f.text); err != nil {
			return usagef("%s cannot be written: %w", name, cause(err))
		}
	}
	p.note("wrote %s to %s; fill them in, then run kedja lint and kedja assess on %s", plural(len(files), "file"), p.set.dir, filepath.Join(p.set.dir, "system.yaml"))
	return nil
}

// createFile writes a file that must not be there.
func createFile(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return fmt.Errorf("the disk may be full: %w", err)
	}
	return f.Close()
}
