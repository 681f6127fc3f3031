// SPDX-License-Identifier: Apache-2.0

package kedja

import (
	"context"
	"errors"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/risk"
)

// Graph builds the supply graph that [Assess] measures, for who asks it more
// than an assessment says. It fails as Assess does, with [ErrNothing] when
// there is nothing to build it of.
func Graph(ctx context.Context, in *Input, opts Options) (*risk.Graph, diag.List, error) {
	if opts.AsOf.IsZero() {
		return nil, nil, errors.New("Options.AsOf is not set: a graph needs its clock")
	}
	opts.AsOf = opts.AsOf.UTC()
	var err error
	if _, opts.Params, err = splitParams(opts.Params); err != nil {
		return nil, nil, err
	}
	set, err := compile(ctx, opts)
	if err != nil {
		return nil, nil, err
	}
	r := &run{in: in, opts: opts, set: set}
	if err := r.graph(ctx); err != nil {
		return nil, nil, err
	}
	return r.g, r.ds, nil
}
