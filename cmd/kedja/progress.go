// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// patience is how long work may take before its progress is shown.
const patience = 2 * time.Second

// progress shows on a terminal what the program is doing, one line that is
// written over. A nil progress shows nothing.
type progress struct {
	w     io.Writer
	timer *time.Timer

	mu    sync.Mutex
	stage string
	shown bool
	done  bool
}

// progress starts the clock of patience. It returns nil, which is silent,
// where nobody watches.
func (p *program) progress() *progress {
	if _, ok := p.terminal(p.stderr); !ok || p.set.quiet {
		return nil
	}
	g := &progress{w: p.stderr}
	g.timer = time.AfterFunc(patience, func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.shown = !g.done
		g.show()
	})
	return g
}

// tell says which stage the work is in.
func (g *progress) tell(stage string) {
	if g == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.stage = stage
	g.show()
}

func (g *progress) show() {
	if g.shown && !g.done && g.stage != "" {
		fmt.Fprintf(g.w, "\r\x1b[K%.100s …", printable(g.stage))
	}
}

// stop wipes the line. It may be called more than once.
func (g *progress) stop() {
	if g == nil {
		return
	}
	g.timer.Stop()
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.shown && !g.done {
		fmt.Fprint(g.w, "\r\x1b[K")
	}
	g.done = true
}
