// SPDX-License-Identifier: Apache-2.0

package kedja

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/kedja/kedja/policies"
)

// Rules are compiled policy packs. They are immutable and safe for concurrent
// use.
type Rules struct {
	set    *policies.Set
	packs  []string
	params map[string]string // of rules
}

// CompileRules compiles the packs that the options choose by Packs, Params,
// Policies and Confine. Given as Options.Rules they serve any number of
// assessments with these options, each of which compiles them anew otherwise;
// the packs that are on by default are compiled once in any case. What is wrong
// with the packs is a [diag.List].
func CompileRules(ctx context.Context, opts Options) (*Rules, error) {
	_, ofRules, err := splitParams(opts.Params)
	if err != nil {
		return nil, err
	}
	opts.Params, opts.Rules = ofRules, nil
	set, err := compile(ctx, opts)
	if err != nil {
		return nil, err
	}
	return &Rules{set: set, packs: slices.Clone(opts.Packs), params: maps.Clone(ofRules)}, nil
}

// builtin is the set of all packs that are on by default: compiled once, and
// shared by all assessments without options of their own.
var builtin = sync.OnceValues(func() (*policies.Set, error) { return policies.Compile(context.Background(), nil) })

func compile(ctx context.Context, opts Options) (*policies.Set, error) {
	if r := opts.Rules; r != nil {
		if !slices.Equal(r.packs, opts.Packs) || !maps.Equal(r.params, opts.Params) {
			return nil, errors.New("policies: Options.Rules were compiled with other Packs or Params")
		}
		return r.set, nil
	}
	if opts.Packs == nil && len(opts.Params) == 0 && len(opts.Policies) == 0 {
		return builtin()
	}
	set, err := policies.Compile(ctx, &policies.Options{Packs: opts.Packs, Params: opts.Params, User: opts.Policies, Confine: opts.Confine})
	if err != nil {
		return nil, fmt.Errorf("policies: %w", err)
	}
	return set, nil
}
