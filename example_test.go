// SPDX-License-Identifier: Apache-2.0

package kedja_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/kedja/kedja"
)

// The main job: one system with its SBOMs and records, judged.
func Example() {
	in, _, err := kedja.Load([]string{"examples/nordmark/system.yaml"}, nil)
	if err != nil {
		log.Fatal(err)
	}
	a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(a.Subject.ID, a.Verdict.State)
	// Output: system:nordmark-5g fail
}
