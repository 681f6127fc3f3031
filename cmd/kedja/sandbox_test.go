// SPDX-License-Identifier: Apache-2.0

package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/open-policy-agent/opa/v1/bundle"

	"github.com/kedja/kedja/policies"
	"github.com/kedja/kedja/risk"
)

// makeBundle packs a folder as an OPA bundle, and signs it where a seed of 32
// letters is given; the public key goes to FILE.pem:
//
//	make-bundle FOLDER FILE [SEED]
func makeBundle() {
	if err := writeBundle(os.Args[1], os.Args[2], os.Args[3:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func writeBundle(dir, name string, seed []string) error {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	w := tar.NewWriter(z)
	var signed []bundle.FileInfo
	hasher, err := bundle.NewSignatureHasher(bundle.SHA256)
	if err != nil {
		return err
	}
	add := func(name string, text []byte) error {
		sum, err := hasher.HashFile(text)
		signed = append(signed, bundle.NewFile(name, hex.EncodeToString(sum), "SHA-256"))
		werr := w.WriteHeader(&tar.Header{Name: name, Typeflag: tar.TypeReg, Mode: 0o644, Size: int64(len(text))})
		if werr == nil {
			_, werr = w.Write(text)
		}
		return errors.Join(err, werr)
	}
	folder := os.DirFS(dir)
	err = fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		return add(name, text)
	})
	if err != nil {
		return err
	}
	if len(seed) > 0 {
		key := ed25519.NewKeyFromSeed([]byte(seed[0]))
		der, err1 := x509.MarshalPKCS8PrivateKey(key)
		public, err2 := x509.MarshalPKIXPublicKey(key.Public())
		token, err3 := bundle.GenerateSignedToken(signed, bundle.NewSigningConfig(string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})), "EdDSA", ""), "")
		text, err4 := json.Marshal(bundle.SignaturesConfig{Signatures: []string{token}})
		err5 := os.WriteFile(name+".pem", pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public}), 0o600)
		if err := errors.Join(err1, err2, err3, err4, err5, add(".signatures.json", text)); err != nil {
			return err
		}
	}
	if err := errors.Join(w.Close(), z.Close()); err != nil {
		return err
	}
	return os.WriteFile(name, out.Bytes(), 0o600)
}

// child is a process that goes wrong in the way that its first argument says,
// under the limits of the two that follow.
func child() {
	var memory, seconds int64
	fmt.Sscan(os.Args[2], &memory)
	fmt.Sscan(os.Args[3], &seconds)
	if err := setLimits(memory, seconds); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(`{"at":"user/RULE-0001"}`)
	switch os.Args[1] {
	case "spins":
		for n := 0; ; n++ {
			_ = n
		}
	case "waits":
		select {}
	case "grows":
		for all := [][]byte{}; ; {
			x := make([]byte, 1<<24)
			for i := range x {
				x[i] = 1
			}
			all = append(all, x)
		}
	case "floods":
		for {
			fmt.Println(strings.Repeat("x", 1<<16))
		}
	case "writes":
		if err := os.WriteFile(filepath.Join(os.TempDir(), "kedja-child"), []byte("x"), 0o600); err != nil {
			fmt.Printf("{\"error\":%q}\n", err)
		}
	case "dies":
		os.Exit(7)
	case "looks":
		fmt.Printf("{\"error\":\"%d variables in %s\"}\n", len(os.Environ()), must(os.Getwd()))
	}
}

func must(s string, err error) string {
	if err != nil {
		return err.Error()
	}
	return s
}

// TestLimits starts processes that go wrong. The error says what went wrong,
// and this process lives on.
func TestLimits(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("limits are set on Linux only")
	}
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	pack := mine("")
	l := limits{memory: 256 << 20, cpu: time.Second, wall: 20 * time.Second}
	for how, want := range map[string]string{
		"spins":  "at the rule user/RULE-0001: it took more than 1s of processor time and was stopped",
		"waits":  "it took longer than 500ms and was stopped",
		"grows":  "it needed more than 256 MiB of memory",
		"floods": "it answers nonsense",
		"writes": "file too large",
		"dies":   "it ended badly (exit status 7)",
		"looks":  "0 variables in /",
	} {
		t.Run(how, func(t *testing.T) {
			own := l
			if how == "waits" {
				own.wall = 500 * time.Millisecond
			}
			box := &sandbox{path: path, args: []string{"child", how, fmt.Sprint(own.memory), "1"}, limits: own}
			_, err := policies.Compile(t.Context(), &policies.Options{User: []fs.FS{pack}, Confine: box.confine})
			rule, ok := errors.AsType[*policies.RuleError](err)
			if !ok || !rule.Own || !strings.Contains(err.Error(), want) {
				t.Errorf("error %v, want one that says %q", err, want)
			}
		})
	}
}

// mine is a folder of one pack with one rule of the scope component.
func mine(body string) fstest.MapFS {
	return fstest.MapFS{
		"packs/mine/pack.yaml": {Data: []byte("name: mine\nversion: 0.1.0\ntitle: Ours\nstatus: guidance\ndefault: \"on\"\nsource: us\n")},
		"packs/mine/name/rule.rego": {Data: []byte(`# METADATA
# title: A component has a name
# custom:
#   id: mine/NAME-0001
#   scope: component
#   outcome: warn
#   severity: low
#   measures: ["nis2:21.2.d"]
#   needs: [component.name]
#   message: "{subject} has the name {f.name}"
#   remedy: None.
package packs.mine.name_0001

` + body + "\n")},
		"packs/mine/name/rule_test.rego": {Data: []byte("package packs.mine.name_0001_test\n")},
	}
}

// product walks 10ⁿ combinations.
func product(n int) string {
	body := "finding contains {\"key\": input.component.name} if {\n"
	for i := range n {
		body += fmt.Sprintf("\tsome x%d in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]\n", i)
	}
	return body + fmt.Sprintf("\tx0 + x%d > 99\n}", n-1)
}

// doubled joins something to itself n times.
func doubled(n int, first, join string) string {
	body := "finding contains {\"key\": x0, \"name\": x" + fmt.Sprint(n) + "} if {\n\tx0 := " + first + "\n"
	for i := range n {
		body += fmt.Sprintf("\tx%d := "+strings.ReplaceAll(join, "X", fmt.Sprintf("x%d", i))+"\n", i+1)
	}
	return body + "}"
}

// TestHostilePacks evaluates packs that are made to do harm, in processes of
// their own. Each is refused or stopped, in words that name the pack.
func TestHostilePacks(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("limits are set on Linux only")
	}
	box, err := newSandbox(limits{memory: 1 << 30, cpu: 20 * time.Second, wall: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	nested := strings.Repeat("[", 200_000) + strings.Repeat("]", 200_000)
	for _, test := range []struct{ name, body, want string }{
		{"network", `finding contains http.send({"method": "get", "url": "http://x"}) if input.component.name`, "http.send"},
		{"environment", `finding contains opa.runtime().env if input.component.name`, "opa.runtime"},
		{"endless", "x := {y | some y in x}\n\nfinding contains {\"key\": input.component.name} if \"a\" in x", "recursive"},
		{"product", product(9), "rule mine/NAME-0001 over component:a took longer than 1s"},
		{"many instructions", `finding contains {"key": "a"} if regex.match("` + strings.Repeat("a{1000}", 100) + `b", input.component.version)`, "too much work"},
		{"long pattern", `finding contains {"key": "a"} if regex.match("` + strings.Repeat("(a|b)?", 1000) + `", input.component.name)`, "of more than 1000 bytes"},
		{"deep text", `finding contains {"key": ` + nested + `} if input.component.name`, "mine"},
		{"text", doubled(40, "input.component.name", `concat("", [X, X])`), "more than 16 MiB"},
		{"lists", doubled(40, "[input.component.name]", "array.concat(X, X)"), "more than 1000000 elements"},
		{"terms", doubled(40, "[input.component.name]", "[X, X]"), "mine/NAME-0001"},
		{"large number", `finding contains {"key": 1e999999999 + count([input.component.name])}`, "mine"},
		{"small numbers", doubled(40, "1 / 1e300", "X * X"), "mine/NAME-0001"},
		{"much output", "finding contains {\"key\": x, \"n\": [a, b, c, d, e]} if {\n\tx := input.component.version\n\tl := [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]\n\tsome a in l\n\tsome b in l\n\tsome c in l\n\tsome d in l\n\tsome e in l\n}", "mine/NAME-0001"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := judgeOne(t, mine(test.body), box.confine)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("error %s, want one that says %q", cut(err), test.want)
			}
			t.Log(cut(err))
		})
	}
	if err := judgeOne(t, mine(`finding contains {"key": "a", "name": input.component.name}`), box.confine); err != nil {
		t.Errorf("a harmless pack: %v", err)
	}
}

func judgeOne(t *testing.T, pack fs.FS, where policies.Confine) error {
	t.Helper()
	s, err := policies.Compile(t.Context(), &policies.Options{Packs: []string{"mine"}, User: []fs.FS{pack}, Confine: where})
	if err != nil {
		return err
	}
	_, err = s.Evaluate(t.Context(), policies.Context{AsOf: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}, func(yield func(policies.Subject) bool) {
		yield(policies.Subject{Scope: "component", ID: "component:a", Input: risk.ComponentInput{Component: risk.ComponentFacts{Name: "alpha", Version: strings.Repeat("1", 1000)}}})
	})
	return err
}

// cut shortens an error that quotes the rule.
func cut(err error) string {
	s := fmt.Sprint(err)
	return s[:min(len(s), 400)]
}
