// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/kedja/kedja/diag"
)

// drop counts what of one name is not kept, and knows where it stood first.
type drop struct {
	n  int
	at diag.Position
}

// maxDropped bounds the names of a file that is made of them.
const maxDropped = 1000

// unread counts the member that was just announced as not kept. It is what
// every switch over names does by default, so that nothing is lost without a
// word.
func (r *reader) unread() { r.lose(r.Name()) }

// drop counts a value that was read as not kept.
func (r *reader) drop(what string) {
	if d := r.dropped[what]; d != nil {
		d.n++
		return
	}
	r.lose([]byte(what))
}

func (r *reader) lose(name []byte) {
	d := r.dropped[string(name)]
	if d == nil {
		if len(r.dropped) >= maxDropped {
			return
		}
		d = &drop{at: r.Here()}
		r.dropped[string(name)] = d
	}
	d.n++
}

// fieldNames are the names of all members in the schema.
var fieldNames = sync.OnceValue(func() map[string]bool {
	names := make(map[string]bool)
	for s := range schema().all() {
		for _, f := range s.fields {
			names[f.name] = true
		}
	}
	return names
})

// notKept names what the model has no room for, one diagnostic a name.
func (r *reader) notKept() {
	for _, name := range slices.Sorted(maps.Keys(r.dropped)) {
		if !fieldNames()[name] && r.strange(name) {
			continue
		}
		switch d := r.dropped[name]; d.n {
		case 1:
			r.NoteAt(diag.Info, d.at, "cyclonedx/not-kept", "", "what %q holds is not kept", name)
		default:
			r.NoteAt(diag.Info, d.at, "cyclonedx/not-kept", "", "what %q holds is not kept, here and at %d other places", name, d.n-1)
		}
	}
}

// strange says of a name that no version of the schema has, and reports
// whether that is all there is to say. Drafts have names of their own, and so
// have Protocol Buffers.
func (r *reader) strange(name string) bool {
	switch {
	case r.checked():
		return true // it is said already
	case r.unknown || r.Doc.Serialization == "protobuf":
		return false
	}
	d := r.dropped[name]
	more := ""
	if d.n > 1 {
		more = fmt.Sprintf(", here and at %d other places", d.n-1)
	}
	r.NoteAt(diag.Warning, d.at, codeUnknown, "check the spelling", "CycloneDX has no member %q%s; it is not read", name, more)
	return true
}
