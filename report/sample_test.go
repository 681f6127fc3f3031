// SPDX-License-Identifier: Apache-2.0

package report_test

import (
	"os"
	"path/filepath"
	"sync"

	"github.com/kedja/kedja/result"
)

func iv(lo, hi float64) result.Interval { return result.Interval{Lo: lo, Hi: hi} }

// sampleFile is a fictional operator's assessment with every section of a
// report in use, the same for all reports.
var sampleFile = sync.OnceValues(func() ([]byte, error) { return os.ReadFile(filepath.Join("testdata", "sample.json")) })

// sample is a copy of the assessment in [sampleFile].
func sample() *result.Assessment {
	data, err := sampleFile()
	if err != nil {
		panic(err)
	}
	a, _, err := result.Decode(data)
	if err != nil {
		panic(err)
	}
	return a
}
