// SPDX-License-Identifier: Apache-2.0

// Package differential compares what osv-scanner and package vuln/osv say of
// the same SBOMs with the same OSV records, offline.
//
// Compared are sets of pairs: the package URL of a component, and the record
// that names it. They are equal, or the table in explained_test.go says what
// differs, how often, why, and where that is known upstream. An entry of the
// table that nothing needs any more fails the tests too.
//
// There are three runs: advisories and versions made up for the ecosystems of
// which there are few records at hand, versions drawn from real records, and
// real SBOMs. The last two need the corpus and take a sample of the versions;
// the whole, some minutes, is
//
//	KEDJA_DIFFERENTIAL=full go test -timeout 1h -v ./differential
package differential
