// SPDX-License-Identifier: Apache-2.0

// Command bench times osv-scanner and kedja as whole processes on the same
// SBOMs and the same OSV exports, and prints a table in Markdown. It is called
// by .ci/bench-vuln.
//
// The commands are templates, cut at spaces: {db} is the folder of exports,
// {index} the index file, {sbom} the SBOM.
package main

import (
	"archive/zip"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

type settings struct {
	scanner, index, match string
	db, file              string
	rounds                int
	limit                 int64 // bytes of SBOM up to which osv-scanner is run more than once
}

func run() error {
	var s settings
	flag.StringVar(&s.scanner, "scanner", "", "command of osv-scanner")
	flag.StringVar(&s.index, "index", "", "command that builds the index")
	flag.StringVar(&s.match, "match", "", "command that matches")
	flag.StringVar(&s.db, "db", "", "folder of exports, in the layout of osv-scanner")
	flag.StringVar(&s.file, "file", "", "index file to build")
	flag.IntVar(&s.rounds, "rounds", 3, "how often each is run; the median counts")
	flag.Int64Var(&s.limit, "limit", 50<<20, "bytes of SBOM above which osv-scanner is run once")
	pools := flag.String("pools", "", "write names of packages with records into this folder, and do nothing else")
	flag.Parse()
	if *pools != "" {
		return writePools(s.db, *pools)
	}
	size, err := uncompressed(s.db)
	if err != nil {
		return err
	}
	built, err := median(s.fill(s.index, ""), s.rounds)
	if err != nil {
		return err
	}
	index, err := os.Stat(s.file)
	if err != nil {
		return err
	}
	fmt.Printf("Index of %.1f MB of records: %s, %.0f MB/s; the file has %.1f MB.\n\n", mega(size), built, mega(size)/built.wall.Seconds(), mega(index.Size()))
	fmt.Println("| SBOM | osv-scanner: wall, CPU, peak | kedja match | faster | with index | faster | memory |")
	fmt.Println("|---|---|---|---|---|---|---|")
	for _, sbom := range flag.Args() {
		if err := s.row(sbom, built); err != nil {
			return err
		}
	}
	return nil
}

func (s *settings) fill(command, sbom string) []string {
	return strings.Fields(strings.NewReplacer("{db}", s.db, "{index}", s.file, "{sbom}", sbom).Replace(command))
}

// row prints a line. An SBOM whose name begins with "alone" is not given to
// osv-scanner.
func (s *settings) row(sbom string, built usage) error {
	matched, err := median(s.fill(s.match, sbom), s.rounds)
	if err != nil {
		return err
	}
	name := strings.TrimSuffix(filepath.Base(filepath.Dir(sbom)), ".cdx.json")
	if strings.HasPrefix(name, "alone") {
		fmt.Printf("| %s | | %s | | | | |\n", name, matched)
		return nil
	}
	info, err := os.Stat(sbom)
	if err != nil {
		return err
	}
	rounds := s.rounds
	if info.Size() > s.limit {
		rounds = 1
	}
	scanned, err := median(s.fill(s.scanner, sbom), rounds)
	if err != nil {
		return err
	}
	both := usage{wall: matched.wall + built.wall, cpu: matched.cpu + built.cpu, peak: max(matched.peak, built.peak)}
	fmt.Printf("| %s | %s | %s | %.0f × | %s | %.1f × | %.2f × |\n", name, scanned, matched,
		scanned.wall.Seconds()/matched.wall.Seconds(), both, scanned.wall.Seconds()/both.wall.Seconds(),
		float64(matched.peak)/float64(scanned.peak))
	return nil
}

// usage is what a process took.
type usage struct {
	wall, cpu time.Duration
	peak      int64 // bytes resident at most
}

func (u usage) String() string {
	return fmt.Sprintf("%.3f s, %.3f s, %.0f MB", u.wall.Seconds(), u.cpu.Seconds(), mega(u.peak))
}

func mega(n int64) float64 { return float64(n) / 1e6 }

// median runs a command several times and returns the run of median wall time.
func median(command []string, rounds int) (usage, error) {
	var all []usage
	for range rounds {
		u, err := measure(command)
		if err != nil {
			return usage{}, err
		}
		all = append(all, u)
	}
	slices.SortFunc(all, func(a, b usage) int { return int(a.wall - b.wall) })
	return all[len(all)/2], nil
}

// measure runs a command; exit code 1 says that vulnerabilities were found.
func measure(command []string) (usage, error) {
	cmd := exec.Command(command[0], command[1:]...)
	var log strings.Builder
	cmd.Stderr = &log
	begun := time.Now()
	err := cmd.Run()
	wall := time.Since(begun)
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		return usage{}, fmt.Errorf("%s: %w\n%s", strings.Join(command, " "), err, log.String())
	}
	return usage{wall: wall, cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), peak: peak(cmd.ProcessState)}, nil
}

// uncompressed is the size of all records of the exports.
func uncompressed(dir string) (int64, error) {
	var size int64
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".zip" {
			return err
		}
		z, err := zip.OpenReader(name)
		if err != nil {
			return err
		}
		defer z.Close()
		for _, f := range z.File {
			size += int64(f.UncompressedSize64)
		}
		return nil
	})
	return size, err
}
