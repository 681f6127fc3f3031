// SPDX-License-Identifier: Apache-2.0

// Package browsertest opens the page in a real browser: it is a module of its
// own, so that nobody who uses the library gets a browser driver with it.
//
// The tests need Chromium or Chrome on the path and are skipped with a
// message where there is none. The accessibility checks fetch axe-core with
// npm into a temporary folder, for the test only. Pictures of what was tested
// are kept with
//
//	go test -artifacts -outputdir FOLDER
package browsertest
