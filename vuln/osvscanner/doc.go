// SPDX-License-Identifier: Apache-2.0

// Package osvscanner scans source trees, lockfiles and images of containers
// with osv-scanner, and gives what it finds as an SBOM with vulnerabilities.
//
// It is a module of its own, so that nobody who uses the library gets the more
// than thousand packages of osv-scanner with it. Nothing uses a network unless
// [Options.Online] says so.
//
// What osv-scanner leaves out, this package says:
//
//   - It matches nothing at all when the export of one ecosystem is missing, and
//     of an image does not even tell. Here the packages of that ecosystem are
//     unknown, and the others are matched.
//   - It hides what an osv-scanner.toml in the scanned tree tells it to. What is
//     assessed does not decide on that: such files count only when the caller
//     names one.
//   - It takes no context and logs to a logger of the whole process. Here a
//     context ends the wait, the log becomes diagnostics, and the logger is put
//     back.
package osvscanner
