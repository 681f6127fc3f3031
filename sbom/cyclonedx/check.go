// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"hash/maphash"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/kedja/kedja/sbom/internal/scan"
)

// checker compares the tokens of a document with the schema of its version as
// they pass, whether the reader uses them or not. It keeps one frame for each
// open object and list.
//
// A document may state its version after its components. Until it has, every
// finding is kept with the versions in which it is one.
type checker struct {
	tokens scan.Tokens
	text   []byte // of the batch
	busy   bool   // a batch is being checked
	done   chan struct{}
	stack  []frame
	depth  int

	versions versions // that the document may be of
	stated   bool     // the version has been met
	off      bool     // there is no schema for the version

	found  []violation
	counts map[string]int // of findings by code, listed or not

	seed    maphash.Seed
	hashing int      // open lists whose items must differ
	sorted  []uint64 // scratch
}

// frame is an open object or list.
type frame struct {
	array   bool
	rule    *rule // that it follows; nil when anything goes
	next    *rule // for the value that comes next
	shapes  []*shape
	alive   uint8     // the shapes that it may still have, by bit
	seen    [8]uint64 // fields met, by shape
	field   *field    // of the current member, nil when no shape has it
	name    []byte    // of the current member that no shape has
	index   int32     // of the current item
	line    int32
	sum     uint64   // of what it holds, for comparing
	nameSum uint64   // of the current member's name
	items   []uint64 // sums of the items that must differ
}

// maxShapes is how many shapes a value can have the choice of.
const maxShapes = 8

func newChecker(tokens scan.Tokens) *checker {
	return &checker{tokens: tokens, versions: allVersions, counts: make(map[string]int), done: make(chan struct{}, 1), seed: maphash.MakeSeed()}
}

// aside is the number of tokens from which a batch is checked beside the
// reader, not before it.
const aside = 512

// Next passes a batch on and checks it. A large batch is checked while the
// reader reads it; neither changes it.
func (c *checker) Next(b *scan.Batch) error {
	c.wait()
	if err := c.tokens.Next(b); err != nil {
		return err
	}
	c.text = b.Text
	if len(b.Tokens) < aside {
		c.batch(b.Tokens)
		return nil
	}
	c.busy = true
	go func(tokens []scan.Token) {
		c.batch(tokens)
		c.done <- struct{}{}
	}(b.Tokens)
	return nil
}

// wait returns when what was handed out is checked.
func (c *checker) wait() {
	if c.busy {
		<-c.done
		c.busy = false
	}
}

func (c *checker) batch(tokens []scan.Token) {
	for i := range tokens {
		if c.off {
			return
		}
		c.token(&tokens[i])
	}
}

func (c *checker) token(t *scan.Token) {
	switch t.Kind {
	case scan.KindName:
		if c.depth > 0 {
			c.member(&c.stack[c.depth-1], c.textOf(t), t.Line)
		}
	case scan.KindObject, scan.KindArray:
		c.open(t)
	case scan.KindObjectEnd, scan.KindArrayEnd:
		if c.depth > 0 {
			c.close()
		}
	default:
		c.scalar(t)
	}
}

// textOf returns the text of a token without escapes.
func (c *checker) textOf(t *scan.Token) []byte {
	b := c.text[t.Off : t.Off+t.Len]
	if t.Flags&scan.Escaped == 0 {
		return b
	}
	quoted := append(append([]byte{'"'}, b...), '"')
	plain, err := jsontext.AppendUnquote(nil, quoted)
	if err != nil {
		return b // the scanner has noted it
	}
	return plain
}

// expected returns the rule for the value that begins, nil when anything goes.
func (c *checker) expected() *rule {
	if c.depth == 0 {
		return &rule{shapes: []*shape{schema()}}
	}
	f := &c.stack[c.depth-1]
	if f.array {
		f.index++
	}
	return f.next
}

func (c *checker) open(t *scan.Token) {
	r := c.expected()
	switch {
	case r == nil || r.any:
		r = nil
	case t.Kind == scan.KindObject && len(r.shapes) == 0, t.Kind == scan.KindArray && r.item == nil:
		c.wrongType(r, t)
		r = nil
	}
	f := c.push()
	f.array, f.rule, f.line, f.index = t.Kind == scan.KindArray, r, t.Line, -1
	if r == nil {
		return
	}
	if f.array {
		f.next = r.item
		if r.unique {
			c.hashing++
		}
		return
	}
	f.shapes = r.shapes
	f.alive = 1<<len(f.shapes) - 1
	for i := range f.shapes {
		f.seen[i] = 0
	}
}

func (c *checker) push() *frame {
	if c.depth == len(c.stack) {
		c.stack = append(c.stack, frame{})
	}
	f := &c.stack[c.depth]
	c.depth++
	f.next, f.shapes, f.field, f.sum, f.items, f.name = nil, nil, nil, 0, f.items[:0], f.name[:0]
	return f
}

// member looks up a name and sets the rule for its value.
func (c *checker) member(f *frame, name []byte, line int32) {
	f.field, f.next = nil, nil
	switch len(f.shapes) {
	case 0:
	case 1:
		f.field = f.shapes[0].field(name)
	default:
		for i := 0; f.field == nil && i < len(f.shapes); i++ {
			f.field = f.shapes[i].field(name)
		}
	}
	if f.field == nil {
		f.name = append(f.name[:0], name...)
		f.nameSum = maphash.Bytes(c.seed, name)
	} else {
		f.nameSum = f.field.sum
	}
	switch len(f.shapes) {
	case 0:
	case 1:
		c.known(f, f.shapes[0], line)
	default:
		c.choose(f, name, line)
	}
}

// called is the name of the current member.
func (f *frame) called() string {
	if f.field != nil {
		return f.field.name
	}
	return string(f.name)
}

func (c *checker) known(f *frame, s *shape, line int32) {
	fd := f.field
	if fd == nil {
		if bad := c.versions &^ s.open; bad != 0 {
			c.unknownField(bad, s, nil, line)
		}
		return
	}
	f.seen[0] |= fd.bit
	if bad := c.versions &^ fd.in &^ s.open; bad != 0 {
		c.unknownField(bad, s, fd, line)
		if bad == c.versions {
			return // what a later version says of the value is of no use
		}
	}
	f.next = fd.rule(c.versions)
}

// choose looks up a name in the shapes that the object may have. A name rules
// out those that lack it.
func (c *checker) choose(f *frame, name []byte, line int32) {
	var left uint8
	elsewhere := false
	for i, s := range f.shapes {
		fd := s.field(name)
		if fd == nil || fd.in&c.versions == 0 {
			continue
		}
		if f.alive&(1<<i) == 0 {
			elsewhere = true
			continue
		}
		left |= 1 << i
		f.seen[i] |= fd.bit
		if f.next == nil {
			f.next = fd.rule(c.versions)
		}
	}
	switch {
	case left != 0:
		f.alive = left
	case elsewhere:
		c.mixed(f, line)
	default:
		c.unknownField(c.versions, f.shapes[0], nil, line)
	}
}

func (c *checker) close() {
	f := &c.stack[c.depth-1]
	switch {
	case f.array && f.rule != nil && f.rule.unique:
		c.repeated(f)
		c.hashing--
	case len(f.shapes) == 1:
		c.complete(f, f.shapes[0])
	case len(f.shapes) > 1:
		c.chosen(f)
	}
	sum := f.sum
	c.depth--
	c.sum(sum ^ 0x9e3779b97f4a7c15)
}

// complete checks that an object has what its shape requires.
func (c *checker) complete(f *frame, s *shape) {
	for _, fd := range s.required {
		if f.seen[0]&fd.bit == 0 && fd.required&c.versions != 0 {
			c.missing(fd.required&c.versions, s, fd, f.line)
		}
	}
	for i := range s.groups {
		if g := &s.groups[i]; g.in&c.versions != 0 && !g.holds(f.seen[0]) {
			c.ungrouped(g.in&c.versions, s, g, f.line)
		}
	}
}

func (g *group) holds(seen uint64) bool {
	n := 0
	for _, set := range g.sets {
		if seen&set == set {
			n++
		}
	}
	return n == 1 || n > 1 && !g.exactly
}

// chosen checks that an object has one of the shapes that it has the choice
// of.
func (c *checker) chosen(f *frame) {
	n := 0
	for i, s := range f.shapes {
		if f.alive&(1<<i) != 0 && s.holds(f.seen[i], c.versions) {
			n++
		}
	}
	if n == 0 || n > 1 && f.rule.exactly {
		c.undecided(f, n)
	}
}

func (s *shape) holds(seen uint64, v versions) bool {
	for _, fd := range s.required {
		if seen&fd.bit == 0 && fd.required&v == v {
			return false
		}
	}
	for i := range s.groups {
		if g := &s.groups[i]; g.in&v == v && !g.holds(seen) {
			return false
		}
	}
	return true
}

// scalar checks a string, number, boolean or null.
func (c *checker) scalar(t *scan.Token) {
	if c.hashing > 0 {
		c.sum(maphash.Bytes(c.seed, c.textOf(t)) + uint64(t.Kind))
	}
	r := c.expected()
	if r == nil || r.any {
		return
	}
	if c.depth == 1 && c.stack[0].field != nil && c.stack[0].field.name == "specVersion" {
		c.state(string(c.textOf(t)))
	}
	switch {
	case t.Kind == scan.KindString && r.text != nil:
		c.textual(r.text, t)
	case t.Kind == scan.KindNumber && r.number != nil:
		c.numeric(r.number, t)
	case (t.Kind == scan.KindTrue || t.Kind == scan.KindFalse) && r.boolean:
	default:
		c.wrongType(r, t)
	}
}

// sum adds a value to what is known of the object or list it is in.
func (c *checker) sum(v uint64) {
	if c.hashing == 0 || c.depth == 0 {
		return
	}
	f := &c.stack[c.depth-1]
	switch {
	case !f.array:
		f.sum += (v ^ f.nameSum) * 0xff51afd7ed558ccd // in any order
	case f.rule != nil && f.rule.unique:
		f.items = append(f.items, v)
		fallthrough
	default:
		f.sum = (f.sum + v) * 0xc4ceb9fe1a85ec53
	}
}

// state sets the version that the document is of.
func (c *checker) state(version string) {
	minor, ok := strings.CutPrefix(version, "1.")
	v, known := parseVersions(minor)
	if !ok || !known || len(minor) != 1 {
		c.off, c.found = true, nil
		return
	}
	c.versions, c.stated = v, true
}
