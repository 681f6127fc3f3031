#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The igraph part of .ci/bench-graph, and its table.

    bench-graph.py igraph DIR NAME...   measure igraph on DIR/NAME.graph
    bench-graph.py table FILE...        join what was measured, least values

Lines of measures are "LIBRARY GRAPH STEP NANOSECONDS PEAK-MB GRAPH-MB", with
"-" for what is not known, or "LIBRARY GRAPH STEP > SECONDS" where a step was
stopped. Lines of go test -bench are read too.
"""
import os
import re
import signal
import sys
import time

STEPS = ("build", "scc", "order", "dominators", "pagerank", "articulation", "reach", "betweenness")
GRAPHS = ("1k", "10k", "100k", "1M", "debian")
LEAST = 0.05  # seconds over which a step is repeated
MOST = float(os.environ.get("KEDJA_BENCH_SECONDS", "120"))  # after which it is stopped


# Measuring.


def status(field):
    """A field of /proc/self/status in MB."""
    with open("/proc/self/status", encoding="ascii") as f:
        for line in f:
            if line.startswith(field + ":"):
                return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def child(work, graph, tiny):
    """Times work(graph) and says what it took; runs in a process of its own."""
    work(tiny)  # pages of the library that it needs are no memory of the step
    before = status("VmRSS")
    with open("/proc/self/clear_refs", "w", encoding="ascii") as f:
        f.write("5")
    rounds, begun = 0, time.perf_counter_ns()
    while rounds == 0 or time.perf_counter_ns() - begun < LEAST * 1e9:
        work(graph)
        rounds += 1
    spent = (time.perf_counter_ns() - begun) / rounds
    return f"{spent:.0f} {status('VmHWM') - before:.3f}"


def apart(work, graph, tiny):
    """What child says, None where work fails, "" where it takes too long."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(write, child(work, graph, tiny).encode())
        finally:
            os._exit(0)
    os.close(write)
    end = time.monotonic() + MOST
    while os.waitpid(pid, os.WNOHANG)[0] == 0:
        if time.monotonic() > end:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            os.close(read)
            return ""
        time.sleep(0.005)
    with os.fdopen(read) as f:
        return f.read() or None


def measure(directory, name):
    import igraph
    import numpy

    data = numpy.fromfile(os.path.join(directory, name + ".graph"), dtype="<i4")
    n, root, edges = int(data[0]), int(data[1]), data[3:].reshape(-1, 2).astype(numpy.int64)
    del data

    def build(edges):
        return igraph.Graph(n=n, edges=edges, directed=True)

    few = edges[:1].copy()
    build(few)
    before = status("VmRSS")

    def say(step, result, held):
        if result == "":
            print("igraph", name, step, ">", f"{MOST:.0f}", flush=True)
        elif result is not None:
            spent, peak = map(float, result.split())
            print("igraph", name, step, f"{spent:.0f} {peak + (0 if step == 'build' else held):.3f} {held:.3f}", flush=True)

    built = apart(build, edges, few)
    g = build(edges)
    held = status("VmRSS") - before
    say("build", built, held)
    tiny = igraph.Graph(n=2, edges=[(0, 1)], directed=True)
    # Of a graph with cycles igraph gives no order.
    for step, work, most in (
        ("scc", lambda g: g.connected_components(mode="strong"), None),
        ("order", lambda g: g.topological_sorting(mode="out"), None),
        ("dominators", lambda g: g.dominator(min(root, g.vcount() - 1), mode="out"), None),
        ("pagerank", lambda g: g.pagerank(damping=0.85), None),  # to 1e-10, L1
        ("articulation", lambda g: g.articulation_points(), None),
        ("reach", lambda g: g.neighborhood_size(order=g.vcount(), mode="in"), None),
        ("betweenness", lambda g: g.betweenness(directed=True), 100_000),
    ):
        if most is None or n <= most:
            say(step, apart(work, g, tiny), held)


# The table.

BENCH = re.compile(r"BenchmarkCompare/(\w+)/(\w+)/(\w+?)(?:-\d+)?\s+\d+\s+(.*)")


class Figure:
    """The least that was measured of one step."""

    def __init__(self):
        self.time = self.peak = self.held = float("inf")
        self.stopped = self.sampled = False

    def add(self, spent, peak, held):
        self.time, self.peak, self.held = min(self.time, spent), min(self.peak, peak), min(self.held, held)


def read(files):
    out = {}
    for name in files:
        with open(name, encoding="utf-8") as f:
            for line in f:
                if m := BENCH.match(line):
                    values = m[4].split()
                    unit = dict(zip(values[1::2], map(float, values[0::2])))
                    figure = out.setdefault((m[2], m[1], m[3]), Figure())
                    figure.add(unit["ns/op"], unit.get("peak-MB", float("inf")), unit.get("graph-MB", float("inf")))
                    figure.sampled |= "of-sample" in unit or "estimate" in unit
                elif line.startswith("igraph "):
                    library, graph, step, *rest = line.split()
                    figure = out.setdefault((library, graph, step), Figure())
                    if rest[0] == ">":
                        figure.stopped, figure.time = True, min(figure.time, float(rest[1]) * 1e9)
                    else:
                        figure.add(*map(float, rest))
    return out


def spell(x):
    """Three digits, whole above a hundred."""
    return f"{x:.0f}" if x >= 100 else f"{x:.3g}"


def span(ns):
    for unit, size in (("s", 1e9), ("ms", 1e6)):
        if ns >= size:
            return f"{spell(ns / size)} {unit}"
    return f"{spell(ns / 1e3)} µs"


def cell(figure):
    if figure is None:
        return "–"
    return ("> " if figure.stopped else "~ " if figure.sampled else "") + span(figure.time)


def ratio(theirs, ours, of):
    a, b = theirs and of(theirs), ours and of(ours)
    if not a or not b or b <= 0 or float("inf") in (a, b):
        return "–"
    return ("> " if theirs.stopped else "") + spell(a / b)


def table(files):
    figures = read(files)
    print("| nodes | step | kedja | gonum | × | igraph | × | peak, MB: kedja | gonum | × | igraph |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for graph in GRAPHS:
        for step in STEPS:
            ours, gonum, igraph = (figures.get((l, graph, step)) for l in ("kedja", "gonum", "igraph"))
            if not ours:
                continue
            spent, peak = (lambda f: f.time), (lambda f: f.peak)

            def megabytes(f):
                return "–" if f is None or f.peak == float("inf") else f"{max(f.peak, 0):.1f}"

            print("|", " | ".join((graph, step, cell(ours), cell(gonum), ratio(gonum, ours, spent), cell(igraph),
                                   ratio(igraph, ours, spent), megabytes(ours), megabytes(gonum),
                                   ratio(gonum, ours, peak), megabytes(igraph))), "|")
    print()
    print("| nodes | graph alone, MB: kedja | gonum | × | igraph |")
    print("|---|---|---|---|---|")
    for graph in GRAPHS:
        held = {l: min((f.held for (library, name, _), f in figures.items() if (library, name) == (l, graph)),
                       default=float("inf")) for l in ("kedja", "gonum", "igraph")}
        if held["kedja"] < float("inf"):
            print("|", " | ".join((graph, *(spell(held[l]) if held[l] < float("inf") else "–" for l in ("kedja", "gonum")),
                                   spell(held["gonum"] / held["kedja"]) if 0 < held["kedja"] and held["gonum"] < float("inf") else "–",
                                   spell(held["igraph"]) if held["igraph"] < float("inf") else "–")), "|")


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("igraph", "table"):
        sys.exit(__doc__)
    if sys.argv[1] == "table":
        table(sys.argv[2:])
        return
    for name in sys.argv[3:]:
        measure(sys.argv[2], name)


if __name__ == "__main__":
    main()
