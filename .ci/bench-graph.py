#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The igraph part of .ci/bench-graph, and its table.

    bench-graph.py quick DIR NAME...   measure igraph on DIR/NAME.graph
    bench-graph.py slow DIR NAME...    the steps that take longest
    bench-graph.py table FILE...       join what was measured

Lines of measures are "igraph GRAPH STEP NANOSECONDS PROCESSOR-NANOSECONDS
PEAK-MB GRAPH-MB", or "igraph GRAPH STEP > SECONDS" where a step was stopped.
Lines of go test -bench are read too.
"""
import ctypes
import os
import re
import signal
import sys
import time

STEPS = ("build", "scc", "condense", "order", "dominators", "pagerank", "articulation", "reach", "betweenness")
SLOW = ("reach", "betweenness")
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
    rounds, begun, processor = 0, time.perf_counter_ns(), time.process_time_ns()
    while rounds == 0 or time.perf_counter_ns() - begun < LEAST * 1e9:
        work(graph)
        rounds += 1
    spent, processor = time.perf_counter_ns() - begun, time.process_time_ns() - processor
    return f"{spent / rounds:.0f} {processor / rounds:.0f} {status('VmHWM') - before:.3f}"


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


class Vector(ctypes.Structure):
    """igraph_vector_int_t"""
    _fields_ = [("begin", ctypes.c_void_p), ("stored", ctypes.c_void_p), ("end", ctypes.c_void_p)]


def create(n):
    """Building the graph as a program in C does: the binding takes edges one by one, which is slower."""
    library = ctypes.CDLL("libigraph.so.3")
    graph = ctypes.create_string_buffer(4096)  # igraph_t is smaller

    def build(edges):
        begin = edges.ctypes.data
        vector = Vector(begin, begin + edges.nbytes, begin + edges.nbytes)
        if library.igraph_create(graph, ctypes.byref(vector), ctypes.c_int64(n), ctypes.c_bool(True)) != 0:
            raise RuntimeError("igraph_create")
        library.igraph_destroy(graph)

    return build


def measure(directory, name, slow):
    import igraph
    import numpy

    data = numpy.fromfile(os.path.join(directory, name + ".graph"), dtype="<i4")
    n, root, edges = int(data[0]), int(data[1]), data[3:].reshape(-1, 2).astype(numpy.int64)
    del data

    tiny = igraph.Graph(n=2, edges=[(0, 1)], directed=True)
    before = status("VmRSS")

    def say(step, result, held):
        if result == "":
            print("igraph", name, step, ">", f"{MOST:.0f}", flush=True)
        elif result is not None:
            *spent, peak = result.split()
            peak = float(peak) + (0 if step == "build" else held)
            print("igraph", name, step, *spent, f"{peak:.3f} {held:.3f}", flush=True)

    built = None if slow else apart(create(n), edges, edges[:1].copy())
    g = igraph.Graph(n=n, edges=edges, directed=True)
    held = status("VmRSS") - before
    say("build", built, held)
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
        if (step in SLOW) == slow and (most is None or n <= most):
            say(step, apart(work, g, tiny), held)


# The table.

BENCH = re.compile(r"BenchmarkCompare/(\w+)/(\w+)/(\w+?)(?:-\d+)?\s+(\d+)\s+(.*)")


class Figure:
    """What was measured of one step: the least times, the medians of memory."""

    def __init__(self):
        self.values = {"wall": [], "processor": [], "peak": [], "held": []}
        self.stopped = self.sampled = False

    def add(self, *values):
        for known, value in zip(self.values.values(), values):
            if value is not None:
                known.append(max(value, 0))

    def of(self, key):
        known = sorted(self.values[key])
        if not known:
            return None
        return known[0] if key in ("wall", "processor") else known[len(known) // 2]


def read(files):
    out = {}
    for name in files:
        with open(name, encoding="utf-8") as f:
            for line in f:
                if m := BENCH.match(line):
                    values = m[5].split()
                    unit = dict(zip(values[1::2], map(float, values[0::2])))
                    figure = out.setdefault((m[2], m[1], m[3]), Figure())
                    figure.add(unit["ns/op"], unit["cpu-ns/op"])
                    if m[4] == "1":  # what many calls leave to the collector is not one's need
                        figure.add(None, None, unit.get("peak-MB"), unit.get("graph-MB"))
                    figure.sampled |= "of-sample" in unit
                elif line.startswith("igraph "):
                    library, graph, step, *rest = line.split()
                    figure = out.setdefault((library, graph, step), Figure())
                    if rest[0] == ">":
                        figure.stopped = True
                        figure.add(float(rest[1]) * 1e9, float(rest[1]) * 1e9)
                    else:
                        figure.add(*map(float, rest))
    return out


def spell(x):
    """Three digits, whole above a hundred."""
    return f"{x:.0f}" if x >= 99.5 else f"{x:.3g}"


def span(ns):
    if ns is None:
        return "–"
    for unit, size in (("s", 1e9), ("ms", 1e6)):
        if ns >= size:
            return f"{spell(ns / size)} {unit}"
    return f"{spell(ns / 1e3)} µs"


def ratio(theirs, ours, key):
    a, b = theirs and theirs.of(key), ours and ours.of(key)
    if not a or not b:
        return "–"
    mark = "> " if theirs.stopped else "~ " if theirs.sampled and key != "peak" else ""
    return mark + spell(a / b)


def table(files):
    figures = read(files)
    print("| graph | step | kedja | gonum × | igraph × | processor | gonum × | igraph × | peak, MB | gonum × | igraph × |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for graph in GRAPHS:
        for step in STEPS:
            ours, gonum, igraph = (figures.get((l, graph, step)) for l in ("kedja", "gonum", "igraph"))
            if not ours:
                continue
            cells = [graph, step]
            for key in ("wall", "processor", "peak"):
                mine = ours.of(key)
                cells.append((spell(mine) if mine is not None else "–") if key == "peak" else span(mine))
                cells += [ratio(gonum, ours, key), ratio(igraph, ours, key)]
            print("|", " | ".join(cells), "|")
    print()
    print("| graph | alone, MB | gonum × | igraph × |")
    print("|---|---|---|---|")
    for graph in GRAPHS:
        least = {}
        for (library, name, _), figure in figures.items():
            if name == graph:
                least.setdefault(library, Figure()).add(None, None, None, figure.of("held"))
        if ours := least.get("kedja"):
            print("|", " | ".join((graph, spell(ours.of("held") or 0), *(ratio(least.get(l), ours, "held") for l in ("gonum", "igraph")))), "|")


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("quick", "slow", "table"):
        sys.exit(__doc__)
    if sys.argv[1] == "table":
        table(sys.argv[2:])
        return
    for name in sys.argv[3:]:
        measure(sys.argv[2], name, sys.argv[1] == "slow")


if __name__ == "__main__":
    main()
