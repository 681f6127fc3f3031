// SPDX-License-Identifier: Apache-2.0

package resolve

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/supplier"
)

// Skeletons writes one supplier record to fill in for each party that has
// none, those with most parts first, as one stream of YAML. Natural persons
// are left out. The spellings become aliases, so that with the records in
// place the same SBOMs name no unknown party.
func (r *Report) Skeletons(w io.Writer, catalog *supplier.Catalog) error {
	var b bytes.Buffer
	b.WriteString("# Parties that SBOMs name and no record has. Fill in what you know; leave out what\n# you do not: absent is unknown. \"kedja schema Supplier\" lists all fields.\n")
	taken := map[string]bool{}
	for s := range catalogSuppliers(catalog) {
		taken[s.ID] = true
	}
	for _, p := range r.Parties {
		if p.Recorded || p.Kind == "person" {
			continue
		}
		r.skeleton(&b, p, taken)
	}
	_, err := w.Write(b.Bytes())
	return err
}

func catalogSuppliers(c *supplier.Catalog) func(yield func(*supplier.Supplier) bool) {
	if c == nil {
		return func(func(*supplier.Supplier) bool) {}
	}
	return c.Suppliers()
}

func (r *Report) skeleton(b *bytes.Buffer, p Party, taken map[string]bool) {
	fmt.Fprintf(b, "---\n# %s, by %s\n", plural(p.Parts, "part"), stepNames(p.Steps))
	for _, x := range r.Proposals {
		if x.Party != p.ID && x.Other != p.ID {
			continue
		}
		other, id := called(x.Other, x.OtherName), x.Other
		if x.Other == p.ID {
			other, id = called(x.Party, x.Name), x.Party
		}
		verdict := "may be"
		if x.Likely() {
			verdict = "is likely"
		}
		if x.Recorded {
			fmt.Fprintf(b, "# %s the recorded %s (%.2f: %s): then add the name to its aliases instead\n", verdict, clean(id), x.Score, clean(x.Why()))
		} else {
			fmt.Fprintf(b, "# %s the same as %s (%.2f: %s): then make one record of the two\n", verdict, other, x.Score, clean(x.Why()))
		}
	}
	fmt.Fprintf(b, "apiVersion: kedja/v1\nkind: Supplier\nid: %s\nname: %s\n", identifier(p, taken), quote(p.Name))
	if len(p.Spellings) > 1 {
		fmt.Fprintf(b, "aliases: %s\n", quotes(p.Spellings[1:]))
	}
	if patterns := patternsOf(p); len(patterns) > 0 {
		fmt.Fprintf(b, "match: {purl: %s}\n", quotes(patterns))
	}
	if len(p.Roles) > 0 {
		fmt.Fprintf(b, "roles: %s\n", quotes(p.Roles))
	}
	b.WriteString(`# legalName: the name in the register
# partyKind: company              # company | foundation | person | state | community
# established: SE                 # country by law, ISO 3166-1 alpha-2
# headquarters: SE
# owners: [{party: owner-id, share: 0.6}]
`)
}

func stepNames(steps []Step) string {
	var out []string
	for _, s := range steps {
		out = append(out, s.Step)
	}
	return strings.Join(out, " and ")
}

// patternsOf are the package URLs that a namespace party stands for.
func patternsOf(p Party) []string {
	ns, ok := strings.CutPrefix(p.ID, "ns:")
	if !ok {
		return nil
	}
	typ, rest, _ := strings.Cut(ns, "/")
	var out []string
	switch {
	case typ == "github.com", typ == "gitlab.com", typ == "bitbucket.org":
		short, _, _ := strings.Cut(typ, ".")
		out = []string{short + "/" + rest + "/*", "golang/" + ns + "/*"}
	case typ == "maven":
		out = []string{"maven/" + rest + "/*", "maven/" + rest + ".*"}
	case typ == "golang":
		out = []string{"golang/" + rest, "golang/" + rest + "/*"}
	case strings.Contains(typ, "."): // another code host
		out = []string{"golang/" + ns + "/*"}
	}
	for _, n := range p.namespaces { // as stated: package URLs of most types mind the case
		switch t, stated, _ := strings.Cut(n, "/"); {
		case t == "golang", t == "maven", t == "github", t == "gitlab", t == "bitbucket", stated == "":
		default: // the namespace of an image may be the registry's, which no pattern reaches
			out = append(out, n+"/*")
		}
	}
	for i := range out {
		out[i] = "pkg:" + strings.Replace(out[i], "@", "%40", 1)
	}
	return out
}

// identifier makes an id of the party's name that nobody has: letters, digits
// and hyphens.
func identifier(p Party, taken map[string]bool) string {
	name := supplier.FoldName(p.Name)
	if ns, ok := strings.CutPrefix(p.ID, "ns:"); ok {
		name = ns
	}
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !('a' <= r && r <= 'z' || '0' <= r && r <= '9') })
	id := strings.Join(words, "-")
	const most = 40
	if len(id) > most {
		id = strings.TrimRight(id[:most], "-")
	}
	id = cmp.Or(id, "supplier")
	out := id
	for i := 2; taken[out]; i++ {
		out = id + "-" + strconv.Itoa(i)
	}
	taken[out] = true
	return out
}

// quote writes a text as a YAML scalar in double quotes; JSON's escapes are
// YAML's too.
func quote(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(clean(s)); err != nil {
		return `""`
	}
	return strings.TrimSpace(b.String())
}

func quotes(list []string) string {
	out := slices.Clone(list)
	for i := range out {
		out[i] = quote(out[i])
	}
	return "[" + strings.Join(out, ", ") + "]"
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return strconv.Itoa(n) + " " + word + "s"
}
