// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/sha256"
	"encoding/binary"
)

// rng is SplitMix64 (Steele, Lea & Flood 2014): a few lines whose sequence no
// release of Go can change.
type rng uint64

func (r *rng) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below is a number in 0 … n-1; n must be positive. The bias of the remainder
// does not matter here.
func (r *rng) below(n int) int { return int(r.next() % uint64(n)) }

// hash is a number that depends on the strings only.
func hash(s ...string) uint64 {
	h := sha256.New()
	for _, x := range s {
		h.Write([]byte(x))
		h.Write([]byte{0})
	}
	return binary.BigEndian.Uint64(h.Sum(nil))
}
