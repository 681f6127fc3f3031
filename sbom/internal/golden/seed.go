// SPDX-License-Identifier: Apache-2.0

package golden

import "testing"

// Seed gives a fuzz target the inputs of the stories that match the patterns.
func Seed(f *testing.F, patterns ...string) {
	f.Helper()
	for _, pattern := range patterns {
		for _, input := range Inputs(f, pattern) {
			f.Add(input)
		}
	}
}
