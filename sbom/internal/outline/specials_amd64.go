// SPDX-License-Identifier: Apache-2.0

//go:build !purego

package outline

// specials does what [specialsAnywhere] does, by instructions that every
// processor of the kind has.
func specials(words []uint64, text []byte) (other bool) {
	if len(words) == 0 {
		return false
	}
	return specialsSSE2(&words[0], &text[:64*len(words)][0], len(words)) != 0
}

// specialsSSE2 looks at 64 bytes for each of the words, and returns bits that
// are not 0 where there is anything but ASCII.
//
//go:noescape
func specialsSSE2(words *uint64, text *byte, count int) uint64
