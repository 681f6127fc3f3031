// SPDX-License-Identifier: Apache-2.0

package osv_test

import (
	"fmt"

	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/osv"
)

func ExampleNeeds() {
	fmt.Println(osv.Needs([]vuln.Query{
		{PURL: "pkg:npm/acme@1.2.0"},
		{PURL: "pkg:deb/debian/acme@1.0-1?distro=debian-12"},
		{PURL: "pkg:npm/other"},
		{PURL: "pkg:generic/own@1"},
		{CPE: "cpe:2.3:a:acme:acme:1:*:*:*:*:*:*:*"},
	}))
	// Output: [Debian npm]
}
