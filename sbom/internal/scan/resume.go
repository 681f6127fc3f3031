// SPDX-License-Identifier: Apache-2.0

package scan

// Resume says that the list that was just entered goes on with the entry of
// that number. Formats other than JSON have the lists of a document in several
// pieces, and pointers count through them.
func (s *Scanner) Resume(index int32) {
	if last := len(s.open) - 1; last >= 0 && s.open[last].array {
		s.open[last].index = index - 1
	}
}
