// SPDX-License-Identifier: Apache-2.0

//go:build !amd64 || purego

package outline

func specials(words []uint64, text []byte) (other bool) { return specialsAnywhere(words, text) }
