// SPDX-License-Identifier: Apache-2.0

package scan

// column is a table that grows in pieces: what is in it never moves, and
// growing leaves nothing behind that has to be collected. Of a document of
// 500 000 components that is half of the memory.
type column[T any] struct {
	first []T   // as large as was expected
	rest  [][]T // of columnPiece each
	n     int
}

const columnPiece = 4096

func newColumn[T any](expected int) column[T] {
	return column[T]{first: make([]T, 0, max(expected, 16))}
}

// add appends a value.
func (c *column[T]) add(v T) {
	switch i := c.n - cap(c.first); {
	case i < 0:
		c.first = append(c.first, v)
	default:
		if i%columnPiece == 0 {
			c.rest = append(c.rest, make([]T, 0, columnPiece))
		}
		last := &c.rest[len(c.rest)-1]
		*last = append(*last, v)
	}
	c.n++
}

// at returns the place of a value; it stays where it is until flat.
func (c *column[T]) at(i int) *T {
	if i < len(c.first) {
		return &c.first[i]
	}
	i -= len(c.first)
	return &c.rest[i/columnPiece][i%columnPiece]
}

// flat returns all in one piece and empties the column.
func (c *column[T]) flat() []T {
	out := c.first
	if len(c.rest) > 0 {
		out = make([]T, 0, c.n)
		out = append(out, c.first...)
		c.first = nil
		for i, piece := range c.rest {
			out = append(out, piece...)
			c.rest[i] = nil
		}
	}
	*c = column[T]{}
	return out
}
