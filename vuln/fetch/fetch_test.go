// SPDX-License-Identifier: Apache-2.0

package fetch_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/vuln/fetch"
)

// server is a mirror whose answers tests set.
type server struct {
	*httptest.Server
	mu      sync.Mutex
	answers map[string]http.HandlerFunc
	asked   []string
}

func serve(t *testing.T, secure bool) *server {
	t.Helper()
	s := &server{answers: map[string]http.HandlerFunc{}}
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, strings.TrimSpace(r.URL.EscapedPath()+" "+r.Header.Get("If-None-Match")))
		answer := s.answers[r.URL.Path]
		s.mu.Unlock()
		if answer == nil {
			http.NotFound(w, r)
			return
		}
		answer(w, r)
	})
	if secure {
		s.Server = httptest.NewTLSServer(h)
	} else {
		s.Server = httptest.NewServer(h)
	}
	t.Cleanup(s.Close)
	return s
}

// requests returns what was asked for since the last call.
func (s *server) requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.asked
	s.asked = nil
	return out
}

func content(data []byte, etag string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if etag != "" {
			w.Header().Set("ETag", etag)
			w.Header().Set("Last-Modified", "Fri, 20 Nov 2026 10:00:00 GMT")
			if r.Header.Get("If-None-Match") == etag {
				w.WriteHeader(http.StatusNotModified)
				return
			}
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(data)))
		_, _ = w.Write(data)
	}
}

func archive(t testing.TB, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("GHSA-1.json")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// tree lists the files of a folder with their sizes, but for the state.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "fetch.state" {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		out = append(out, filepath.ToSlash(rel))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, " ")
}

func TestRun(t *testing.T) {
	s, dir := serve(t, false), t.TempDir()
	npm := archive(t, "{}")
	s.answers["/npm/all.zip"] = content(npm, `"n1"`)
	s.answers["/Red Hat/all.zip"] = content(archive(t, "{}"), "")
	s.answers["/kev.json"] = content([]byte(`{"vulnerabilities": []}`), "")
	s.answers["/epss"] = content([]byte("\x1f\x8b..."), "")
	s.answers["/eu"] = content([]byte("[]"), "")
	var told []string
	o := fetch.Options{Dir: dir, Ecosystems: []string{"npm", "Red Hat:enterprise_linux:9", "npm", "Go"}, OSVBase: s.URL + "/",
		KEV: true, KEVURL: s.URL + "/kev.json", EPSS: true, EPSSURL: s.URL + "/epss", EUKEV: true, EUKEVURL: s.URL + "/eu",
		Progress: func(p fetch.Progress) {
			if p.Ended {
				told = append(told, fmt.Sprintf("%s %d of %d", p.File, p.Done, p.Total))
			}
		}}
	files, diags, err := fetch.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	want := "osv-scalibr/Go/all.zip: " + s.URL + "/Go/all.zip: the server does not have it; name the ecosystem as OSV does, in its case: " + s.URL + "/ecosystems.txt [fetch/failed]"
	if len(diags) != 1 || diags[0].Error() != want {
		t.Errorf("diagnostics %v, want %q", diags, want)
	}
	if got, want := tree(t, dir), "lists/epss.csv.gz lists/eukev.json lists/kev.json osv-scalibr/Red Hat/all.zip osv-scalibr/npm/all.zip"; got != want {
		t.Errorf("the folder has %s, want %s", got, want)
	}
	if len(files) != 5 || files[1].Name != "osv-scalibr/npm/all.zip" || !files[1].Changed || files[1].Bytes != int64(len(npm)) || len(files[1].SHA256) != 64 || files[1].Modified == "" {
		t.Errorf("files %+v", files)
	}
	if len(told) != 5 || told[1] != fmt.Sprintf("osv-scalibr/npm/all.zip %d of %d", len(npm), len(npm)) {
		t.Errorf("progress %q", told)
	}
	if got := s.requests(); !slices.Contains(got, "/Red%20Hat/all.zip") {
		t.Errorf("requests %q", got)
	}
}

func TestOnlyWhatIsNew(t *testing.T) {
	s, dir := serve(t, false), t.TempDir()
	s.answers["/npm/all.zip"] = content(archive(t, "1"), `"one"`)
	o := fetch.Options{Dir: dir, Ecosystems: []string{"npm"}, OSVBase: s.URL}
	run := func() fetch.File {
		files, diags, err := fetch.Run(t.Context(), o)
		if err != nil || len(diags) > 0 || len(files) != 1 {
			t.Fatal(files, diags, err)
		}
		return files[0]
	}
	first := run()
	if again := run(); again.Changed || again.SHA256 != first.SHA256 || again.Bytes != first.Bytes {
		t.Errorf("the second time: %+v, the first %+v", again, first)
	}
	s.answers["/npm/all.zip"] = content(archive(t, "22"), `"two"`)
	if third := run(); !third.Changed || third.SHA256 == first.SHA256 {
		t.Errorf("after a change: %+v", third)
	}
	// A file that somebody changed is fetched whole.
	if err := os.WriteFile(filepath.Join(dir, "osv-scalibr/npm/all.zip"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	run()
	// So is one from another address, and all when the state is lost.
	s.answers["/mirror/npm/all.zip"] = content(archive(t, "22"), `"two"`)
	o.OSVBase = s.URL + "/mirror"
	run()
	if err := os.WriteFile(filepath.Join(dir, "fetch.state"), []byte("null"), 0o600); err != nil {
		t.Fatal(err)
	}
	run()
	want := []string{"/npm/all.zip", `/npm/all.zip "one"`, `/npm/all.zip "one"`, "/npm/all.zip", "/mirror/npm/all.zip", "/mirror/npm/all.zip"}
	if diff := cmp.Diff(want, s.requests()); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestRetries(t *testing.T) {
	for _, c := range []struct {
		why     string
		answers []http.HandlerFunc // one after the other, the last for ever
		retries int
		waits   []time.Duration
		want    string // part of the diagnostic; empty: all is well
	}{
		{"busy, then well", []http.HandlerFunc{status(503, ""), status(429, "7"), content(archive(t, ""), "")}, 0, []time.Duration{time.Second, 7 * time.Second}, ""},
		{"busy for ever", []http.HandlerFunc{status(500, "")}, 0, []time.Duration{time.Second, 2 * time.Second, 4 * time.Second}, "the server answers 500 Internal Server Error"},
		{"asked to wait for a day", []http.HandlerFunc{status(503, "86400"), content(archive(t, ""), "")}, 0, []time.Duration{time.Minute}, ""},
		{"never again", []http.HandlerFunc{status(500, "")}, -1, nil, "500"},
		{"forbidden", []http.HandlerFunc{status(403, "")}, 0, nil, "403"},
		{"torn, then whole", []http.HandlerFunc{torn, content(archive(t, ""), "")}, 0, []time.Duration{time.Second}, ""},
		{"torn for ever", []http.HandlerFunc{torn}, 1, []time.Duration{time.Second}, "after 3 bytes: unexpected EOF"},
		{"a page of a proxy", []http.HandlerFunc{content([]byte("<html>sign in</html>"), "")}, 0, nil, "what came is not a zip archive"},
		{"half an archive", []http.HandlerFunc{content(archive(t, "{}")[:60], "")}, 0, nil, "what came is not a zip archive"},
		{"too large, announced", []http.HandlerFunc{content(bytes.Repeat([]byte("x"), 2000), "")}, 0, nil, "2000 bytes, more than the 1000 that are allowed"},
		{"too large, not announced", []http.HandlerFunc{chunked}, 0, nil, "more than the 1000 bytes that are allowed"},
		{"nothing changed, but nobody asked", []http.HandlerFunc{status(304, "")}, 0, nil, "the server says that nothing changed"},
		{"packed although it was not to be", []http.HandlerFunc{func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			_, _ = w.Write([]byte("x"))
		}}, 0, nil, "packs the file as br"},
	} {
		t.Run(c.why, func(t *testing.T) {
			s, dir := serve(t, false), t.TempDir()
			n := 0
			s.answers["/npm/all.zip"] = func(w http.ResponseWriter, r *http.Request) {
				i := min(n, len(c.answers)-1)
				n++
				c.answers[i](w, r)
			}
			before := archive(t, "before")
			target := filepath.Join(dir, "osv-scalibr", "npm", "all.zip")
			if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(target, before, 0o600); err != nil {
				t.Fatal(err)
			}
			var waits []time.Duration
			files, diags, err := fetch.Run(t.Context(), fetch.Options{Dir: dir, Ecosystems: []string{"npm"}, OSVBase: s.URL, Retries: c.retries, MaxBytes: 1000,
				Sleep: func(_ context.Context, d time.Duration) error { waits = append(waits, d); return nil }})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.waits, waits); diff != "" {
				t.Errorf("waits (-want +got):\n%s", diff)
			}
			if tree(t, dir) != "osv-scalibr/npm/all.zip" {
				t.Errorf("the folder has %s", tree(t, dir))
			}
			if c.want == "" {
				if len(files) != 1 || !files[0].Changed || len(diags) > 0 {
					t.Errorf("%+v, %v", files, diags)
				}
				return
			}
			if len(files) != 0 || len(diags) != 1 || !strings.Contains(diags[0].Error(), c.want) {
				t.Errorf("%+v, %v; want %q", files, diags, c.want)
			}
			if after, err := os.ReadFile(target); err != nil || !bytes.Equal(before, after) {
				t.Errorf("the file that was there is gone: %q, %v", after, err)
			}
		})
	}
}

func status(code int, after string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if after != "" {
			w.Header().Set("Retry-After", after)
		}
		w.WriteHeader(code)
	}
}

// torn announces more than it sends.
func torn(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "100")
	_, _ = w.Write([]byte("PK\x03"))
}

func chunked(w http.ResponseWriter, _ *http.Request) {
	for range 3 {
		_, _ = w.Write(bytes.Repeat([]byte("x"), 1000))
		w.(http.Flusher).Flush()
	}
}

func TestRedirects(t *testing.T) {
	data := archive(t, "{}")
	plain, other, secure := serve(t, false), serve(t, false), serve(t, true)
	for _, s := range []*server{plain, other, secure} {
		s.answers["/real/all.zip"] = content(data, "")
		s.answers["/npm/all.zip"] = content(data, "")
	}
	to := func(target string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, target, http.StatusFound) }
	}
	for _, c := range []struct {
		why, from, target, want string
	}{
		{"within a server", plain.URL, "/real/all.zip", ""},
		{"to another server by http", plain.URL, other.URL + "/real/all.zip", "which is not https"},
		{"to another server by https", plain.URL, secure.URL + "/real/all.zip", ""},
		{"from https to http", secure.URL, plain.URL + "/real/all.zip", "which is not https"},
		{"to a file", plain.URL, "file:///etc/passwd", "which is not https"},
		{"in a circle", plain.URL, "/npm/all.zip", "more than 5 redirects"},
	} {
		plain.answers["/npm/all.zip"], secure.answers["/npm/all.zip"] = to(c.target), to(c.target)
		dir := t.TempDir()
		_, diags, err := fetch.Run(t.Context(), fetch.Options{Dir: dir, Ecosystems: []string{"npm"}, OSVBase: c.from, Client: secure.Client(), Retries: -1})
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case c.want == "" && (len(diags) > 0 || tree(t, dir) == ""):
			t.Errorf("%s: %v, %s", c.why, diags, tree(t, dir))
		case c.want != "" && (len(diags) != 1 || !strings.Contains(diags[0].Error(), c.want) || tree(t, dir) != ""):
			t.Errorf("%s: %v, %s; want %q", c.why, diags, tree(t, dir), c.want)
		}
	}
}

func TestNothingIsWrittenOutside(t *testing.T) {
	s, outer := serve(t, false), t.TempDir()
	s.answers["/npm/all.zip"] = content(archive(t, "{}"), "")
	s.answers["/ecosystems.txt"] = content([]byte("npm\n../../evil\nDebian:12\n[EMPTY]\n..\na/b\n"), "")
	dir := filepath.Join(outer, "cache")
	_, diags, err := fetch.Run(t.Context(), fetch.Options{Dir: dir, AllEcosystems: true, Ecosystems: []string{"C:\\x", "", ".hidden", "npm\n"}, OSVBase: s.URL})
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, d := range diags {
		codes = append(codes, d.Code+" "+d.Message)
	}
	want := []string{
		`fetch/bad-ecosystem "" is no name of an ecosystem`,
		`fetch/bad-ecosystem ".." is no name of an ecosystem`,
		`fetch/bad-ecosystem "../../evil" is no name of an ecosystem`,
		`fetch/bad-ecosystem ".hidden" is no name of an ecosystem`,
		`fetch/bad-ecosystem "a/b" is no name of an ecosystem`,
		`fetch/failed ` + s.URL + `/C/all.zip: the server does not have it`,
		`fetch/failed ` + s.URL + `/Debian/all.zip: the server does not have it`,
	}
	if diff := cmp.Diff(want, codes); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s", diff)
	}
	if got := tree(t, outer); got != "cache/osv-scalibr/npm/all.zip" {
		t.Errorf("there is %s", got)
	}
	// A link that leads out of the folder is not followed.
	elsewhere, linked := t.TempDir(), t.TempDir()
	if err := os.Symlink(elsewhere, filepath.Join(linked, "osv-scalibr")); err != nil {
		t.Skip("no links here:", err)
	}
	_, diags, err = fetch.Run(t.Context(), fetch.Options{Dir: linked, Ecosystems: []string{"npm"}, OSVBase: s.URL})
	if err != nil || len(diags) != 1 || tree(t, elsewhere) != "" {
		t.Errorf("through a link: %v, %v, %s", diags, err, tree(t, elsewhere))
	}
}

func TestRunRefuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := serve(t, false)
	for _, c := range []struct {
		why  string
		o    fetch.Options
		want string
	}{
		{"no folder", fetch.Options{}, "Options.Dir is empty"},
		{"a file in its place", fetch.Options{Dir: file}, "fetch: "},
		{"no address", fetch.Options{Dir: t.TempDir(), OSVBase: "ftp://example.com"}, `"ftp://example.com" is no address to fetch from`},
		{"a password in it", fetch.Options{Dir: t.TempDir(), KEV: true, KEVURL: "https://a:b@example.com/kev"}, "without a name and password"},
		{"no list of ecosystems", fetch.Options{Dir: t.TempDir(), AllEcosystems: true, OSVBase: s.URL}, "the list of ecosystems: " + s.URL + "/ecosystems.txt: the server does not have it"},
	} {
		if _, _, err := fetch.Run(t.Context(), c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.why, err, c.want)
		}
	}
}

func TestContext(t *testing.T) {
	s, dir := serve(t, false), t.TempDir()
	ctx, cancel := context.WithCancelCause(t.Context())
	stop := errors.New("enough")
	s.answers["/npm/all.zip"] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = w.Write([]byte("PK"))
		w.(http.Flusher).Flush()
		cancel(stop)
	}
	_, _, err := fetch.Run(ctx, fetch.Options{Dir: dir, Ecosystems: []string{"npm"}, OSVBase: s.URL})
	if !errors.Is(err, stop) || tree(t, dir) != "" {
		t.Errorf("%v, %s", err, tree(t, dir))
	}
	// One that ends while waiting stops the waiting.
	s.answers["/npm/all.zip"] = status(503, "")
	ctx, cancel = context.WithCancelCause(t.Context())
	_, _, err = fetch.Run(ctx, fetch.Options{Dir: dir, Ecosystems: []string{"npm"}, OSVBase: s.URL,
		Sleep: func(ctx context.Context, _ time.Duration) error { cancel(stop); return context.Cause(ctx) }})
	if !errors.Is(err, stop) {
		t.Errorf("while waiting: %v", err)
	}
}
