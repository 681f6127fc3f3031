// SPDX-License-Identifier: Apache-2.0

package osvscanner

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/google/osv-scanner/v2/pkg/models"
	"github.com/google/osv-scanner/v2/pkg/osvscanner"
)

func actions(opts *Options, db *database, net *transport) osvscanner.ScannerActions {
	return osvscanner.ScannerActions{
		DirectoryPaths:     opts.Dirs,
		LockfilePaths:      opts.Lockfiles,
		Image:              opts.Image,
		IsImageArchive:     opts.Image != "",
		Recursive:          true,
		NoIgnore:           opts.IgnoredToo,
		ConfigOverridePath: opts.Config,
		ShowAllPackages:    true,
		ShowAllVulns:       true,

		CompareOffline:        !opts.Online,
		PluginNetworkDisabled: !opts.Online,
		LocalDBPath:           db.dir,
		ExperimentalScannerActions: osvscanner.ExperimentalScannerActions{
			TransitiveScanning: osvscanner.TransitiveScanningActions{Disabled: !opts.Online},
			HTTPClient:         &http.Client{Transport: net},
			RequestUserAgent:   "kedja-scan",
		},
	}
}

// matchers are the plug-ins that look packages up.
var matchers = []string{"vulnmatch/osvlocal", "vulnmatch/osvdev"}

// run calls osv-scanner. Its matching panics on versions that it cannot order;
// then the packages are found without, and why is not empty.
func run(a osvscanner.ScannerActions, image bool, log *recorder) (found models.VulnerabilityResults, why string, err error) {
	restore := capture(log)
	defer restore()
	found, err = attempt(a, image)
	var panicked *panicError
	if errors.As(err, &panicked) {
		a.PluginsDisabled = matchers
		found, err = attempt(a, image)
		why = "osv-scanner " + panicked.Error()
	}
	return found, why, err
}

// panicError is a panic of osv-scanner.
type panicError struct{ value any }

func (p *panicError) Error() string { return fmt.Sprintf("failed on what it read: %v", p.value) }

func attempt(a osvscanner.ScannerActions, image bool) (found models.VulnerabilityResults, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &panicError{p}
		}
	}()
	if image {
		return osvscanner.DoContainerScan(a)
	}
	return osvscanner.DoScan(a)
}

var errOffline = errors.New("no network is to be used")

// transport lets requests through only online, and keeps in mind which failed:
// of an image osv-scanner does not tell that it could not look packages up.
type transport struct {
	online bool
	mu     sync.Mutex
	failed map[string]string // address without its query → why the last request failed
}

func newTransport(online bool) *transport {
	return &transport{online: online, failed: map[string]string{}}
}

// RoundTrip implements http.RoundTripper.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	address := r.URL.Scheme + "://" + r.URL.Host + r.URL.Path
	if !t.online {
		t.note(address, errOffline.Error())
		return nil, fmt.Errorf("%s: %w", address, errOffline)
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	switch {
	case err != nil:
		t.note(address, err.Error())
	case answer.StatusCode >= 400:
		t.note(address, answer.Status)
	default:
		t.note(address, "")
	}
	return answer, err
}

func (t *transport) note(address, why string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.failed[address] = why
}

// failure returns a request to osv.dev that was not answered in the end; "" is
// none. Offline nothing is asked there.
func (t *transport) failure() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var out []string
	for address, why := range t.failed {
		if t.online && why != "" && strings.Contains(address, "osv.dev/") {
			out = append(out, address+": "+why)
		}
	}
	if len(out) == 0 {
		return ""
	}
	return slices.Min(out)
}
