// SPDX-License-Identifier: Apache-2.0

package ownership_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/ownership"
)

// networkSize is a number of parties and of links between them.
type networkSize struct{ parties, links int }

// networkSizes are what is measured. The large one, of the size of GLEIF's
// level 2 data, is asked for with KEDJA_BENCH_LARGE=1.
func networkSizes() []networkSize {
	if os.Getenv("KEDJA_BENCH_LARGE") != "" {
		return []networkSize{{300_000, 60_000}, {3_000_000, 600_000}}
	}
	return []networkSize{{30_000, 6_000}, {300_000, 60_000}}
}

// enterNetwork makes a network shaped as company registers are: most parties
// have no stated holder; of the others most have one parent with a majority,
// the parents are a few large groups and many small ones, and some parties
// have several minorities, cross-holdings, ranges, or own themselves in a
// circle.
func enterNetwork(size networkSize, enter func(p ownership.Party), hold func(holder, party string, votes result.Interval)) {
	rng := rand.New(rand.NewPCG(1, 2)) // the same network each time
	id := func(i int) string { return fmt.Sprintf("5493%014d%02d", i, i%97) }
	countries := []string{"XA", "XB", "XC", "XD", "XE", "XF"}
	for i := range size.parties {
		p := ownership.Party{ID: id(i), Established: countries[i%len(countries)], Kind: "company"}
		if i%50 == 0 {
			p.Kind = "person"
		}
		enter(p)
	}
	// A parent comes before its children, but for the circles; the square
	// makes early parties the parents of many.
	parent := func(child int) int {
		x := rng.Float64()
		return int(x * x * float64(child))
	}
	for n := 0; n < size.links; {
		child := 1 + rng.IntN(size.parties-1)
		switch k := rng.IntN(100); {
		case k < 80:
			hold(id(parent(child)), id(child), result.Exactly(.51+.49*rng.Float64()))
			n++
		case k < 90: // three minorities that may add up
			for range 3 {
				hold(id(parent(child)), id(child), result.Exactly(.26))
				n++
			}
		case k < 99:
			hold(id(parent(child)), id(child), result.Interval{Lo: .25, Hi: .75})
			n++
		default: // a circle
			up := parent(child)
			hold(id(up), id(child), result.Exactly(.6))
			hold(id(child), id(up), result.Exactly(.6))
			n += 2
		}
	}
}

func makeRegister(size networkSize) *ownership.Register {
	r := ownership.NewRegister(size.parties, size.links)
	enterNetwork(size,
		func(p ownership.Party) { r.Add(p) },
		func(holder, party string, votes result.Interval) { r.Hold(r.Number(holder), r.Number(party), votes) })
	return r
}

// tops asks for the ultimate parent and the controllers of all parties.
func tops(b testing.TB, r *ownership.Register) (established int) {
	v, _ := r.Control(nil)
	for n := range int32(r.Len()) {
		if v.Top(n) != n && v.Of(n).Kind != ownership.NotEstablished {
			established++
		}
	}
	if established == 0 {
		b.Fatal("nobody controls anything: the network is empty")
	}
	return established
}

func BenchmarkOwnershipLoad(b *testing.B) {
	for _, size := range networkSizes() {
		b.Run(fmt.Sprintf("%d-parties-%d-links", size.parties, size.links), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				makeRegister(size)
			}
		})
	}
}

func BenchmarkOwnershipControl(b *testing.B) {
	for _, size := range networkSizes() {
		b.Run(fmt.Sprintf("%d-parties-%d-links", size.parties, size.links), func(b *testing.B) {
			r := makeRegister(size)
			b.ReportAllocs()
			for b.Loop() {
				b.ReportMetric(float64(tops(b, r)), "controlled")
			}
		})
	}
}

// BenchmarkOwnershipPeak measures the peak memory of a process that loads a
// network and asks for the ultimate parent and controllers of all parties.
func BenchmarkOwnershipPeak(b *testing.B) {
	for _, size := range networkSizes() {
		b.Run(fmt.Sprintf("%d-parties-%d-links", size.parties, size.links), func(b *testing.B) {
			exe, err := os.Executable()
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				cmd := exec.Command(exe, "-test.run", "^TestMain$")
				cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%d %d", peakVariable, size.parties, size.links))
				out, err := cmd.CombinedOutput()
				if err != nil {
					b.Fatalf("%v\n%s", err, out)
				}
				peak, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
				if err != nil {
					b.Fatalf("%v\n%s", err, out)
				}
				b.ReportMetric(peak/1e6, "peak-MB")
			}
		})
	}
}

const peakVariable = "KEDJA_BENCH_PEAK"

// TestMain is the process that [BenchmarkOwnershipPeak] measures, where its
// variable is set.
func TestMain(m *testing.M) {
	job := strings.Fields(os.Getenv(peakVariable))
	if len(job) != 2 {
		os.Exit(m.Run())
	}
	var size networkSize
	var err error
	if size.parties, err = strconv.Atoi(job[0]); err != nil {
		panic(err)
	}
	if size.links, err = strconv.Atoi(job[1]); err != nil {
		panic(err)
	}
	tops(new(testing.B), makeRegister(size))
	fmt.Println(peak())
	os.Exit(0)
}

// peak is the most memory that this process had, in bytes. Where the system
// keeps the figure per program it is taken from there: what it keeps per
// process begins with that of the parent.
func peak() int64 {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			var kB int64
			if _, err := fmt.Sscan(rest, &kB); err == nil {
				return kB * 1024
			}
		}
	}
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return usage.Maxrss * 1024
}

// BenchmarkOwnershipIntegrated follows every owner through a network of the
// same shape, with its loops.
func BenchmarkOwnershipIntegrated(b *testing.B) {
	for _, size := range []networkSize{{3_000, 600}, {30_000, 6_000}} {
		b.Run(fmt.Sprintf("%d-parties-%d-links", size.parties, size.links), func(b *testing.B) {
			var in ownership.Input
			enterNetwork(size,
				func(p ownership.Party) { in.Parties = append(in.Parties, p) },
				func(holder, party string, votes result.Interval) {
					in.Holdings = append(in.Holdings, ownership.Holding{Holder: holder, Party: party, Share: votes, Votes: votes})
				})
			b.ReportAllocs()
			for b.Loop() {
				shares, diags := ownership.Integrated(in)
				if len(shares) == 0 {
					b.Fatal(diags)
				}
			}
		})
	}
}
