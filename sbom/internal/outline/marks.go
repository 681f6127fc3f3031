// SPDX-License-Identifier: Apache-2.0

package outline

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// window is a memory with text, and the places of quotes and backslashes in
// it. Where a string ends is then known without a look at its text, and before
// it is known where it begins: the processor need not wait for one to look for
// the other.
type window struct {
	buf   []byte   // zeros follow the text, for what is looked for to end there
	end   int      // of the text
	marks []uint32 // the places in order; those behind the last are the end
	ascii bool     // there is nothing else
	lines bool     // a line ends in it
}

// padding is how many zeros are behind a text, and how many places behind the
// last: enough to look at 64 at once.
const padding = 64

// room makes a memory for so many bytes, of which some may be anything.
func room(length int) window {
	return window{buf: make([]byte, length+padding), marks: make([]uint32, length+padding), ascii: true}
}

// find sets the end of the text and appends the places of the marks that are
// in it from a place on. There are n before.
func (w *window) find(n, from, end int) {
	w.end, w.marks, w.ascii = end, w.marks[:cap(w.marks)], true
	w.lines = bytes.IndexByte(w.buf[from:end], '\n') >= 0
	clear(w.buf[end : end+padding])
	var words [64]uint64 // of 4 KiB of text
	for at := from; at < end; {
		count := min(len(words), (end-at+63)/64)
		if specials(words[:count], w.buf[at:at+64*count]) {
			w.ascii = false
		}
		for _, word := range words[:count] {
			place(w.marks[n:n+64], at, word)
			n += bits.OnesCount64(word)
			at += 64
		}
	}
	for i := range padding {
		w.marks[n+i] = uint32(end)
	}
	w.marks = w.marks[:n+padding]
}

// place puts the places of the bits of a word behind the marks there are.
// Mostly there are up to eight: these it puts without asking how many.
func place(marks []uint32, at int, word uint64) {
	to := (*[64]uint32)(marks)
	to[0], word = lowest(at, word)
	to[1], word = lowest(at, word)
	to[2], word = lowest(at, word)
	to[3], word = lowest(at, word)
	to[4], word = lowest(at, word)
	to[5], word = lowest(at, word)
	to[6], word = lowest(at, word)
	to[7], word = lowest(at, word)
	for i := 8; word != 0; i++ {
		to[i&63], word = lowest(at, word)
	}
}

// lowest returns the place of the lowest bit, and the others.
func lowest(at int, word uint64) (uint32, uint64) {
	return uint32(at + bits.TrailingZeros64(word)), word & (word - 1)
}

// specialsAnywhere is what specials is without instructions of a processor: it
// sets a bit of a word for each of 64 bytes, a quote or a backslash, and
// reports whether there is anything but ASCII.
func specialsAnywhere(words []uint64, text []byte) (other bool) {
	var all uint64
	for i := range words {
		var word uint64
		for at := 0; at < 64; at += 8 {
			w := binary.LittleEndian.Uint64(text[64*i+at:])
			all |= w
			word |= special(w) << at
		}
		words[i] = word
	}
	return all&highest != 0
}

const (
	every   = 0x0101010101010101 // eight bytes of 1
	highest = 0x80 * every
	gather  = 0x0002040810204081 // brings the highest bits of eight bytes together
)

// special returns a bit for each of eight bytes: it is a quote or a backslash.
func special(w uint64) uint64 {
	const low = ^uint64(highest)
	quote, slash := w^('"'*every), w^('\\'*every)
	// The highest bit stays 0 where all bits of a byte are 0.
	others := (quote&low + low | quote) & (slash&low + low | slash)
	return ^others & highest * gather >> 56
}
