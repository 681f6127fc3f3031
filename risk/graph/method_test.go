// SPDX-License-Identifier: Apache-2.0

package graph_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/kedja/kedja/risk/graph"
)

// TestGraphOfMethodPage repeats the example of docs/method.md, section 11.
func TestGraphOfMethodPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/method.md")
	if err != nil {
		t.Fatal(err)
	}
	fan, err := graph.New(3, []graph.Edge{{From: 0, To: 2}, {From: 1, To: 2}})
	if err != nil {
		t.Fatal(err)
	}
	rank, _ := fan.PageRank(graph.PageRankOptions{})
	g := diamond()
	for _, want := range []string{
		fmt.Sprint("dominators ", g.Dominators(0)),
		fmt.Sprint("betweenness ", g.Betweenness(graph.BetweennessOptions{}).Values),
		fmt.Sprint("articulation points ", g.Articulation()),
		fmt.Sprintf("PageRank %.4f", rank),
	} {
		if !strings.Contains(string(page), "`"+want+"`") {
			t.Errorf("docs/method.md does not say %q", want)
		}
	}
}
