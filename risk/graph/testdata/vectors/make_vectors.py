#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Writes what networkx and igraph say about random and real graphs.

    apt-get install python3-networkx python3-igraph
    ./make_vectors.py [--corpus DIR]

random.jsonl.gz: 200 random graphs, one JSON object a line, with every value.
real.json: graphs of real files, which stay in the corpus: digests of whole
vectors, and the largest values by name. Without a corpus only the random ones
are written.

Both are the same, byte for byte, on every run with the same libraries. The
values are networkx's; where igraph computes the same measure it must agree to
REL, else nothing is written. Debian 12 has networkx 2.8.8, igraph 0.10.2.

Edges point from who depends to what is depended on. Parallel edges are one;
an edge from a node to itself is kept, and counts in PageRank.
"""
import argparse
import gzip
import hashlib
import io
import json
import math
import os
import random
import re
import sys

import igraph
import networkx as nx

REL = 1e-9  # how closely the two libraries must agree, relative
HERE = os.path.dirname(os.path.abspath(__file__))
SIZES = (2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 25, 32, 40, 50, 64, 80, 100, 128, 160, 200)
TOP = 50  # how many values of a real graph are kept by name
EXACT = 5000  # nodes up to which networkx computes betweenness in minutes

# The kinds of random graphs: name -> maker(rng, nodes, edges wanted).


def below(rng, n):
    """A number from 0 to n-1; only rng.random() is the same in every version of Python."""
    return int(rng.random() * n)


def shuffled(rng, n):
    order = list(range(n))
    for i in range(n - 1, 0, -1):
        j = below(rng, i + 1)
        order[i], order[j] = order[j], order[i]
    return order


def dag(rng, n, m):
    order = shuffled(rng, n)
    pairs = ((below(rng, n), below(rng, n)) for _ in range(m))
    return [(order[min(p)], order[max(p)]) for p in pairs if p[0] != p[1]]


def cyclic(rng, n, m):
    return [(below(rng, n), below(rng, n)) for _ in range(m)]


def few_cycles(rng, n, m):
    edges = dag(rng, n, m)
    return edges + [(v, u) for u, v in edges if rng.random() < 0.03]


def self_loops(rng, n, m):
    return cyclic(rng, n, m) + [(v, v) for v in range(n) if rng.random() < 0.2]


def parallel(rng, n, m):
    edges = few_cycles(rng, n, m)
    return edges + [e for e in edges if rng.random() < 0.3] + [e for e in edges if rng.random() < 0.1]


def islands(rng, n, m):
    """Up to four parts without an edge between them, and nodes with none at all."""
    order = shuffled(rng, n)
    part = [below(rng, 5) for _ in range(n)]
    return [(order[u], order[v]) for u, v in cyclic(rng, n, 3 * m) if part[u] == part[v] < 4 and u != v]


def popular(rng, n, m):
    """Few nodes that many need, as in real SBOMs."""
    order = shuffled(rng, n)
    edges = []
    for i in range(1, n):
        for _ in range(max(1, m // n)):
            edges.append((order[i], order[int(i * rng.random() ** 3)]))
    return edges


def layers(rng, n, m):
    """Diamonds: many shortest paths between the same two nodes."""
    width = max(1, int(math.sqrt(n)))
    layer = [v // width for v in range(n)]
    return [(u, v) for u in range(n) for v in range(n)
            if layer[v] == layer[u] + 1 and rng.random() < min(1, m / n / width + 0.3)]


def tree(rng, n, m):
    """A tree with few other edges: deep dominators, many articulation points."""
    edges = [(max(0, i - 1 - below(rng, 3)), i) for i in range(1, n)]
    return edges + [(below(rng, n), below(rng, n)) for _ in range(n // 10)]


def rings(rng, n, m):
    """Rings of 2 to 7 nodes, each with an edge to the next."""
    edges, start = [], 0
    while start < n:
        end = min(n, start + 2 + below(rng, 6))
        edges += [(v, v + 1) for v in range(start, end - 1)]
        if end - start > 1:
            edges.append((end - 1, start))
        if end < n:
            edges.append((start + below(rng, end - start), end))
        start = end
    return edges


KINDS = (dag, cyclic, few_cycles, self_loops, parallel, islands, popular, layers, tree, rings)


def random_graphs():
    for k, kind in enumerate(KINDS):
        for s, n in enumerate(SIZES):
            rng = random.Random(1000 * k + s)
            m = max(1, int(n * (0.6, 1, 1.5, 2.5, 5)[(k + s) % 5]))
            edges = kind(rng, n, m)
            roots = sorted({below(rng, n) for _ in range(2)})
            yield f"{kind.__name__} {n}", n, edges, roots


# What the libraries say.


def simple(n, edges):
    g = nx.DiGraph()
    g.add_nodes_from(range(n))
    g.add_edges_from(edges)
    return g


def agree(what, ours, theirs, rel=REL, floor=1e-12):
    for v, (a, b) in enumerate(zip(ours, theirs, strict=True)):
        if abs(a - b) > max(floor, rel * max(abs(a), abs(b))):
            sys.exit(f"{what}: node {v}: networkx {a!r}, igraph {b!r}")


def scc(g, ig):
    """The smallest member of each node's strongly connected component."""
    least = [0] * len(g)
    for part in nx.strongly_connected_components(g):
        for v in part:
            least[v] = min(part)
    theirs = [0] * len(g)
    for part in ig.connected_components(mode="strong"):
        for v in part:
            theirs[v] = min(part)
    if least != theirs:
        sys.exit("the strongly connected components differ")
    return least


def ancestors(g, ig):
    """How many other nodes reach each one."""
    theirs = [k - 1 for k in ig.neighborhood_size(order=max(1, len(g)), mode="in")]
    if len(g) <= EXACT and [len(nx.ancestors(g, v)) for v in range(len(g))] != theirs:
        sys.exit("the counts of ancestors differ")
    return theirs


def dominators(g, ig, root):
    """Immediate dominators; -1 for the root and what it does not reach."""
    idom = [-1] * len(g)
    for v, d in nx.immediate_dominators(g, root).items():
        if v != root:
            idom[v] = d
    if [max(-1, d) for d in ig.dominator(root, mode="out")] != idom:
        sys.exit("the dominators differ")
    return idom


def betweenness(g, ig):
    theirs = ig.betweenness(directed=True)
    if len(g) > EXACT:
        return theirs
    values = nx.betweenness_centrality(g, normalized=False)
    ours = [values[v] for v in range(len(g))]
    agree("betweenness", ours, theirs)
    return ours


def pagerank(g, ig):
    for tol in (1e-15, 1e-14, 1e-13):  # times nodes, L1: the tightest that rounding allows
        try:
            values = nx.pagerank(g, alpha=0.85, tol=tol, max_iter=5000)
            break
        except nx.PowerIterationFailedConvergence:
            continue
    else:
        sys.exit("PageRank does not converge")
    ours = [values[v] for v in range(len(g))]
    agree("PageRank", ours, ig.pagerank(damping=0.85), rel=1e-6)  # prpack stops at 1e-10, L1
    return ours


def articulation(g, ig):
    points = sorted(nx.articulation_points(g.to_undirected()))
    if points != sorted(ig.as_undirected().articulation_points()):
        sys.exit("the articulation points differ")
    return points


def measure(n, edges, roots):
    g = simple(n, edges)
    ig = igraph.Graph(n=n, edges=list(g.edges), directed=True)
    return {
        "scc": scc(g, ig),
        "ancestors": ancestors(g, ig),
        "dominators": [dominators(g, ig, r) for r in roots],
        "betweenness": betweenness(g, ig),
        "pagerank": pagerank(g, ig),
        "articulation": articulation(g, ig),
    }


# Real graphs. The nodes are the names in edges, sorted by their UTF-8 bytes.

REAL = (
    ("debian", "graphs/debian-all.edges.tsv.gz"),
    ("debian-5000", "graphs/debian-5000.cdx.json.gz"),
    ("minikube", "cyclonedx/CycloneDX+cyclonedx-gomod/examples/app_minikube-v1.23.1_with-files.bom.json"),
    ("appthreat", "cyclonedx/CycloneDX+sbom-utility/test/vex/cdx-1-4-appthreat-vex.json"),
    ("terraform-provider", "spdx2/CiscoDevNet+terraform-provider-mso/sbom.spdx.json"),
    ("cve-bin-tool", "spdx2/intel+cve-bin-tool/sbom/cve-bin-tool-py3.8.spdx"),
)


def read_edges(path):
    """The dependencies that a file states, as pairs of names."""
    with open(path, "rb") as f:
        data = f.read()
    if path.endswith(".gz"):
        data = gzip.decompress(data)
    text = data.decode("utf-8")
    if ".tsv" in path:
        return [tuple(line.split("\t")) for line in text.splitlines()]
    if path.endswith(".spdx"):
        return [(m[1], m[2]) for m in re.finditer(r"(?m)^Relationship: (\S+) DEPENDS_ON (\S+)$", text)]
    doc = json.loads(text)
    edges = [(d["ref"], t) for d in doc.get("dependencies", []) for t in d.get("dependsOn", [])]
    for r in doc.get("relationships", []):
        pair = (r["spdxElementId"], r["relatedSpdxElement"])
        if r["relationshipType"] == "DEPENDS_ON":
            edges.append(pair)
        elif r["relationshipType"] == "DEPENDENCY_OF":
            edges.append(pair[::-1])
    return edges


def digest(numbers):
    """SHA-256 of the numbers in decimal, a line each."""
    return hashlib.sha256("".join(f"{x}\n" for x in numbers).encode()).hexdigest()


def top(names, values):
    order = sorted(range(len(values)), key=lambda v: (-float(f"{values[v]:.9g}"), v))
    return [[names[v], short(values[v])] for v in order[:TOP] if values[v] > 0]


def real(name, path, corpus):
    named = read_edges(os.path.join(corpus, "open", path))
    names = sorted({v for e in named for v in e})
    number = {v: i for i, v in enumerate(names)}
    edges = sorted({(number[u], number[v]) for u, v in named})
    # One more node, the root of the dominators: it needs whatever nobody needs.
    # It is not in the other measures.
    n, needed = len(names), {v for _, v in edges}
    rooted = edges + [(n, v) for v in range(n) if v not in needed]
    m = measure(n, edges, [])
    g = simple(n + 1, rooted)
    idom = dominators(g, igraph.Graph(n=n + 1, edges=list(g.edges), directed=True), n)
    return {
        "name": name, "path": path, "nodes": n, "edges": len(edges),
        "sccs": len(set(m["scc"])), "scc": digest(m["scc"]),
        "ancestors_sum": sum(m["ancestors"]), "ancestors": digest(m["ancestors"]),
        "dominated": sum(d >= 0 for d in idom), "dominators": digest(idom),
        "articulation_points": len(m["articulation"]), "articulation": digest(m["articulation"]),
        "betweenness_sum": short(math.fsum(m["betweenness"])), "betweenness": top(names, m["betweenness"]),
        "pagerank": top(names, m["pagerank"]),
    }


def short(x):
    """A number with as many digits as a comparison to REL needs."""
    x = float(f"{x:.13g}")
    return int(x) if x == int(x) else x


def find_corpus():
    where = HERE
    while where != os.path.dirname(where):
        where = os.path.dirname(where)
        if os.path.isdir(os.path.join(where, "shared", "corpus")):
            return os.path.join(where, "shared", "corpus")
    return os.environ.get("KEDJA_CORPUS", "")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", default=find_corpus())
    corpus = options.parse_args().corpus

    out = io.StringIO()
    for name, n, edges, roots in random_graphs():
        vector = {"name": name, "nodes": n, "edges": [v for e in edges for v in e], "roots": roots}
        vector.update(measure(n, edges, roots))
        for key in ("betweenness", "pagerank"):
            vector[key] = [short(x) for x in vector[key]]
        out.write(json.dumps(vector, separators=(",", ":")) + "\n")
    with open(os.path.join(HERE, "random.jsonl.gz"), "wb") as f:
        f.write(gzip.compress(out.getvalue().encode(), mtime=0))

    if not corpus:
        print("no corpus: real.json stays as it is", file=sys.stderr)
        return
    with open(os.path.join(HERE, "real.json"), "w", encoding="utf-8") as f:
        json.dump([real(name, path, corpus) for name, path in REAL], f, ensure_ascii=False, indent=1)
        f.write("\n")


if __name__ == "__main__":
    main()
