// SPDX-License-Identifier: Apache-2.0

package osvscanner

import (
	"context"
	"log/slog"
	"strings"
	"sync"

	scalibrlog "github.com/google/osv-scalibr/log"
	"github.com/google/osv-scanner/v2/pkg/osvscanner"

	"github.com/kedja/kedja/diag"
)

// turn admits one scan at a time: the logger of osv-scanner is one for the
// whole process. Holding it is having put a value in.
var turn = make(chan struct{}, 1)

// recorder keeps what osv-scanner logs from a level on. It is a slog.Handler.
type recorder struct {
	mu      sync.Mutex
	records []record
}

type record struct {
	level slog.Level
	text  string
}

// Enabled says that everything but details is kept.
func (r *recorder) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelInfo }

// Handle keeps the record.
func (r *recorder) Handle(_ context.Context, rec slog.Record) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.records = append(r.records, record{rec.Level, rec.Message})
	return nil
}

// WithAttrs keeps the handler: osv-scanner logs sentences, not attributes.
func (r *recorder) WithAttrs([]slog.Attr) slog.Handler { return r }

// WithGroup keeps the handler.
func (r *recorder) WithGroup(string) slog.Handler { return r }

// capture makes osv-scanner log to the recorder until the function that it
// returns is called.
func capture(r *recorder) (restore func()) {
	osvscanner.SetLogger(r)
	return func() {
		// What was there before cannot be asked for: these are what both
		// libraries begin with.
		osvscanner.SetLogger(toDefault{})
		scalibrlog.SetLogger(&scalibrlog.DefaultLogger{})
	}
}

// toDefault hands records to the default logger of the moment.
type toDefault struct{}

func (toDefault) Enabled(ctx context.Context, l slog.Level) bool {
	return slog.Default().Handler().Enabled(ctx, l)
}
func (toDefault) Handle(ctx context.Context, r slog.Record) error {
	return slog.Default().Handler().Handle(ctx, r)
}
func (toDefault) WithAttrs(a []slog.Attr) slog.Handler { return slog.Default().Handler().WithAttrs(a) }
func (toDefault) WithGroup(g string) slog.Handler      { return slog.Default().Handler().WithGroup(g) }

// diagnostics turns warnings and errors of osv-scanner into diagnostics.
// private is a folder whose names mean nothing to the user.
func (r *recorder) diagnostics(private string) diag.List {
	r.mu.Lock()
	defer r.mu.Unlock()
	var list diag.List
	seen := map[record]bool{}
	for _, rec := range r.records {
		if rec.level < slog.LevelWarn || seen[rec] || strings.Contains(rec.text, private) {
			continue
		}
		seen[rec] = true
		text := strings.Join(strings.Fields(rec.text), " ")
		if rec.level >= slog.LevelError {
			list.Errorf("osvscanner/log", diag.Position{}, "osv-scanner: %s", text)
		} else {
			list.Warnf("osvscanner/log", diag.Position{}, "osv-scanner: %s", text)
		}
	}
	return list
}

// unmatched returns why osv-scanner did not match, or not all; "" when nothing
// says so. It does not make an error of that, and logs it only.
func (r *recorder) unmatched() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, rec := range r.records {
		if rec.level < slog.LevelError {
			continue
		}
		if _, why, ok := strings.Cut(rec.text, "(extracting as vulnmatch/"); ok {
			return "osv-scanner gave up matching: (" + strings.Join(strings.Fields(why), " ")
		}
	}
	return ""
}
