// SPDX-License-Identifier: Apache-2.0

package vex

import (
	"slices"
	"strings"
)

// author takes the name of an author and the address behind it apart, as they are
// compared: "Acme PSIRT <psirt@acme.example>". An address alone is a name.
func author(s string) (name, address string) {
	s = fold(s)
	i := strings.LastIndexAny(s, "<(")
	if i <= 0 || !strings.ContainsAny(s[len(s)-1:], ">)") {
		return s, ""
	}
	name, address = strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+1:len(s)-1])
	if name == "" || !strings.Contains(address, "@") {
		return s, ""
	}
	return name, address
}

// signed notes with which address the author of a statement signs.
func (s *Set) signed(st *Statement) {
	name, address := author(st.Author)
	if address == "" || slices.Contains(s.mail[name], address) {
		return
	}
	s.mail[name] = append(s.mail[name], address)
}

// by is who makes a statement: its author, else the document alone. Authors of one
// name are one, but for those who sign with different addresses.
func (s *Set) by(st *Statement) string {
	name, address := author(st.Author)
	switch {
	case name != "" && address == "" && len(s.mail[name]) == 1:
		address = s.mail[name][0]
		fallthrough
	case name != "":
		return "author " + name + " <" + address + ">"
	case st.DocumentID != "":
		return "document " + st.DocumentID
	}
	return "file " + st.Position.File
}
