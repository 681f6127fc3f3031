// SPDX-License-Identifier: Apache-2.0

package graph

import (
	"math"
	"math/bits"
)

const (
	// sketchSeed makes estimates the same on every run and machine.
	sketchSeed = 0x6b65646a61 // "kedja"
	// slice is how many registers are passed along the graph at once: a cache
	// line, so that memory does not grow with the precision.
	slice = 64
	// rankUnit is what 2^-rank is counted in, as a whole number, so that sums
	// do not depend on their order. Ranks above it take more than 2^40 nodes.
	rankUnit = 40

	defaultPrecision = 10
	minPrecision     = 6
	maxPrecision     = 16
)

// registers are 64 registers of one byte, each the largest rank seen.
type registers [slice / 8]uint64

// sketch estimates the ancestors of every component, in nodes: HyperLogLog
// (Flajolet, Fusy, Gandouet and Meunier 2007) in the union over predecessors,
// with the estimator of Ertl 2017, algorithm 6, which has no bias at small
// counts. The second result is the relative standard error.
func (c *Condensation) sketch(precision int) (total []int64, relative float64) {
	if precision == 0 {
		precision = defaultPrecision
	}
	precision = min(max(precision, minPrecision), maxPrecision)
	m := 1 << precision
	n := len(c.Size)
	sketchers := make([]*sketcher, workers(m/slice))
	each(m/slice, func(worker, part int) {
		s := sketchers[worker]
		if s == nil {
			s = &sketcher{regs: make([]registers, n), sum: make([]uint64, n), zeros: make([]int32, n)}
			for r := 1; r <= rankUnit; r++ {
				s.weight[r] = 1 << (rankUnit - r)
			}
			sketchers[worker] = s
		}
		s.pass(c, precision, part)
	})
	total = make([]int64, n)
	floor := make([]int64, n) // nodes of the component and of the longest way to it
	for k := range total {
		var sum uint64
		var zeros int32
		for _, s := range sketchers {
			if s != nil {
				sum, zeros = sum+s.sum[k], zeros+s.zeros[k]
			}
		}
		for _, u := range c.DAG.in.row(int32(k)) {
			floor[k] = max(floor[k], floor[u])
		}
		floor[k] += int64(c.Size[k])
		x := estimate(m, math.Ldexp(float64(sum), -rankUnit), int(zeros))
		total[k] = min(max(int64(math.Round(x)), floor[k]), int64(len(c.Of)))
	}
	return total, 1.04 / math.Sqrt(float64(m))
}

// sketcher is the memory of one worker.
type sketcher struct {
	regs   []registers
	sum    []uint64 // component → Σ 2^-rank over registers that are not 0, in 2^-rankUnit
	zeros  []int32  // component → registers that are 0
	weight [64]uint64
}

// pass fills one slice of the registers of every component and adds up what
// the estimate needs of it.
func (s *sketcher) pass(c *Condensation, precision, part int) {
	clear(s.regs)
	for v, k := range c.Of {
		h := mix(sketchSeed + uint64(v))
		r := int(h & (1<<precision - 1))
		if r/slice != part {
			continue
		}
		r %= slice
		rank := uint64(bits.LeadingZeros64(h>>precision) - precision + 1)
		word, shift := &s.regs[k][r/8], r%8*8
		if rank > *word>>shift&0xff {
			*word = *word&^(0xff<<shift) | rank<<shift
		}
	}
	for k := range s.regs {
		own := s.regs[k]
		for _, u := range c.DAG.in.row(int32(k)) {
			from := &s.regs[u]
			for i := range own {
				own[i] = bytewiseMax(own[i], from[i])
			}
		}
		s.regs[k] = own
		for _, w := range own {
			if w == 0 {
				s.zeros[k] += 8
				continue
			}
			for range 8 {
				if w&0xff == 0 {
					s.zeros[k]++
				}
				s.sum[k] += s.weight[w&63]
				w >>= 8
			}
		}
	}
}

// bytewiseMax takes the larger of each pair of bytes, all below 128.
func bytewiseMax(a, b uint64) uint64 {
	const high = 0x8080808080808080
	ge := ((a | high) - b) & high >> 7 // 1 where a's byte is not the smaller
	mask := ge<<8 - ge
	return b ^ (a^b)&mask
}

// mix is the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
func mix(x uint64) uint64 {
	x *= 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// estimate is Ertl's estimate from m registers, the sum of 2^-rank over those
// that are not 0, and how many are.
func estimate(m int, sum float64, zeros int) float64 {
	if zeros == m {
		return 0
	}
	x, y := float64(zeros)/float64(m), 1.0
	sigma := x
	for last := -1.0; sigma != last; y *= 2 {
		x *= x
		last = sigma
		sigma += x * y
	}
	return float64(m) * float64(m) / (2 * math.Ln2 * (sum + float64(m)*sigma))
}
