// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"context"
	"errors"
	"os"
	"path/filepath"
)

// replace writes a file beside the target and puts it in its place when it is
// on the disk: whoever opens the target sees the old file or the new one,
// whatever happens in between.
func replace(ctx context.Context, target string, parts [][]byte, written func(int)) (err error) {
	dir, base := filepath.Split(target)
	f, err := os.CreateTemp(filepath.Clean(dir+"."), "."+base+".*.part")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = f.Close() // it may be closed, and it goes
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	total := 0
	for _, p := range parts {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := f.Write(p)
		if err != nil {
			return err
		}
		if total += n; written != nil {
			written(total)
		}
	}
	if err := errors.Join(f.Chmod(0o644), f.Sync()); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), target); err != nil {
		return err
	}
	return syncDir(filepath.Clean(dir + "."))
}
