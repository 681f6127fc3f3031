// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"hash/maphash"
	"strings"
	"sync"

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
	started  bool     // the first batch has come
	stated   bool     // the version has been met
	off      bool     // there is no schema for the version
	older    bool     // the version is 1.0 or 1.1

	found  []violation
	counts map[string]int // of findings by code, listed or not

	seed    maphash.Seed
	hashing int      // open lists whose items must differ
	sorted  []uint64 // scratch
}

// frame is an open object or list.
type frame struct {
	array   bool
	rule    *rule    // that it follows; nil when anything goes
	in      versions // for which the rule holds
	shapes  []*shape
	alive   uint8     // the shapes that it may still have, by bit
	seen    [8]uint64 // fields met, by shape
	field   *field    // of the current member, nil when no shape has it
	free    bool      // anything goes for the value of the current member
	name    []byte    // of the current member that no shape has
	index   int32     // of the current item
	line    int32
	sum     uint64   // of what it holds, for comparing
	nameSum uint64   // of the current member's name
	items   []uint64 // sums of the items that must differ
	lines   []int32  // where they stand
}

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
	if !c.started {
		c.ahead(tokens)
	}
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

// root is what a document may be.
var root = sync.OnceValue(func() *rule { return &rule{shapes: []*shape{schema()}} })

// expected returns the rule for a value that begins, and the versions for
// which it holds. It is nil when anything goes.
func (c *checker) expected(k scan.Kind) (*rule, versions) {
	if c.depth == 0 {
		return root(), c.versions
	}
	f := &c.stack[c.depth-1]
	var r *rule
	in := f.in
	switch {
	case f.array:
		f.index++
		if f.rule != nil {
			r = f.rule.item
		}
	case f.field != nil && !f.free:
		r, in = f.field.rule(f.in, k)
	}
	if r == nil || r.any {
		return nil, 0
	}
	return r, in
}

func (c *checker) open(t *scan.Token) {
	r, in := c.expected(t.Kind)
	if r != nil && !r.allows(t.Kind) {
		c.wrongType(r, in, t)
		r = nil
	}
	if c.depth == len(c.stack) {
		c.stack = append(c.stack, frame{})
	}
	f := &c.stack[c.depth]
	c.depth++
	f.array, f.rule, f.in, f.line, f.index = t.Kind == scan.KindArray, r, in, t.Line, -1
	f.shapes, f.field, f.sum, f.items, f.lines, f.name = nil, nil, 0, f.items[:0], f.lines[:0], f.name[:0]
	switch {
	case r == nil:
	case f.array && r.unique:
		c.hashing++
	case !f.array:
		f.shapes = r.shapes
		f.alive = 1<<len(f.shapes) - 1
		clear(f.seen[:len(f.shapes)])
	}
}

// member looks up a name.
func (c *checker) member(f *frame, name []byte, line int32) {
	f.field, f.free = nil, false
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
		if bad := f.in &^ s.open; bad != 0 {
			c.unknownField(bad, s, nil, line)
		}
		return
	}
	f.seen[0] |= fd.bit
	if bad := f.in &^ fd.in &^ s.open; bad != 0 {
		c.unknownField(bad, s, fd, line)
	}
	f.free = f.in&fd.in == 0 // what another version says of the value is of no use
}

// choose looks up a name in the shapes that the object may have. A name rules
// out those that lack it.
func (c *checker) choose(f *frame, name []byte, line int32) {
	var left uint8
	elsewhere := false
	for i, s := range f.shapes {
		fd := s.field(name)
		if fd == nil || fd.in&f.in == 0 {
			continue
		}
		if f.alive&(1<<i) == 0 {
			elsewhere = true
			continue
		}
		left |= 1 << i
		f.seen[i] |= fd.bit
		if left&(left-1) == 0 { // the first that may have it
			f.field = fd
		}
	}
	switch {
	case left != 0:
		f.alive = left
	case elsewhere:
		f.free = true
		c.mixed(f, line)
	default:
		f.free = true
		c.unknownField(f.in, f.shapes[0], nil, line)
	}
}

func (c *checker) close() {
	f := &c.stack[c.depth-1]
	switch {
	case f.array && f.rule != nil:
		if f.rule.filled && f.index < 0 {
			c.empty(f)
		}
		if f.rule.unique {
			c.repeated(f)
			c.hashing--
		}
	case len(f.shapes) == 1:
		c.complete(f, f.shapes[0])
	case len(f.shapes) > 1:
		c.chosen(f)
	}
	sum, line := f.sum, f.line
	c.depth--
	c.sum(sum^0x9e3779b97f4a7c15, line)
}

// complete checks that an object has what its shape requires.
func (c *checker) complete(f *frame, s *shape) {
	for _, fd := range s.required {
		if f.seen[0]&fd.bit == 0 && fd.required&f.in != 0 {
			c.missing(fd.required&f.in, s, fd, f.line)
		}
	}
	for i := range s.groups {
		if g := &s.groups[i]; g.in&f.in != 0 && !g.holds(f.seen[0]) {
			c.ungrouped(g.in&f.in, s, g, f.line)
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
		if f.alive&(1<<i) != 0 && s.holds(f.seen[i], f.in) {
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
		c.sum(maphash.Bytes(c.seed, c.text[t.Off:t.Off+t.Len])+uint64(t.Kind), t.Line)
	}
	r, in := c.expected(t.Kind)
	switch {
	case r == nil:
	case !r.allows(t.Kind):
		c.wrongType(r, in, t)
	case t.Kind == scan.KindString:
		c.textual(r.text, in, t)
	case t.Kind == scan.KindNumber:
		c.numeric(r.number, in, t)
	}
	if c.depth == 1 && c.stack[0].field == versionField() {
		c.state(string(c.textOf(t)))
	}
}

// sum adds a value to what is known of the object or list it is in.
func (c *checker) sum(v uint64, line int32) {
	if c.hashing == 0 || c.depth == 0 {
		return
	}
	f := &c.stack[c.depth-1]
	switch {
	case !f.array:
		f.sum += (v ^ f.nameSum) * 0xff51afd7ed558ccd // in any order
	case f.rule != nil && f.rule.unique:
		f.items, f.lines = append(f.items, v), append(f.lines, line)
		fallthrough
	default:
		f.sum = (f.sum + v) * 0xc4ceb9fe1a85ec53
	}
}

// versionField is the member that states the version.
var versionField = sync.OnceValue(func() *field { return schema().field([]byte("specVersion")) })

// state sets the version that the document is of.
func (c *checker) state(version string) {
	if version == "1.0" || version == "1.1" {
		// These are XML only. What they have 1.2 has too, but for what extensions
		// put where it likes them.
		version, c.older = "1.2", true
	}
	minor, ok := strings.CutPrefix(version, "1.")
	v, known := parseVersions(minor)
	if !ok || !known || len(minor) != 1 {
		c.off, c.found = true, nil
		return
	}
	c.versions, c.stated = v, true
	for i := range c.depth {
		c.stack[i].in &= v
	}
}

// ahead looks for the version among the tokens of the first batch, which is
// the whole of most documents.
func (c *checker) ahead(tokens []scan.Token) {
	c.started = true
	depth := 0
	for i := 1; i < len(tokens); i++ {
		switch t := &tokens[i-1]; t.Kind {
		case scan.KindObject, scan.KindArray:
			depth++
		case scan.KindObjectEnd, scan.KindArrayEnd:
			depth--
		case scan.KindName:
			if v := &tokens[i]; depth == 1 && v.Kind == scan.KindString && string(c.textOf(t)) == "specVersion" {
				c.state(string(c.textOf(v)))
				return
			}
		}
	}
}
