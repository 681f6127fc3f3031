// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/inquiry"
	"github.com/kedja/kedja/result"
)

// TestQuestionnaireKeepsItsSchema validates the questions of the example
// world, and of an empty result, as a validator of the community does.
func TestQuestionnaireKeepsItsSchema(t *testing.T) {
	text, err := inquiry.Schema()
	if err != nil {
		t.Fatal(err)
	}
	s := compiledSchema(t, text)
	in, _, err := kedja.Load([]string{"../../examples/nordmark/system.yaml"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []*inquiry.Document{inquiry.Make(a, in, inquiry.Options{All: true}), inquiry.Make(&result.Assessment{}, nil, inquiry.Options{})} {
		var b bytes.Buffer
		if err := inquiry.WriteJSON(&b, d); err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(v); err != nil {
			t.Error(err)
		}
	}
}
