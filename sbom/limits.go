// SPDX-License-Identifier: Apache-2.0

package sbom

// Limits bounds what a reader takes in, against files that are made to
// exhaust a machine. A zero field means the default beside it. Going over a
// limit is an error that names the limit and the place.
type Limits struct {
	Bytes       int64 // size of the input; 2 GiB
	Depth       int   // nesting of objects and arrays; 512, at most 9 000
	Nodes       int   // components, services and files; 5 000 000
	Edges       int   // references of every kind; 50 000 000
	StringBytes int   // one string; 64 MiB (documents embed whole licence texts and images)
	Ratio       int   // how many bytes a compressed byte may become, past the first 16 MiB; 300
}

// The defaults of [Limits].
const (
	DefaultMaxBytes       = 2 << 30
	DefaultMaxDepth       = 512
	DefaultMaxNodes       = 5_000_000
	DefaultMaxEdges       = 50_000_000
	DefaultMaxStringBytes = 64 << 20
	DefaultMaxRatio       = 300
)

// maxDepth bounds what a caller may ask for: the readers of nested components
// call themselves.
const maxDepth = 9_000

// WithDefaults returns the limits with every unset field at its default.
func (l Limits) WithDefaults() Limits {
	if l.Bytes <= 0 {
		l.Bytes = DefaultMaxBytes
	}
	if l.Depth <= 0 {
		l.Depth = DefaultMaxDepth
	}
	l.Depth = min(l.Depth, maxDepth)
	if l.Nodes <= 0 {
		l.Nodes = DefaultMaxNodes
	}
	if l.Edges <= 0 {
		l.Edges = DefaultMaxEdges
	}
	if l.StringBytes <= 0 {
		l.StringBytes = DefaultMaxStringBytes
	}
	if l.Ratio <= 0 {
		l.Ratio = DefaultMaxRatio
	}
	return l
}
