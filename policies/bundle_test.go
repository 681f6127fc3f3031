// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"io"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/open-policy-agent/opa/v1/bundle"
)

// entry is one entry of an archive.
type tarEntry struct {
	name, text string
	kind       byte // 0 is a file
}

func archive(t testing.TB, entries ...tarEntry) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	w := tar.NewWriter(z)
	for _, e := range entries {
		h := &tar.Header{Name: e.name, Typeflag: e.kind, Mode: 0o644, Size: int64(len(e.text))}
		switch e.kind {
		case 0:
			h.Typeflag = tar.TypeReg
		case tar.TypeXGlobalHeader:
			h = &tar.Header{Typeflag: e.kind, PAXRecords: map[string]string{"comment": "x"}}
		case tar.TypeSymlink, tar.TypeLink:
			h.Linkname, h.Size = e.text, 0
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			if _, err := io.WriteString(w, e.text); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// packEntries is a user's pack as entries, sorted by name.
func packEntries() []tarEntry {
	files := userFolder(plainHead + `finding contains {"key": ""} if count(input.supplier.sites) > 3` + "\n").(fstest.MapFS)
	var out []tarEntry
	for _, name := range slices.Sorted(maps.Keys(files)) {
		out = append(out, tarEntry{name: name, text: string(files[name].Data)})
	}
	return out
}

func open(text []byte, opts *BundleOptions) (*Bundle, error) {
	return OpenBundle(bytes.NewReader(text), opts)
}

// sign signs the entries as "opa sign" does, and appends the signature.
func sign(t testing.TB, algorithm string, private crypto.PrivateKey, hash string, entries []tarEntry) []tarEntry {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	hasher, err := bundle.NewSignatureHasher(bundle.HashingAlgorithm(hash))
	if err != nil {
		t.Fatal(err)
	}
	var files []bundle.FileInfo
	for _, e := range entries {
		var value any = []byte(e.text)
		if bundle.IsStructuredDoc(e.name) {
			if err := json.Unmarshal([]byte(e.text), &value); err != nil {
				t.Fatal(err)
			}
		}
		sum, err := hasher.HashFile(value)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, bundle.NewFile(e.name, hex.EncodeToString(sum), hash))
	}
	key := string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
	token, err := bundle.GenerateSignedToken(files, bundle.NewSigningConfig(key, algorithm, ""), "")
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(bundle.SignaturesConfig{Signatures: []string{token}})
	if err != nil {
		t.Fatal(err)
	}
	return append(slices.Clone(entries), tarEntry{name: ".signatures.json", text: string(text)})
}

func publicPEM(t testing.TB, public crypto.PublicKey) []byte {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
}

func newRSA(t testing.TB, bits int) *rsa.PrivateKey {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func newEd25519(t testing.TB) ed25519.PrivateKey {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// A bundle gives the same files, and so the same digest, as the folder.
func TestBundleIsAFolder(t *testing.T) {
	b, err := open(archive(t, append(packEntries(), tarEntry{name: ".manifest", text: "{}"}, tarEntry{name: "packs", kind: tar.TypeDir}, tarEntry{kind: tar.TypeXGlobalHeader})...), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := fstest.TestFS(b, "packs/user/pack.yaml", "packs/user/a-rule/rule.rego"); err != nil {
		t.Error(err)
	}
	folder := userFolder(packEntries()[0].text)
	s, err := Compile(t.Context(), &Options{Packs: []string{"user"}, User: []fs.FS{b}})
	if err != nil {
		t.Fatal(err)
	}
	other, err := Compile(t.Context(), &Options{Packs: []string{"user"}, User: []fs.FS{folder}})
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(s.packs[0], other.packs[0]) || s.packs[0].SHA256 == "" {
		t.Errorf("bundle %+v, folder %+v", s.packs[0], other.packs[0])
	}
	if b.Signed() || b.Verified() {
		t.Error("it is not signed")
	}
}

// As "opa build" names files, and as tar does.
func TestNamesInBundles(t *testing.T) {
	for _, prefix := range []string{"/", "./"} {
		b, err := open(archive(t, tarEntry{name: prefix, kind: tar.TypeDir}, tarEntry{name: prefix + "packs/a/pack.yaml", text: "x"}), nil)
		if err != nil {
			t.Fatal(err)
		}
		if text, err := fs.ReadFile(b, "packs/a/pack.yaml"); err != nil || string(text) != "x" {
			t.Errorf("%q: %q, %v", prefix, text, err)
		}
	}
}

func TestRefusedBundles(t *testing.T) {
	good := archive(t, packEntries()...)
	file := func(names ...string) []byte {
		var entries []tarEntry
		for _, name := range names {
			entries = append(entries, tarEntry{name: name, text: "x"})
		}
		return archive(t, entries...)
	}
	zeros := archive(t, tarEntry{name: "packs/a/pack.yaml", text: strings.Repeat("\x00", 2<<20)})
	for _, test := range []struct {
		name string
		text []byte
		opts BundleOptions
		want string
	}{
		{"not an archive", []byte("name: ours\n"), BundleOptions{}, "not a whole tar.gz"},
		{"empty", nil, BundleOptions{}, "not a whole tar.gz"},
		{"cut short", good[:len(good)/2], BundleOptions{}, "not a whole tar.gz"},
		{"without files", archive(t), BundleOptions{}, "holds no files"},
		{"leads out", file("packs/../../etc/passwd"), BundleOptions{}, "is no name of a file"},
		{"leads out at once", file("../x"), BundleOptions{}, "is no name of a file"},
		{"absolute twice", file("//etc/passwd"), BundleOptions{}, "is no name of a file"},
		{"backslash", file(`packs\..\x`), BundleOptions{}, "is no name of a file"},
		{"drive", file("C:/x"), BundleOptions{}, "is no name of a file"},
		{"steers the terminal", file("a\x1b[2Jb"), BundleOptions{}, "is no name of a file"},
		{"not UTF-8", file("a\xff"), BundleOptions{}, "is no name of a file"},
		{"long name", file(strings.Repeat("a/", 200) + "b"), BundleOptions{}, "is no name of a file"},
		{"symbolic link", archive(t, tarEntry{"packs/a/pack.yaml", "/etc/passwd", tar.TypeSymlink}), BundleOptions{}, "is a link or a device"},
		{"hard link", archive(t, tarEntry{"packs/a/pack.yaml", "/etc/passwd", tar.TypeLink}), BundleOptions{}, "is a link or a device"},
		{"device", archive(t, tarEntry{"packs/a/pack.yaml", "", tar.TypeFifo}), BundleOptions{}, "is a link or a device"},
		{"twice", file("a", "./a"), BundleOptions{}, "a is there twice"},
		{"file and folder", file("a", "a/b"), BundleOptions{}, "a is there twice"},
		{"folder and file", file("a/b", "a"), BundleOptions{}, "a is there twice"},
		{"data", file("packs/a/data.json"), BundleOptions{}, "packs/a/data.json has no meaning here"},
		{"signature below", file("packs/.signatures.json"), BundleOptions{}, "has no meaning here"},
		{"large file", zeros, BundleOptions{}, "packs/a/pack.yaml is larger"},
		{"expands", zeros, BundleOptions{MaxFile: 4 << 20, MaxExpanded: 1 << 20}, "what it expands to is larger"},
		{"large archive", good, BundleOptions{MaxCompressed: 100}, "the file is larger"},
		{"many files", file("a", "b", "c"), BundleOptions{MaxFiles: 2}, "more than 2 entries"},
		{"unsigned", good, BundleOptions{Key: publicPEM(t, newEd25519(t).Public())}, "it is not signed"},
		{"no key", archive(t, sign(t, "EdDSA", newEd25519(t), "SHA-256", packEntries())...), BundleOptions{Key: []byte("x")}, "no key in PEM"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := open(test.text, &test.opts); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one that says %q", err, test.want)
			}
		})
	}
}

// Every kind of key that OPA signs with opens a bundle that it signed.
func TestSignedBundles(t *testing.T) {
	rsaKey, small := newRSA(t, 2048), newRSA(t, 1024)
	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	ed := newEd25519(t)
	entries := append(packEntries(), tarEntry{name: ".manifest", text: `{"revision": "7"}`})
	for _, test := range []struct {
		algorithm string
		private   crypto.PrivateKey
		public    crypto.PublicKey
		want      string
	}{
		{"RS256", rsaKey, rsaKey.Public(), ""},
		{"PS512", rsaKey, rsaKey.Public(), ""},
		{"ES256", ec, ec.Public(), ""},
		{"ES384", wide, wide.Public(), ""},
		{"EdDSA", ed, ed.Public(), ""},
		{"EdDSA", ed, newEd25519(t).Public(), "is not one by the key given"},
		{"RS256", rsaKey, ed.Public(), `by the algorithm "RS256", but the key is for EdDSA`},
		{"RS256", small, small.Public(), "1024 bits"},
	} {
		signed := sign(t, test.algorithm, test.private, "SHA-256", entries)
		b, err := open(archive(t, signed...), &BundleOptions{Key: publicPEM(t, test.public)})
		if test.want != "" {
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%s: error %v, want one that says %q", test.algorithm, err, test.want)
			}
			continue
		}
		if err != nil || !b.Verified() || !b.Signed() {
			t.Errorf("%s: %v, %+v", test.algorithm, err, b)
		}
		if unchecked, err := open(archive(t, signed...), nil); err != nil || unchecked.Verified() || !unchecked.Signed() {
			t.Errorf("%s without a key: %v", test.algorithm, err)
		}
	}
}

// What was changed after signing is found, whatever it is.
func TestForgedBundles(t *testing.T) {
	private := newEd25519(t)
	key := publicPEM(t, private.Public())
	signed := func() []tarEntry { return sign(t, "EdDSA", private, "SHA-256", packEntries()) }
	last := func(entries []tarEntry) *tarEntry { return &entries[len(entries)-1] }
	for _, test := range []struct {
		name   string
		change func([]tarEntry) []tarEntry
		want   string
	}{
		{"a file changed", func(e []tarEntry) []tarEntry { e[0].text += "\n"; return e }, "is not the file that was signed"},
		{"a file added", func(e []tarEntry) []tarEntry { return append(e, tarEntry{name: "lib/x.rego", text: "x"}) }, "lib/x.rego is not covered by the signature"},
		{"a file removed", func(e []tarEntry) []tarEntry { return e[1:] }, "was signed and is missing"},
		{"a file renamed", func(e []tarEntry) []tarEntry { e[0].name = "packs/user/a-rule/other.rego"; return e }, "is not covered"},
		{"no signature in it", func(e []tarEntry) []tarEntry { last(e).text = `{"signatures": []}`; return e }, "holds 0 signatures"},
		{"two signatures", func(e []tarEntry) []tarEntry { last(e).text = `{"signatures": ["a", "b"]}`; return e }, "holds 2 signatures"},
		{"nonsense", func(e []tarEntry) []tarEntry { last(e).text = `[`; return e }, "is not what opa sign writes"},
		{"no algorithm", func(e []tarEntry) []tarEntry {
			last(e).text = strings.Replace(last(e).text, `["`, `["eyJhbGciOiJub25lIn0.`, 1)
			return e
		}, `by the algorithm "none"`},
		{"a shared secret", func(e []tarEntry) []tarEntry {
			last(e).text = strings.Replace(last(e).text, `["`, `["eyJhbGciOiJIUzI1NiJ9.`, 1)
			return e
		}, `by the algorithm "HS256"`},
		{"a digest that can be forged", func([]tarEntry) []tarEntry { return sign(t, "EdDSA", private, "SHA-1", packEntries()) }, "which can be forged"},
		{"another's plugin", func(e []tarEntry) []tarEntry {
			*last(e) = *last(sign(t, "EdDSA", newEd25519(t), "SHA-256", packEntries()))
			last(e).text = strings.Replace(last(e).text, "{", `{"plugin": "lenient", `, 1)
			return e
		}, "is not one by the key given"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := open(archive(t, test.change(signed())...), &BundleOptions{Key: key}); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one that says %q", err, test.want)
			}
		})
	}
}

func TestKeysThatAreNone(t *testing.T) {
	der, err := x509.MarshalPKCS8PrivateKey(newEd25519(t))
	if err != nil {
		t.Fatal(err)
	}
	private := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
	broken := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: []byte("x")})
	for want, key := range map[string][]byte{"no key in PEM": []byte("secret"), "holds a PRIVATE KEY": private, "cannot be read": broken} {
		if err := CheckBundleKey(key); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one that says %q", err, want)
		}
	}
	if err := CheckBundleKey(publicPEM(t, newEd25519(t).Public())); err != nil {
		t.Error(err)
	}
}
