// SPDX-License-Identifier: Apache-2.0

package gleif_test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"github.com/kedja/kedja/supplier/gleif"
	"github.com/kedja/kedja/supplier/importer"
)

// sizes are the numbers of LEI records that are measured. That of the whole
// register, which takes minutes, is asked for with KEDJA_BENCH_LARGE=1.
func sizes() []int {
	if os.Getenv("KEDJA_BENCH_LARGE") != "" {
		return []int{300_000, 3_000_000}
	}
	return []int{10_000}
}

// leiOf is the n-th LEI, with its check digits.
func leiOf(n int) string {
	s := fmt.Sprintf("XX00%014d", n)
	rest := 0
	for _, c := range s + "00" {
		if c <= '9' {
			rest = (rest*10 + int(c-'0')) % 97
		} else {
			rest = (rest*100 + int(c-'A') + 10) % 97
		}
	}
	return fmt.Sprintf("%s%02d", s, 98-rest)
}

// The three golden copies have the proportions of the published ones: for ten
// records two relationships and, of nine, two exceptions.

func writeRecords(w io.Writer, n int) {
	fmt.Fprintln(w, "LEI,Entity.LegalName,Entity.LegalName.xmllang,Entity.OtherEntityNames.OtherEntityName.1,Entity.OtherEntityNames.OtherEntityName.1.type,"+
		"Entity.LegalAddress.FirstAddressLine,Entity.LegalAddress.City,Entity.LegalAddress.Country,Entity.HeadquartersAddress.FirstAddressLine,Entity.HeadquartersAddress.Country,"+
		"Entity.RegistrationAuthority.RegistrationAuthorityID,Entity.RegistrationAuthority.RegistrationAuthorityEntityID,Entity.LegalJurisdiction,Entity.EntityCategory,Entity.EntityStatus,Entity.EntityCreationDate,"+
		"Entity.SuccessorEntity.1.SuccessorLEI,Registration.LastUpdateDate,Registration.RegistrationStatus,Registration.ValidationSources")
	for i := range n {
		other, kind, successor, category := "", "", "", "GENERAL"
		if i%8 == 0 {
			other, kind = fmt.Sprintf("Former Name of Party %d", i), "PREVIOUS_LEGAL_NAME"
		}
		if i%70 == 3 {
			successor = leiOf(i + 1)
		}
		if i%15 == 1 {
			category = "FUND"
		}
		fmt.Fprintf(w, "%s,Party Number %d of the Register GmbH,xa,%s,%s,%d Example Street,Example Town,XA,%d Example Street,X%c,RA%06d,HRB%08d,XA-%02d,%s,ACTIVE,%04d-%02d-%02dT00:00:00Z,%s,2026-%02d-%02dT08:15:00.000Z,ISSUED,FULLY_CORROBORATED\n",
			leiOf(i), i/2*2+i%200/199, other, kind, i, i, 'A'+rune(i%20), i%900, i, i%40, category, 1950+i%70, 1+i%12, 1+i%28, successor, 1+i%12, 1+i%28)
	}
}

func writeRelationships(w io.Writer, n int) {
	fmt.Fprintln(w, "Relationship.StartNode.NodeID,Relationship.StartNode.NodeIDType,Relationship.EndNode.NodeID,Relationship.EndNode.NodeIDType,Relationship.RelationshipType,Relationship.RelationshipStatus,"+
		"Relationship.Period.1.startDate,Relationship.Period.1.endDate,Relationship.Period.1.periodType,Registration.LastUpdateDate,Registration.RegistrationStatus,Registration.ValidationSources")
	for i := 1; i < n; i += 10 {
		for _, kind := range []string{"IS_DIRECTLY_CONSOLIDATED_BY", "IS_ULTIMATELY_CONSOLIDATED_BY"} {
			fmt.Fprintf(w, "%s,LEI,%s,LEI,%s,ACTIVE,20%02d-%02d-01T00:00:00Z,,RELATIONSHIP_PERIOD,2026-03-%02dT00:00:00Z,PUBLISHED,FULLY_CORROBORATED\n",
				leiOf(i), leiOf(i/7), kind, i%25, 1+i%12, 1+i%28)
		}
	}
}

func writeExceptions(w io.Writer, n int) {
	fmt.Fprintln(w, "LEI,Exception.Category,Exception.Reason.1,Exception.Reason.2,Exception.Reference.1")
	for _, category := range []string{"DIRECT", "ULTIMATE"} {
		for i := range n {
			if i%10 != 1 {
				fmt.Fprintf(w, "%s,%s_ACCOUNTING_CONSOLIDATION_PARENT,%s,,\n", leiOf(i), category, []string{"NATURAL_PERSONS", "NON_CONSOLIDATING", "NO_KNOWN_PERSON"}[i%3])
			}
		}
	}
}

// golden are the three files of n records, written while they are read.
func golden(n int) []importer.File {
	var files []importer.File
	for _, f := range []struct {
		name  string
		write func(io.Writer, int)
	}{{"lei2.csv", writeRecords}, {"rr.csv", writeRelationships}, {"repex.csv", writeExceptions}} {
		r, w := io.Pipe()
		go func() {
			b := bufio.NewWriterSize(w, 1<<20)
			f.write(b, n)
			w.CloseWithError(b.Flush())
		}()
		files = append(files, importer.File{Name: f.name, Reader: r})
	}
	return files
}

// BenchmarkPeak imports whole registers into a folder, each in a process of
// its own, and says the most memory that took.
func BenchmarkPeak(b *testing.B) {
	for _, n := range sizes() {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			exe, err := os.Executable()
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				cmd := exec.Command(exe, "-test.run", "^TestMain$")
				cmd.Env = append(os.Environ(), peakVariable+"="+strconv.Itoa(n), peakVariable+"_IN="+b.TempDir())
				if out, err := cmd.CombinedOutput(); err != nil {
					b.Fatalf("%v: %s", err, out)
				}
				b.ReportMetric(float64(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)/1024, "MiB-peak")
			}
		})
	}
}

const peakVariable = "KEDJA_BENCH_PEAK"

// TestMain is the process that [BenchmarkPeak] measures, where its variable is
// set.
func TestMain(m *testing.M) {
	n, err := strconv.Atoi(os.Getenv(peakVariable))
	if err != nil {
		os.Exit(m.Run())
	}
	r, err := gleif.Stream(golden(n), nil)
	if err != nil {
		panic(err)
	}
	if _, _, err := r.Write(filepath.Join(os.Getenv(peakVariable+"_IN"), "out"), importer.WriteOptions{}); err != nil {
		panic(err)
	}
	os.Exit(0)
}
