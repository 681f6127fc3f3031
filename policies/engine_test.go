// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"testing"
)

func TestShippedPacksKeepTheContract(t *testing.T) {
	for _, d := range Check(nil) {
		t.Error(d)
	}
}
