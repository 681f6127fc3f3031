// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/vuln/fetch"
	"github.com/kedja/kedja/vuln/osv"
)

// fetchFlags are the flags of vuln fetch.
type fetchFlags struct {
	ecosystems, from       []string
	all, lists, dry        bool
	host, kev, eukev, epss string
}

func (p *program) vulnFetch() *cobra.Command {
	var f fetchFlags
	c := &cobra.Command{
		Use:   "fetch FOLDER",
		Short: "Download OSV exports and lists; the only verb that uses a network",
		Long: `Fetch downloads exports of OSV records, one for each ecosystem, and with --lists
the lists of exploited vulnerabilities (CISA, EU) and the scores of EPSS, into a
folder. What has not changed since is not fetched again. It says first what it
will fetch, and from where; --dry-run stops there.

No other verb of kedja uses a network. What an SBOM holds is not sent anywhere:
--from takes only the names of ecosystems from it.

A file that could not be had exits 65; the others are fetched all the same.`,
		Example: `  kedja vuln fetch vulndata --ecosystem npm --ecosystem Debian --lists
  kedja vuln fetch vulndata --from sbom.json --dry-run
  kedja vuln fetch vulndata --all --host https://mirror.example/osv`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("%s needs the folder to fill, and only that", c.CommandPath())
			}
			return nil
		},
	}
	fl := c.Flags()
	fl.StringArrayVar(&f.ecosystems, "ecosystem", nil, "fetch the records of this ecosystem, by OSV's `NAME` (npm, PyPI, Debian), repeatable")
	fl.StringArrayVar(&f.from, "from", nil, "fetch the records of the ecosystems that this SBOM's components are of, a `FILE`, repeatable")
	fl.BoolVar(&f.all, "all", false, "fetch the records of all ecosystems, some gigabytes")
	fl.BoolVar(&f.lists, "lists", false, "fetch the lists of exploited vulnerabilities and the scores of EPSS")
	fl.BoolVar(&f.dry, "dry-run", false, "say what would be fetched, and fetch nothing")
	fl.StringVar(&f.host, "host", fetch.OSVBase, "the server or mirror of OSV's exports, as `URL`")
	fl.StringVar(&f.kev, "kev-url", fetch.KEVURL, "where the list of CISA is, as `URL`")
	fl.StringVar(&f.eukev, "eu-kev-url", fetch.EUKEVURL, "where the list of the EU is, as `URL`")
	fl.StringVar(&f.epss, "epss-url", fetch.EPSSURL, "where the scores of EPSS are, as `URL`")
	return verb(c, func(ctx context.Context, args []string) error { return p.fetchVulnerabilities(ctx, args[0], f) })
}

func (p *program) fetchVulnerabilities(ctx context.Context, dir string, f fetchFlags) error {
	if len(f.ecosystems)+len(f.from) == 0 && !f.all && !f.lists {
		return usagef("say what to fetch: --ecosystem NAME, --from SBOM, --all, --lists")
	}
	status, err := p.ecosystemsOf(ctx, &f)
	if err != nil {
		return err
	}
	p.announce(dir, &f)
	if len(f.ecosystems) == 0 && !f.all && !f.lists || f.dry {
		return code(status)
	}
	g := p.progress()
	defer g.stop()
	files, list, err := fetch.Run(ctx, fetch.Options{
		Dir: dir, Ecosystems: f.ecosystems, AllEcosystems: f.all, KEV: f.lists, EUKEV: f.lists, EPSS: f.lists,
		OSVBase: f.host, KEVURL: f.kev, EUKEVURL: f.eukev, EPSSURL: f.epss,
		UserAgent: "kedja/" + kedja.Version, Sleep: sleep,
		Progress: func(at fetch.Progress) { g.tell(fetching(at)) },
	})
	g.stop()
	p.complain(list, "correct these first")
	if errors.Is(err, context.Canceled) {
		return &exit{exitInterrupted, errors.New("interrupted; what was fetched whole is there")}
	}
	if err != nil {
		return usagef("%s", strings.TrimPrefix(err.Error(), "fetch: "))
	}
	if err := p.writeFetched(files); err != nil {
		return err
	}
	if len(list.Errors()) > 0 {
		status = exitInput
	}
	if len(files) > 0 && (len(f.ecosystems) > 0 || f.all) {
		p.note("next: kedja vuln index %s -o osv.idx", printable(dir))
	}
	return code(status)
}

// ecosystemsOf adds the ecosystems of the SBOMs of --from.
func (p *program) ecosystemsOf(ctx context.Context, f *fetchFlags) (status int, err error) {
	if len(f.from) == 0 {
		return exitPass, nil
	}
	found := len(f.ecosystems)
	status, err = p.eachDocument(ctx, f.from, func(d reading) error {
		f.ecosystems = append(f.ecosystems, osv.Needs(queriesOf(askedOf(d.doc)))...)
		return nil
	})
	if err == nil && len(f.ecosystems) == found && status == exitPass {
		p.note("no component of %s is of an ecosystem that OSV has records of", printable(strings.Join(f.from, ", ")))
	}
	slices.Sort(f.ecosystems)
	f.ecosystems = slices.Compact(f.ecosystems)
	return status, err
}

// announce says what will be fetched before anything is. It is no remark that
// --quiet drops: nothing else of kedja goes to a network.
func (p *program) announce(dir string, f *fetchFlags) {
	would := "fetching"
	if f.dry {
		would = "would fetch"
	}
	say := func(what, from string) {
		fmt.Fprintf(p.stderr, "kedja: %s into %s: %s, from %s\n", would, printable(dir), printable(what), printable(from))
	}
	switch {
	case f.all:
		say("OSV records of all ecosystems", f.host)
	case len(f.ecosystems) > 0:
		say("OSV records of "+strings.Join(f.ecosystems, ", "), f.host)
	}
	if f.lists {
		say("CISA's list of exploited vulnerabilities", f.kev)
		say("the EU's list of exploited vulnerabilities", f.eukev)
		say("scores of EPSS", f.epss)
	}
}

func fetching(at fetch.Progress) string {
	if at.Total > 0 {
		return fmt.Sprintf("fetching %s, %s of %s", at.File, size(at.Done), size(at.Total))
	}
	return fmt.Sprintf("fetching %s, %s", at.File, size(at.Done))
}

// sleep waits between tries.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-t.C:
		return nil
	}
}

func (p *program) writeFetched(files []fetch.File) error {
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	for _, f := range files {
		state := "new"
		if !f.Changed {
			state = "not changed"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", printable(f.Name), state, size(f.Bytes), printable(cmp.Or(f.Modified, "date not stated")))
	}
	return w.Flush()
}
