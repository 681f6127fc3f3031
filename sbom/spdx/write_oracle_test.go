// SPDX-License-Identifier: Apache-2.0

package spdx_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/internal/corpus"
	ours "github.com/kedja/kedja/sbom/spdx"
)

// TestWrittenOracle writes the real files anew and reads what was written with
// tools-golang: it must accept every one and see what this reader sees.
func TestWrittenOracle(t *testing.T) {
	written := 0
	for _, path := range corpus.Files(t, 1<<20, "spdx2") {
		data := corpus.Read(t, path)
		if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
			continue
		}
		doc, _, err := ours.Read(bytes.NewReader(data), ours.Options{File: path})
		if err != nil {
			continue
		}
		var out bytes.Buffer
		if _, err := ours.Write(&out, doc, ours.WriteOptions{}); err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		written++
		again, _, err := ours.Read(bytes.NewReader(out.Bytes()), ours.Options{File: path})
		if err != nil {
			t.Errorf("%s: what was written is not read: %v", path, err)
			continue
		}
		oracle, ok := decode(out.Bytes())
		if !ok {
			t.Errorf("%s: tools-golang refuses what was written", path)
			continue
		}
		if diff := cmp.Diff(oracleView(oracle), ourView(again)); diff != "" {
			t.Errorf("%s (-tools-golang +kedja)\n%s", path, diff)
		}
	}
	if written < 100 {
		t.Errorf("only %d documents were written", written)
	}
}
