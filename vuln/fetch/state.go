// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

// entry is what is known of a file that was fetched before.
type entry struct {
	URL      string `json:"url"`
	ETag     string `json:"etag,omitempty"`
	Modified string `json:"lastModified,omitempty"`
	Bytes    int64  `json:"bytes"`
	SHA256   string `json:"sha256"`
}

// readState reads what was fetched before. Without it, or when it cannot be
// read, everything is fetched anew.
func readState(root *os.Root) map[string]entry {
	state := map[string]entry{}
	data, err := root.ReadFile(stateFile)
	if err != nil || json.Unmarshal(data, &state) != nil || state == nil {
		return map[string]entry{}
	}
	return state
}

// known returns what is known of the file of a job if it is still the one that
// was fetched from that address.
func (f *fetcher) known(j job) (entry, bool) {
	e, ok := f.state[j.name]
	if !ok || e.URL != j.url {
		return entry{}, false
	}
	file, err := f.root.Open(filepath.FromSlash(j.name))
	if err != nil {
		return entry{}, false
	}
	defer file.Close()
	hash := sha256.New()
	if n, err := io.Copy(hash, file); err != nil || n != e.Bytes || hex.EncodeToString(hash.Sum(nil)) != e.SHA256 {
		return entry{}, false
	}
	return e, true
}

// remember writes the state after each file, so that a stop loses nothing.
func (f *fetcher) remember(name string, e entry) error {
	f.state[name] = e
	data, err := json.MarshalIndent(f.state, "", "  ") // sorts the names
	if err != nil {
		return err
	}
	part := fmt.Sprintf("%s.%d.part", stateFile, os.Getpid())
	if err := f.root.WriteFile(part, append(data, '\n'), 0o644); err != nil {
		return err
	}
	return f.root.Rename(part, stateFile)
}

// ecosystems reads the names that OSV has exports of.
func (f *fetcher) ecosystems(ctx context.Context, base string) ([]string, error) {
	at := base + "/ecosystems.txt"
	var text []byte
	err := f.again(ctx, func() error {
		resp, err := f.get(ctx, at, http.Header{})
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		text, err = io.ReadAll(io.LimitReader(resp.Body, maxNames+1))
		if len(text) > maxNames {
			return fmt.Errorf("%w: more than %d bytes", errRefused, maxNames)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("fetch: the list of ecosystems: %s: %w", at, err)
	}
	var names []string
	for line := range strings.Lines(string(text)) {
		// [EMPTY] stands for records without a package.
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "[") {
			names = append(names, line)
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("fetch: the list of ecosystems: %s names none", at)
	}
	return names, nil
}

// isZip reads the directory at the end of an archive.
func isZip(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if _, err := zip.NewReader(f, info.Size()); err != nil {
		return fmt.Errorf("what came is not a zip archive: %w", err)
	}
	return nil
}

func isJSON(f *os.File) error {
	var head [64]byte
	n, _ := io.ReadFull(f, head[:])
	if text := bytes.TrimLeft(head[:n], " \t\r\n\xef\xbb\xbf"); len(text) == 0 || text[0] != '{' && text[0] != '[' {
		return errors.New("what came is not JSON")
	}
	return nil
}

func isGzip(f *os.File) error {
	var head [2]byte
	if _, err := io.ReadFull(f, head[:]); err != nil || head != [2]byte{0x1f, 0x8b} {
		return errors.New("what came is not packed by gzip")
	}
	return nil
}
