// SPDX-License-Identifier: Apache-2.0

package measures

// Group is the group of a party, by its index in the graph, under a grouping
// of parties (supplier, owner, controlCountry, establishedCountry); "" where
// nobody knows it.
func (m *Measurer) Group(by string, party int32) string { return m.partyKey(by, party) }
