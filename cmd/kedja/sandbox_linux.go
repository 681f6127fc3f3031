// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"syscall"
)

// canLimit says that setLimits works here.
const canLimit = true

// maxOpen is how many files the process may have open: the pipes, and what
// the runtime of Go takes for itself.
const maxOpen = 32

// setLimits takes rights from this process for good: memory beyond what it
// has now, processor time, files. The kernel ends it where it goes on.
func setLimits(memory, seconds int64) error {
	has, err := addressSpace()
	if err != nil {
		return fmt.Errorf("how much memory the process has cannot be told: %w", err)
	}
	for _, l := range []struct {
		what  string
		which int
		value uint64
	}{
		{"memory", syscall.RLIMIT_AS, has + uint64(memory)},
		{"processor time", syscall.RLIMIT_CPU, uint64(seconds)},
		{"size of files", syscall.RLIMIT_FSIZE, 0},
		{"core dumps", syscall.RLIMIT_CORE, 0},
		{"open files", syscall.RLIMIT_NOFILE, maxOpen},
	} {
		if err := syscall.Setrlimit(l.which, &syscall.Rlimit{Cur: l.value, Max: l.value}); err != nil {
			return fmt.Errorf("the %s of the process cannot be limited: %w", l.what, err)
		}
	}
	return nil
}

// addressSpace is what the process has reserved, in bytes. The runtime of Go
// reserves more than it uses.
func addressSpace() (uint64, error) {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, err
	}
	first, _, _ := bytes.Cut(text, []byte(" "))
	pages, err := strconv.ParseUint(string(first), 10, 64)
	return pages * uint64(os.Getpagesize()), err
}
