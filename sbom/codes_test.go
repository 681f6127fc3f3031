// SPDX-License-Identifier: Apache-2.0

package sbom_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var (
	codeText   = regexp.MustCompile(`^(sbom|cyclonedx|spdx|spdx3|json|xml|yaml|tag-value|rdf|proto|merge|convert)/[a-z0-9-]+$`)
	suffixText = regexp.MustCompile(`^/[a-z-]+$`)
	rowText    = regexp.MustCompile("(?m)^\\| `([A-Za-z0-9-]+/[a-z0-9-]+)` \\| [^|]+ \\| [^|]+ \\|$")
)

// formats are the syntaxes whose common codes are written FORMAT/… on the page.
var formats = []string{"json", "xml", "yaml", "tag-value", "rdf", "proto"}

// TestPageHasTheCodes holds that docs/sbom.md lists every code that the
// packages below this one give, and no other.
func TestPageHasTheCodes(t *testing.T) {
	inCode := codes(t)
	page, err := os.ReadFile("../docs/sbom.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, ok := strings.Cut(string(page), "<!-- codes -->")
	if !ok {
		t.Fatal("the page has no table of codes")
	}
	onPage := map[string]bool{}
	for _, row := range rowText.FindAllStringSubmatch(table, -1) {
		if onPage[row[1]] {
			t.Errorf("the page has %s twice", row[1])
		}
		onPage[row[1]] = true
	}
	if lines := strings.Count(table, "\n| `"); lines != len(onPage) {
		t.Errorf("%d rows, of which %d have a code, a meaning and a remedy", lines, len(onPage))
	}
	for code := range inCode {
		if !onPage[code] {
			t.Errorf("the page lacks %s (%s)", code, inCode[code])
		}
	}
	for code := range onPage {
		if inCode[code] == "" {
			t.Errorf("the page has %s, which nothing gives", code)
		}
	}
}

// codes finds the codes in the program text: texts of their form, and what is
// added to the name of a syntax. The value is a place.
func codes(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	common := map[string]bool{}
	var plain [][2]string
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ImportSpec:
				return false
			case *ast.BinaryExpr:
				if s := literal(n.Y); n.Op == token.ADD && suffixText.MatchString(s) {
					common[s] = true
					found["FORMAT"+s] = fset.Position(n.Pos()).String()
				}
			case *ast.CallExpr:
				// The tokenizer of XML names its codes without "xml/".
				if sel, ok := n.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "note" && strings.Contains(path, "xmltext") && len(n.Args) > 1 {
					plain = append(plain, [2]string{"xml/" + literal(n.Args[1]), fset.Position(n.Pos()).String()})
				}
			case *ast.BasicLit:
				if s := literal(n); codeText.MatchString(s) {
					plain = append(plain, [2]string{s, fset.Position(n.Pos()).String()})
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	// These of the tokenizer go by the names that other formats have for them.
	renamed := []string{"xml/encoding", "xml/characters", "xml/trailing"}
	for _, p := range plain {
		format, name, _ := strings.Cut(p[0], "/")
		if common["/"+name] && slices.Contains(formats, format) || slices.Contains(renamed, p[0]) {
			continue
		}
		found[p[0]] = p[1]
	}
	return found
}

// literal returns the value of a text in the program, "" for anything else.
func literal(e ast.Expr) string {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return ""
	}
	s, err := strconv.Unquote(l.Value)
	if err != nil {
		return ""
	}
	return s
}
