// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/bundle"
)

// minRSA is the fewest bits of an RSA key that count as a signature.
const minRSA = 2048

// weakHashes are the digests of which two files may share one on purpose.
var weakHashes = []string{"MD5", "SHA-1"}

// verify checks OPA's signature over exactly the files that are there.
func verify(files memory, signatures, key []byte) error {
	algorithms, err := algorithmsOf(key)
	if err != nil {
		return err
	}
	var config bundle.SignaturesConfig
	if err := json.Unmarshal(signatures, &config); err != nil {
		return fmt.Errorf("%s is not what opa sign writes: %w", signaturesFile, err)
	}
	if len(config.Signatures) != 1 {
		return fmt.Errorf("%s holds %d signatures; it must hold one", signaturesFile, len(config.Signatures))
	}
	// The header only chooses among what the key is for, so it cannot make
	// the public key a shared secret or ask for no signature at all.
	algorithm, err := algorithmOf(config.Signatures[0])
	if err != nil {
		return err
	}
	if !slices.Contains(algorithms, algorithm) {
		return fmt.Errorf("its signature is by the algorithm %q, but the key is for %s; give the key of whoever signed it", clip(algorithm), strings.Join(algorithms, ", "))
	}
	const id = "given"
	vc := bundle.NewVerificationConfig(map[string]*bundle.KeyConfig{id: {Key: string(key), Algorithm: algorithm}}, id, "", nil)
	signed, err := (&bundle.DefaultVerifier{}).VerifyBundleSignature(config, vc)
	if err != nil {
		return fmt.Errorf("its signature is not one by the key given (%w); give the key of whoever signed it, and do not use the bundle if that is this one", err)
	}
	return compareSigned(files, signed)
}

// compareSigned compares the files that are there with those that are signed.
func compareSigned(files memory, signed map[string]bundle.FileInfo) error {
	open := map[string]bundle.FileInfo{}
	for name, f := range signed {
		if slices.Contains(weakHashes, f.Algorithm) {
			return fmt.Errorf("%s is signed by its %s, which can be forged; sign it again with SHA-256", clip(name), f.Algorithm)
		}
		open[strings.TrimPrefix(strings.TrimPrefix(name, "./"), "/")] = f
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if _, ok := open[name]; !ok {
			return fmt.Errorf("%s is not covered by the signature; do not use the bundle", name)
		}
		if err := bundle.VerifyBundleFile(name, *bytes.NewBuffer(files[name]), open); err != nil {
			return fmt.Errorf("%s is not the file that was signed (%w); do not use the bundle", name, err)
		}
	}
	if missing := slices.Sorted(maps.Keys(open)); len(missing) > 0 {
		return fmt.Errorf("%s was signed and is missing; do not use the bundle", clip(missing[0]))
	}
	return nil
}

// CheckBundleKey reports what is wrong with a public key for
// [BundleOptions.Key].
func CheckBundleKey(key []byte) error {
	_, err := algorithmsOf(key)
	return err
}

// algorithmsOf lists the algorithms of JSON Web Signatures (RFC 7518, RFC
// 8037) that a public key is for.
func algorithmsOf(key []byte) ([]string, error) {
	block, _ := pem.Decode(key)
	if block == nil {
		return nil, errors.New("there is no key in PEM; it begins with -----BEGIN PUBLIC KEY-----")
	}
	var public any
	var err error
	switch block.Type {
	case "PUBLIC KEY":
		public, err = x509.ParsePKIXPublicKey(block.Bytes)
	case "RSA PUBLIC KEY":
		public, err = x509.ParsePKCS1PublicKey(block.Bytes)
	default:
		return nil, fmt.Errorf("it holds a %s, not a PUBLIC KEY; openssl pkey -pubout, or openssl x509 -pubkey, writes one", clip(block.Type))
	}
	if err != nil {
		return nil, fmt.Errorf("the public key cannot be read: %w", err)
	}
	switch k := public.(type) {
	case *rsa.PublicKey:
		if k.N.BitLen() < minRSA {
			return nil, fmt.Errorf("the RSA key has %d bits; a signature needs %d at least", k.N.BitLen(), minRSA)
		}
		return []string{"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"}, nil
	case *ecdsa.PublicKey:
		if name, ok := map[string]string{"P-256": "ES256", "P-384": "ES384", "P-521": "ES512"}[k.Curve.Params().Name]; ok {
			return []string{name}, nil
		}
	case ed25519.PublicKey:
		return []string{"EdDSA"}, nil
	}
	return nil, errors.New("the key is none for signatures by RSA, ECDSA or Ed25519")
}

// algorithmOf reads the algorithm from the header of a signature.
func algorithmOf(token string) (string, error) {
	header, _, _ := strings.Cut(token, ".")
	var h struct {
		Alg string `json:"alg"`
	}
	text, err := base64.RawURLEncoding.DecodeString(header)
	if err == nil {
		err = json.Unmarshal(text, &h)
	}
	if err != nil {
		return "", fmt.Errorf("its signature cannot be read: %w", err)
	}
	return h.Alg, nil
}
