// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"encoding/binary"
	"errors"
)

// cursor reads a section. What does not fit makes it bad, and everything read
// after that is zero: callers look once, at the end.
type cursor struct {
	rest []byte
	bad  bool
}

// errDamaged is an index whose checksum is right and whose content is not.
var errDamaged = errors.New("the index is damaged inside; " + rebuild)

func (c *cursor) err() error {
	if c.bad {
		return errDamaged
	}
	return nil
}

func (c *cursor) fail() {
	c.rest, c.bad = nil, true
}

func (c *cursor) uvarint() uint64 {
	v, n := binary.Uvarint(c.rest)
	if n <= 0 {
		c.fail()
		return 0
	}
	c.rest = c.rest[n:]
	return v
}

// number reads a number that is neither a size nor a reference.
func (c *cursor) number() int {
	v := c.uvarint()
	if v > 1<<62 {
		c.fail()
		return 0
	}
	return int(v)
}

// count reads how many things follow, each of at least one byte.
func (c *cursor) count() int {
	v := c.uvarint()
	if v > uint64(len(c.rest)) {
		c.fail()
		return 0
	}
	return int(v)
}

func (c *cursor) byte() byte {
	if len(c.rest) == 0 {
		c.fail()
		return 0
	}
	b := c.rest[0]
	c.rest = c.rest[1:]
	return b
}

func (c *cursor) uint32() uint32 {
	if len(c.rest) < 4 {
		c.fail()
		return 0
	}
	v := binary.LittleEndian.Uint32(c.rest)
	c.rest = c.rest[4:]
	return v
}

// inline reads a text that stands where it is used.
func (c *cursor) inline() string {
	n := c.count()
	s := string(c.rest[:n])
	c.rest = c.rest[n:]
	return s
}
