// SPDX-License-Identifier: Apache-2.0

package inquiry_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/inquiry"
	"github.com/kedja/kedja/policies"
	"github.com/kedja/kedja/supplier"
)

func ExampleQuestions() {
	in, _, err := kedja.Load([]string{"../examples/nordmark/system.yaml"}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	asOf := time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC)
	a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: asOf})
	if err != nil {
		fmt.Println(err)
		return
	}
	set, err := policies.Compile(context.Background(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, q := range inquiry.Questions(a, in, inquiry.Options{Rules: set.Rules(), Parties: []string{"hylvane"}}) {
		for _, x := range q.Questions {
			fmt.Printf("%s: %s (%s) in %s\n", q.Name, x.Text, x.Form, x.Place.File)
		}
	}
	// Output:
	// Hylvane AB: Days for which deliveries go on from stock when supply stops (a number of days, at least 0) in suppliers/hylvane.yaml
}

func ExampleAnswers() {
	record := &supplier.Supplier{ID: "acme", Name: "Acme AB", Headquarters: "XA"}
	replies, _, err := inquiry.Read("acme.yaml", []byte("apiVersion: kedja/v1\nkind: Supplier\nid: acme\nheadquarters: XB\npractices: {psirt: true}\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	received := supplier.Date{Time: time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC)}
	done, list := inquiry.Answers(record, replies[0], inquiry.AnswerOptions{Received: received})
	fmt.Println(*done.Practices.PSIRT, "by", done.SourcesOf["practices/psirt"])
	fmt.Println(done.Headquarters, list)
	// Output:
	// true by answer-2026-06-01
	// XA acme.yaml:4:15 /headquarters: warning: the answer to headquarters, "XB", is not what the record states: "XA"; the record stays as it is; find out which is right, and change it by hand [inquiry/conflict]
}

// FuzzRead: whatever a supplier sends back is read or refused, and joined
// without harm to what the record states.
func FuzzRead(f *testing.F) {
	f.Add([]byte("apiVersion: kedja/v1\nkind: Supplier\nid: acme\nasOf: null\npractices:\n  psirt: null\n"))
	f.Add([]byte("apiVersion: kedja/v1\nkind: Supplier\nid: acme\nowners: [{party: x, share: [0.1, 0.2]}]\nunlistedHolderMax: 0\npractices: {patchDays: {high: 3}}\n"))
	f.Add([]byte("kind: Supplier\nid: acme\ndesignations: none\nsites: none\n---\nkind: System\nid: s\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		replies, _, err := inquiry.Read("reply.yaml", data)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range replies {
			own := record(t, "id: acme\nname: Acme AB\nheadquarters: XA\nincidents: none\ndesignations: none\n")
			own.ID = r.ID
			done, _ := inquiry.Answers(own, r, inquiry.AnswerOptions{Received: received})
			if done.Headquarters != "XA" || !done.Incidents.None || !done.Designations.None || done.Name != "Acme AB" || done.Aliases != nil {
				t.Errorf("the record was changed by\n%s", data)
			}
			again, _ := inquiry.Answers(done, r, inquiry.AnswerOptions{Received: received})
			if written(t, again) != written(t, done) {
				t.Errorf("the same answers twice are more than once:\n%s", data)
			}
		}
	})
}
