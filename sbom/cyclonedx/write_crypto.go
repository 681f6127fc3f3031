// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"slices"
	"strconv"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/kedja/kedja/sbom"
)

// The kinds of cryptographic assets; those at the end came with 1.7.
var (
	primitives = []string{"drbg", "mac", "block-cipher", "stream-cipher", "signature", "hash", "pke", "xof", "kdf", "key-agree",
		"kem", "ae", "combiner", "other", "unknown", "key-wrap"}
	protocols = []string{"tls", "ssh", "ipsec", "ike", "sstp", "wpa", "other", "unknown",
		"dtls", "quic", "eap-aka", "eap-aka-prime", "prins", "5g-aka"}
	materials = []string{"private-key", "public-key", "secret-key", "key", "ciphertext", "signature", "digest",
		"initialization-vector", "nonce", "seed", "salt", "shared-secret", "tag", "additional-data", "password", "credential",
		"token", "other", "unknown"}
)

const (
	newPrimitives = 1
	newProtocols  = 6
)

const expiry = "ends of certificates and keys"

// known returns the kind where the version that is written has it. The last
// entries of the list, newer in number, are of 1.7.
func (w *encoder) known(at sbom.ID, kind string, list []string, newer int) string {
	if w.minor < 7 {
		list = list[:len(list)-newer]
	}
	if kind == "" || slices.Contains(list, kind) {
		return kind
	}
	w.log.Lost(at, "kinds of cryptographic assets", w.target()+" does not have them")
	return ""
}

func (w *encoder) crypto(id sbom.ID, c *sbom.Crypto) *cdx.CryptoProperties {
	if c == nil {
		return nil
	}
	out := &cdx.CryptoProperties{AssetType: cdx.CryptoAssetType(c.AssetType), OID: c.OID}
	switch c.AssetType {
	case "algorithm":
		out.AlgorithmProperties = w.algorithm(id, c)
	case "certificate":
		if t := w.time(id, c.NotAfter, expiry); t != "" {
			out.CertificateProperties = &cdx.CertificateProperties{NotValidAfter: t}
		}
	case "protocol":
		if c.Primitive != "" || c.Parameter != "" {
			kind := w.known(id, c.Primitive, protocols, newProtocols)
			out.ProtocolProperties = &cdx.CryptoProtocolProperties{Type: cdx.CryptoProtocolType(kind), Version: c.Parameter}
		}
	case "related-crypto-material":
		out.RelatedCryptoMaterialProperties = w.material(id, c)
	default:
		w.log.Lost(id, "cryptographic properties", "the type of the asset is none of CycloneDX")
		return nil
	}
	return out
}

func (w *encoder) algorithm(id sbom.ID, c *sbom.Crypto) *cdx.CryptoAlgorithmProperties {
	primitive := w.known(id, c.Primitive, primitives, newPrimitives)
	out := cdx.CryptoAlgorithmProperties{Primitive: cdx.CryptoPrimitive(primitive), ParameterSetIdentifier: c.Parameter}
	if c.QuantumLevel >= 0 {
		level := int(c.QuantumLevel)
		out.NistQuantumSecurityLevel = &level
	}
	if out == (cdx.CryptoAlgorithmProperties{}) {
		return nil
	}
	return &out
}

func (w *encoder) material(id sbom.ID, c *sbom.Crypto) *cdx.RelatedCryptoMaterialProperties {
	out := cdx.RelatedCryptoMaterialProperties{
		Type:           cdx.RelatedCryptoMaterialType(w.known(id, c.Primitive, materials, 0)),
		ExpirationDate: w.time(id, c.NotAfter, expiry),
	}
	if size, err := strconv.Atoi(c.Parameter); err == nil {
		out.Size = &size
	}
	if out == (cdx.RelatedCryptoMaterialProperties{}) {
		return nil
	}
	return &out
}
