// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path"
	"strconv"
	"strings"
	"time"
)

var (
	errMissing = errors.New("the server does not have it")
	errRefused = errors.New("refused")
)

// statusError is an answer that brings no file.
type statusError struct {
	status string
	code   int
	after  time.Duration // until when the server wants to be left alone; 0: it does not say
}

func (e *statusError) Error() string { return "the server answers " + e.status }

// passing reports whether a later try may go better.
func passing(err error) bool {
	if s, ok := errors.AsType[*statusError](err); ok {
		return s.code == http.StatusTooManyRequests || s.code == http.StatusRequestTimeout || s.code >= 500
	}
	return !errors.Is(err, errMissing) && !errors.Is(err, errRefused)
}

func (o Options) client() *http.Client {
	c := &http.Client{Transport: &http.Transport{
		Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true,
		TLSHandshakeTimeout: 20 * time.Second, ResponseHeaderTimeout: time.Minute,
	}}
	if o.Client != nil {
		own := *o.Client
		c = &own
	}
	c.CheckRedirect = redirect
	return c
}

// redirect follows to https anywhere, and else only within the server that was
// asked: what was asked for by https never comes by http.
func redirect(req *http.Request, via []*http.Request) error {
	first := via[0].URL
	switch {
	case len(via) >= 5:
		return fmt.Errorf("%w: more than 5 redirects", errRefused)
	case req.URL.Scheme == "https":
		return nil
	case req.URL.Scheme == "http" && first.Scheme == "http" && req.URL.Host == first.Host:
		return nil
	}
	return fmt.Errorf("%w: redirect to %s, which is not https", errRefused, req.URL.Redacted())
}

// fetch gets one file, in several tries.
func (f *fetcher) fetch(ctx context.Context, j job) (File, error) {
	var file File
	err := f.again(ctx, func() (err error) {
		file, err = f.once(ctx, j)
		return err
	})
	return file, err
}

// again does something until it works, with waits of 1, 2, 4 … seconds or as
// long as the server asks for, a minute at most.
func (f *fetcher) again(ctx context.Context, do func() error) error {
	retries := f.Retries
	if retries == 0 {
		retries = 3
	}
	wait := time.Second
	for {
		err := do()
		if err == nil || retries <= 0 || ctx.Err() != nil || !passing(err) {
			return err
		}
		retries--
		pause := wait
		if s, ok := errors.AsType[*statusError](err); ok && s.after > pause {
			pause = s.after
		}
		if f.Sleep != nil {
			if stop := f.Sleep(ctx, min(pause, time.Minute)); stop != nil {
				return stop
			}
		}
		wait *= 2
	}
}

// get sends a request and returns an answer of status 200 or 304.
func (f *fetcher) get(ctx context.Context, address string, header http.Header) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errRefused, err)
	}
	for name, values := range header {
		req.Header[name] = values
	}
	agent := f.UserAgent
	if agent == "" {
		agent = "kedja"
	}
	req.Header.Set("User-Agent", agent)
	// Bytes as they are stored: else the length says nothing of what comes.
	req.Header.Set("Accept-Encoding", "identity")
	resp, err := f.client.Do(req)
	if err != nil {
		return nil, err
	}
	switch resp.StatusCode {
	case http.StatusOK, http.StatusNotModified:
		return resp, nil
	}
	resp.Body.Close()
	if resp.StatusCode == http.StatusNotFound || resp.StatusCode == http.StatusGone {
		return nil, errMissing
	}
	s := &statusError{status: resp.Status, code: resp.StatusCode}
	if n, err := strconv.Atoi(resp.Header.Get("Retry-After")); err == nil && n > 0 && n < 1<<20 {
		s.after = time.Duration(n) * time.Second
	}
	return nil, s
}

// once asks for a file if it is newer than the one that is there.
func (f *fetcher) once(ctx context.Context, j job) (File, error) {
	known, there := f.known(j)
	header := http.Header{}
	if there {
		if known.ETag != "" {
			header.Set("If-None-Match", known.ETag)
		}
		if known.Modified != "" {
			header.Set("If-Modified-Since", known.Modified)
		}
	}
	f.progress(Progress{File: j.name})
	resp, err := f.get(ctx, j.url, header)
	if err != nil {
		return File{}, err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusNotModified {
		if !there {
			return File{}, fmt.Errorf("%w: the server says that nothing changed, but it was not asked that", errRefused)
		}
		f.progress(Progress{File: j.name, Done: known.Bytes, Total: known.Bytes, Ended: true})
		return File{Name: j.name, URL: j.url, Bytes: known.Bytes, SHA256: known.SHA256, Modified: known.Modified}, nil
	}
	if e := resp.Header.Get("Content-Encoding"); e != "" && !strings.EqualFold(e, "identity") {
		return File{}, fmt.Errorf("%w: the server packs the file as %s although it was asked not to", errRefused, e)
	}
	if resp.ContentLength > j.max {
		return File{}, fmt.Errorf("%w: %d bytes, more than the %d that are allowed", errRefused, resp.ContentLength, j.max)
	}
	e := entry{URL: j.url, ETag: resp.Header.Get("ETag"), Modified: resp.Header.Get("Last-Modified")}
	if e.Bytes, e.SHA256, err = f.store(resp, j); err != nil {
		return File{}, err
	}
	if err := f.remember(j.name, e); err != nil {
		return File{}, fmt.Errorf("%w: %w", errRefused, err)
	}
	return File{Name: j.name, URL: j.url, Changed: true, Bytes: e.Bytes, SHA256: e.SHA256, Modified: e.Modified}, nil
}

func (f *fetcher) progress(p Progress) {
	if f.Progress != nil {
		f.Progress(p)
	}
}

// store writes an answer beside the place of the file, looks into it, and moves
// it there.
func (f *fetcher) store(resp *http.Response, j job) (n int64, sum string, err error) {
	if err := f.root.MkdirAll(path.Dir(j.name), 0o755); err != nil {
		return 0, "", fmt.Errorf("%w: %w", errRefused, err)
	}
	part := fmt.Sprintf("%s.%d.part", j.name, os.Getpid())
	out, err := f.root.OpenFile(part, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return 0, "", fmt.Errorf("%w: %w", errRefused, err)
	}
	defer func() {
		_ = out.Close() // a second time when all went well
		if err != nil {
			_ = f.root.Remove(part)
		}
	}()
	hash := sha256.New()
	meter := &meter{f: f, p: Progress{File: j.name, Total: max(resp.ContentLength, 0)}}
	n, err = io.Copy(io.MultiWriter(out, hash, meter), io.LimitReader(resp.Body, j.max+1))
	switch {
	case err != nil:
		return 0, "", fmt.Errorf("after %d bytes: %w", n, err)
	case n > j.max:
		return 0, "", fmt.Errorf("%w: more than the %d bytes that are allowed", errRefused, j.max)
	case resp.ContentLength >= 0 && n != resp.ContentLength:
		return 0, "", fmt.Errorf("%d bytes came, %d were announced: %w", n, resp.ContentLength, io.ErrUnexpectedEOF)
	}
	if _, err = out.Seek(0, io.SeekStart); err == nil {
		err = j.check(out)
	}
	if err != nil {
		return 0, "", fmt.Errorf("%w: %w", errRefused, err)
	}
	if err = errors.Join(out.Sync(), out.Close()); err != nil {
		return 0, "", fmt.Errorf("%w: %w", errRefused, err)
	}
	if err = f.root.Rename(part, j.name); err != nil {
		return 0, "", fmt.Errorf("%w: %w", errRefused, err)
	}
	meter.p.Ended = true
	f.progress(meter.p)
	return n, hex.EncodeToString(hash.Sum(nil)), nil
}

// meter tells how far a file is, once a MiB.
type meter struct {
	f    *fetcher
	p    Progress
	told int64
}

func (m *meter) Write(b []byte) (int, error) {
	m.p.Done += int64(len(b))
	if m.p.Done-m.told >= 1<<20 {
		m.told = m.p.Done
		m.f.progress(m.p)
	}
	return len(b), nil
}
