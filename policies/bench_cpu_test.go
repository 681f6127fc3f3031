// SPDX-License-Identifier: Apache-2.0

//go:build unix

package policies

import (
	"syscall"
	"testing"
	"time"
)

// processorTime is what the process has used on all cores: on a busy machine
// the only time that can be compared.
func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
