// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"errors"
	"fmt"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln"
)

// Session returns what answers query after query on one goroutine, beside
// others. Close of the index ends it.
func (x *Index) Session() vuln.Session { return &session{newMatcher(x, "")} }

type session struct{ *matcher }

// Ask answers a query as [Index.Match] does.
func (s *session) Ask(q *vuln.Query) (vuln.Answer, error) {
	if s.index.sections == nil {
		return vuln.Answer{}, errors.New("the index of vulnerabilities is closed")
	}
	a := s.answer(q)
	if s.err != nil {
		return vuln.Answer{}, fmt.Errorf("%s: %w", s.index.file, s.err)
	}
	return a, nil
}

// Diagnostics are those of what was asked about.
func (s *session) Diagnostics() diag.List { return s.index.wideDefects(s.touched) }
