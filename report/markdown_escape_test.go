// SPDX-License-Identifier: Apache-2.0

package report

import (
	"html"
	"math"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/kedja/kedja/report/internal/phrase"
)

func TestEscape(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"plain", "Teliqon AB (publ) – Öst & Söner, 38 %", "Teliqon AB (publ) – Öst &amp; Söner, 38 %"},
		{"no-break space", "38" + phrase.NBSP + "%", "38 %"},
		{"emphasis", "*a* __b__ ~~c~~", `\*a\* \_\_b\_\_ \~\~c\~\~`},
		{"code", "`a` ``b``", "\\`a\\` \\`\\`b\\`\\`"},
		{"backslash", `\*a\`, `\\\*a\\`},
		{"cells", "a | b", `a \| b`},
		{"tag", "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
		{"attribute", `"><img src=x onerror=alert(1)>`, `"&gt;&lt;img src=x onerror=alert(1)&gt;`},
		{"comment", "a<!-- b", `a&lt;!-- b`},
		{"end of our own fold", "</details></summary>", "&lt;/details&gt;&lt;/summary&gt;"},
		{"character reference", "&lt;b&gt; &#64;x", `&amp;lt;b&amp;gt; &amp;#<!-- -->64;x`},
		{"link", "[a](https://e.example)", `\[a\](https:<!-- -->//e.example)`},
		{"image", "![a](x)", `!\[a\](x)`},
		{"reference and footnote", "[a][1] [^1]", `\[a\]\[1\] \[^1\]`},
		{"task", "[x] done", `\[x\] done`},
		{"bare link", "http://e.example www.e.example WWW.e.example", "http:<!-- -->//e.example www<!-- -->.e.example WWW<!-- -->.e.example"},
		{"autolink", "<https://e.example>", "&lt;https:<!-- -->//e.example&gt;"},
		{"word that ends so", "awww.x", "awww.x"},
		{"mention", "@admin and a@b.example", "@<!-- -->admin and a@<!-- -->b.example"},
		{"scope", "@types/node", "@<!-- -->types/node"},
		{"issue", "#123 and o/r#4 and C#", `#<!-- -->123 and o/r#<!-- -->4 and C\#`},
		{"issue by letters", "GH-12 gh-3 high-risk high-5", "GH<!-- -->-12 gh<!-- -->-3 high-risk high-5"},
		{"emoji", ":tada: a:b 1::2", ":<!-- -->tada: a:b 1::2"},
		{"formula", "$x$ $$y$$", "<span>$</span>x<span>$</span> <span>$</span><span>$</span>y<span>$</span><span>$</span>"},
		{"heading", "# a", `\# a`},
		{"heading, underlined", "=== a", `\=== a`},
		{"rule", "--- a", `\--- a`},
		{"list", "- a", `\- a`},
		{"list, plus", "+ a", `\+ a`},
		{"list, numbered", "12. a", `12\. a`},
		{"list, in brackets", "1) a", `1\) a`},
		{"number", "50.2 % of 1.5", "50.2 % of 1.5"},
		{"quotation", "> [!NOTE]", `&gt; \[!NOTE\]`},
		{"fence", "~~~ sh", `\~\~\~ sh`},
		{"lines", "a\r\n\n| b |\n| --- |\n", `a \| b \| \| --- \|`},
		{"indented", "\t    a", "a"},
		{"hard break", "a  \nb", "a b"},
		{"terminal", "\x1b[31mred\x1b]8;;http://e\x1b\\", "\ufffd\\[31mred\ufffd\\]8;;http:<!-- -->//e\ufffd\\\\"},
		{"direction", "\u202eevil\u2066\u200f", "\ufffdevil\ufffd\ufffd"},
		{"invisible", "a\u200bb\u2060\ufeffc", "a\ufffdb\ufffd\ufffdc"},
		{"nul", "a\x00b", "a\ufffdb"},
		{"broken UTF-8", "a\xff\xfeb", "a\ufffd\ufffdb"},
		{"workflow command", "::error::x", "::<!-- -->error::x"},
		{"template", "{{.}} ${{ a }}", "{{.}} <span>$</span>{{ a }}"},
		{"formula of a spreadsheet", "=cmd()", `\=cmd()`},
		{"empty", "", ""},
	} {
		if got := string(escape(tt.in)); got != tt.want {
			t.Errorf("%s: %q became\n%s, want\n%s", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestCode(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"id", "component:pkg:npm/%40a/b@1?x=<y>#123", "`component:pkg:npm/%40a/b@1?x=<y>#123`"},
		{"fence within", "a`b", "a\\`b"},
		{"cell", "a|b@c", `a\|b@<!-- -->c`},
		{"lines", "a\n\n# b", "`a # b`"},
		{"backslash", `a\`, "`a\\`"},
		{"command of a CI service", "a##[error]b", `a\#\#\[error\]b`},
		{"control", "a\x1b\u202e", "`a\ufffd\ufffd`"},
		{"empty", "\n ", ""},
	} {
		if got := string(code(tt.in)); got != tt.want {
			t.Errorf("%s: %q became %s, want %s", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestInHTML(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"eu5g/A-1: a title, <b>", "eu5g/A-1: a title, &lt;b&gt;"},
		{"*a* `b` [c](d)", "&#42;a&#42; &#96;b&#96; &#91;c&#93;(d)"},
		{"</summary>\n\n# @a #1", "&lt;/summary&gt; &#35; @<!-- -->a #<!-- -->1"},
	} {
		if got := string(inHTML(tt.in)); got != tt.want {
			t.Errorf("%q became %s, want %s", tt.in, got, tt.want)
		}
	}
}

// reader takes a Markdown text back to what is read, by the rules of
// CommonMark: markup that escape makes itself, backslashes, references.
var (
	ownMarkup = strings.NewReplacer(apart, "", "<span>$</span>", "$")
	backslash = regexp.MustCompile("\\\\([!-/:-@[-`{-~])")
)

func TestEscapeShowsTheText(t *testing.T) {
	pieces := rapid.SampledFrom([]string{"<", ">", "&", "|", "`", "\\", "*", "_", "[", "]", "(", ")", "!", "@", "#", "1", "23", "$", ":", "//", "http", "www",
		".", "-", "+", "=", "~", "gh", "a", "b ", "\n", "\r", "\x1b", "\u202e", "\u200b", "\xff", "&lt;", "&#64;", "<!--", "-->", "</span>", "é", "日"})
	rapid.Check(t, func(t *rapid.T) {
		in := strings.Join(rapid.SliceOfN(pieces, 0, 12).Draw(t, "pieces"), "")
		want := phrase.Clean(in, math.MaxInt)
		got := string(escape(in))
		if read := html.UnescapeString(backslash.ReplaceAllString(ownMarkup.Replace(got), "$1")); read != want && !strings.Contains(want, "&") {
			t.Fatalf("%q is read as %q, want %q", got, read, want)
		}
		if rest := ownMarkup.Replace(got); strings.ContainsAny(rest, "<>\n\r") {
			t.Fatalf("%q has markup", got)
		}
		if unguarded(got, "`*_[]~|") {
			t.Fatalf("%q has a character that means something", got)
		}
		if regexp.MustCompile(`@[a-zA-Z]|#\d|://|(?i)\bwww\.`).MatchString(got) {
			t.Fatalf("%q would become a link", got)
		}
	})
}

// unguarded reports whether one of the characters stands without a backslash.
func unguarded(s, chars string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' {
			i++ // the next one means itself
			continue
		}
		if strings.IndexByte(chars, s[i]) >= 0 {
			return true
		}
	}
	return false
}
