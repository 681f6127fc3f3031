// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// maxWorkers bounds the memory of what keeps a table per worker.
const maxWorkers = 16

// workers is how many goroutines [each] uses for n parts.
func workers(n int) int { return min(n, runtime.GOMAXPROCS(0), maxWorkers) }

// each calls f for every part 0 … n−1, each part once and in rising order of
// their beginnings, on several goroutines. worker is below [workers] of n and
// is not used by two calls at a time.
func each(n int, f func(worker, part int)) {
	w := workers(n)
	if w <= 1 {
		for part := range n {
			f(0, part)
		}
		return
	}
	var next atomic.Int64
	var all sync.WaitGroup
	for worker := range w {
		all.Go(func() {
			for {
				part := int(next.Add(1)) - 1
				if part >= n {
					return
				}
				f(worker, part)
			}
		})
	}
	all.Wait()
}
