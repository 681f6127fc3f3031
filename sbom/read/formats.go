// SPDX-License-Identifier: Apache-2.0

package read

import (
	"bytes"
	"io"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/cyclonedx"
	"github.com/kedja/kedja/sbom/spdx"
	"github.com/kedja/kedja/sbom/spdx3"
)

// format is one format of SBOMs, or a layer around one. A format without read
// is recognised only, so that the message can say so.
type format struct {
	name   string
	detect func(*sample) bool
	read   reader
	remedy string // where read is nil
}

// cyclonedxJSON is the format that [Names] has a shorter way for.
const cyclonedxJSON = "CycloneDX JSON"

// formats are asked in this order; the first that detects the content has it.
// It is a function because the layers lead back to it.
func formats() []format {
	return []format{
		{name: cyclonedxJSON, detect: isCycloneDXJSON, read: cyclonedxReader(cyclonedx.Read)},
		{name: "SPDX 2 JSON", detect: isSPDX2JSON, read: spdxReader(spdx.Read)},
		{name: "SPDX 3 JSON-LD", detect: isSPDX3, read: spdx3Reader},
		{name: "a DSSE envelope", detect: isDSSE, read: readEnvelope},
		{name: "an in-toto statement", detect: isStatement, read: readEnvelope},
		{name: "an answer of a web API around an SBOM", detect: isAnswer, read: readEnvelope},
		{name: "CycloneDX XML", detect: isCycloneDXXML, read: cyclonedxReader(cyclonedx.ReadXML)},
		{name: "SPDX RDF/XML", detect: isSPDXRDF, read: spdxReader(spdx.ReadRDF)},
		{name: "SPDX XML", detect: isSPDXXML, read: spdxReader(spdx.ReadXML)},
		{name: "SPDX tag-value", detect: func(s *sample) bool { return s.line("SPDXVersion:") }, read: spdxReader(spdx.ReadTagValue)},
		{name: "SPDX YAML", detect: func(s *sample) bool { return s.line("spdxVersion:", "SPDXID:", `"spdxVersion":`) }, read: spdxReader(spdx.ReadYAML)},
		{name: "CycloneDX protobuf text", detect: isCycloneDXProtoText, read: cyclonedxReader(cyclonedx.ReadProtoText)},
		{name: "CycloneDX protobuf", detect: isCycloneDXProto, read: cyclonedxReader(cyclonedx.ReadProto)},
		{name: "gzip data", detect: magic("\x1f\x8b"), read: compressed("gzip", openGzip)},
		{name: "bzip2 data", detect: magic("BZh"), read: compressed("bzip2", openBzip2)},
		{name: "xz data", detect: magic("\xfd7zXZ\x00"), read: compressed("xz", openXZ)},
		{name: "Zstandard data", detect: magic("\x28\xb5\x2f\xfd"), read: compressed("Zstandard", openZstd)},
		{name: "a ZIP archive", detect: magic("PK\x03\x04"), read: readZip},
		{name: "a tar archive", detect: isTar, remedy: "extract the SBOM and give it as a file of its own"},
	}
}

// format returns the format of the content, or nil.
func (s *sample) format() *format {
	for _, f := range formats() {
		if f.detect(s) {
			return &f
		}
	}
	return nil
}

type reader = func(opening, sized) (*sbom.Document, diag.List, error)

func cyclonedxReader(read func(io.Reader, cyclonedx.Options) (*sbom.Document, diag.List, error)) reader {
	return func(o opening, r sized) (*sbom.Document, diag.List, error) {
		return read(r, cyclonedx.Options{File: o.name, Limits: o.limits, Schema: o.schema, Brief: o.brief})
	}
}

func spdxReader(read func(io.Reader, spdx.Options) (*sbom.Document, diag.List, error)) reader {
	return func(o opening, r sized) (*sbom.Document, diag.List, error) {
		return read(r, spdx.Options{File: o.name, Limits: o.limits, Brief: o.brief})
	}
}

func spdx3Reader(o opening, r sized) (*sbom.Document, diag.List, error) {
	return spdx3.Read(r, spdx3.Options{File: o.name, Limits: o.limits})
}

// isCycloneDXJSON also takes documents that lack bomFormat or have it wrong,
// where other members leave no doubt.
func isCycloneDXJSON(s *sample) bool {
	if s.member("bomFormat") == "CycloneDX" || strings.Contains(s.member("$schema"), "cyclonedx.org/schema/bom") {
		return true
	}
	return s.has("specVersion") && !s.has("spdxVersion") &&
		(s.has("bomFormat") || s.has("components") || s.has("metadata") || s.has("services") ||
			s.has("vulnerabilities") || strings.HasPrefix(s.member("serialNumber"), "urn:uuid:"))
}

func isSPDX2JSON(s *sample) bool {
	return s.has("spdxVersion") || (s.has("SPDXID") && (s.has("creationInfo") || s.has("packages") || s.has("files")))
}

func isSPDX3(s *sample) bool {
	context := s.member("@context")
	return strings.Contains(context, "spdx.org/rdf/3") || strings.Contains(context, "spdx.github.io/spdx-spec") ||
		(s.json && (s.has("spdxId") || (s.has("@graph") && bytes.Contains(s.head, []byte(`"spdxId"`)))))
}

func isCycloneDXXML(s *sample) bool {
	return s.xml() && bytes.Contains(s.head, []byte("cyclonedx.org/schema/bom"))
}

func isSPDXRDF(s *sample) bool {
	return s.xml() && bytes.Contains(s.head, []byte("rdf:RDF")) && bytes.Contains(s.head, []byte("spdx.org/rdf/terms"))
}

func isSPDXXML(s *sample) bool {
	return s.xml() && bytes.Contains(s.head, []byte("<spdxVersion>"))
}

// isCycloneDXProtoText knows the text form by its first field, or the comment
// that names the message.
func isCycloneDXProtoText(s *sample) bool {
	return s.line("spec_version:", "# proto-message: Bom")
}

// isCycloneDXProto knows the binary form by the bytes of its first field:
// number 1, length 3, "1.x".
func isCycloneDXProto(s *sample) bool {
	return len(s.raw) > 5 && s.raw[0] == 0x0a && s.raw[1] == 3 && s.raw[2] == '1' && s.raw[3] == '.'
}

func isTar(s *sample) bool { return len(s.raw) > 262 && string(s.raw[257:262]) == "ustar" }

func magic(prefix string) func(*sample) bool {
	return func(s *sample) bool { return bytes.HasPrefix(s.raw, []byte(prefix)) }
}
