// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write the expected output of transcripts and docs/cli.md")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"kedja":         main,
		"kedja-crashes": crashes,
		"kedja-late":    late,
		"make-sbom":     makeSBOM,
		"make-bundle":   makeBundle,
		"child":         child,
	})
}

// TestScripts runs the transcripts: the whole program as a user sees it, one
// story a file.
func TestScripts(t *testing.T) {
	world, err := filepath.Abs("../../examples/nordmark")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(e *testscript.Env) error {
			e.Setenv("NORDMARK", world)
			e.Setenv("VULNERABILITIES", filepath.Join(filepath.Dir(world), "vulnerabilities"))
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"code": exitsWith,
		},
	})
}

// exitsWith runs a program and holds it to its exit code: code 64 kedja …
func exitsWith(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N program args…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := err.(interface{ ExitCode() int })
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// crashes is kedja with a mistake in it.
func crashes() {
	p := &program{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, env: os.Getenv, terminal: terminal,
		now: func() time.Time { panic("the clock is broken") },
	}
	os.Exit(p.run(context.Background(), os.Args[1:]))
}

// late is kedja after somebody pressed Ctrl-C.
func late() {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	p := &program{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, env: os.Getenv, terminal: terminal, now: time.Now}
	os.Exit(p.run(ctx, os.Args[1:]))
}

// makeSBOM writes SBOMs that are too large or too strange to keep:
//
//	make-sbom deep N        nesting of N lists
//	make-sbom nested N      components inside components, N deep
//	make-sbom wide N        N components in a chain that closes on itself
func makeSBOM() {
	n, err := strconv.Atoi(os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	const head = `{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,`
	switch os.Args[1] {
	case "deep":
		fmt.Print(head, `"components":`, strings.Repeat("[", n), strings.Repeat("]", n), "}\n")
	case "nested":
		fmt.Print(head, `"components":`, strings.Repeat(`[{"type":"library","name":"a","components":`, n), "[]", strings.Repeat("}]", n), "}\n")
	case "wide":
		var parts, depends []string
		for i := range n {
			parts = append(parts, fmt.Sprintf(`{"type":"library","bom-ref":"c%d","name":"part-%d","version":"1.%d"}`, i, i, i))
			depends = append(depends, fmt.Sprintf(`{"ref":"c%d","dependsOn":["c%d"]}`, i, (i+1)%n))
		}
		fmt.Print(head, `"components":[`, strings.Join(parts, ",\n"), `],"dependencies":[`, strings.Join(depends, ",\n"), "]}\n")
	}
}
