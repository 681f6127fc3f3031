// SPDX-License-Identifier: Apache-2.0

package loss

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"strings"
	"time"

	"github.com/kedja/kedja/sbom"
)

// UUID returns a UUID for the document, the same for the same content: version
// 8 of RFC 9562 (a name-based UUID from SHA-256, its appendix B.2), over the
// digest of the source and the target. A document that has no digest, because
// it was merged or made by hand, counts by what it holds.
func UUID(doc *sbom.Document, target string) string {
	h := sha256.New()
	h.Write([]byte("https://github.com/kedja/kedja/convert/" + target + "\x00"))
	if sum, err := hex.DecodeString(doc.SHA256); err == nil && len(sum) == sha256.Size {
		h.Write(sum)
	} else {
		content(h, doc)
	}
	b := h.Sum(nil)[:16]
	b[6] = b[6]&0x0f | 0x80
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// content writes what tells two documents apart: names and edges.
func content(h hash.Hash, doc *sbom.Document) {
	text(h, string(doc.Format), doc.Identifier, doc.Name, doc.Created)
	for _, n := range doc.All() {
		text(h, n.Ref, n.Type, n.Group, n.Name, n.Version)
		text(h, n.PURLs...)
	}
	for _, edges := range [][]sbom.Edge{doc.Depends, doc.Contains} {
		for _, e := range edges {
			number(h, int(e.From), int(e.To), int(e.Scope))
		}
		number(h, len(edges))
	}
}

// text writes each string after its length, so that no two lists are alike.
func text(h hash.Hash, list ...string) {
	number(h, len(list))
	for _, s := range list {
		number(h, len(s))
		h.Write([]byte(s))
	}
}

func number(h hash.Hash, list ...int) {
	for _, n := range list {
		var b [8]byte
		binary.BigEndian.PutUint64(b[:], uint64(n))
		h.Write(b[:])
	}
}

// Short returns eight hexadecimal digits that tell the text from others.
func Short(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:4])
}

// UTC returns an RFC 3339 time as SPDX 2 wants it: in UTC, whole seconds. Exact
// is false when a fraction of a second fell away, ok when it is no time.
func UTC(s string) (utc string, exact, ok bool) {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return "", false, false
	}
	return t.UTC().Format("2006-01-02T15:04:05Z"), t.Nanosecond() == 0, true
}

// Slug returns the text with everything but ASCII letters, digits, points and
// hyphens made a hyphen, at most max bytes long.
func Slug(s string, max int) string {
	var b strings.Builder
	for _, r := range s {
		if b.Len() == max {
			break
		}
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-' {
			b.WriteRune(r)
		} else if n := b.Len(); n > 0 && b.String()[n-1] != '-' {
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}
