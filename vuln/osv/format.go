// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
)

// The index file, version 2. All numbers of fixed width are little-endian;
// docs/vulnerabilities.md has the whole description.
//
//	magic, version, number of sections, length of the file
//	offset and length of each section
//	the sections, in order, without gaps
//	CRC-32C of everything before
//
// The version changes with the layout, and also with what ecosystem.Key and
// affected.Package.Arrange give: the file keeps their results.
const (
	magic         = "kedjaosv"
	formatVersion = 2
	headerBytes   = 8 + 4 + 4 + 8 + 16*sectionCount
	trailerBytes  = 4
)

// The sections.
const (
	sectionOffsets  = iota // of texts: where each begins, and where the last ends; 4 bytes each
	sectionTexts           // all texts, sorted, one after the other
	sectionCovered         // ecosystems
	sectionPackages        // ecosystem, name, first posting, number of postings; 4 bytes each; sorted
	sectionPostings        // number of the record, where in sectionRecords the entry stands; 4 bytes each
	sectionStarts          // of records in sectionRecords; 4 bytes each
	sectionRecords         // records with their entries
	sectionSources         // sources, and figures
	sectionItems           // for building anew: what each source held
	sectionDefects         // what could not be read
	sectionCount
)

// errTooBig says that an index outgrows its format.
var errTooBig = errors.New("the index would exceed 4 GiB in one part; index fewer ecosystems in one file")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// assemble puts the header before the sections and the checksum after them. It
// returns the parts to be written in order.
func assemble(sections *[sectionCount][]byte) [][]byte {
	head := make([]byte, 0, headerBytes)
	total := uint64(headerBytes + trailerBytes)
	for _, s := range sections {
		total += uint64(len(s))
	}
	head = append(head, magic...)
	head = binary.LittleEndian.AppendUint32(head, formatVersion)
	head = binary.LittleEndian.AppendUint32(head, sectionCount)
	head = binary.LittleEndian.AppendUint64(head, total)
	at := uint64(headerBytes)
	for _, s := range sections {
		head = binary.LittleEndian.AppendUint64(head, at)
		head = binary.LittleEndian.AppendUint64(head, uint64(len(s)))
		at += uint64(len(s))
	}
	parts := append([][]byte{head}, sections[:]...)
	sum := uint32(0)
	for _, p := range parts {
		sum = crc32.Update(sum, castagnoli, p)
	}
	return append(parts, binary.LittleEndian.AppendUint32(nil, sum))
}

// rebuild ends every message about a file that cannot be used.
const rebuild = `build it anew with "kedja vuln index"`

// disassemble checks a whole file and returns its sections.
func disassemble(data []byte) (*[sectionCount][]byte, error) {
	fail := func(format string, args ...any) (*[sectionCount][]byte, error) {
		return nil, fmt.Errorf(format+"; "+rebuild, args...)
	}
	if len(data) < len(magic) || string(data[:len(magic)]) != magic {
		return fail("not an index of OSV records")
	}
	if len(data) < headerBytes+trailerBytes {
		return fail("the index is torn: it has only %d bytes", len(data))
	}
	if v := binary.LittleEndian.Uint32(data[8:]); v != formatVersion {
		return fail("the index has version %d of the format, this program reads %d", v, formatVersion)
	}
	if n := binary.LittleEndian.Uint64(data[16:]); n != uint64(len(data)) {
		return fail("the index is torn: it has %d bytes and should have %d", len(data), n)
	}
	body := data[:len(data)-trailerBytes]
	if crc32.Checksum(body, castagnoli) != binary.LittleEndian.Uint32(data[len(body):]) {
		return fail("the index is damaged: its checksum does not match")
	}
	if n := binary.LittleEndian.Uint32(data[12:]); n != sectionCount {
		return fail("the index has %d sections, not %d", n, sectionCount)
	}
	var sections [sectionCount][]byte
	at := uint64(headerBytes)
	for i := range sections {
		off := binary.LittleEndian.Uint64(data[24+16*i:])
		n := binary.LittleEndian.Uint64(data[32+16*i:])
		if off != at || n > uint64(len(body))-at {
			return fail("the index is damaged: section %d does not fit", i)
		}
		sections[i] = body[off : off+n]
		at += n
	}
	if at != uint64(len(body)) {
		return fail("the index is damaged: something follows the last section")
	}
	return &sections, nil
}

// fixed returns entry i of a section of numbers of 4 bytes.
func fixed(section []byte, i uint32) (uint32, bool) {
	if off := uint64(i) * 4; off+4 <= uint64(len(section)) {
		return binary.LittleEndian.Uint32(section[off:]), true
	}
	return 0, false
}

// fits says whether a number can be one of 4 bytes.
func fits(n int) bool { return uint64(n) <= math.MaxUint32 }
