// SPDX-License-Identifier: Apache-2.0

// Package osv answers from records of the OSV schema which vulnerabilities
// components have, without a network.
//
// [Build] reads exports (a zip for each ecosystem, folders of JSON, the cache
// of osv-scanner) and writes one index file; [Open] maps it into memory, checks
// it whole, and its [Index] is a [vuln.Source]. docs/vulnerabilities.md
// describes the file.
//
// Nothing that cannot be read vanishes: a record that is damaged marks the
// packages that it names, or where these are lost its ecosystem, and those are
// answered as unknown, never as clean.
package osv

import "github.com/kedja/kedja/vuln"

// Format is the name of the index file's format, as results repeat it.
const Format = "osv-index 2"

// FolderFormat is that of a folder of records, of which an index was built.
const FolderFormat = "osv-folder"

// Limits on what is read, so that hostile exports cost little. What is past a
// limit is reported and counted as unreadable.
const (
	MaxRecord  = 64 << 20 // bytes of one record
	MaxDepth   = 10_000   // of nested JSON; the tokenizer's own limit
	MaxRatio   = 250      // bytes out for one byte of a compressed record of more than ratioFrom
	MaxSource  = 64 << 30 // bytes of all records of one zip, uncompressed
	MaxEntries = 1 << 24  // records in one zip or folder
	MaxEvents  = 4096     // events of ranges of versions that a record has of one package; real ones have dozens
	ratioFrom  = 4 << 20
)

var (
	_ vuln.Source   = (*Index)(nil)
	_ vuln.Dated    = (*Index)(nil)
	_ vuln.Sessions = (*past)(nil)
)
