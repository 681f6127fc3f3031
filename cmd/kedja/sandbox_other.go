// SPDX-License-Identifier: Apache-2.0

//go:build !linux

package main

import "errors"

// canLimit says that there is no way here to limit what a process takes.
const canLimit = false

func setLimits(int64, int64) error { return errors.ErrUnsupported }
